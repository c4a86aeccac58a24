import { isJsonObject } from '../app/json-object.ts'
import { actionAliases, builtInActions } from '../app/reserved.ts'
import { ok, problem, type Problem, type Result } from '../app/problem.ts'
import type { Action, Schema, Table } from '../app/schema.ts'
import { nearest } from './nearest.ts'
import { exampleFor, fieldMap, findField, findTable, parseValues, shorten, unknownField, type Speaker } from './parse-names.ts'

/** A command whose names are known and whose shape is right; its values and rows are still as they were said. */
export type Parsed =
  | { readonly kind: 'insert'; readonly table: Table; readonly values: Said }
  | { readonly kind: 'update'; readonly table: Table; readonly target: Target; readonly values: Said }
  | { readonly kind: 'toggle'; readonly table: Table; readonly target: Target; readonly field: string }
  | { readonly kind: 'delete'; readonly table: Table; readonly target: Target }
  | { readonly kind: 'move'; readonly table: Table; readonly target: Target; readonly place: Place }
  | { readonly kind: 'action'; readonly table: Table; readonly action: Action; readonly target: Target; readonly values: Said }
  | { readonly kind: 'read'; readonly table: Table; readonly read: Reading }
  | { readonly kind: 'switch'; readonly profile: unknown }
  | { readonly kind: 'undo'; readonly entry?: number; readonly turn?: number }

/** Values by field, as they were said. */
export type Said = Readonly<Record<string, unknown>>
/** Which rows: named one by one, or by conditions. */
export type Target =
  | { readonly by: 'ids'; readonly ids: readonly unknown[] }
  | { readonly by: 'where'; readonly where?: Said; readonly view?: string }
/** Where a moved row goes; `row` as it was said. */
export type Place = { readonly at: 'top' | 'bottom' } | { readonly at: 'after' | 'before'; readonly row: unknown }
/** What a read asks. */
export interface Reading {
  readonly id?: unknown
  readonly where?: Said
  readonly view?: string
  readonly words?: string
  readonly sort?: string
  readonly limit?: number
  readonly measure?: { readonly of: 'sum' | 'count' | 'avg' | 'min' | 'max'; readonly field?: string }
  readonly by?: string
}

/** Checks a raw command's shape and names against the schema. Pure; nothing is looked up in the database. */
export const parseCommand = (schema: Schema, raw: unknown, speaker: Speaker): Result<Parsed> => {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return problem('bad-command', 'A command is one JSON object.', { next: 'Send an object with action first.', example: { action: 'read', table: [...schema.tables.keys()][0] ?? 'task' } })
  const said = raw as Said // an object that is no array; every value is checked below before it is used
  const forbidden = Object.keys(said).find((key) => key === '__proto__' || key === 'constructor' || key === 'prototype')
  if (forbidden) return problem('bad-command', `A command cannot hold “${forbidden}”.`, { next: 'Use only the fields of the table.' })
  const { action, ...rest } = said
  if (typeof action !== 'string' || action === '') return problem('unknown-action', 'The command does not say what to do.', { next: listActions(schema, speaker) })
  if (builtInActions.has(action)) return parseBuiltIn(schema, { action, rest, speaker })
  const own = schema.actions.get(action)
  if (own) return parseOwn(schema, { action: own, rest, speaker })
  const close = actionAliases[action.toLowerCase()] ?? nearest(action, [...builtInActions, ...schema.actions.keys()])
  return problem('unknown-action', `There is no action “${shorten(action)}”.`, { next: `${close ? `Did you mean ${close}? ` : ''}${listActions(schema, speaker)}` })
}

type Rest = Said
interface Saying { readonly action: string; readonly rest: Rest; readonly speaker: Speaker }

const parseBuiltIn = (schema: Schema, { action, rest, speaker }: Saying): Result<Parsed> => {
  if (action === 'switch') return parseSwitch(rest)
  if (action === 'undo') return parseUndo(rest)
  const found = findTable(schema, rest['table'], speaker)
  if (!found.ok) return found
  const table = found.value
  if (action === 'read') return parseRead(table, rest, speaker)
  if (speaker.ai && table.ai === 'read')
    return problem('refused', `The apprentice may read ${table.title}, not change it.`, { next: 'Only the person changes it, on its page.', example: exampleFor(table, 'read') })
  const example = exampleFor(table, action)
  if (action === 'insert') {
    const values = parseValues(without(rest, ['table']), { fields: table.fields, of: table.title, speaker, example })
    return values.ok ? ok({ kind: 'insert', table, values: values.value }) : values
  }
  const target = parseTarget(table, rest, { action, example })
  if (!target.ok) return target
  const left = without(rest, [...targetWords, ...(action === 'move' ? placeWords : []), ...(action === 'toggle' ? ['field'] : [])])
  if (action === 'update') {
    const values = parseValues(left, { fields: table.fields, of: table.title, speaker, example })
    if (!values.ok) return values
    if (Object.keys(values.value).length === 0)
      return problem('bad-command', 'The update does not say what to change.', { next: `Name a field and its new value; the fields are ${fieldNames(table, speaker)}.`, example })
    return ok({ kind: 'update', table, target: target.value, values: values.value })
  }
  const extra = Object.keys(left)[0]
  if (extra !== undefined) return problem('bad-command', `A ${action} does not take “${shorten(extra)}”.`, { next: 'Leave it out.', example })
  if (action === 'delete') return ok({ kind: 'delete', table, target: target.value })
  if (action === 'toggle') return parseToggle(table, target.value, { rest, speaker })
  return parseMove(table, target.value, rest)
}

const parseOwn = (schema: Schema, { action, rest, speaker }: { action: Action; rest: Rest; speaker: Speaker }): Result<Parsed> => {
  const found = findTable(schema, rest['table'] ?? action.on, speaker)
  if (!found.ok) return found
  const table = found.value
  if (table.name !== action.on)
    return problem('bad-command', `${action.name} works on ${action.on}, not on ${table.name}.`, { next: `Say table: ${action.on}.`, example: { action: action.name, table: action.on, id: 1 } })
  if (speaker.ai && table.ai === 'read') return problem('refused', `The apprentice may read ${table.title}, not change it.`, { next: 'Only the person changes it, on its page.' })
  const example = { action: action.name, table: table.name, id: 1 }
  const target = parseTarget(table, rest, { action: action.name, example })
  if (!target.ok) return target
  const values = parseValues(without(rest, targetWords), { fields: fieldMap(action.input), of: action.title, speaker, example })
  return values.ok ? ok({ kind: 'action', table, action, target: target.value, values: values.value }) : values
}

const targetWords = ['table', 'id', 'match', 'where', 'view']
const placeWords = ['after', 'before', 'to']

const parseTarget = (table: Table, rest: Rest, { action, example }: { action: string; example: object }): Result<Target> => {
  const id = rest['id'] ?? rest['match']
  const where = rest['where'] ?? undefined
  const view = rest['view'] ?? undefined
  if (id !== undefined && id !== null) {
    if (where !== undefined || view !== undefined) return problem('bad-command', 'The command names its rows twice.', { next: 'Give id, or where, not both.', example })
    if (rest['id'] !== undefined && rest['match'] !== undefined) return problem('bad-command', 'The command has both id and match.', { next: 'Give id.', example })
    const ids = Array.isArray(id) ? [...new Set(id)] : [id]
    return ids.length > 0 && ids.every((one) => typeof one === 'number' || (typeof one === 'string' && one !== ''))
      ? ok({ by: 'ids', ids })
      : problem('bad-command', 'An id is a number or the words that name one row.', { next: 'Give the id, or the name.', example })
  }
  const conditions = parseConditions({ where, view })
  if (!conditions.ok) return conditions
  if (conditions.value.where === undefined && conditions.value.view === undefined)
    return problem('bad-command', `The ${action} does not say which ${table.name}.`, { next: 'Give id (a number or a name), or where, or view.', example })
  return ok({ by: 'where', ...conditions.value })
}

const parseConditions = ({ where, view }: { where: unknown; view: unknown }): Result<{ where?: Said; view?: string }> => {
  if (where !== undefined && !(isJsonObject(where) && Object.keys(where).length > 0))
    return problem('bad-command', 'where names at least one field and its value.', { next: 'To mean every row, say view: all.', example: { where: { done: true } } })
  if (view !== undefined && (typeof view !== 'string' || view === '')) return problem('unknown-view', 'view is the name of a view.', { next: 'Give its name, or all.' })
  return ok({ ...(where !== undefined ? { where } : {}), ...(view !== undefined ? { view } : {}) })
}

const parseToggle = (table: Table, target: Target, { rest, speaker }: { rest: Rest; speaker: Speaker }): Result<Parsed> => {
  const boxes = [...table.fields].filter(([, field]) => field.kind === 'checkbox' && (speaker.private || !field.private)).map(([name]) => name)
  const said = rest['field'] ?? (boxes.length === 1 ? boxes[0] : undefined)
  const field = typeof said === 'string' ? findField(table.fields, said, speaker) : undefined
  if (field && boxes.includes(field[0])) return ok({ kind: 'toggle', table, target, field: field[0] })
  if (typeof said === 'string' && !field) return unknownField(said, { fields: table.fields, of: table.title, speaker, example: exampleFor(table, 'update') })
  return problem('bad-command', boxes.length > 0 ? 'Only a yes-or-no field can be toggled.' : `${table.title} has nothing to toggle.`, {
    next: boxes.length > 0 ? `Give field: one of ${boxes.join(', ')}.` : 'Use update.',
    example: exampleFor(table, 'update'),
  })
}

const parseMove = (table: Table, target: Target, rest: Rest): Result<Parsed> => {
  if (table.order !== 'manual')
    return problem('bad-command', `${table.title} is sorted by ${table.order.replace(/^-/, '')}; its rows cannot be moved.`, { next: 'Change the field that it is sorted by.' })
  const said = placeWords.filter((word) => rest[word] !== undefined)
  const example = exampleFor(table, 'move')
  if (said.length !== 1) return problem('bad-command', 'The move does not say where to.', { next: 'Give after or before (a row), or to: top or bottom.', example })
  const word = said[0] ?? ''
  const where = rest[word]
  const edge = where === null ? (word === 'after' ? 'top' : 'bottom') : where === 'top' || where === 'bottom' ? where : undefined
  if (edge) return ok({ kind: 'move', table, target, place: { at: edge } })
  if (word === 'to' || (typeof where !== 'number' && typeof where !== 'string'))
    return problem('bad-command', 'A row moves to the top, to the bottom, or after or before another.', { next: 'Give after or before (a row), or to: top or bottom.', example })
  return ok({ kind: 'move', table, target, place: { at: word === 'after' ? 'after' : 'before', row: where } })
}

const readWords = ['id', 'match', 'where', 'view', 'words', 'sort', 'limit', 'by', 'sum', 'count', 'avg', 'min', 'max', 'table']
const measures = ['sum', 'avg', 'min', 'max', 'count'] as const

const parseRead = (table: Table, rest: Rest, speaker: Speaker): Result<Parsed> => {
  const example = exampleFor(table, 'read')
  const extra = Object.keys(rest).find((key) => !readWords.includes(key))
  if (extra !== undefined) return problem('bad-command', `A read does not take “${shorten(extra)}”.`, { next: `Put conditions in where. It takes ${readWords.slice(0, 8).join(', ')} and ${measures.join(', ')}.`, example: { ...example, where: { [extra]: rest[extra] } } })
  const conditions = parseConditions({ where: isJsonObject(rest['where']) && Object.keys(rest['where']).length === 0 ? undefined : (rest['where'] ?? undefined), view: rest['view'] ?? undefined })
  if (!conditions.ok) return conditions
  const fieldOf = (said: unknown): string | Problem => {
    const found = typeof said === 'string' ? findField(table.fields, said.replace(/^-/, ''), speaker) : undefined
    return found ? `${String(said).startsWith('-') ? '-' : ''}${found[0]}` : unknownField(typeof said === 'string' ? said : typeof said, { fields: table.fields, of: table.title, speaker, example })
  }
  const names: Record<string, string> = {}
  for (const word of ['sort', 'by', 'sum', 'avg', 'min', 'max']) {
    if (rest[word] === undefined || rest[word] === null) continue
    if (word === 'sort' && (rest[word] === 'id' || rest[word] === '-id')) { names[word] = rest[word]; continue }
    const name = fieldOf(rest[word])
    if (typeof name !== 'string') return name
    names[word] = name
  }
  const asked = measures.filter((measure) => rest[measure] !== undefined && rest[measure] !== null && rest[measure] !== false)
  if (asked.length > 1) return problem('bad-command', `One read answers one of ${measures.join(', ')}.`, { next: 'Ask one after the other.', example })
  const of = asked[0]
  const { limit } = rest
  if (limit !== undefined && limit !== null && !(typeof limit === 'number' && Number.isInteger(limit) && limit >= 1))
    return problem('bad-command', 'limit is a whole number from 1 to 1000.', { next: 'Leave it out for 50.', example })
  const id = rest['id'] ?? rest['match'] ?? undefined
  return ok({ kind: 'read', table, read: {
    ...conditions.value,
    ...(id !== undefined ? { id } : {}),
    ...(typeof rest['words'] === 'string' ? { words: rest['words'] } : {}),
    ...(names['sort'] ? { sort: names['sort'] } : {}),
    ...(typeof limit === 'number' ? { limit: Math.min(limit, 1000) } : {}),
    ...(of ? { measure: { of, ...(names[of] ? { field: names[of] } : {}) } } : {}),
    ...(names['by'] ? { by: names['by'] } : {}),
  } })
}

const parseSwitch = (rest: Rest): Result<Parsed> =>
  typeof rest['profile'] === 'string' || typeof rest['profile'] === 'number'
    ? ok({ kind: 'switch', profile: rest['profile'] })
    : problem('bad-command', 'The switch does not say to whom.', { next: 'Give profile: its name.', example: { action: 'switch', profile: 'Home' } })

const parseUndo = (rest: Rest): Result<Parsed> => {
  const extra = Object.keys(rest).find((key) => key !== 'entry' && key !== 'turn')
  const { entry, turn } = rest
  const wrong = [entry, turn].some((n) => n !== undefined && n !== null && !(typeof n === 'number' && Number.isInteger(n)))
  if (extra !== undefined || wrong) return problem('bad-command', 'An undo takes nothing, or the number of an entry or a turn.', { next: 'Say it alone to undo the last turn.', example: { action: 'undo' } })
  return ok({ kind: 'undo', ...(typeof entry === 'number' ? { entry } : {}), ...(typeof turn === 'number' ? { turn } : {}) })
}

const listActions = (schema: Schema, speaker: Speaker) => {
  const own = [...schema.actions.values()].filter((action) => !(speaker.ai && schema.tables.get(action.on)?.ai === 'hidden')).map((action) => action.name)
  return `The actions are ${[...builtInActions, ...own].join(', ')}.`
}

const fieldNames = (table: Table, speaker: Speaker) => [...table.fields].filter(([, field]) => speaker.private || !field.private).map(([name]) => name).join(', ')

const without = (rest: Rest, words: readonly string[]): Said => Object.fromEntries(Object.entries(rest).filter(([key]) => !words.includes(key)))
