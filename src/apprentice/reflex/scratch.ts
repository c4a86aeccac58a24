import { nounOf } from './compile.ts'
import { pronouns } from './lexicon.ts'
import { findRow } from './reference.ts'
import { asking, type Meaning, type Scene } from './scene.ts'
import type { Word } from './words.ts'

/** Reads "scratch milk off the list": done, or not wanted any more; the person is asked which. */
export const readScratch = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const row = scene.question || words[0]?.norm !== 'scratch' || words.length < 2 ? undefined : findRow(scene, words.slice(/^(off|out)$/.test(words[1]?.norm ?? '') ? 2 : 1), { fits: ({ changeable }) => changeable })
  if (row?.kind !== 'row' || row.how === 'fuzzy' || row.made !== undefined || pronouns.has(words[1]?.norm ?? '')) return undefined
  const named = `${nounOf(row.table)} #${row.id}`
  return asking(`Is “${row.label}” done, or shall it go?`, { choices: [...(row.table.done ? [{ label: 'It is done', say: `mark ${named} as done` }] : []), { label: 'Delete it', say: `delete ${named}` }] })
}
