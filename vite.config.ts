import { defineConfig } from 'vite'

/**
 * Two builds. `vite build` makes the viewer: static files with hashed names and relative addresses. `vite build --mode node`
 * makes the command line and the library beside it; npm dependencies stay outside both.
 */
export default defineConfig(({ mode }) =>
  mode === 'node'
    ? {
        publicDir: false,
        build: {
          ssr: true,
          target: 'node20.19',
          outDir: 'dist',
          emptyOutDir: false,
          sourcemap: false,
          rollupOptions: {
            input: {
              hearsay: 'scripts/hearsay.ts',
              index: 'src/index.ts',
              'extract-worker': 'src/extract/local/worker.ts',
              'copy-worker': 'graph/embedded/copy-worker.ts',
              'query-worker': 'graph/bolt/query-worker.ts',
              'judge-worker': 'src/relate/local/pair-worker.ts',
              'analyse-worker': 'scripts/analyse-worker.ts',
            },
            output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
          },
        },
        ssr: { external: true },
      }
    : {
        root: 'web',
        base: './',
        build: {
          outDir: '../dist/web',
          emptyOutDir: true,
          sourcemap: false,
          // A file inlined as data: would need the address scheme in the content security policy.
          assetsInlineLimit: 0,
          modulePreload: { polyfill: false },
        },
        worker: { format: 'es' },
      },
)
