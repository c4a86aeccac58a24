import type { Value } from '../app/field.ts'
import { dictionary } from '../app/dictionary.ts'
import { plural, withArticle } from '../app/english.ts'
import { isJsonObject } from '../app/json-object.ts'
import type { Table } from '../app/schema.ts'
import type { Command } from './command.ts'
import type { Desk } from './desk.ts'
import type { Change, Image, ToldEntry } from './entry.ts'
import { toldEntry } from './journal-told.ts'
import { readImage } from './rows.ts'
import { sayLabel, sayList, sayValue, type Telling } from './say-value.ts'

/** What happened, in plain words. */
export interface Description {
  /** `added`, `changed`, `finished`, `reopened`, `renamed`, `moved`, `deleted`, `undid`, `redid`, an action's name, or `prepared` (a table). */
  readonly verb: string
  /** What it happened to: a row's name, or `3 tasks`. */
  readonly label: string
  /** The whole sentence without its subject: `finished “Call the dentist”`. Holds no value of a private field. */
  readonly text: string
}

/** A row by the name that it had. */
interface NamedRow { readonly table: string; readonly id: number; readonly label: string }

/** Tells an entry of the journal: `added “Buy milk”`, `changed due of “Buy milk” from 28 Nov to 29 Nov`, `deleted 3 tasks`. */
export const describeEntry = (desk: Desk, entry: ToldEntry): Description => {
  if (entry.undoes !== undefined) return describeUndo(desk, entry)
  const table = desk.schema().tables.get(String(entry.command['table'] ?? entry.changes[0]?.table ?? ''))
  const changes = entry.changes.filter((change) => !table || change.table === table.name)
  const count = changes.length + (entry.more?.[table?.name ?? ''] ?? 0)
  const action = desk.schema().actions.get(entry.command.action)
  if (action && table) {
    const { id } = entry.command
    // An action may change other tables alone: it still happened to the row that it was run on.
    // Nor is a row that it changed twice, or emptied and then deleted, two.
    const rows = [...new Map(changes.map((change) => [change.row, change])).values()]
    const label = count === 0 && id !== undefined ? labelRows(desk, table, Array.isArray(id) ? id : [id], []) : labelChanges(table, rows, count - changes.length + rows.length)
    return { verb: action.name, label, text: `${action.title.toLowerCase()}: ${label}` }
  }
  if (entry.command.action === 'migrate') return describeMigration(entry)
  if (table?.name === 'setting') return describeSettings(entry)
  if (!table || changes.length === 0) return { verb: 'changed', label: 'the desk', text: 'changed the desk' }
  return describeChanges(desk, table, { action: entry.command.action, changes, count })
}

/** `{"action":"migrate","tables":{"book":…}}` → "prepared the table book". */
const describeMigration = ({ command }: ToldEntry): Description => {
  const { tables, table } = command
  const names = typeof tables === 'object' && tables !== null ? Object.keys(tables) : [String(table)]
  const label = `the table${names.length === 1 ? '' : 's'} ${sayList(names)}`
  const changes = names.length === 1 && isJsonObject(tables) ? sayMigration(tables[names[0] ?? '']) : []
  return { verb: 'prepared', label, text: `prepared ${label}${changes.length > 0 ? `: ${changes.join(', ')}` : ''}` }
}

/** What became of a table's fields, for its author. */
const sayMigration = (steps: unknown): readonly string[] => {
  if (!isJsonObject(steps)) return []
  const of = (step: string): readonly (readonly [string, unknown])[] => (isJsonObject(steps[step]) ? Object.entries(steps[step]) : [])
  const listed = (step: string): readonly string[] => (Array.isArray(steps[step]) ? steps[step].map(String) : [])
  return [
    ...of('add').map(([field]) => `${field} is new`),
    ...of('rename').map(([field, from]) => `${String(from)} is ${field} now`),
    ...[...of('convert'), ...of('retype')].map(([field, to]) => `${field} is ${isJsonObject(to) ? withArticle(String(to['to'])) : 'another kind'} now`),
    ...listed('retire').map((field) => `${field} is gone, its values are kept`),
    ...listed('revive').map((field) => `${field} is back`),
  ]
}

/** Settings have no name that would tell anything: "changed the settings: comments". */
const describeSettings = ({ command }: ToldEntry): Description => {
  const names = Object.keys(command).filter((name) => !['action', 'table', 'id'].includes(name)).map((name) => name.replaceAll('_', ' '))
  return { verb: 'changed', label: 'the settings', text: `changed the settings${names.length > 0 ? `: ${sayList(names)}` : ''}` }
}

/** A command's verb as a person says it: "add", not "insert". */
export const plainVerb = (action: string): string => plainVerbs[action] ?? action
const plainVerbs = dictionary({ insert: 'add', update: 'change' })

/**
 * Tells a command that waits for a yes: `delete “Buy milk”`, `set due of 3 tasks to 29 Nov`. Its ids are numbers.
 * `known` names rows as they were called when it was made; they may be gone by now.
 */
export const describeCommand = (desk: Desk, command: Command, known: readonly NamedRow[] = []): string => {
  const table = desk.schema().tables.get(String(command['table'] ?? ''))
  if (!table) return command.action === 'undo' ? 'undo the last turn' : command.action
  const { action, table: _, id, after, before, ...values } = command
  if (action === 'insert') {
    const title = values[table.titleField]
    return `add ${noun(table)} ${typeof title === 'string' ? sayLabel(title) : ''}`.trim()
  }
  const ids = (Array.isArray(id) ? id : [id]).filter((one) => typeof one === 'number' || typeof one === 'string')
  const rows = labelRows(desk, table, ids, known)
  const own = desk.schema().actions.get(action)
  if (own) return `${own.title.toLowerCase()}: ${rows}`
  if (action === 'delete') return `delete ${rows}`
  if (action === 'move') {
    const beside = after ?? before
    return beside === null || beside === undefined ? `move ${rows} to the top` : `move ${rows} ${before === undefined ? 'after' : 'before'} ${labelRows(desk, table, [beside], known)}`
  }
  const said = Object.entries(values)
  const only = said[0]
  if (said.length === 1 && only && isDone(table, only[0])) return `${only[1] ? 'finish' : 'reopen'} ${rows}`
  return said.map(([name, value]) => {
    const field = table.fields.get(name)
    return field && !field.private ? `set ${labelField(table, name)} of ${rows} to ${sayValue(field, asValue(value), telling(desk))}` : `set ${labelField(table, name)} of ${rows}`
  }).join(', ')
}

/** Names a row by its title field; `task 81` where it has none, or one that is private or a link: the id of another row names nothing. */
export const labelImage = (table: Table, id: number, image: Image | undefined): string => {
  const field = table.fields.get(table.titleField)
  const title = image?.[table.titleField]
  return title === null || title === undefined || title === '' || field?.private || field?.kind === 'link' ? `${noun(table)} ${id}` : String(title)
}

/** A table's name in a sentence: one row of it. */
export const noun = (table: Table): string => table.name.replaceAll('_', ' ')

/** So many rows of a table, in words: `1 task`, `3 tasks`. */
export const countRowsInWords = (table: Table, count: number): string => `${count} ${count === 1 ? noun(table) : plural(noun(table))}`

/** A field's name in a sentence. */
const labelField = (table: Table, name: string): string => (table.fields.get(name)?.label ?? name.replaceAll('_', ' ')).toLowerCase()

const describeUndo = (desk: Desk, entry: ToldEntry): Description => {
  const original = entry.undoes === undefined ? undefined : toldEntry(desk, entry.undoes)
  if (!original) return { verb: 'undid', label: 'an earlier change', text: 'undid an earlier change' }
  // An undo of an undo does again what the first one did.
  const first = original.undoes === undefined ? undefined : toldEntry(desk, original.undoes)
  const { label, text } = describeEntry(desk, first ?? original)
  const verb = first && first.undoes === undefined ? 'redid' : 'undid'
  return { verb, label, text: `${verb}: ${text}` }
}

const describeChanges = (desk: Desk, table: Table, { action, changes, count }: { action: string; changes: readonly Change[]; count: number }): Description => {
  const label = labelChanges(table, changes, count)
  const only = changes.length === 1 ? changes[0] : undefined
  if (action === 'insert') return say('added', label)
  if (action === 'delete') return say('deleted', label)
  if (action === 'move') return say('moved', label)
  const fields = changedFields(table, changes)
  const field = fields.length === 1 ? fields[0] : undefined
  if (field && isDone(table, field)) return say(changes[0]?.after?.[field] ? 'finished' : 'reopened', label)
  if (only?.before && only.after && field) {
    const definition = table.fields.get(field)
    if (!definition || definition.private) return { verb: 'changed', label, text: `changed ${labelField(table, field)} of ${label}` }
    const [from, to] = [sayValue(definition, only.before[field], telling(desk)), sayValue(definition, only.after[field], telling(desk))]
    if (field === table.titleField) return { verb: 'renamed', label: to, text: `renamed ${from} to ${to}` }
    return { verb: 'changed', label, text: `changed ${labelField(table, field)} of ${label} from ${from} to ${to}` }
  }
  return { verb: 'changed', label, text: fields.length > 0 ? `changed ${sayList(fields.map((name) => labelField(table, name)))} of ${label}` : `changed ${label}` }
}

const say = (verb: string, label: string): Description => ({ verb, label, text: `${verb} ${label}` })

const changedFields = (table: Table, changes: readonly Change[]) =>
  [...table.fields.keys()].filter((name) => changes.some(({ before, after }) => before && after && before[name] !== after[name]))

const labelChanges = (table: Table, [only]: readonly Change[], count: number) =>
  count === 1 && only ? sayLabel(labelImage(table, only.row, only.after ?? only.before)) : countRowsInWords(table, count)

const labelRows = (desk: Desk, table: Table, ids: readonly unknown[], known: readonly NamedRow[]): string => {
  const nameOf = (id: number): string => known.find((row) => row.table === table.name && row.id === id)?.label ?? labelImage(table, id, readImage(desk.store, table.name, id))
  const labels = ids.slice(0, namedRows).map((id) => (typeof id === 'number' ? sayLabel(nameOf(id)) : `the new ${noun(table)}`))
  if (ids.length === 1) return labels[0] ?? noun(table)
  const more = ids.length - labels.length
  return `${countRowsInWords(table, ids.length)}: ${sayList(more > 0 ? [...labels, `${more} more`] : labels)}`
}
const namedRows = 3

// A checkbox with one of these names is what a row is for; others are told like any other field.
const isDone = (table: Table, name: string) => table.fields.get(name)?.kind === 'checkbox' && /^(done|finished|complete|completed)$/.test(name)

const telling = (desk: Desk): Telling => ({
  now: desk.now(),
  zone: desk.zone(),
  labelOf: (name, id) => {
    const table = desk.schema().tables.get(name)
    return table ? sayLabel(labelImage(table, id, readImage(desk.store, table.name, id))) : String(id)
  },
})

const asValue = (value: unknown): Value | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null ? value : undefined
