import { readSpan } from '../app/dates.ts'
import type { Where } from '../app/define.ts'
import type { Field, FieldKind, Value } from '../app/field.ts'
import { ok, problem, type Result } from '../app/problem.ts'
import type { Table } from '../app/schema.ts'
import type { Desk } from './desk.ts'
import { findField, unknownField, type Speaker } from './parse-names.ts'
import { resolveRow } from './resolve-row.ts'
import { resolveValue } from './resolve-value.ts'
import { fold, type Sql } from './store.ts'
import { quote, toColumn } from './tables.ts'

/** Conditions as they are said. */
export interface Conditions {
  readonly where: Readonly<Record<string, unknown>>
  readonly speaker: Speaker
  /** Whose rows a link's words may name; without it, links are ids. */
  readonly profile?: number | undefined
}

/**
 * Makes conditions canonical: fields by their names, values as their fields want them, days in the user's words as ISO 8601.
 * Problems: `unknown-field`, `bad-value`, `bad-command` for a test that does not exist.
 */
export const resolveWhere = (desk: Desk, table: Table, { where, speaker, profile }: Conditions): Result<Where> => {
  const resolved: Record<string, Where[string]> = {}
  for (const [key, said] of Object.entries(where)) {
    const found = key === 'id' ? (['id', idField] as const) : findField(table.fields, key, speaker)
    if (!found) return unknownField(key, { fields: table.fields, of: table.title, speaker, example: { where: { [table.titleField]: { contains: 'milk' } } } })
    const [name, field] = found
    const one = (value: unknown): Result<Value> => (value === null || value === '' ? ok(null) : (linkedId(desk, field, { value, speaker, profile }) ?? resolveValue(desk, name, field, value)))
    const spanned = (value: unknown) => (field.kind === 'date' && typeof value === 'string' ? readSpan(value, { now: desk.now(), zone: desk.zone() }) : undefined)
    const span = spanned(said)
    if (span) {
      resolved[name] = { ...span }
      continue
    }
    if (typeof said !== 'object' || said === null) {
      const value = one(said)
      if (!value.ok) return value
      resolved[name] = value.value
      continue
    }
    const tests: Record<string, Value | readonly Value[]> = {}
    // An object without a test would mean every row.
    if (Object.keys(said).length === 0) return problem('bad-command', `The condition on ${name} says nothing.`, { next: `A condition is a value, or one of ${testNames.join(', ')}.`, example: { where: { [name]: { not: null } } } })
    for (const [test, against] of Object.entries(said)) {
      if (!isTest(test)) return problem('bad-command', `There is no test “${test.slice(0, 40)}”.`, { next: `A condition is a value, or one of ${testNames.join(', ')}.`, example: { where: { [name]: { not: null } } } })
      if (test === 'contains') {
        if (typeof against === 'object' || String(against).length > longestContained) return problem('bad-value', `${name} cannot contain that.`, { next: `Give contains as text of at most ${longestContained} characters.`, example: { where: { [name]: { contains: 'milk' } } } })
        tests[test] = String(against)
        continue
      }
      // "Before this week" is before its first day, "to this week" up to its last.
      const days = spanned(against)
      if (days && test !== 'in' && test !== 'not') {
        tests[test] = days[test === 'from' || test === 'before' ? 'from' : 'to']
        continue
      }
      const list = test === 'in' ? (Array.isArray(against) ? against : [against]) : [against]
      const values: Value[] = []
      for (const item of list) {
        const value = one(item)
        if (!value.ok) return value
        values.push(value.value)
      }
      tests[test] = test === 'in' ? values : (values[0] ?? null)
    }
    resolved[name] = tests
  }
  return ok(resolved)
}

/** A row that a link is compared with may be named by words, where it is known whose rows are meant. */
const linkedId = (desk: Desk, field: Field, { value, speaker, profile }: { value: unknown } & Omit<Conditions, 'where'>): Result<Value> | undefined => {
  const to = field.kind === 'link' && typeof value === 'string' ? desk.schema().tables.get(field.to ?? '') : undefined
  if (!to || profile === undefined || (speaker.ai && to.ai === 'hidden')) return undefined
  const found = resolveRow(desk, to, value, profile)
  return found.ok ? ok(found.value.id) : found
}

/** Conditions that `resolveWhere` has made canonical, as SQL over a table's columns; `1` where there are none. */
export const whereSql = (table: Table, where: Where): Sql => {
  const parts = Object.entries(where).flatMap(([name, test]) => testsSql(name, (table.fields.get(name) ?? idField).kind, test))
  return { sql: parts.length > 0 ? parts.map(({ sql }) => sql).join(' AND ') : '1', parameters: parts.flatMap(({ parameters }) => parameters) }
}

/** The fields that have a value in every row that meets canonical conditions. */
export const filledBy = (where: Where): readonly string[] =>
  Object.entries(where).flatMap(([name, test]) => {
    if (typeof test !== 'object' || test === null) return test === null ? [] : [name]
    return Object.entries(test).some(([word, against]) => (word === 'not' ? against === null : word !== 'in')) ? [name] : []
  })

/** The ids of every row of a profile that meets canonical conditions, in the order of their ids. */
export const idsWhere = (desk: Desk, table: Table, { where, profile }: { readonly where: Where; readonly profile: number }): readonly number[] => {
  const { sql, parameters } = whereSql(table, where)
  const scoped = table.scope === 'profile'
  return desk.store
    .all<{ id: number }>({ sql: `SELECT id FROM ${quote(table.name)} WHERE ${scoped ? '_profile = ? AND ' : ''}${sql} ORDER BY id`, parameters: scoped ? [profile, ...parameters] : parameters })
    .map(({ id }) => id)
}

const idField: Field = Object.freeze({ kind: 'integer', required: true })

/** SQLite takes patterns of up to 50,000 bytes. https://www.sqlite.org/limits.html#max_like_pattern_length */
const longestContained = 1000

const testNames = ['not', 'in', 'contains', 'before', 'after', 'from', 'to'] as const
type TestName = (typeof testNames)[number]
const isTest = (word: string): word is TestName => testNames.some((name) => name === word)

const testsSql = (name: string, kind: FieldKind, test: Where[string]): readonly Sql[] => {
  const column = quote(name)
  const kept = (value: Value | undefined) => toColumn(kind, value)
  if (typeof test !== 'object' || test === null) return [{ sql: `${column} IS ?`, parameters: [kept(test)] }]
  return Object.entries(test).map(([word, against]: [string, Value | readonly Value[]]): Sql => {
    if (Array.isArray(against)) {
      const values = against as readonly Value[] // only `in` holds a list
      const list = `${column} IN (SELECT value FROM json_each(?))`
      return { sql: values.includes(null) ? `(${list} OR ${column} IS NULL)` : list, parameters: [JSON.stringify(values.map(kept))] }
    }
    const value = against as Value // a list was told apart just above
    if (word === 'not') return { sql: `${column} IS NOT ?`, parameters: [kept(value)] }
    if (word === 'contains') {
      const pattern = `%${String(value).replace(/[\\%_]/g, '\\$&')}%`
      // SQLite's LIKE knows upper and lower case of ASCII alone
      return /^[\0-\x7f]*$/.test(pattern) ? { sql: `${column} LIKE ? ESCAPE '\\'`, parameters: [pattern] } : { sql: `fold(${column}) LIKE ? ESCAPE '\\'`, parameters: [fold(pattern)] }
    }
    return { sql: `${column} ${operators[word as keyof typeof operators]} ?`, parameters: [kept(value)] } // resolveWhere lets no other word through
  })
}

const operators = { before: '<', after: '>', from: '>=', to: '<=' } as const
