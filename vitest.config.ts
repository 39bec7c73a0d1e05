import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,graph,scripts,web}/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    globalSetup: ['graph/neo4j-setup.ts'],
  },
})
