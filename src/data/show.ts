import type { Value } from '../app/field.ts'
import { placeOf } from '../app/load-reason.ts'
import { warnOfApp } from '../app/plain-text.ts'
import type { Table } from '../app/schema.ts'
import type { ShownRow } from './command.ts'
import type { Desk } from './desk.ts'
import { fromColumn, quote, type SqlValue } from './tables.ts'

/** Rows of a table as their columns keep them, made ready to be shown: values, labels of links, computed values. */
export const showRows = (desk: Desk, table: Table, rows: readonly Readonly<Record<string, SqlValue>>[]): readonly ShownRow[] => {
  const links = new Map([...table.fields].flatMap(([name, { to }]) => (to === undefined ? [] : [[name, labelsOf(desk, to, rows.map((row) => row[name]))] as const])))
  return rows.map((row) => {
    const id = Number(row['id'])
    const values: Record<string, Value> = {}
    for (const [name, { kind }] of table.fields) values[name] = fromColumn(kind, row[name])
    const labels: Record<string, string> = {}
    let foreign = row['_foreign'] === 1
    for (const [name, known] of links) {
      const to = known.get(Number(values[name]))
      if (to) labels[name] = to.label
      if (to?.foreign) foreign = true
    }
    return {
      id, values, version: Number(row['_seq']), label: labelOf(table, id, values[table.titleField]), links: labels, computed: compute(desk, table, id, values),
      foreign, profile: typeof row['_profile'] === 'number' ? row['_profile'] : null,
    }
  })
}

/** The columns that `showRows` needs. */
export const shownColumns = (table: Table): string =>
  ['id', '_seq', '_foreign', ...(table.scope === 'profile' ? ['_profile'] : []), ...[...table.fields.keys()].map(quote)].map((column) => `${quote(table.name)}.${column}`).join(', ')

/** What names a row: its title, or the table and its number where it has none but the id of another row. */
export const labelOf = (table: Table, id: number, title: Value | undefined): string =>
  title === null || title === undefined || title === '' || table.fields.get(table.titleField)?.kind === 'link' ? `${table.name.replaceAll('_', ' ')} ${id}` : String(title)

const labelsOf = ({ store, schema }: Desk, to: string, ids: readonly unknown[]): ReadonlyMap<number, { readonly label: string; readonly foreign: boolean }> => {
  const target = schema().tables.get(to)
  const field = target?.fields.get(target.titleField)
  const wanted = [...new Set(ids.filter((id) => typeof id === 'number'))]
  if (!target || !field || wanted.length === 0) return new Map()
  const rows = store.reader.all<{ id: number; title: SqlValue; _foreign: SqlValue }>({
    sql: `SELECT id, ${quote(target.titleField)} AS title, _foreign FROM ${quote(target.name)} WHERE id IN (SELECT value FROM json_each(?))`, parameters: [JSON.stringify(wanted)],
  })
  return new Map(rows.map(({ id, title, _foreign }) => [id, { label: labelOf(target, id, fromColumn(field.kind, title)), foreign: _foreign === 1 }]))
}

const compute = (desk: Desk, { name: table, app, input }: Table, id: number, values: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> => {
  const computed: Record<string, Value> = {}
  for (const [name, work] of Object.entries(input.computed ?? {})) {
    const report = (what: string, error?: unknown) => {
      computed[name] = null
      if (reported.has(work)) return
      reported.add(work) // once, not for every row of every page
      warnOfApp(`The computed ${name} of ${table} ${id} ${what} Correct ${placeOf(desk.schema().files, app, error)}.`)
    }
    try {
      const value: unknown = work({ id, ...values })
      if (value === undefined || value === null || (typeof value === 'number' && !Number.isFinite(value))) computed[name] = null
      else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') computed[name] = value
      else report(value instanceof Promise ? 'must not wait.' : 'is no text, number or yes or no.')
      // What nobody waits for must not bring the desk down when it fails.
      if (value instanceof Promise) value.catch(() => undefined)
    } catch (error) {
      report(`failed: ${error instanceof Error ? error.message : String(error)}.`, error)
    }
  }
  return computed
}
const reported = new WeakSet<object>()
