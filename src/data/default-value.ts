import type { Field, Value } from '../app/field.ts'
import { ok, type Result } from '../app/problem.ts'
import type { Desk } from './desk.ts'
import { resolveValue } from './resolve-value.ts'

/** What a new row gets in a field that its command does not name; words of a date ("today") mean the day of the insert. */
export const defaultOf = (desk: Desk, name: string, field: Field): Result<Value> => {
  if (field.default === undefined) return ok(field.kind === 'checkbox' ? false : null)
  return field.kind === 'date' || field.kind === 'datetime' ? resolveValue(desk, name, field, field.default) : ok(field.default)
}
