import { readAddLast, readSpent } from './add-last.ts'
import { readAllAre, readManyTold } from './many-told.ts'
import { readPairs } from './pair-list.ts'
import { readReordered } from './reordered.ts'
import type { Meaning, Scene } from './scene.ts'
import { readLinkOn, readUnlink } from './unlink.ts'
import { readVerbField } from './told-by-verb.ts'
import type { Word } from './words.ts'

/** The rules for everyday speech that has another order or another verb than a plain order; they are tried when no plain rule accounts for all words. */
export const lastRules: readonly ((scene: Scene, words: readonly Word[]) => Meaning | undefined)[] = [readVerbField, readPairs, readManyTold, readAllAre, readUnlink, readLinkOn, readReordered, readSpent, readAddLast]
