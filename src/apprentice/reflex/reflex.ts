export { compileReflex, type Reflex } from './compile.ts'
export { understand } from './understand.ts'
export type { Choice, FoundRow, RecentRow, Understanding, World } from './world.ts'
