import { valueSchema } from '../app/field-schema.ts'
import type { JsonObject } from '../app/json-object.ts'
import { problemStatus } from '../app/problem.ts'
import type { Table } from '../app/schema.ts'

/** A reference to a schema of the document. */
export const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` })

/** The JSON Schema of a table's row as it is answered, with all its values. */
export const rowSchema = (table: Table): JsonObject => ({
  allOf: [ref('Row')],
  properties: { values: object(Object.fromEntries([...table.fields].map(([name, field]) => [name, valueSchema(field)]))) },
})

/** An object whose properties are all there, but for those after `optional`. */
export const object = (properties: JsonObject, optional: JsonObject = {}): JsonObject => ({
  type: 'object', properties: { ...properties, ...optional }, required: Object.keys(properties), additionalProperties: false,
})

const text: JsonObject = { type: 'string' }
const integer: JsonObject = { type: 'integer' }
const boolean: JsonObject = { type: 'boolean' }
const list = (items: JsonObject): JsonObject => ({ type: 'array', items })
const record = (values: JsonObject): JsonObject => ({ type: 'object', additionalProperties: values })
const value: JsonObject = { type: ['string', 'number', 'boolean', 'null'] }
const moment: JsonObject = { type: 'string', format: 'date-time' }
const anyCommand: JsonObject = { type: 'object', properties: { action: text }, required: ['action'] }

/** The JSON Schemas of what is answered, but for what a table's own rows hold. */
export const answerSchemas: Readonly<Record<string, JsonObject>> = {
  Row: {
    type: 'object',
    properties: {
      id: integer, values: record(value), version: { ...integer, description: 'the number of its last change, for If-Match' }, label: text, links: record(text), computed: record(value),
      foreign: { ...boolean, description: 'written by a program or an agent' }, profile: { type: ['integer', 'null'] },
    },
    required: ['id', 'values', 'version', 'label', 'links', 'computed', 'foreign', 'profile'],
  },
  Table: object({
    name: text, title: text, app: text, scope: { enum: ['profile', 'desk'] }, aka: list(text), guarded: { ...boolean, description: 'only a person changes it, on its own page' },
    fields: list({ type: 'object', properties: { name: text, kind: text, required: boolean }, required: ['name', 'kind', 'required'] }),
    views: list(object({ name: text, title: text })),
    actions: list(object({ name: text, title: text, effect: { enum: ['change', 'destroy'] }, input: list(text) })),
    rows: integer,
  }),
  Entry: object(
    { seq: integer, at: moment, actor: { enum: ['person', 'apprentice', 'agent', 'program', 'desk'] }, via: text, turn: integer, profile: integer, command: anyCommand, changes: list(ref('Change')), hash: text },
    { model: text, undoes: integer, undoneBy: integer, more: { ...record(integer), description: 'by table, how many more changes there are' } },
  ),
  Change: object({ table: text, row: integer }, { before: record(value), after: record(value) }),
  Proposal: object(
    { id: integer, turn: integer, commands: list(anyCommand), rows: list(object({ table: text, id: integer, label: text, version: integer })), reason: text, expiresAt: moment },
    { confirm: { ...integer, description: 'must be sent back with the yes' } },
  ),
  Result: {
    type: 'object',
    description: 'what one command came to: the entry of a change, rows or numbers of a read, or why it was not run',
    properties: {
      command: {}, entry: ref('Entry'), unchanged: object({ table: text, ids: list(integer) }), profile: object({ id: integer, name: text }), problem: ref('Problem'),
      rows: list({ oneOf: [ref('Row'), object({ label: text, value: { type: ['number', 'string', 'null'] } })] }), total: integer, measure: text, field: text, by: text,
    },
    required: ['command'],
    additionalProperties: false,
  },
  Outcome: object({ turn: integer, commands: list(ref('Result')), proposals: list(ref('Proposal')), made: { ...list(integer), description: 'ids of new rows' } }),
  Turn: object(
    { turn: integer, via: { enum: ['reflex', 'model', 'bang'] }, say: text, commands: list(ref('Result')), proposals: list(ref('Proposal')) },
    { model: text, problem: ref('Problem'), falseClaim: boolean, stopped: boolean },
  ),
  Problem: object(
    { code: { enum: Object.keys(problemStatus) }, message: text },
    {
      next: { ...text, description: 'what to do next' }, example: { type: 'object' }, candidates: list(object({ table: text, id: integer, label: text })), fields: record(text),
      conflict: record(object({ seen: {}, now: {} })), confirm: { ...integer, description: 'the number of rows to send back as a yes' }, typed: boolean,
    },
  ),
  Error: object({ error: ref('Problem') }),
  Where: { type: 'object', minProperties: 1, description: 'conditions by field, all of which must hold: a value, or {"not":…}, {"in":[…]}, {"contains":…}, {"before":…}, {"after":…}, {"from":…,"to":…}' },
}
