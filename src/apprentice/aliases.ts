import { isJsonObject } from '../app/json-object.ts'
import { ok, problem, type Result } from '../app/problem.ts'
import type { Schema } from '../app/schema.ts'
import type { Command } from '../data/command.ts'
import { nameTable, readToolName, readVerb, verbKeys, verbsOf, type Verb } from './aliases-names.ts'
import { readJson, reservedKeys } from './monitor-json.ts'

/** What the normaliser must know of a desk. */
export interface AliasContext {
  readonly tables: ReadonlyMap<string, AliasTable>
  /** The actions of apps, by name: the table that each is on, and its inputs. */
  readonly actions: ReadonlyMap<string, { readonly on: string; readonly inputs: ReadonlySet<string> }>
}
/** What the normaliser must know of a table. */
export interface AliasTable {
  readonly fields: ReadonlySet<string>
  /** The checkbox that "complete" and "done" tick. */
  readonly firstCheckbox?: string
  readonly aka: readonly string[]
}

/** Makes the context of a desk's schema. */
export const aliasContext = (schema: Pick<Schema, 'tables' | 'actions'>): AliasContext => ({
  tables: new Map([...schema.tables].map(([name, { fields, aka }]) => {
    const firstCheckbox = [...fields].find(([, field]) => field.kind === 'checkbox')?.[0]
    return [name, { fields: new Set(fields.keys()), aka, ...(firstCheckbox !== undefined && { firstCheckbox }) }]
  })),
  actions: new Map([...schema.actions].map(([name, { on, input }]) => [name, { on, inputs: new Set(Object.keys(input ?? {})) }])),
})

/**
 * Makes flat, canonical commands of one command as a model wrote it: other words for the verb, the table and the id,
 * tool names and nested arguments. A word is read as an alias only where it cannot be a field of the table or an input of
 * the action; what is canonical passes through. Keys come out as action, table, id or where or view, then the rest.
 * A `sort` becomes one `move` per item after the first. Problems: `bad-command`, `bad-json`, `unknown-action`, `refused`.
 */
export const normalise = (raw: Readonly<Record<string, unknown>>, context: AliasContext): Result<readonly Command[]> => {
  const said = findVerb(raw, context)
  if (!said.ok) return said
  const { verb, used } = said.value
  const own = Object.entries(raw).filter(([key]) => !used.has(key))
  const found = findTable(own, said.value, context)
  if (!found.ok) return found
  const name = found.value.table
  const table = name === undefined ? undefined : context.tables.get(name)
  const inputs = context.actions.get(verb.action)?.inputs
  const isField = (key: string): boolean => table?.fields.has(key) === true || inputs?.has(key) === true

  const flat = flatten(own.filter(([key]) => key !== found.value.key), isField)
  if (!flat.ok) return flat
  const values = new Map<string, unknown>()
  for (const [key, value] of flat.value) {
    if (reservedKeys.has(key)) return problem('refused', `“${key}” cannot be a key in a command.`)
    const canonical = renameKey(key, isField)
    // A tool's arguments may name the table again.
    const isTable = (key === 'table' || (key === 'target' && !isField(key))) && typeof value === 'string' && name !== undefined
    if (isTable) {
      if (nameTable(value, context.tables) !== name) return twice('table', name, value)
    } else if (values.has(canonical) && values.get(canonical) !== value) return twice(canonical, values.get(canonical), value)
    else values.set(canonical, value)
  }
  if (verb.action === 'sort') return sortToMoves(name, values)
  if (verb.ticks !== undefined) {
    const box = table?.firstCheckbox
    if (box === undefined) return cannotTick(name, context)
    if (values.has(box) && values.get(box) !== verb.ticks) return twice(box, verb.ticks, values.get(box))
    values.set(box, verb.ticks)
  }
  return ok([compose(verb.action, name, values)])
}

const nestedKeys = new Set(['arguments', 'parameters', 'args', 'details', 'values', 'set'])
const idKeys = new Set(['item_id', 'match'])
const example = { action: 'insert', table: 'task', name: 'Buy milk' }

type Entries = readonly (readonly [string, unknown])[]
interface Said {
  readonly verb: Verb
  /** The table that a tool's name named. */
  readonly table?: string
  /** The keys that said it. */
  readonly used: ReadonlySet<string>
}

/** The verb: from `action`, or, only when that is absent, from another key that says it. */
const findVerb = (raw: Readonly<Record<string, unknown>>, context: AliasContext): Result<Said> => {
  const isCall = typeof raw['name'] === 'string' && ['arguments', 'parameters', 'args'].some((key) => Object.hasOwn(raw, key))
  const table = typeof raw['table'] === 'string' ? context.tables.get(nameTable(raw['table'], context.tables) ?? '') : undefined
  const key = verbKeys.find((name) => Object.hasOwn(raw, name) && !table?.fields.has(name)) ?? (isCall ? 'name' : undefined)
  if (key === undefined) return problem('bad-command', 'This says no action.', { next: `Begin with "action": ${verbsOf(context.actions).join(', ')}.`, example })
  const words = raw[key]
  const unknown = problem('unknown-action', `There is no action ${JSON.stringify(words)?.slice(0, 60)}.`, { next: `Use one of: ${verbsOf(context.actions).join(', ')}.`, example })
  if (typeof words !== 'string') return unknown
  const verb = readVerb(words, context.actions)
  if (verb) return ok({ verb, used: new Set([key]) })
  const tool = readToolName(words, context)
  return tool ? ok({ ...tool, used: new Set([key]) }) : unknown
}

/** The table: said beside the verb, in the tool's name, or among the arguments; and the key that said it. */
const findTable = (own: Entries, said: Said, context: AliasContext): Result<{ readonly table?: string; readonly key?: string }> => {
  const get = (name: string): unknown => own.find(([key]) => key === name)?.[1]
  const named = get('table')
  if (typeof named === 'string') {
    const table = nameTable(named, context.tables) ?? named
    return said.table !== undefined && table !== said.table ? twice('table', said.table, named) : ok({ table, key: 'table' })
  }
  if (said.table !== undefined) return ok({ table: said.table })
  const target = get('target')
  if (typeof target === 'string' && named === undefined && !context.actions.get(said.verb.action)?.inputs.has('target')) return ok({ table: nameTable(target, context.tables) ?? target, key: 'target' })
  for (const [key, value] of own) {
    const inner = nestedKeys.has(key) ? asObject(value) : undefined
    const name = inner?.['table'] ?? inner?.['target']
    if (typeof name === 'string') return ok({ table: nameTable(name, context.tables) ?? name })
  }
  const on = context.actions.get(said.verb.action)?.on
  return ok(on === undefined ? {} : { table: on })
}

/** Lifts nested arguments beside the verb, at most three deep, as in `arguments` that hold `values`. */
const flatten = (entries: Entries, isField: (key: string) => boolean, depth = 0): Result<Entries> => {
  const flat: (readonly [string, unknown])[] = []
  for (const [key, value] of entries) {
    if (!nestedKeys.has(key) || isField(key) || depth > 3) {
      flat.push([key, value])
      continue
    }
    const inner = asObject(value)
    if (!inner) return problem('bad-json', `“${key}” does not hold an object.`, { next: 'Put the fields beside the action instead.', example })
    const lifted = flatten(Object.entries(inner), isField, depth + 1)
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

const renameKey = (key: string, isField: (key: string) => boolean): string => (idKeys.has(key) && !isField(key) ? 'id' : key)

const sortToMoves = (table: string | undefined, values: ReadonlyMap<string, unknown>): Result<readonly Command[]> => {
  const items = values.get('items')
  const ids: unknown[] = Array.isArray(items) ? items.map((item: unknown) => (isJsonObject(item) ? (item['id'] ?? item['item_id']) : item)) : []
  const moves = ids.slice(1).map((id, at) => compose('move', table, new Map([['id', id], ['after', ids[at]]])))
  if (moves.length > 0 && ids.every((id) => typeof id === 'number' || typeof id === 'string') && new Set(ids).size === ids.length) return ok(moves)
  return problem('bad-command', 'A sort needs “items”: the ids of at least two rows, each once, in their new order.', { next: 'Or move one row after another.', example: { action: 'move', table: table ?? 'task', id: 3, after: 1 } })
}

const firstKeys = ['id', 'where', 'view']

const compose = (action: string, table: string | undefined, values: ReadonlyMap<string, unknown>): Command => {
  const entries = [...values]
  return Object.freeze({
    action,
    ...(table !== undefined && { table }),
    ...Object.fromEntries(firstKeys.filter((key) => values.has(key)).map((key) => [key, values.get(key)])),
    ...Object.fromEntries(entries.filter(([key]) => !firstKeys.includes(key))),
  })
}

const twice = (key: string, one: unknown, other: unknown): ReturnType<typeof problem> =>
  problem('bad-command', `“${key}” is said twice: ${JSON.stringify(one)} and ${JSON.stringify(other)}.`, { next: 'Say each key once.', example })

const cannotTick = (table: string | undefined, context: AliasContext): ReturnType<typeof problem> => {
  const [name, box] = [...context.tables].map(([known, { firstCheckbox }]) => [known, firstCheckbox] as const).find(([, known]) => known !== undefined) ?? []
  return problem('bad-command', table === undefined ? 'This does not say which table it is about.' : `The table “${table}” has nothing to tick off.`, {
    next: 'Use “update” with the table, the id and the field that changes.',
    ...(name !== undefined && box !== undefined && { example: { action: 'update', table: name, id: 1, [box]: true } }),
  })
}
