import { capital } from './english.ts'
import type { Field, Value } from './field.ts'
import { ok, problem, type Result } from './problem.ts'

/** Checks one canonical value (ISO dates, numbers, ids); the Problem `bad-value` or `missing-value` says what is allowed. */
export const checkValue = (name: string, field: Field, value: unknown): Result<Value> => {
  if (value === null || value === undefined || value === '') {
    if (field.kind === 'checkbox') return ok(false)
    return field.required ? missing(name, field) : ok(null)
  }
  if (isAllowed(field, value)) return ok(value)
  // The length is all that the words for a text tell, and a line break may be what is wrong.
  const allowed = field.kind === 'text' && typeof value === 'string' && /[\r\n]/.test(value) ? `one line of ${whatIsAllowed(field)}` : whatIsAllowed(field)
  return problem('bad-value', `${capital(name)} cannot be ${shorten(value)}: it must be ${allowed}.`, { next: `Give ${name} as ${allowed}.`, fields: { [name]: `Must be ${allowed}.` } })
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

/** Whether a stored value is of its field's kind and within its bounds. It only looks: a value that passes is kept as it is. */
const isAllowed = (field: Field, value: unknown): value is Value => {
  switch (field.kind) {
    case 'text':
      return isText(value, oneLine, field)
    case 'longtext':
      return isText(value, noControls, field)
    case 'url':
      return isText(value, webAddress, field)
    case 'email':
      return isText(value, mailAddress, field)
    case 'integer':
      return Number.isSafeInteger(value) && isWithin(value, field)
    case 'decimal':
      return isWithin(value, field)
    case 'money':
      // Minor units must be a safe integer: sums stay exact.
      return isWithin(value, { min: -9e13, max: 9e13 }) && isWithin(value, field) && Math.abs(value * 100 - Math.round(value * 100)) < 1e-4
    case 'link':
      return Number.isSafeInteger(value) && isWithin(value, { min: 1 })
    case 'checkbox':
      return typeof value === 'boolean'
    case 'choice':
      return typeof value === 'string' && field.choices?.includes(value) === true
    case 'date':
      return typeof value === 'string' && isDay(value)
    case 'datetime':
      return typeof value === 'string' && isDay(value.slice(0, 10)) && timeOfDay.test(value.slice(10))
  }
}

const isText = (value: unknown, shape: RegExp, { max }: Pick<Field, 'max'>): value is string =>
  typeof value === 'string' && value !== '' && (max === undefined || value.length <= max) && shape.test(value)

const isWithin = (value: unknown, { min = -Infinity, max = Infinity }: Pick<Field, 'min' | 'max'>): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max

/** A day that the calendar has: 30 February would come back as another. */
const isDay = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`)
  return day.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

// Control characters are refused but for line breaks and tabs in longtext: they hide text on terminals and pages.
// So is half a character (a lone surrogate): the database would keep another one in its place, and the journal would not match.
const oneLine = /^[^\p{Cc}\p{Cs}]*$/u
const noControls = /^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u
const webAddress = /^https?:\/\/[^\s<>"'\p{Cc}\p{Cs}]+$/iu
/** What is written in practice: no quotes, no comments, a name with a dot after the @. */
const mailAddress = /^[\w+'-]+(?:\.[\w+'-]+)*@(?:[a-z\d][a-z\d-]*\.)+[a-z]{2,}$/i
const day = /^\d{4}-\d\d-\d\d$/
/** Always in UTC: the offset is resolved before a moment is stored. */
const timeOfDay = /^T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?Z$/

const missing = (name: string, field: Field) =>
  problem('missing-value', `${capital(name)} is missing.`, { next: `Give ${name}: ${whatIsAllowed(field)}.`, fields: { [name]: 'Must be filled in.' } })

const range = ({ min, max }: Field) =>
  min !== undefined && max !== undefined ? ` from ${min} to ${max}` : min !== undefined ? ` of at least ${min}` : max !== undefined ? ` of at most ${max}` : ''

const shorten = (value: unknown) => {
  const shown = typeof value === 'string' ? `“${value}”` : (JSON.stringify(value) ?? typeof value)
  return shown.length > 60 ? `${shown.slice(0, 57)}…” (${shown.length} characters)` : shown
}
