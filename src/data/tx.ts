import { today } from '../app/dates.ts'
import type { AnyRow, Tx } from '../app/define.ts'
import { placeOf } from '../app/load-reason.ts'
import { warnOfApp } from '../app/plain-text.ts'
import { ok, problem, type Problem, type Result } from '../app/problem.ts'
import type { Table } from '../app/schema.ts'
import { deleteRow, findRow, insertRow, rowOf, updateRow, type Writing } from './apply.ts'
import type { Image } from './entry.ts'
import type { Values } from './resolve.ts'
import { resolveValue } from './resolve-value.ts'
import { readImage } from './rows.ts'
import { idsWhere, resolveWhere } from './where-sql.ts'

/** Carries a Problem out of an app's hook or action, which cannot return one. */
export class Abort extends Error {
  readonly problem: Problem
  constructor(refusal: Problem) {
    super(refusal.message)
    this.name = 'Abort'
    this.problem = refusal
  }
}

/** Hooks that follow up each other's changes further than this are a loop. */
const maxHookDepth = 8

/**
 * Calls an app's hook or action. What it refuses, throws or leaves waiting is a Problem for the whole command:
 * `check-failed` or what the change came to, `failed` for a mistake in the app. What it writes after it has seen a marked row,
 * among those it `sees` from the start or read by it, is marked too: it may be a copy.
 */
export const callHook = <T>(writing: Writing, { of, name, sees }: { readonly of: Table; readonly name: string; readonly sees: readonly (Image | undefined)[] }, run: (tx: Tx) => T): Result<T> => {
  const hook = hooks.has(name) ? `The ${name} hook of ${of.name}` : `The action ${name}`
  const place = (error?: unknown) => placeOf(writing.schema.files, of.app, error)
  if (writing.depth >= maxHookDepth) return problem('failed', `${hook} follows itself up without end.`, { next: `Let it change a row only where something differs, in ${place()}; nothing was changed.` })
  const inner: Writing = { ...writing, own: false, depth: writing.depth + 1, failed: undefined }
  for (const image of sees) noteSight(inner, image)
  try {
    const value = run(txOf(inner))
    if (inner.failed) return inner.failed
    if (isThenable(value)) {
      // It will run on; whatever it still does fails, because the transaction is over.
      Promise.resolve(value).catch(() => undefined)
      return problem('failed', `${hook} must not wait.`, { next: `Make it a plain function, without async, in ${place()}; nothing was changed.` })
    }
    return ok(value)
  } catch (error) {
    const refusal = inner.failed ?? (error instanceof Abort ? error.problem : undefined)
    // What a hook itself says wrongly is no fault of who made the change.
    if (refusal) return error instanceof Abort && error.problem === refusal && /^unknown-(table|field)$/.test(refusal.code) ? problem('failed', `${hook} failed: ${refusal.message}`, { next: `${refusal.next ?? ''} Correct ${place(error)}; nothing was changed.` }) : refusal
    if (error instanceof Error && 'errcode' in error) throw error // the database's own failure is no mistake of the app
    // Who made the change is told that it failed; who wrote the app, how it came to that.
    warnOfApp(`${hook} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    return problem('failed', `${hook} failed: ${error instanceof Error ? error.message : String(error)}`, { next: `Correct ${place(error)}; nothing was changed.` })
  } finally {
    closed.add(inner)
  }
}

const hooks = new Set(['before', 'check', 'after'])

/** Writings whose hook has returned: a Tx that was kept is of no use. */
const closed = new WeakSet<Writing>()

const txOf = (writing: Writing): Tx => {
  const { desk } = writing
  const known = (name: string): Table => tableOf(writing, name)
  const own = (name: string): Table => unguarded(writing, known(name))
  // Rows and values are typed for the app's author by defineApp; in here they are plain data.
  const tx = {
    get: (name: string, id: number): AnyRow | undefined => {
      const table = known(name)
      const found = findRow(writing, table, id)
      return found.ok ? rowOf(table, id, noteSight(writing, found.value)) : undefined
    },
    list: (name: string, said: Readonly<Record<string, unknown>> = {}): readonly AnyRow[] => {
      const table = known(name)
      const where = orAbort(writing, resolveWhere(desk, table, { where: said, speaker: { ai: false, private: true } }))
      return idsWhere(desk, table, { where, profile: writing.profile }).map((id) => rowOf(table, id, noteSight(writing, readImage(desk.store, name, id)) ?? {}))
    },
    insert: (name: string, values: Values): number => {
      const table = own(name)
      return orAbort(writing, insertRow(writing, table, readValues(writing, table, values)))
    },
    update: (name: string, id: number, values: Values): void => {
      const table = own(name)
      orAbort(writing, updateRow(writing, table, { id, values: readValues(writing, table, values) }))
    },
    delete: (name: string, id: number): void => {
      orAbort(writing, deleteRow(writing, own(name), id))
    },
    refuse: (message: string): never => abort(writing, problem('check-failed', message, { next: 'Change the values, then try again.' })),
    get today() {
      return today({ now: desk.now(), zone: desk.zone() })
    },
  }
  return Object.freeze(tx) as unknown as Tx // the generic signatures cannot be given to an object literal
}

/** Remembers that a hook has seen a row whose text came from outside. */
const noteSight = <I extends Image | undefined>(writing: Writing, image: I): I => {
  if (image?.['_foreign'] === true) writing.foreign = true
  return image
}

const tableOf = (writing: Writing, name: string): Table => {
  if (closed.has(writing)) throw new Error('the transaction is over')
  const { tables } = writing.schema
  return tables.get(name) ?? abort(writing, problem('unknown-table', `There is no table “${name}”.`, { next: `The tables are ${[...tables.keys()].join(', ')}.` }))
}

const unguarded = (writing: Writing, table: Table): Table =>
  table.guarded || table.name === 'profile' ? abort(writing, problem('refused', `An app does not change ${table.title}.`, { next: 'Only the person does, on its own page.' })) : table

const readValues = (writing: Writing, table: Table, values: Values): Values => {
  const read: Record<string, Values[string]> = {}
  for (const [name, value] of Object.entries(values)) {
    const field = table.fields.get(name) ?? abort(writing, problem('unknown-field', `${table.title} has no field “${name}”.`, { next: `Its fields are ${[...table.fields.keys()].join(', ')}.` }))
    if (value !== undefined) read[name] = orAbort(writing, resolveValue(writing.desk, name, field, value))
  }
  return read
}

const orAbort = <T>(writing: Writing, result: Result<T>): T => (result.ok ? result.value : abort(writing, result))

/** Refuses the whole command, even if the app catches what is thrown. */
const abort = (writing: Writing, refusal: Problem): never => {
  writing.failed ??= refusal
  throw new Abort(refusal)
}

const isThenable = (value: unknown): boolean => typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
