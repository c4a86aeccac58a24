import type { Field, Value } from '../app/field.ts'
import type { Where } from '../app/define.ts'
import { ok, problem, type Result } from '../app/problem.ts'
import type { Action, Table } from '../app/schema.ts'
import type { Command } from './command.ts'
import type { Desk } from './desk.ts'
import { noun } from './describe.ts'
import type { Parsed, Reading, Said, Target } from './parse.ts'
import { fieldMap, type Speaker } from './parse-names.ts'
import { neighbour } from './position.ts'
import { isThere, resolveRow } from './resolve-row.ts'
import { resolveValue } from './resolve-value.ts'
import { readImage } from './rows.ts'
import { resolveView } from './resolve-view.ts'
import { idsWhere, resolveWhere } from './where-sql.ts'

/** Values by field, canonical. */
export type Values = Readonly<Record<string, Value>>

/** A command whose rows are ids and whose values are canonical. `exact` is false when a row was found by a part or a guess of its name. */
export type Resolved =
  | { readonly kind: 'insert'; readonly table: Table; readonly values: Values; readonly command: Command; readonly exact: boolean }
  | { readonly kind: 'update'; readonly table: Table; readonly changes: readonly { readonly id: number; readonly values: Values }[]; readonly command: Command; readonly exact: boolean }
  | { readonly kind: 'delete'; readonly table: Table; readonly ids: readonly number[]; readonly command: Command; readonly exact: boolean }
  | { readonly kind: 'move'; readonly table: Table; readonly ids: readonly number[]; /** null: before all others. */ readonly after: number | null; readonly command: Command; readonly exact: boolean }
  | { readonly kind: 'action'; readonly table: Table; readonly action: Action; readonly ids: readonly number[]; readonly values: Values; readonly command: Command; readonly exact: boolean }
  | { readonly kind: 'read'; readonly table: Table; readonly read: ResolvedRead; readonly command: Command }
  | { readonly kind: 'switch'; readonly profile: number; readonly name: string; readonly command: Command }
  | { readonly kind: 'undo'; readonly entry?: number; readonly turn?: number; readonly command: Command }

/** A read with its conditions canonical; a view's are among them. */
export interface ResolvedRead extends Omit<Reading, 'id' | 'where' | 'view'> {
  readonly where?: Where
  /** Its words are not looked for in private fields. */
  readonly open: boolean
}

/** Whose rows are meant, and which ids `$1`, `$2` … stand for. */
export interface Resolving {
  readonly profile: number
  readonly made: readonly number[]
  readonly speaker: Speaker
}

/** Looks up everything that a checked command names. Problems: rows that are not there or not clear, values that do not fit. */
export const resolveCommand = (desk: Desk, parsed: Parsed, who: Resolving): Result<Resolved> => {
  switch (parsed.kind) {
    case 'insert':
      return resolveInsert(desk, parsed, who)
    case 'update':
    case 'action':
      return resolveChange(desk, parsed, who)
    case 'toggle':
      return resolveToggle(desk, parsed, who)
    case 'delete': {
      const found = resolveTarget(desk, parsed.table, { target: parsed.target, who })
      return found.ok ? ok({ kind: 'delete', table: parsed.table, ...found.value, command: { action: 'delete', table: parsed.table.name, id: oneOrMany(found.value.ids) } }) : found
    }
    case 'move':
      return resolveMove(desk, parsed, who)
    case 'read':
      return resolveRead(desk, parsed, who)
    case 'switch':
      return resolveSwitch(desk, parsed.profile)
    case 'undo': {
      const { kind: _, ...which } = parsed
      return ok({ ...parsed, command: { action: 'undo', ...which } })
    }
  }
}

const resolveInsert = (desk: Desk, { table, values }: Extract<Parsed, { kind: 'insert' }>, who: Resolving): Result<Resolved> => {
  const resolved = resolveValues(desk, table.fields, { said: values, who })
  if (!resolved.ok) return resolved
  return ok({ kind: 'insert', table, ...resolved.value, command: { action: 'insert', table: table.name, ...resolved.value.values } })
}

const resolveChange = (desk: Desk, parsed: Extract<Parsed, { kind: 'update' | 'action' }>, who: Resolving): Result<Resolved> => {
  const { table, target } = parsed
  const found = resolveTarget(desk, table, { target, who })
  if (!found.ok) return found
  const { ids } = found.value
  const resolved = resolveValues(desk, parsed.kind === 'action' ? fieldMap(parsed.action.input) : table.fields, { said: parsed.values, who })
  if (!resolved.ok) return resolved
  const { values } = resolved.value
  const exact = found.value.exact && resolved.value.exact
  if (parsed.kind === 'update')
    return ok({ kind: 'update', table, changes: ids.map((id) => ({ id, values })), exact, command: { action: 'update', table: table.name, id: oneOrMany(ids), ...values } })
  const input = completeInput(desk, parsed.action, values)
  if (!input.ok) return input
  return ok({ kind: 'action', table, action: parsed.action, ids, values: input.value, exact, command: { action: parsed.action.name, table: table.name, id: oneOrMany(ids), ...input.value } })
}

/** A toggle becomes the update that it amounts to now. Many rows all get what the first one gets. */
const resolveToggle = (desk: Desk, { table, target, field }: Extract<Parsed, { kind: 'toggle' }>, who: Resolving): Result<Resolved> => {
  const found = resolveTarget(desk, table, { target, who })
  if (!found.ok) return found
  const { ids, exact } = found.value
  const first = ids[0]
  const values = { [field]: !(first !== undefined && readImage(desk.store, table.name, first)?.[field]) }
  return ok({ kind: 'update', table, changes: ids.map((id) => ({ id, values })), exact, command: { action: 'update', table: table.name, id: oneOrMany(ids), ...values } })
}

const resolveMove = (desk: Desk, { table, target, place }: Extract<Parsed, { kind: 'move' }>, who: Resolving): Result<Resolved> => {
  const found = resolveTarget(desk, table, { target, who })
  if (!found.ok) return found
  const { ids } = found.value
  let after: number | null = null
  let sure = found.value.exact
  if (place.at === 'bottom') after = neighbour(desk, table, { profile: who.profile, without: ids, side: 'last' })?.id ?? null
  if (place.at === 'after' || place.at === 'before') {
    const beside = resolveOne(desk, table, { said: place.row, who })
    if (!beside.ok) return beside
    if (ids.includes(beside.value.id)) return problem('bad-command', `A ${noun(table)} cannot move next to itself.`, { next: 'Name another row.' })
    sure &&= beside.value.how !== 'fuzzy'
    after = place.at === 'after' ? beside.value.id : (neighbour(desk, table, { profile: who.profile, without: ids, side: 'before', of: beside.value.id })?.id ?? null)
  }
  return ok({ kind: 'move', table, ids, after, exact: sure, command: { action: 'move', table: table.name, id: oneOrMany(ids), after } })
}

const resolveRead = (desk: Desk, { table, read: { id, where, view, ...read } }: Extract<Parsed, { kind: 'read' }>, who: Resolving): Result<Resolved> => {
  const conditions = resolveConditions(desk, table, { where, view, who })
  if (!conditions.ok) return conditions
  let all: Where = conditions.value.where
  if (id !== undefined) {
    const found = resolveTarget(desk, table, { target: { by: 'ids', ids: Array.isArray(id) ? id : [id] }, who })
    if (!found.ok) return found
    all = { ...all, id: { in: found.value.ids } }
  }
  const sort = read.sort ?? conditions.value.sort
  const said = Object.keys(all).length > 0 ? { where: all } : {}
  const { measure, ...rest } = read
  const command: Command = { action: 'read', table: table.name, ...said, ...rest, ...(sort ? { sort } : {}), ...(measure ? { [measure.of]: measure.field ?? true } : {}) }
  return ok({ kind: 'read', table, read: { ...read, open: !who.speaker.private, ...(sort ? { sort } : {}), ...said }, command })
}

const resolveSwitch = (desk: Desk, said: unknown): Result<Resolved> => {
  const table = desk.schema().tables.get('profile')
  const found = table && resolveRow(desk, table, said, 0)
  if (!found?.ok) return problem('unknown-profile', found?.message ?? 'There are no profiles.', { ...(found?.next ? { next: found.next } : {}), ...(found?.candidates ? { candidates: found.candidates } : {}) })
  const { id } = found.value
  const name = String(readImage(desk.store, 'profile', id)?.[table?.titleField ?? 'name'] ?? id)
  return ok({ kind: 'switch', profile: id, name, command: { action: 'switch', profile: name } })
}

const resolveTarget = (desk: Desk, table: Table, { target, who }: { target: Target; who: Resolving }): Result<{ readonly ids: readonly number[]; readonly exact: boolean }> => {
  if (target.by === 'where') {
    const conditions = resolveConditions(desk, table, { where: target.where, view: target.view, who })
    if (!conditions.ok) return conditions
    return ok({ ids: idsWhere(desk, table, { where: conditions.value.where, profile: who.profile }), exact: true })
  }
  const ids = new Set<number>()
  let exact = true
  for (const said of target.ids) {
    const found = resolveOne(desk, table, { said, who })
    if (!found.ok) return found
    ids.add(found.value.id)
    exact &&= found.value.how !== 'fuzzy'
  }
  return ok({ ids: [...ids], exact })
}

const resolveConditions = (
  desk: Desk, table: Table, { where, view, who }: { where: Said | undefined; view: string | undefined; who: Resolving },
): Result<{ readonly where: Where; readonly sort?: string }> => {
  const shown = view === undefined ? ok({ where: {} as Where }) : resolveView(desk, table, view, who.speaker)
  if (!shown.ok) return shown
  const said = where === undefined ? ok({} as Where) : resolveWhere(desk, table, { where, speaker: who.speaker, profile: who.profile })
  if (!said.ok) return said
  const twice = Object.keys(said.value).find((name) => Object.hasOwn(shown.value.where, name))
  if (twice !== undefined) return problem('bad-command', `The view has a condition on ${twice} already.`, { next: 'Leave the view out, and give every condition in where.' })
  return ok({ ...shown.value, where: { ...shown.value.where, ...said.value } })
}

/** `$1` is the first row that this turn made. */
const resolveOne = (desk: Desk, table: Table, { said, who }: { said: unknown; who: Resolving }) => {
  const reference = typeof said === 'string' ? /^\$(\d{1,4})$/.exec(said) : null
  if (!reference) return resolveRow(desk, table, said, who.profile)
  const id = who.made[Number(reference[1]) - 1]
  if (id !== undefined && isThere(desk, table, { id, profile: who.profile })) return ok({ id, how: 'id' as const })
  return problem('unknown-row', `${String(said)} is no ${noun(table)}: ${who.made.length === 0 ? 'this turn has made no row' : `this turn has made ${who.made.length}`}.`, { next: 'Give its id or its name.' })
}

const resolveValues = (
  desk: Desk, fields: ReadonlyMap<string, Field>, { said, who }: { said: Said; who: Resolving },
): Result<{ readonly values: Values; readonly exact: boolean }> => {
  const values: Record<string, Value> = {}
  const wrong: Record<string, string> = {}
  let exact = true
  for (const [name, value] of Object.entries(said)) {
    const field = fields.get(name)
    if (!field) continue // parseCommand lets no other through
    const linked = field.kind === 'link' && value !== null && value !== '' ? desk.schema().tables.get(field.to ?? '') : undefined
    if (linked) {
      if (who.speaker.ai && linked.ai === 'hidden') return problem('refused', `The apprentice does not know ${name}.`, { next: 'Leave it out; the person sets it on the page.' })
      const found = resolveOne(desk, linked, { said: value, who })
      if (!found.ok) return { ...found, fields: { [name]: found.message } }
      exact &&= found.value.how !== 'fuzzy'
      values[name] = found.value.id
      continue
    }
    const resolved = resolveValue(desk, name, field, value)
    if (resolved.ok) values[name] = resolved.value
    else if (Object.keys(said).length === 1) return resolved
    else Object.assign(wrong, resolved.fields ?? { [name]: resolved.message })
  }
  const [first] = Object.keys(wrong)
  if (first !== undefined) {
    const field = fields.get(first)
    const told = field ? resolveValue(desk, first, field, said[first]) : undefined
    return told && !told.ok ? { ...told, fields: wrong } : problem('bad-value', `${first}: ${wrong[first]}`, { next: 'Correct the values that are named.', fields: wrong })
  }
  return ok({ values, exact })
}

/** An action's input with its defaults; what is required and missing is a Problem. */
const completeInput = (desk: Desk, action: Action, values: Values): Result<Values> => {
  const complete: Record<string, Value> = {}
  for (const [name, field] of fieldMap(action.input)) {
    const value = values[name] !== undefined ? ok(values[name]) : resolveValue(desk, name, field, field.default ?? null)
    if (!value.ok) return { ...value, example: { action: action.name, table: action.on, id: 1 } }
    complete[name] = value.value
  }
  return ok(complete)
}

const oneOrMany = (ids: readonly number[]): number | readonly number[] => (ids.length === 1 ? (ids[0] ?? ids) : ids)
