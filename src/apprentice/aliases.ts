import { isJsonObject } from '../app/json-object.ts'
import { ok, problem, type Problem, type Result } from '../app/problem.ts'
import type { Schema, Table } from '../app/schema.ts'
import type { Command } from '../data/command.ts'
import { nameTable, readToolName, readVerb, verbKeys, verbsOf, type Verb } from './aliases-names.ts'
import { cardExamples } from './card.ts'
import { readJson, reservedKeys } from './monitor-json.ts'

/**
 * Makes flat, canonical commands of one command as a model wrote it: other words for the verb, the table and the id,
 * tool names and nested arguments. A word is read as an alias only where it cannot be a field of the table or an input of
 * the action; what is canonical passes through. Keys come out as action, table, id or where or view, then the rest.
 * A `sort` becomes one `move` per item after the first. Problems: `bad-command`, `bad-json`, `unknown-action`, `refused`.
 */
export const normalise = (raw: Readonly<Record<string, unknown>>, schema: Schema): Result<readonly Command[]> => {
  const said = findVerb(raw, schema)
  if (!said.ok) return said
  const { verb, used } = said.value
  const own = Object.entries(raw).filter(([key]) => !used.has(key))
  const found = findTable(own, said.value, schema)
  if (!found.ok) return found
  const { table: name, key: tableKey } = found.value
  const table = name === undefined ? undefined : schema.tables.get(name)
  const inputs = schema.actions.get(verb.action)?.input ?? {}
  const isField: IsField = (key) => table?.fields.has(key) === true || Object.hasOwn(inputs, key)

  const flat = flatten(own.filter(([key]) => key !== tableKey), isField, schema)
  if (!flat.ok) return flat
  const values = renameKeys(flat.value, { name, isField, schema })
  if (!values.ok) return values
  if (verb.action === 'sort') return sortToMoves(name, values.value)
  const all = verb.ticks ? tick(values.value, { name, table, schema }) : values
  return all.ok ? ok([compose(verb.action, name, all.value)]) : all
}

/** Keys under which other languages put a command's fields. */
export const nestedKeys: ReadonlySet<string> = new Set(['arguments', 'parameters', 'args', 'details', 'values', 'set'])
const idKeys = new Set(['item_id', 'match'])

type Entries = readonly (readonly [string, unknown])[]
type Values = ReadonlyMap<string, unknown>
type IsField = (key: string) => boolean
interface Said {
  readonly verb: Verb
  /** The table that a tool's name named. */
  readonly table?: string
  /** The keys that said it. */
  readonly used: ReadonlySet<string>
}

/** The verb: from `action`, or, only when that is absent, from another key that says it. */
const findVerb = (raw: Readonly<Record<string, unknown>>, schema: Schema): Result<Said> => {
  const isCall = typeof raw['name'] === 'string' && ['arguments', 'parameters', 'args'].some((key) => Object.hasOwn(raw, key))
  const table = typeof raw['table'] === 'string' ? schema.tables.get(nameTable(raw['table'], schema.tables) ?? '') : undefined
  const key = verbKeys.find((name) => Object.hasOwn(raw, name) && !table?.fields.has(name)) ?? (isCall ? 'name' : undefined)
  if (key === undefined) return problem('bad-command', 'This says no action.', { next: `Begin with "action": ${verbsOf(schema.actions).join(', ')}.`, ...exampleOf(schema) })
  const words = raw[key]
  const unknown = (): Problem => problem('unknown-action', `There is no action ${JSON.stringify(words)?.slice(0, 60)}.`, { next: `Use one of: ${verbsOf(schema.actions).join(', ')}.`, ...exampleOf(schema) })
  if (typeof words !== 'string') return unknown()
  const verb = readVerb(words, schema.actions)
  if (verb) return ok({ verb, used: new Set([key]) })
  const tool = readToolName(words, schema)
  return tool ? ok({ ...tool, used: new Set([key]) }) : unknown()
}

/** The table: said beside the verb, in the tool's name, or among the arguments; and the key that said it. */
const findTable = (own: Entries, said: Said, schema: Schema): Result<{ readonly table?: string; readonly key?: string }> => {
  const get = (name: string): unknown => own.find(([key]) => key === name)?.[1]
  const named = get('table')
  if (typeof named === 'string') {
    const table = nameTable(named, schema.tables) ?? named
    return said.table !== undefined && table !== said.table ? saidTwice('table', said.table, named) : ok({ table, key: 'table' })
  }
  if (said.table !== undefined) return ok({ table: said.table })
  const target = get('target')
  if (typeof target === 'string' && named === undefined && !Object.hasOwn(schema.actions.get(said.verb.action)?.input ?? {}, 'target')) return ok({ table: nameTable(target, schema.tables) ?? target, key: 'target' })
  for (const [key, value] of own) {
    const inner = nestedKeys.has(key) ? asObject(value) : undefined
    const name = inner?.['table'] ?? inner?.['target']
    if (typeof name === 'string') return ok({ table: nameTable(name, schema.tables) ?? name })
  }
  const on = schema.actions.get(said.verb.action)?.on
  return ok(on === undefined ? {} : { table: on })
}

/** Lifts nested arguments beside the verb, at most three deep, as in `arguments` that hold `values`. */
const flatten = (entries: Entries, isField: IsField, schema: Schema, depth = 0): Result<Entries> => {
  const flat: (readonly [string, unknown])[] = []
  for (const [key, value] of entries) {
    if (!nestedKeys.has(key) || isField(key) || depth > 3) {
      flat.push([key, value])
      continue
    }
    const inner = asObject(value)
    if (!inner) return problem('bad-json', `“${key}” does not hold an object.`, { next: 'Put the fields beside the action instead.', ...exampleOf(schema) })
    const lifted = flatten(Object.entries(inner), isField, schema, depth + 1)
    if (!lifted.ok) return lifted
    flat.push(...lifted.value)
  }
  return ok(flat)
}

/** An object, or one written as JSON in a text, as OpenAI's calls are; what cannot be read safely is none. */
const asObject = (value: unknown): Readonly<Record<string, unknown>> | undefined => {
  if (typeof value === 'string') {
    const read = readJson(value)
    return typeof read?.value === 'string' ? undefined : asObject(read?.value)
  }
  return isJsonObject(value) ? value : undefined
}

/** Gives every key its own name; what is said twice must be said alike. */
const renameKeys = (entries: Entries, { name, isField, schema }: { readonly name: string | undefined; readonly isField: IsField; readonly schema: Schema }): Result<Values> => {
  const values = new Map<string, unknown>()
  for (const [key, value] of entries) {
    if (reservedKeys.has(key)) return problem('refused', `“${key}” cannot be a key in a command.`, { next: 'Use only the fields of the table.' })
    // A tool's arguments may name the table again.
    const isTable = (key === 'table' || (key === 'target' && !isField(key))) && typeof value === 'string' && name !== undefined
    if (isTable) {
      if (nameTable(value, schema.tables) !== name) return saidTwice('table', name, value)
      continue
    }
    const canonical = idKeys.has(key) && !isField(key) ? 'id' : key
    if (values.has(canonical) && values.get(canonical) !== value) return saidTwice(canonical, values.get(canonical), value)
    values.set(canonical, value)
  }
  return ok(values)
}

const sortToMoves = (table: string | undefined, values: Values): Result<readonly Command[]> => {
  const items = values.get('items')
  const ids: unknown[] = Array.isArray(items) ? items.map((item: unknown) => (isJsonObject(item) ? (item['id'] ?? item['item_id']) : item)) : []
  const moves = ids.slice(1).map((id, at) => compose('move', table, new Map([['id', id], ['after', ids[at]]])))
  if (moves.length > 0 && ids.every((id) => typeof id === 'number' || typeof id === 'string') && new Set(ids).size === ids.length) return ok(moves)
  return problem('bad-command', 'A sort needs “items”: the ids of at least two rows, each once, in their new order.', { next: 'Or move one row after another.', example: { action: 'move', table: table ?? 'task', id: 3, after: 1 } })
}

const firstKeys = ['id', 'where', 'view']

const compose = (action: string, table: string | undefined, values: Values): Command => {
  const entries = [...values]
  return Object.freeze({
    action,
    ...(table !== undefined && { table }),
    ...Object.fromEntries(firstKeys.filter((key) => values.has(key)).map((key) => [key, values.get(key)])),
    ...Object.fromEntries(entries.filter(([key]) => !firstKeys.includes(key))),
  })
}

/** Sets the table's first checkbox. */
const tick = (values: Values, { name, table, schema }: { readonly name: string | undefined; readonly table: Table | undefined; readonly schema: Schema }): Result<Values> => {
  const box = table && firstCheckbox(table)
  if (box === undefined) return cannotTick(name, schema)
  return values.has(box) && values.get(box) !== true ? saidTwice(box, true, values.get(box)) : ok(new Map([...values, [box, true]]))
}

const firstCheckbox = ({ fields }: Table): string | undefined => [...fields].find(([, { kind }]) => kind === 'checkbox')?.[0]

const cannotTick = (name: string | undefined, schema: Schema): Problem => {
  const [example] = [...schema.tables.values()].flatMap((table) => {
    const box = firstCheckbox(table)
    return box === undefined ? [] : [{ action: 'update', table: table.name, id: 1, [box]: true }]
  })
  return problem('bad-command', name === undefined ? 'This does not say which table it is about.' : `The table “${name}” has nothing to tick off.`, {
    next: 'Use “update” with the table, the id and the field that changes.', ...(example && { example }),
  })
}

const saidTwice = (key: string, one: unknown, other: unknown): Problem =>
  problem('bad-command', `“${key}” is said twice: ${JSON.stringify(one)} and ${JSON.stringify(other)}.`, { next: 'Say each key once.' })

/** A right command, in this desk's own words. */
const exampleOf = (schema: Schema): Pick<Problem, 'example'> => {
  const [example] = cardExamples(schema)
  return example ? { example } : {}
}
