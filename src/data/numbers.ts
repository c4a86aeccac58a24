import { problem, type Result, ok } from '../app/problem.ts'
import type { Table } from '../app/schema.ts'
import type { Answer, Query } from './command.ts'
import type { Desk } from './desk.ts'
import { conditionsOf } from './read.ts'
import { showRows } from './show.ts'
import { columnType, fromColumn, quote, type SqlValue } from './tables.ts'

/** What is worked out over rows. */
export type Measure = 'sum' | 'count' | 'avg' | 'min' | 'max'
/** A question for numbers: over the rows that a Query means, one number or one for each value of `by`. */
export interface NumbersQuery extends Pick<Query, 'table' | 'profile' | 'where' | 'view' | 'words' | 'open'> {
  readonly measure: Measure
  /** Not needed for a count. */
  readonly field?: string
  readonly by?: string
}
type Numbers = Extract<Answer, { kind: 'numbers' }>

/**
 * Answers with numbers, at most 200 groups, the most telling order first: choices as the app names them, others by their value.
 * Amounts of money are exact. Problems: those of `readPage`; `bad-value` for a field that has no such number.
 */
export const readNumbers = (desk: Desk, query: NumbersQuery): Result<Numbers> => {
  const table = desk.schema().tables.get(query.table)
  if (!table) return problem('unknown-table', `There is no table ${JSON.stringify(query.table.slice(0, 60))}.`, { next: `The tables are ${[...desk.schema().tables.keys()].join(', ')}.` })
  const { measure, field: name, by } = query
  for (const named of [name, by])
    if (named !== undefined && !table.fields.has(named))
      return problem('unknown-field', `${table.title} has no field ${JSON.stringify(named.slice(0, 60))}.`, { next: `The fields are ${[...table.fields.keys()].join(', ')}.` })
  const field = name === undefined ? undefined : table.fields.get(name)
  const isNumber = field !== undefined && field.kind !== 'link' && field.kind !== 'checkbox' && columnType[field.kind] !== 'TEXT'
  const isDay = field?.kind === 'date' || field?.kind === 'datetime'
  if (measure !== 'count' && !isNumber && !(isDay && (measure === 'min' || measure === 'max')))
    return problem('bad-value', name === undefined ? `A ${measure} needs a field.` : `${name} is no number, so it has no ${measure}.`, { next: `Use a field that is a number${numberFields(table)}, or count.`, example: { action: 'read', table: table.name, count: '*' } })
  const found = conditionsOf(desk, table, query)
  if (!found.ok) return found
  const { sql, parameters } = found.value.conditions
  const measured = name === undefined ? 'count(*)' : `${measure}(${quote(name)})`
  const rows = desk.store.reader.all<{ value: SqlValue; by: SqlValue }>({
    sql: `SELECT ${measured} AS value${by === undefined ? '' : `, ${quote(by)} AS "by"`} FROM ${quote(table.name)} WHERE ${sql}${by === undefined ? '' : ` GROUP BY ${quote(by)} ORDER BY ${quote(by)} IS NULL, ${quote(by)} LIMIT 200`}`, parameters,
  })
  const groups = rows.map(({ value, by: group }) => ({ kept: group, label: by === undefined ? '' : groupLabel(desk, table, by, group), value: toNumber(measure, field?.kind, value) }))
  const choices = by === undefined ? undefined : table.fields.get(by)?.choices
  if (choices) groups.sort((a, b) => placeOf(choices, a.kept) - placeOf(choices, b.kept))
  return ok({ kind: 'numbers', table: table.name, measure, ...(name !== undefined && { field: name }), ...(by !== undefined && { by }), groups: groups.map(({ label, value }) => ({ label, value })) })
}

const placeOf = (choices: readonly string[], kept: SqlValue): number => (choices.includes(String(kept)) ? choices.indexOf(String(kept)) : choices.length)

const toNumber = (measure: Measure, kind: Parameters<typeof fromColumn>[0] | undefined, kept: SqlValue): number | string | null => {
  if (measure === 'count' || kind === undefined) return Number(kept)
  const value = fromColumn(kind, kept)
  return typeof value === 'boolean' ? Number(value) : value
}

const groupLabel = (desk: Desk, table: Table, by: string, kept: SqlValue): string => {
  const field = table.fields.get(by)
  if (kept === null || !field) return 'none'
  if (field.kind === 'checkbox') return kept === 1 ? 'yes' : 'no'
  if (field.kind !== 'link') return String(fromColumn(field.kind, kept))
  return showRows(desk, { ...table, fields: new Map([[by, field]]), input: { fields: {} } }, [{ id: 0, [by]: kept }])[0]?.links[by] ?? String(kept)
}

const numberFields = (table: Table): string => {
  const names = [...table.fields].filter(([, { kind }]) => kind === 'integer' || kind === 'decimal' || kind === 'money').map(([name]) => name)
  return names.length > 0 ? ` (${names.join(', ')})` : ''
}
