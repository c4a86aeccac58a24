import { nounOf, type KnownTable } from './compile.ts'
import { readDeed, readPassive, type Deed } from './deed.ts'
import { spokenOf } from './finish.ts'
import { pronouns, turnWords } from './lexicon.ts'
import { findRow, idOf, type NamedRow } from './reference.ts'
import { asking, doing, type Meaning, type Scene } from './scene.ts'
import { readToldField } from './told-field.ts'
import { trailingDate } from './value.ts'
import { readWords, textOf, type Word } from './words.ts'

/**
 * Reads what someone tells of having done: "I've bought milk", "just called the dentist", "the rent is paid". A field that is
 * called by the verb is set; else the row is done that is called so as something to do ("Buy milk"). Named by its whole name and
 * told as done by now ("I have", "just", "already") it is ticked; else it is asked about.
 */
export const readTold = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (scene.question || scene.wish || words.some(({ norm, quoted }) => !quoted && turnWords.has(norm))) return undefined
  const active = readDeed(words)
  const passive = active ? undefined : readPassive(words)
  const deed = active ?? passive
  if (!deed) return undefined
  const field = active ? readToldField(scene, active) : passive && readToldField(scene, passive, passive.when)
  if (field || (passive && (passive.when.length > 0 || words.some(({ norm }) => /^(was|were)$/.test(norm))))) return field
  const whole = rowsToDo(scene, deed)
  const when = whole.length > 0 ? undefined : datedDeed(scene, deed)
  const [row, ...more] = when ? rowsToDo(scene, when) : whole
  const done = row?.table.done
  if (!row || !done || more.length > 0) return undefined
  if (row.how === 'exact' && !when && (deed.isNow || scene.told)) return doing([{ action: 'update', table: row.table.name, id: idOf(row), [done.field]: done.on }], [spokenOf(row)])
  return row.made === undefined && row.how !== 'fuzzy' ? asking(`Is “${row.label}” done?`, { choices: [{ label: `Yes, “${row.label}” is done`, say: `mark ${nounOf(row.table)} #${row.id} as done` }] }) : undefined
}

/** The rows that are called as a deed is, as something to do: "Buy milk" for milk that was bought. */
export const rowsToDo = (scene: Scene, { verbs, object }: Pick<Deed, 'verbs' | 'object'>): readonly NamedRow[] => {
  if (object.every(({ norm }) => pronouns.has(norm))) return []
  return verbs.flatMap((verb) => {
    const row = findRow(scene, readWords(`${verb} ${textOf(object)}`), { fits: isTickable })
    return row === undefined ? [] : row.kind === 'row' ? [row] : row.rows
  })
}

// "the dentist this morning": what was said of another hour than now is asked about.
const datedDeed = (scene: Scene, deed: Deed): Deed | undefined => {
  const before = trailingDate(scene, deed.object)?.before
  return before !== undefined && before > 0 ? { ...deed, object: deed.object.slice(0, before) } : undefined
}

const isTickable = (table: KnownTable) => table.done !== undefined && table.changeable
