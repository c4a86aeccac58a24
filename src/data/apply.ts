import type { AnyRow } from '../app/define.ts'
import { isJsonObject } from '../app/json-object.ts'
import { placeOf } from '../app/load-reason.ts'
import { ok, problem, type Problem, type Result } from '../app/problem.ts'
import type { Schema, Table } from '../app/schema.ts'
import type { Value } from '../app/field.ts'
import { checkValue } from '../app/value.ts'
import { defaultOf } from './default-value.ts'
import { noun } from './describe.ts'
import type { Desk } from './desk.ts'
import type { Change, Image } from './entry.ts'
import { guardRow } from './settings-guard.ts'
import { clearLinks } from './links.ts'
import { firstPosition, neighbour, positionAfter, type Placed } from './position.ts'
import { isThere } from './resolve-row.ts'
import type { Values } from './resolve.ts'
import { newId, readImage, writeImage } from './rows.ts'
import { callHook } from './tx.ts'

/** One entry in the making: where it writes, for whom, and what it has changed so far. */
export interface Writing {
  readonly desk: Desk
  readonly schema: Schema
  /** The number that the entry will have. */
  readonly seq: number
  readonly profile: number
  /** What comes in may be foreign text: a program or an agent wrote it, or a hook that has seen a marked row. */
  foreign: boolean
  /** A person writes this with their own hands: what they rewrite is theirs. What a hook writes is not. */
  readonly own: boolean
  /** Every step, in order; steps on one row that follow each other are one. */
  readonly changes: Change[]
  /** How many hooks stand above this change. */
  depth: number
  /** The first Problem that a hook or an action met; one that it swallows still refuses the whole command. */
  failed: Problem | undefined
}

/** Makes a row, with defaults and hooks; answers its id. */
export const insertRow = (writing: Writing, table: Table, said: Values): Result<number> => {
  const { desk, profile } = writing
  const given: Record<string, Value> = {}
  for (const [name, field] of table.fields) {
    const value = said[name] !== undefined ? ok(said[name]) : defaultOf(desk, name, field)
    if (!value.ok) return value
    if (value.value !== null || said[name] !== undefined) given[name] = value.value
  }
  const values = beforeHook(writing, table, { values: given, row: undefined })
  if (!values.ok) return values
  const checked = checkValues(writing, table, { values: values.value, names: table.fields.keys() })
  if (!checked.ok) return checked
  const id = newId(desk.store, table.name)
  const image: Image = {
    ...checked.value,
    ...(table.scope === 'profile' ? { _profile: profile } : {}),
    ...(table.order === 'manual' ? { _position: firstPosition(desk, table, profile) } : {}),
    _foreign: writing.foreign && holdsText(table, checked.value),
  }
  const stored = store(writing, table, { id, before: undefined, image })
  return stored.ok ? ok(id) : stored
}

/** Changes fields of a row, with hooks; answers whether anything differs from what stood there. */
export const updateRow = (writing: Writing, table: Table, { id, values: said }: { readonly id: number; readonly values: Values }): Result<boolean> => {
  const found = findRow(writing, table, id)
  if (!found.ok) return found
  const before = found.value
  if (Object.entries(said).every(([name, value]) => (before[name] ?? null) === value)) return ok(false)
  const values = beforeHook(writing, table, { values: said, row: rowOf(table, id, before) })
  if (!values.ok) return values
  const checked = checkValues(writing, table, { values: values.value, names: Object.keys(values.value) })
  if (!checked.ok) return checked
  const image = { ...before, ...checked.value }
  const foreign: Image = writing.foreign && holdsText(table, checked.value) ? { _foreign: true } : writing.own && isRewritten(table, before, image) ? { _foreign: false } : {}
  return store(writing, table, { id, before, image: { ...image, ...foreign } })
}

/** Deletes a row. Rows that point to it refuse that, or are cleared as changes of the same entry. */
export const deleteRow = (writing: Writing, table: Table, id: number): Result<boolean> => {
  const found = findRow(writing, table, id)
  if (!found.ok) return found
  const cleared = clearLinks(writing, table, id)
  if (!cleared.ok) return cleared
  return store(writing, table, { id, before: found.value, image: undefined })
}

/** Puts a row right after another, or before all; answers whether it stood elsewhere. */
export const moveRow = (writing: Writing, table: Table, { id, after }: { readonly id: number; readonly after: number | null }): Result<boolean> => {
  const { desk, profile } = writing
  const found = findRow(writing, table, id)
  if (!found.ok) return found
  let beside: Placed | null = null
  if (after !== null) {
    const other = findRow(writing, table, after)
    if (!other.ok) return other
    beside = { id: after, position: position(other.value) }
  }
  if ((neighbour(desk, table, { profile, side: 'before', of: id })?.id ?? null) === after) return ok(false)
  const image = { ...found.value, _position: positionAfter(desk, table, { profile, id, after: beside }) }
  return store(writing, table, { id, before: found.value, image })
}

/** A row as hooks and actions see it: its id and its fields, in the order of the definition. */
export const rowOf = (table: Table, id: number, image: Image): AnyRow =>
  Object.freeze({ id, ...Object.fromEntries([...table.fields.keys()].map((name) => [name, image[name] ?? null])) })

/** Reads a row of the entry's profile, or answers `unknown-row`. */
export const findRow = ({ desk, profile }: Writing, table: Table, id: number): Result<Image> => {
  const image = readImage(desk.store, table.name, id)
  return image && (table.scope === 'desk' || image['_profile'] === profile)
    ? ok(image)
    : problem('unknown-row', `There is no ${noun(table)} ${id}.`, { next: 'Look at the list, and give an id that is in it.' })
}

const position = (image: Image) => (typeof image['_position'] === 'string' ? image['_position'] : null)

const beforeHook = (writing: Writing, table: Table, { values, row }: { values: Values; row: AnyRow | undefined }): Result<Values> => {
  const { before } = table.input
  if (!before) return ok(values)
  const filled = callHook(writing, { of: table, name: 'before', sees: [] }, (tx) => before(values, row, { today: tx.today }))
  if (!filled.ok) return filled
  const given: unknown = filled.value
  if (given !== undefined && given !== null && !isJsonObject(given)) return problem('failed', `The before hook of ${table.name} answered ${JSON.stringify(given)}, which are no values.`, { next: `Let it end with \`return { ...values }\` in ${placeOf(writing.schema.files, table.app)}; nothing was changed.` })
  const unknown = Object.keys(filled.value ?? {}).find((name) => !table.fields.has(name))
  if (unknown !== undefined) return problem('failed', `The before hook of ${table.name} gave the field ${unknown}, which the table does not have.`, { next: `Its fields are ${[...table.fields.keys()].join(', ')}. Correct ${placeOf(writing.schema.files, table.app)}; nothing was changed.` })
  // A value that the hook leaves undefined stays as it was said.
  const corrected = Object.entries(filled.value ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
  return ok({ ...values, ...Object.fromEntries(corrected) })
}

const checkValues = (writing: Writing, table: Table, { values, names }: { values: Values; names: Iterable<string> }): Result<Values> => {
  const checked: Record<string, Value> = {}
  const wrong: Record<string, string> = {}
  let first: Problem | undefined
  for (const name of names) {
    const field = table.fields.get(name)
    if (!field) continue
    const value = checkValue(name, field, values[name] ?? null)
    const missing = value.ok && field.kind === 'link' && value.value !== null ? missingLink(writing, name, { to: field.to ?? '', id: Number(value.value) }) : undefined
    if (value.ok && !missing) {
      checked[name] = value.value
      continue
    }
    const told = missing ?? (value.ok ? undefined : value)
    first ??= told
    Object.assign(wrong, told?.fields)
  }
  return first ? { ...first, fields: wrong } : ok(checked)
}

const missingLink = ({ desk, schema, profile }: Writing, name: string, { to, id }: { to: string; id: number }): Problem | undefined => {
  const table = schema.tables.get(to)
  if (table && isThere(desk, table, { id, profile })) return undefined
  const message = `There is no ${to.replaceAll('_', ' ')} ${id}.`
  return problem('unknown-row', message, { next: `Give ${name} the id or the name of a row that is there.`, fields: { [name]: message } })
}

const holdsText = (table: Table, values: Values) => Object.entries(values).some(([name, value]) => isText(table, name) && typeof value === 'string' && value !== '')
const isText = (table: Table, name: string) => ['text', 'longtext', 'url', 'email'].includes(table.fields.get(name)?.kind ?? '')

/** Whether no text of a marked row stands in it any more, in whatever field. */
const isRewritten = (table: Table, before: Image, image: Image) => {
  if (before['_foreign'] !== true) return false
  const stand = textsOf(table, image)
  return textsOf(table, before).every((came) => !stand.some((text) => text.includes(came)))
}
const textsOf = (table: Table, image: Image): readonly string[] =>
  Object.entries(image).flatMap(([name, value]) => (isText(table, name) && typeof value === 'string' && value !== '' ? [value] : []))

/** Checks across fields, writes the row, notes the step, and lets the table's own hook follow it up. */
const store = (writing: Writing, table: Table, { id, before, image }: { id: number; before: Image | undefined; image: Image | undefined }): Result<boolean> => {
  const { check, after } = table.input
  if (check && image) {
    const refused = callHook(writing, { of: table, name: 'check', sees: [] }, () => check(rowOf(table, id, image)))
    if (!refused.ok) return refused
    const said: unknown = refused.value
    if (said !== undefined && said !== null && typeof said !== 'string')
      return problem('failed', `The check hook of ${table.name} answered ${JSON.stringify(said)}, which is no sentence.`, { next: `Let it answer why a row is refused, or undefined: \`check: (row) => (row.${table.titleField} ? undefined : 'It needs a name.')\` in ${placeOf(writing.schema.files, table.app)}; nothing was changed.` })
    if (said) return problem('check-failed', said, { next: 'Change the values, then try again.' })
  }
  const guarded = guardRow(writing.desk, table, { id, before, image })
  if (guarded) return guarded
  // What is cleared by a delete, and what a hook of the app does, could have written the row since it was read.
  const stands = image && !check && !table.input.before ? { image: before } : undefined
  const change = writeImage(writing.desk.store, table.name, id, image, writing.seq, stands)
  note(writing, change)
  if (!after) return ok(true)
  const rows = { before: change.before && rowOf(table, id, change.before), after: change.after && rowOf(table, id, change.after) }
  const followed = callHook(writing, { of: table, name: 'after', sees: [change.before, change.after] }, (tx) => after(tx, rows))
  return followed.ok ? ok(true) : followed
}

const note = ({ changes }: Writing, change: Change) => {
  const last = changes.at(-1)
  if (last?.table !== change.table || last.row !== change.row) changes.push(change)
  else {
    changes.pop()
    if (last.before || change.after) changes.push({ table: change.table, row: change.row, ...(last.before && { before: last.before }), ...(change.after && { after: change.after }) })
  }
}
