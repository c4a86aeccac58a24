import type { Field } from '../app/field.ts'
import type { Action, Schema, Table, View } from '../app/schema.ts'

/** The tables that a model may know of, in the order in which their apps were loaded. */
export const seenTables = (schema: Schema): readonly Table[] => [...schema.tables.values()].filter((table) => table.ai !== 'hidden' && !table.guarded)

/** The fields of a table, or of an action's input, that a model may know of. */
export const seenFields = (fields: Iterable<readonly [string, Field]>): readonly (readonly [string, Field])[] => [...fields].filter(([, field]) => !field.private)

/** The actions of a table that a model may say. */
export const seenActions = (schema: Schema, table: Table): readonly Action[] =>
  table.ai === 'change' ? [...schema.actions.values()].filter((action) => action.on === table.name) : []

/** The command language by example, from this desk's own tables: one line per verb. */
export const commandCard = (schema: Schema): string => {
  const tables = seenTables(schema)
  // Profiles are seldom what is talked about.
  const changeable = tables.filter(({ ai }) => ai === 'change')
  const table = changeable.find(({ name }) => name !== 'profile') ?? changeable[0]
  if (!table) return tables[0] ? JSON.stringify({ action: 'read', table: tables[0].name, limit: 5 }) : ''
  const action = seenActions(schema, table)[0] ?? [...schema.actions.values()].find((one) => tables.some(({ name, ai }) => name === one.on && ai === 'change'))
  const on = { table: table.name }
  const sample = sampleValues(table)
  return [
    JSON.stringify({ action: 'insert', ...on, ...titleOf(table) }),
    JSON.stringify({ action: 'update', ...on, id: 2, ...sample }),
    ...(table.order === 'manual' ? [JSON.stringify({ action: 'move', ...on, id: 2, after: 1 })] : []),
    JSON.stringify({ action: 'delete', ...on, id: 2 }),
    ...(action ? [JSON.stringify({ action: action.name, table: action.on, id: 2, ...Object.fromEntries(seenFields(Object.entries(action.input ?? {})).slice(0, 1).map(([name, field]) => [name, sampleValue(field)])) })] : []),
    JSON.stringify({ action: 'read', ...on, where: sample }),
  ].join('\n')
}

/** One table as a line: its fields with what they take; `!` marks those that are needed. */
export const tableLine = (schema: Schema, table: Table): string => {
  const fields = seenFields(table.fields).map(([name, field]) => `${name}${field.required ? '!' : ''}${kindOf(field)}`)
  const views = [...schema.views.values()].filter((view) => view.table === table.name && isOpenView(table, view)).map(({ name }) => name)
  const actions = seenActions(schema, table).map(({ name, input }) => `${name}(${seenFields(Object.entries(input ?? {})).map(([field]) => field).join(', ')})`)
  return [
    `${table.name}${table.ai === 'read' ? ' (only read)' : ''}: ${fields.join(', ')}`,
    ...(views.length > 0 ? [`views ${views.join(', ')}`] : []),
    ...(actions.length > 0 ? [actions.join(', ')] : []),
  ].join('; ')
}

/** Whether a view tells nothing of private fields, by which rows it holds or in which order. */
const isOpenView = ({ fields }: Table, { where = {}, sort = '' }: View): boolean => [...Object.keys(where), sort.replace(/^-/, '')].every((name) => !fields.get(name)?.private)

/** A value that a field could have, for examples. */
const sampleValue = (field: Field): string | number | boolean => {
  switch (field.kind) {
    case 'integer':
    case 'decimal':
    case 'money':
    case 'link':
      return Math.max(1, field.min ?? 1)
    case 'checkbox':
      return true
    case 'date':
    case 'datetime':
      return 'tomorrow'
    case 'choice':
      return field.choices?.at(-1) ?? ''
    default:
      return 'Something'
  }
}

const titleOf = (table: Table): object => {
  const field = table.fields.get(table.titleField)
  return field && !field.private ? { [table.titleField]: sampleValue(field) } : {}
}

/** One field and its value: a checkbox where there is one, else a choice, else whatever comes first. */
const sampleValues = (table: Table): object => {
  const fields = seenFields(table.fields)
  const [name, field] = fields.find(([, { kind }]) => kind === 'checkbox') ?? fields.find(([, { kind }]) => kind === 'choice') ?? fields[0] ?? []
  return name !== undefined && field ? { [name]: sampleValue(field) } : {}
}

const kindOf = (field: Field): string => {
  switch (field.kind) {
    case 'checkbox':
      return ' true|false'
    case 'choice':
      return ` ${field.choices?.join('|') ?? ''}`
    case 'link':
      return ` ${field.to ?? ''}`
    case 'integer':
    case 'decimal':
    case 'money':
      return ' number'
    case 'date':
    case 'datetime':
      return ' date'
    default:
      return ''
  }
}
