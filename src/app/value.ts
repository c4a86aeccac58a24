import { z } from 'zod'
import { capital } from './english.ts'
import type { Field, Value } from './field.ts'
import { ok, problem, type Result } from './problem.ts'

/** Checks one canonical value (ISO dates, numbers, ids); the Problem `bad-value` or `missing-value` says what is allowed. */
export const checkValue = (name: string, field: Field, value: unknown): Result<Value> => {
  if (value === null || value === undefined || value === '') {
    if (field.kind === 'checkbox') return ok(false)
    return field.required ? missing(name, field) : ok(null)
  }
  const parsed = fieldSchema(field).safeParse(value)
  return parsed.success
    ? ok(parsed.data)
    : problem('bad-value', `${capital(name)} cannot be ${shorten(value)}: it must be ${whatIsAllowed(field)}.`, {
        next: `Give ${name} as ${whatIsAllowed(field)}.`,
        fields: { [name]: `Must be ${whatIsAllowed(field)}.` },
      })
}

/** What a field takes, in words: "one of low, medium, high", "a date like 2026-11-28 or tomorrow". */
export const whatIsAllowed = (field: Field): string => {
  switch (field.kind) {
    case 'text':
    case 'longtext':
      return `text of at most ${field.max} characters`
    case 'integer':
      return `a whole number${range(field)}`
    case 'decimal':
      return `a number${range(field)}`
    case 'money':
      return `an amount with at most two decimals${range(field)}, like 1200.50`
    case 'checkbox':
      return 'true or false'
    case 'date':
      return 'a date like 2026-11-28 or tomorrow'
    case 'datetime':
      return 'a date and time like 2026-11-28T14:30:00Z or tomorrow at 14:30'
    case 'choice':
      return `one of ${field.choices?.join(', ')}`
    case 'link':
      return `the id or name of a row of ${field.to}`
    case 'url':
      return 'a web address that starts with http:// or https://'
    case 'email':
      return 'an e-mail address'
  }
}

/** The zod schema of one field's stored value, made once; it only checks, it changes nothing. An empty value is null; a required field refuses it. */
const fieldSchema = (field: Field): z.ZodType<Value> => {
  const known = schemas.get(field)
  if (known) return known
  const filled = filledSchema(field)
  const schema = field.required || field.kind === 'checkbox' ? filled : z.union([filled, z.null()])
  schemas.set(field, schema)
  return schema
}

const schemas = new WeakMap<Field, z.ZodType<Value>>()

const filledSchema = (field: Field): z.ZodType<Value> => {
  const bounded = (schema: z.ZodNumber) => {
    const above = field.min === undefined ? schema : schema.min(field.min)
    return field.max === undefined ? above : above.max(field.max)
  }
  const atMost = <S extends z.ZodString | z.ZodEmail>(schema: S) => (field.max === undefined ? schema : schema.max(field.max))
  switch (field.kind) {
    case 'text':
      return atMost(z.string().min(1).regex(oneLine))
    case 'longtext':
      return atMost(z.string().min(1).regex(noControls))
    case 'integer':
      return bounded(z.number().int())
    case 'decimal':
      return bounded(z.number())
    case 'money':
      // Minor units must be a safe integer: sums stay exact.
      return bounded(z.number().min(-9e13).max(9e13)).refine((amount) => Math.abs(amount * 100 - Math.round(amount * 100)) < 1e-4)
    case 'checkbox':
      return z.boolean()
    case 'date':
      return z.iso.date()
    case 'datetime':
      return z.iso.datetime()
    case 'choice':
      return z.enum((field.choices ?? []) as [string, ...string[]]) // load refuses a choice without words
    case 'link':
      return z.number().int().positive()
    case 'url':
      return atMost(z.string().regex(webAddress))
    case 'email':
      return atMost(z.email())
  }
}

// Control characters are refused but for line breaks and tabs in longtext: they hide text on terminals and pages.
// So is half a character (a lone surrogate): the database would keep another one in its place, and the journal would not match.
const oneLine = /^[^\p{Cc}\p{Cs}]*$/u
const noControls = /^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u
const webAddress = /^https?:\/\/[^\s<>"'\p{Cc}\p{Cs}]+$/iu

const missing = (name: string, field: Field) =>
  problem('missing-value', `${capital(name)} is missing.`, { next: `Give ${name}: ${whatIsAllowed(field)}.`, fields: { [name]: 'Must be filled in.' } })

const range = ({ min, max }: Field) =>
  min !== undefined && max !== undefined ? ` from ${min} to ${max}` : min !== undefined ? ` of at least ${min}` : max !== undefined ? ` of at most ${max}` : ''

const shorten = (value: unknown) => {
  const shown = typeof value === 'string' ? `“${value}”` : (JSON.stringify(value) ?? typeof value)
  return shown.length > 60 ? `${shown.slice(0, 57)}…” (${shown.length} characters)` : shown
}
