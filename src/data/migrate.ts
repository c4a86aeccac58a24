import { mergeApps } from '../app/merge.ts'
import type { Problem } from '../app/problem.ts'
import type { Schema, Table } from '../app/schema.ts'
import { backUp } from './backup.ts'
import type { Desk } from './desk.ts'
import type { Entry } from './entry.ts'
import { appendEntry, lastSeq } from './journal.ts'
import { forgetLayouts, layoutOf } from './layout.ts'
import { finishSteps } from './migrate-rows.ts'
import { applySteps, type TableMigration } from './migrate-table.ts'
import { planTable, type RowFacts, type Step } from './migration-plan.ts'
import { oweSamples } from './samples.ts'
import { guardWrite } from './store-problem.ts'
import { syncIndexes } from './table-indexes.ts'
import { fromColumn, quote, type SqlValue } from './tables.ts'
import { nextTurn } from './turns.ts'

/**
 * Brings the desk's tables to what its apps define, after a backup, in one transaction, as entries of the desk itself.
 * Gives the schema that runs: an app whose change would lose data, or that cannot be made now, is in `broken` with the reason;
 * its tables stay as they are. The entries are not told to listeners here.
 */
export const migrate = async (desk: Desk, schema: Schema): Promise<{ readonly schema: Schema; readonly entries: readonly Entry[] }> => {
  const first = planAll(desk, schema)
  if (first.plans.length === 0) {
    const failed = guardWrite<void>(() => desk.store.transaction(() => { for (const table of first.schema.tables.values()) syncIndexes(desk.store, table, first.schema) }))
    return { schema: failed && failed.code !== 'read-only' ? withoutApps(first.schema, changedApps(first.plans, failed)) : first.schema, entries: [] }
  }
  if (lastSeq(desk) > 0 && first.plans.some(isJournalled)) {
    const saved = await backUp(desk, 'migration')
    if (!saved.ok) return { schema: withoutApps(first.schema, changedApps(first.plans, saved)), entries: [] }
  }
  let done: { readonly schema: Schema; readonly entries: readonly Entry[] } = { schema: first.schema, entries: [] }
  const failed = guardWrite<void>(() => {
    // rows may have changed while the backup was made, so the plan is made again
    done = desk.store.transaction(() => applyAll(desk, planAll(desk, schema)))
  })
  forgetLayouts(desk.store)
  return failed ? { schema: withoutApps(first.schema, changedApps(first.plans, failed)), entries: [] } : done
}

interface TablePlan { readonly table: Table; readonly steps: readonly Step[] }
interface Plans { readonly schema: Schema; readonly plans: readonly TablePlan[] }

const planAll = (desk: Desk, schema: Schema): Plans => {
  const plans: TablePlan[] = []
  const refused = new Map<string, Problem>()
  /** The zone is asked for only where words become dates: the system takes 20 ms to tell its own. */
  const clock = { now: desk.now(), get zone() { return desk.zone() } }
  for (const table of schema.tables.values()) {
    const steps = planTable(layoutOf(desk.store, table.name), table, rowFacts(desk, table), clock)
    if ('ok' in steps) refused.set(table.app, steps)
    else if (steps.length > 0) plans.push({ table, steps })
  }
  if (refused.size === 0) return { schema, plans }
  return planAll(desk, withoutApps(schema, refused))
}

/** The schema with some apps switched off, and with them those that link to their tables. */
const withoutApps = (schema: Schema, refused: ReadonlyMap<string, Problem>): Schema => {
  if (refused.size === 0) return schema
  const merged = mergeApps([...schema.apps].map(([name, app]) => ({ name, file: schema.files.get(name) ?? '', app: refused.get(name) ?? app })))
  if (merged.tables.size === schema.tables.size) return schema // what is left is the desk's own, which nothing replaces
  return Object.freeze({ ...merged, broken: Object.freeze([...schema.broken, ...merged.broken]) })
}

const changedApps = (plans: readonly TablePlan[], reason: Problem): ReadonlyMap<string, Problem> =>
  new Map(plans.filter(isJournalled).map(({ table }) => [table.app, reason]))
const isJournalled = ({ steps }: TablePlan): boolean => steps.some(({ kind }) => kind !== 'rules')

const applyAll = (desk: Desk, { schema, plans }: Plans): { readonly schema: Schema; readonly entries: readonly Entry[] } => {
  const { store } = desk
  const tables: Record<string, TableMigration> = {}
  const applied = plans.map((plan) => {
    const result = applySteps(desk, plan.table, plan.steps)
    if (isJournalled(plan)) tables[plan.table.name] = result.migration
    return { ...plan, result }
  })
  forgetLayouts(store)
  const head = { at: new Date(desk.now()).toISOString(), actor: 'desk', via: 'start', turn: nextTurn(desk), profile: 0 } as const
  const entries: Entry[] = []
  if (Object.keys(tables).length > 0) entries.push(appendEntry(store, { ...head, command: { action: 'migrate', tables }, changes: [] }))
  for (const { table, result } of applied)
    for (const { field, changes } of finishSteps(desk, table, result)) entries.push(appendEntry(store, { ...head, command: { action: 'migrate', table: table.name, field }, changes }))
  for (const table of schema.tables.values()) syncIndexes(store, table, schema)
  oweSamples(desk, plans.filter(({ steps }) => steps.some(({ kind }) => kind === 'make')).map(({ table }) => table.name))
  return { schema, entries }
}

const rowFacts = ({ store }: Desk, { name }: Table): RowFacts => {
  const count = (what: string): number => store.get<{ count: number }>({ sql: `SELECT ${what} AS count FROM ${quote(name)}`, parameters: [] })?.count ?? 0
  return {
    count: () => count('count(*)'),
    nulls: (column) => count(`count(*) - count(${quote(column)})`),
    profiles: () => count('count(DISTINCT _profile)'),
    rules: (column) => store.get<{ settings: string }>({ sql: 'SELECT settings FROM _field WHERE "table" = ? AND name = ?', parameters: [name, column] })?.settings,
    values: function* ({ name: column, kind }) {
      for (const { value } of store.each<{ value: SqlValue }>({ sql: `SELECT ${quote(column)} AS value FROM ${quote(name)} WHERE ${quote(column)} IS NOT NULL`, parameters: [] }))
        yield fromColumn(kind, value)
    },
  }
}
