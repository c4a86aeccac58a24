export { compileReflex, type Reflex } from './compile.ts'
export { followUp, isNo, isYes, leftAsItIs, placeOf } from './follow.ts'
export { understand } from './understand.ts'
export type { FoundRow, Question, RecentRow, Understanding, World } from './world.ts'
