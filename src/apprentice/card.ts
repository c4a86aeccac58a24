import { withArticle } from '../app/english.ts'
import type { Field } from '../app/field.ts'
import type { Action, Schema, Table } from '../app/schema.ts'
import type { Command } from '../data/command.ts'
import { exampleRow, exampleWord } from '../data/parse-names.ts'

/** The tables that a model may know of, in the order in which their apps were loaded. */
export const seenTables = (schema: Schema): readonly Table[] => [...schema.tables.values()].filter((table) => table.ai !== 'hidden' && !table.guarded)

/** The fields of a table, or of an action's input, that a model may know of. */
export const seenFields = (fields: Iterable<readonly [string, Field]>): readonly (readonly [string, Field])[] => [...fields].filter(([, field]) => !field.private)

/** The actions of a table that a model may say. */
export const seenActions = (schema: Schema, table: Table): readonly Action[] =>
  table.ai === 'change' ? [...schema.actions.values()].filter((action) => action.on === table.name) : []

/** The views of a table that tell nothing of private fields, by which rows they hold or in which order. */
export const seenViews = (schema: Schema, { name, fields }: Table): readonly string[] =>
  [...schema.views.values()]
    .filter(({ table, where = {}, sort = '' }) => table === name && [...Object.keys(where), sort.replace(/^-/, '')].every((field) => !fields.get(field)?.private))
    .map((view) => view.name)

/** The fields of a table that a model may have summed. */
export const summedFields = (table: Table): readonly string[] => seenFields(table.fields).flatMap(([name, { kind }]) => (kind === 'integer' || kind === 'decimal' || kind === 'money' ? [name] : []))

/**
 * The command language by example, from this desk's own tables: one command per verb, and a sum where there is a number.
 * Rows are named by a word that no row has: a small model copies what it reads, and a number would often be that of a row.
 */
export const cardExamples = (schema: Schema): readonly Command[] => {
  const tables = seenTables(schema)
  // Profiles are seldom what is talked about.
  const changeable = tables.filter(({ ai }) => ai === 'change')
  const table = changeable.find(({ name }) => name !== 'profile') ?? changeable[0]
  if (!table) return tables[0] ? [{ action: 'read', table: tables[0].name, limit: 5 }] : []
  const action = seenActions(schema, table)[0] ?? [...schema.actions.values()].find((one) => tables.some(({ name, ai }) => name === one.on && ai === 'change'))
  const on = { table: table.name }
  const sample = sampleValues(table)
  return [
    { action: 'insert', ...on, ...titleOf(table) },
    { action: 'update', ...on, id: exampleRow(table), ...sample },
    ...(table.order === 'manual' ? [{ action: 'move', ...on, id: exampleRow(table), after: 1 }] : []),
    { action: 'delete', ...on, id: exampleRow(table) },
    ...(action ? [{ action: action.name, table: action.on, id: exampleRow(schema.tables.get(action.on)), ...Object.fromEntries(seenFields(Object.entries(action.input ?? {})).slice(0, 1).map(([name, field]) => [name, sampleValue(field)])) }] : []),
    { action: 'read', ...on, where: sample },
    ...tables.flatMap(sumsOf).slice(0, 1),
  ]
}

/** One table as a line: its fields with what they take; `!` marks those that are needed. */
export const tableLine = (schema: Schema, table: Table): string => {
  const fields = seenFields(table.fields).map(([name, field]) => `${name}${field.required ? '!' : ''}${kindOf(field)}`)
  const views = seenViews(schema, table)
  const actions = seenActions(schema, table).map(({ name, input }) => `${name}(${seenFields(Object.entries(input ?? {})).map(([field]) => field).join(', ')})`)
  return [
    `${table.name}${table.ai === 'read' ? ' (only read)' : ''}: ${fields.join(', ')}`,
    ...(views.length > 0 ? [`view ${views.join('|')}`] : []),
    ...(actions.length > 0 ? [actions.join(', ')] : []),
  ].join('; ')
}

/** A value that a field could have, for examples. */
export const sampleValue = (field: Field): string | number | boolean => {
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
      return exampleWord
  }
}
const sumsOf = (table: Table): readonly Command[] => {
  const [sum] = summedFields(table)
  const [by] = seenFields(table.fields).find(([, { kind }]) => kind === 'choice') ?? []
  return sum === undefined ? [] : [{ action: 'read', table: table.name, sum, ...(by !== undefined && { by }) }]
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
      return ` ${withArticle(field.to ?? '')}`
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
