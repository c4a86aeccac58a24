import type { Field, Fields } from '../app/field.ts'
import type { Schema, Table } from '../app/schema.ts'
import type { JsonSchema } from '../models/model.ts'
import { seenActions, seenFields, seenTables, seenViews, summedFields } from './card.ts'

/**
 * The JSON Schema of a constrained reply: `{"say": …, "commands": […]}`, with the tables, fields and choices that there are and
 * the ids that were shown. Only `type`, `enum`, `const`, `oneOf`, `properties`, `required`, `items` and `additionalProperties`
 * are used: what every engine compiles. An id may also be a name, for the right row may not be among those shown.
 */
export const replySchema = (schema: Schema, shownIds: ReadonlyMap<string, ReadonlySet<number>>): JsonSchema => ({
  type: 'object',
  properties: {
    say: { type: 'string' },
    commands: { type: 'array', items: { oneOf: seenTables(schema).flatMap((table) => commandsOf(schema, table, idSchema(shownIds.get(table.name)))).concat([object({ action: is('undo') }, ['action'])]) } },
  },
  required: ['say', 'commands'],
  additionalProperties: false,
})

type Properties = Readonly<Record<string, JsonSchema>>

const commandsOf = (schema: Schema, table: Table, id: JsonSchema): readonly JsonSchema[] => {
  const head = (action: string): Properties => ({ action: is(action), table: is(table.name) })
  const fields = Object.fromEntries(seenFields(table.fields))
  const [views, sums] = [seenViews(schema, table), summedFields(table)]
  const read = object({
    ...head('read'), where: object(fieldSchemas(fields), []), limit: { type: 'integer' },
    ...(views.length > 0 && { view: { enum: views } }),
    ...(sums.length > 0 && { sum: { enum: sums }, by: { enum: Object.keys(fields) } }),
  }, ['action', 'table'])
  if (table.ai === 'read') return [read]
  return [
    object({ ...head('insert'), ...fieldSchemas(fields) }, ['action', 'table', ...required(fields)]),
    object({ ...head('update'), id, ...fieldSchemas(fields) }, ['action', 'table', 'id']),
    object({ ...head('delete'), id }, ['action', 'table', 'id']),
    ...(table.order === 'manual' ? [object({ ...head('move'), id, after: id }, ['action', 'table', 'id', 'after'])] : []),
    ...seenActions(schema, table).map(({ name, input = {} }) => {
      const inputs = Object.fromEntries(seenFields(Object.entries(input)))
      return object({ ...head(name), id, ...fieldSchemas(inputs) }, ['action', 'table', 'id', ...required(inputs)])
    }),
    read,
  ]
}

const idSchema = (shown: ReadonlySet<number> | undefined): JsonSchema => (shown && shown.size > 0 ? { oneOf: [{ enum: [...shown] }, { type: 'string' }] } : { type: ['integer', 'string'] })

const fieldSchemas = (fields: Fields): Properties => Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, valueSchema(field)]))

const required = (fields: Fields): readonly string[] => Object.entries(fields).filter(([, field]) => field.required && field.default === undefined).map(([name]) => name)

const valueSchema = (field: Field): JsonSchema => {
  const orNull = field.required ? [] : ['null']
  switch (field.kind) {
    case 'checkbox':
      return { type: 'boolean' }
    case 'choice':
      return { enum: [...(field.choices ?? []), ...(field.required ? [] : [null])] }
    case 'integer':
      return { type: ['integer', ...orNull] }
    case 'decimal':
    case 'money':
      return { type: ['number', ...orNull] }
    case 'link':
      return { type: ['integer', 'string', ...orNull] }
    default:
      return { type: ['string', ...orNull] }
  }
}

const is = (value: string): JsonSchema => ({ const: value })
const object = (properties: Properties, needed: readonly string[]): JsonSchema => ({ type: 'object', properties, required: needed, additionalProperties: false })
