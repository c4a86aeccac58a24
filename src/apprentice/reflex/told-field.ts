import { today } from '../../app/dates.ts'
import type { Value } from '../../app/field.ts'
import { readChoice } from './choices.ts'
import type { KnownField, KnownTable } from './compile.ts'
import type { Deed } from './deed.ts'
import { spokenOf } from './finish.ts'
import { pronouns } from './lexicon.ts'
import { findRows, idOf } from './reference.ts'
import { doing, type Meaning, type Scene } from './scene.ts'
import { isNarrow, readSelection, selectionKeys } from './selection.ts'
import { pastDay } from './past-days.ts'
import { readValue, trailingDate } from './value.ts'
import { anyBasesOf } from './verb-forms.ts'
import type { Word } from './words.ts'

/**
 * Reads a deed that a table has a field for: a checkbox ("we bought the bread") or a day ("watered Fred", "R-101 was sent
 * yesterday") that is called by the verb. `said` is what stood behind a passive verb; an active one has its day behind the row.
 */
export const readToldField = (scene: Scene, { verbs, object, said: verb }: Deed, said?: readonly Word[]): Meaning | undefined => {
  // "I saw a robin" tells of another one than the row.
  if (object.every(({ norm }) => pronouns.has(norm)) || /^(an?|some|another|one|my|our)$/.test(object[0]?.text ?? '')) return undefined
  const dated = said === undefined ? trailingDate(scene, object) : undefined
  const before = dated && dated.before > 0 ? dated.before - (/^(on|at|in|by)$/.test(object[dated.before - 1]?.norm ?? '') ? 1 : 0) : 0
  for (const table of scene.reflex.tables) {
    if (!table.changeable) continue
    const field = fieldCalled(table, verbs, said === undefined ? before > 0 : said.length > 0)
    const when = said ?? (field?.field.kind === 'date' && before > 0 && dated ? dated.words : [])
    // "Fred is watered" does not say when.
    const value = field && !(said?.length === 0 && field.field.kind === 'date') ? valueOf(scene, { table, field, when }) : undefined
    const target = value === undefined ? undefined : targetOf(scene, table, said === undefined && when.length > 0 ? object.slice(0, before) : object)
    if (!field || !target || value === undefined) continue
    const meaning = target(field.name, value)
    // What is finished on a day is done as well, where a box says so.
    const isDone = field.field.kind === 'date' && table.done?.on === true && isCalled('finished', verbs)
    return isDone && meaning.kind === 'do' ? { ...meaning, commands: meaning.commands.map((command) => ({ ...command, [table.done?.field ?? '']: true })) } : meaning
  }
  return said === undefined && before === 0 ? readToldChoice(scene, verb, object) : undefined
}

// "lost the booth", where a stage is "lost"
const readToldChoice = (scene: Scene, verb: Word, object: readonly Word[]): Meaning | undefined => {
  for (const table of scene.reflex.tables) {
    const [field, ...more] = table.changeable ? table.fields.filter((one) => one.sayings.some(({ words }) => words.length === 1 && words[0] === verb.norm)) : []
    const choice = field && more.length === 0 ? readChoice(field, [verb]) : undefined
    const target = choice === undefined ? undefined : targetOf(scene, table, object)
    if (field && target && choice !== undefined) return target(field.name, choice)
  }
  return undefined
}

/** The field of a table that is called by a verb: a day or a checkbox, or the one that says that a row is done. */
export const fieldCalled = ({ fields, done }: KnownTable, verbs: readonly string[], isDated: boolean): KnownField | undefined => {
  const called = fields.filter(({ field, names }) => /^(date|checkbox)$/.test(field.kind) && names.some((name) => name.length === 1 && isCalled(name[0] ?? '', verbs)))
  return called.find(({ field }) => field.kind === (isDated ? 'date' : 'checkbox')) ?? (isDated ? undefined : called[0]) ?? (isDated || typeof done?.on !== 'string' || !isCalled(done.on, verbs) ? undefined : fields.find(({ name }) => name === done.field))
}

// Who got the milk has bought it.
const isCalled = (name: string, verbs: readonly string[]) => anyBasesOf(name).some((base) => verbs.includes(base) || (base === 'buy' && verbs.includes('get')))

const valueOf = (scene: Scene, { table, field, when }: { readonly table: KnownTable; readonly field: KnownField; readonly when: readonly Word[] }): Value | undefined => {
  if (field.field.kind === 'choice') return when.length === 0 ? table.done?.on : undefined
  if (field.field.kind === 'checkbox') return when.length === 0 ? true : undefined
  const day = today(scene.world)
  if (when.length === 0) return day
  const value = readValue(scene, field, when)
  // What was done lies back; what is said of next week was not done.
  return typeof value !== 'string' || value <= day ? value : when.some(({ norm }) => /^(next|tomorrow|\d{4})$/.test(norm)) ? undefined : pastDay(value, day)
}

const targetOf = (scene: Scene, table: KnownTable, words: readonly Word[]): ((field: string, value: Value) => Meaning) | undefined => {
  const rows = findRows(scene, words, { table: table.name })
  if (rows && !('kind' in rows) && rows.length > 0 && rows.every(({ how }) => how !== 'fuzzy')) return (field, value) => doing(rows.map((row) => ({ action: 'update', table: table.name, id: idOf(row), [field]: value })), rows.map(spokenOf))
  const many = rows === undefined ? readSelection(scene, words, table) : undefined
  return many && (many.noun === 'many' || (many.all && isNarrow(many))) && (many.all || isNarrow(many)) ? (field, value) => doing([{ action: 'update', table: table.name, ...selectionKeys(many), [field]: value }]) : undefined
}
