import { saidSchema } from '../app/field-schema.ts'
import type { Field, Fields } from '../app/field.ts'
import type { JsonObject } from '../app/json-object.ts'
import type { Action, Schema, Table } from '../app/schema.ts'

/** The JSON Schemas of every command of the desk, by their names in the document: `task.insert`, `task.snooze`, `desk.undo`. */
export const commandSchemas = (schema: Schema): Readonly<Record<string, JsonObject>> => {
  const commands: Record<string, JsonObject> = {}
  for (const table of schema.tables.values()) {
    const views = [...schema.views.values()].filter((view) => view.table === table.name).map(({ name }) => name)
    for (const [name, command] of Object.entries(commandsOf(table, views))) commands[`${table.name}.${name}`] = command
  }
  for (const action of schema.actions.values()) commands[`${action.on}.${action.name}`] = ownAction(action)
  commands['desk.switch'] = command('switch', undefined, { profile: { type: ['integer', 'string'] } }, ['profile'])
  commands['desk.undo'] = command('undo', undefined, { entry: number, turn: number })
  return commands
}

const number: JsonObject = { type: 'integer', minimum: 0 }
const text: JsonObject = { type: 'string' }
const one: JsonObject = { type: ['integer', 'string'], description: 'a row: its id, words that mean exactly one, or "$1", the first row made in this turn' }

const commandsOf = (table: Table, views: readonly string[]): Readonly<Record<string, JsonObject>> => {
  const [fields, which] = [saidFields(table.fields), whichRows(views)]
  const boxes = [...table.fields].filter(([, { kind }]) => kind === 'checkbox').map(([name]) => name)
  const fieldName: JsonObject = { type: 'string', enum: [...table.fields.keys()] }
  return {
    read: command('read', table.name, {
      ...which, words: { ...text, description: 'found in the row' }, sort: { ...text, description: 'a field; "-due" sorts downward' }, limit: { type: 'integer', minimum: 1, maximum: 1000, default: 50 },
      count: text, sum: fieldName, avg: fieldName, min: fieldName, max: fieldName, by: fieldName,
    }),
    // Only a person changes these, on their own page.
    ...(!table.guarded && {
      insert: command('insert', table.name, fields, [...table.fields].filter(([, field]) => mustBeSaid(field)).map(([name]) => name)),
      update: { ...command('update', table.name, { ...which, ...fields }), minProperties: 4 /* action, table, which, and what */ },
      delete: command('delete', table.name, which),
      ...(boxes.length > 0 && { toggle: command('toggle', table.name, { ...which, field: { type: 'string', enum: boxes } }, boxes.length > 1 ? ['field'] : []) }),
      ...(table.order === 'manual' && { move: command('move', table.name, { ...which, after: edge('top'), before: edge('bottom'), to: { enum: ['top', 'bottom'] } }) }),
    }),
  }
}

const ownAction = ({ name, on, title, input }: Action): JsonObject => {
  const fields = new Map<string, Field>(Object.entries<Field>((input ?? {}) as Fields)) // an action's input is fields
  return { ...command(name, on, { ...whichRows([]), ...saidFields(fields) }, [...fields].filter(([, field]) => mustBeSaid(field)).map(([field]) => field)), description: title }
}

const mustBeSaid = ({ required, kind, default: given }: Field): boolean => required && kind !== 'checkbox' && given === undefined

const saidFields = (fields: ReadonlyMap<string, Field>): JsonObject => Object.fromEntries([...fields].map(([name, field]) => [name, saidSchema(field)]))

const whichRows = (views: readonly string[]): JsonObject => ({
  id: { oneOf: [one, { type: 'array', minItems: 1, items: one }] },
  where: { $ref: '#/components/schemas/Where' },
  view: { type: 'string', enum: ['all', ...views] },
})

const edge = (word: 'top' | 'bottom'): JsonObject => ({ ...one, type: ['integer', 'string', 'null'], description: `the other row; null is the ${word}` })

const command = (action: string, table: string | undefined, properties: JsonObject, required: readonly string[] = []): JsonObject => ({
  type: 'object',
  properties: { action: { const: action }, ...(table !== undefined && { table: { const: table } }), ...properties },
  required: ['action', ...(table !== undefined ? ['table'] : []), ...required],
  additionalProperties: false,
})
