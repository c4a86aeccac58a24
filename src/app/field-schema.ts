import type { Field } from './field.ts'
import type { JsonObject } from './json-object.ts'

/** The JSON Schema of a field's value as it stands in a row. https://json-schema.org/draft/2020-12 */
export const valueSchema = (field: Field): JsonObject => orNull(field, described(field, stored(field)))

/** The JSON Schema of what a command may say for it: dates also in words, a linked row also by its name or as `$1`. */
export const saidSchema = (field: Field): JsonObject => orNull(field, described(field, said(field)))

const stored = (field: Field): JsonObject => {
  switch (field.kind) {
    case 'text':
    case 'longtext':
      return { type: 'string', maxLength: field.max }
    case 'url':
      return { type: 'string', maxLength: field.max, format: 'uri' }
    case 'email':
      return { type: 'string', maxLength: field.max, format: 'email' }
    case 'integer':
      return { type: 'integer', ...bounds(field) }
    case 'decimal':
    case 'money':
      return { type: 'number', ...bounds(field) }
    case 'link':
      return { type: 'integer', minimum: 1 }
    case 'checkbox':
      return { type: 'boolean' }
    case 'choice':
      return { type: 'string', enum: field.choices }
    case 'date':
      return { type: 'string', format: 'date' }
    case 'datetime':
      return { type: 'string', format: 'date-time' }
  }
}

const said = (field: Field): JsonObject => {
  switch (field.kind) {
    case 'link':
      return { type: ['integer', 'string'] }
    case 'date':
    case 'datetime':
      return { type: 'string' }
    default:
      return stored(field)
  }
}

const bounds = ({ min, max }: Field): JsonObject => ({ ...(min !== undefined && { minimum: min }), ...(max !== undefined && { maximum: max }) })

const described = ({ label, kind, to, currency, default: given }: Field, schema: JsonObject): JsonObject => {
  const means = kind === 'link' ? `a row of ${to}` : kind === 'money' ? `in ${currency}` : kind === 'longtext' ? 'Markdown' : undefined
  const description = [label, means].filter((words) => words !== undefined).join(', ')
  return { ...schema, ...(description !== '' && { description }), ...(given !== undefined && { default: given }) }
}

const orNull = ({ required, kind }: Field, schema: JsonObject): JsonObject => {
  const { type, enum: choices } = schema
  if (required || kind === 'checkbox') return schema
  return { ...schema, type: [type, 'null'].flat(), ...(Array.isArray(choices) && { enum: [...(choices as readonly string[]), null] }) } // a choice's own words
}
