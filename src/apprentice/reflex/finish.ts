import type { KnownTable } from './compile.ts'
import { doneWords } from './lexicon.ts'
import { askWhich, findRows, idOf, type NamedRow } from './reference.ts'
import { doing, type Meaning, type Scene } from './scene.ts'
import { isNarrow, readSelection, selectionKeys } from './selection.ts'
import { standsAt, type Word } from './words.ts'

/** Reads what follows "finish", "tick off", or (with `off`) "reopen": one row, several, or a description of many; without `guess` no name may be mistyped. */
export const readFinish = (scene: Scene, words: readonly Word[], { off = false, named: only = false, guess = true } = {}): Meaning | undefined => {
  if (scene.question || words.length === 0) return undefined
  const named = dropTail(words)
  if (named.length === 0) return undefined
  const rows = findRows(scene, named, { fits: hasState })
  if (rows && 'kind' in rows) return askWhich(rows)
  const sure = rows?.every((row) => row.how === 'exact')
  const many = sure || only ? undefined : readSelection(scene, named)
  if (many && hasState(many.table) && (many.all || isNarrow(many) || many.noun === 'many') && (many.all || many.noun === 'many' || many.noun === 'list'))
    return doing([{ action: 'update', table: many.table.name, ...selectionKeys(many), ...stateOf(many.table, off) }])
  if (!rows || rows.length === 0 || (!guess && rows.some(({ how }) => how === 'fuzzy'))) return undefined
  return doing(rows.map((row) => ({ action: 'update', table: row.table.name, id: idOf(row), ...stateOf(row.table, off) })), rows.map(spokenOf))
}

/** Reads "mark … (as) done", "make … done", "… is not done". `words` are what follows the verb; with `named`, rows must be named, not described. */
export const readMarked = (scene: Scene, all: readonly Word[], { named = false } = {}): Meaning | undefined => {
  const words = all.length > 1 && all.at(-1)?.norm === 'again' ? all.slice(0, -1) : all
  const last = words.at(-1)?.norm ?? ''
  const not = words.at(-2)?.norm === 'not' || standsAt(words, words.length - 3, ['not', 'yet'])
  const done = doneWords.has(last)
  const open = /^(undone|open|unfinished|incomplete|pending|todo|unticked|unchecked)$/.test(last)
  if (!done && !open) return undefined
  let end = words.length - (not ? (words.at(-2)?.norm === 'not' ? 2 : 3) : 1)
  while (/^(as|to|is|are|being|off|be|still)$/.test(words[end - 1]?.norm ?? '')) end--
  return readFinish(scene, words.slice(0, end), { off: done === not, named })
}

/** A row as something spoken of, for "it" in what follows. */
export const spokenOf = (row: NamedRow) => ({ table: row.table.name, id: row.made ?? row.id, label: row.label })

const hasState = (table: KnownTable) => table.done !== undefined && table.changeable
const stateOf = ({ done }: KnownTable, off: boolean) => (done ? { [done.field]: off ? done.off : done.on } : {})

// "tick milk off", "check the dentist off my list"
const dropTail = (words: readonly Word[]) => {
  let end = words.length
  if (words[end - 1]?.norm === 'list') { end--; while (/^(my|the|our|to-do|todo)$/.test(words[end - 1]?.norm ?? '')) end-- }
  if (end < words.length && !/^(off|from|on|of)$/.test(words[end - 1]?.norm ?? '')) return words
  if (words[end - 1]?.norm === 'of' && words[end - 2]?.norm === 'off') end--
  return end > 1 && /^(off|from|on)$/.test(words[end - 1]?.norm ?? '') ? words.slice(0, end - 1) : words.slice(0, end)
}
