/** What only a picture of many needs, loaded with it. */
export { Crowd } from './crowd.ts'
export { Dots } from './dots.ts'
