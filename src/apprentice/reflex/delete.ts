import type { Command } from '../../data/command.ts'
import { nounOf } from './compile.ts'
import { fieldAt } from './field-names.ts'
import { spokenOf } from './finish.ts'
import { articles, pronouns } from './lexicon.ts'
import { askWhich, findRow, findRows, idOf } from './reference.ts'
import { asking, changeableTables, doing, type Meaning, type Scene } from './scene.ts'
import { isNarrow, readSelection, selectionKeys } from './selection.ts'
import type { Word } from './words.ts'

/** Reads what follows "delete"; without `guess` no name may be mistyped. Rows not named by their whole name keep the words as their id: then the policy asks first. */
export const readDelete = (scene: Scene, words: readonly Word[], { guess = true } = {}): Meaning | undefined => {
  if (scene.question || words.length === 0) return undefined
  const rows = findRows(scene, words, { fits: (table) => table.changeable })
  if (rows && 'kind' in rows) return askWhich(rows)
  if (rows && rows.length > 0 && rows.every((row) => row.how === 'exact')) return deleteRows(rows)
  return readMany(scene, words) ?? (rows && rows.length > 0 && (guess || rows.every(({ how }) => how !== 'fuzzy')) ? deleteRows(rows) : undefined)
}

/** Reads what follows "clear": "the finished ones", "my list", "the due date of milk", "milk's due date". */
export const readClear = (scene: Scene, words: readonly Word[]): Meaning | undefined =>
  scene.question ? undefined : (readField(scene, words) ?? readMany(scene, words, true))

/** Reads "the due date of milk" after a verb that empties a field. */
export const readField = (scene: Scene, all: readonly Word[]): Meaning | undefined => {
  if (scene.question) return undefined
  const start = all.findIndex((word) => !articles.has(word.norm))
  const words = all.slice(Math.max(0, start))
  for (const table of changeableTables(scene)) {
    const fits = { table: table.name }
    const first = fieldAt(table, words, 0)
    const owner = words.findIndex((word) => word.norm === "'s")
    const own = owner > 0 ? fieldAt(table, words, owner + 1) : undefined
    const [field, named] =
      first && /^(of|from|for|on|off)$/.test(words[first.length]?.norm ?? '') ? [first.field, words.slice(first.length + 1)]
      : own && owner + 1 + own.length === words.length ? [own.field, words.slice(0, owner)]
      : []
    if (!field || !named || field.field.required || field.field.kind === 'checkbox') continue
    const rows = findRows(scene, named, fits)
    if (rows && 'kind' in rows) return askWhich(rows)
    if (rows && rows.length > 0) return doing(rows.map((row) => ({ action: 'update', table: table.name, id: idOf(row), [field.name]: null })), rows.map(spokenOf))
  }
  return undefined
}

/** Reads "scratch milk off the list": done, or not wanted any more; the person is asked which. */
export const readScratch = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const row = scene.question || words[0]?.norm !== 'scratch' || words.length < 2 ? undefined : findRow(scene, words.slice(/^(off|out)$/.test(words[1]?.norm ?? '') ? 2 : 1), { fits: ({ changeable }) => changeable })
  if (row?.kind !== 'row' || row.how === 'fuzzy' || row.made !== undefined || pronouns.has(words[1]?.norm ?? '')) return undefined
  const named = `${nounOf(row.table)} #${row.id}`
  return asking(`Is “${row.label}” done, or shall it go?`, { choices: [...(row.table.done ? [{ label: 'It is done', say: `mark ${named} as done` }] : []), { label: 'Delete it', say: `delete ${named}` }] })
}

const readMany = (scene: Scene, words: readonly Word[], short = false): Meaning | undefined => {
  const many = readSelection(scene, words)
  // "Every task", "every task that is done" describe rows; "the task that is done" names one.
  if (!many?.table.changeable || (many.noun === 'one' && !(many.all && (isNarrow(many) || /^(every|each)$/.test(words[0]?.norm ?? ''))))) return undefined
  if (!many.all && !isNarrow(many) && many.noun === 'many' && words.at(-1)?.norm !== 'list') return asking(`All ${nounOf(many.table, 2)}?`, { choices: [{ label: `Delete all ${nounOf(many.table, 2)}`, say: `delete all ${nounOf(many.table, 2)}` }] })
  if (!many.all && !isNarrow(many) && words.at(-1)?.norm !== 'list') return undefined
  // "delete contact Ada" must never come to mean every row whose contact is Ada.
  if (many.noun === 'none' && !many.all && !(short && words.length <= 2)) return undefined
  return doing([{ action: 'delete', table: many.table.name, ...selectionKeys(many) }])
}

const deleteRows = (rows: readonly Parameters<typeof spokenOf>[0][]): Meaning =>
  doing(rows.map((row): Command => ({ action: 'delete', table: row.table.name, id: idOf(row, { careful: true }) })))
