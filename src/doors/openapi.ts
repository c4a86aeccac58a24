import type { JsonObject } from '../app/json-object.ts'
import type { Schema } from '../app/schema.ts'
import { answerSchemas, object, ref, rowSchema } from './openapi-answers.ts'
import { commandSchemas } from './openapi-commands.ts'

/**
 * Tells the API of this desk, its own tables and commands in it, as an OpenAPI document, for tools that write clients
 * or forms. https://spec.openapis.org/oas/v3.1.1
 */
export const openApi = (schema: Schema): JsonObject => {
  const tables = [...schema.tables.values()]
  const commands = commandSchemas(schema)
  return {
    openapi: '3.1.1',
    info: { title: 'Prentice', version: '1', description: 'Commands are flat JSON objects, action first. Every change is one entry of the journal and can be undone.' },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    paths: { ...fixedPaths, ...Object.fromEntries(tables.map(({ name, title }) => [`/api/tables/${name}/rows`, { get: rowsOf(name, title) }])) },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'PRENTICE_TOKEN' } },
      schemas: {
        ...answerSchemas, ...Object.fromEntries(tables.map((table) => [table.name, rowSchema(table)])), ...commands,
        Command: { oneOf: Object.keys(commands).map(ref) },
      },
    },
  }
}

const integer: JsonObject = { type: 'integer', minimum: 0 }
const text: JsonObject = { type: 'string' }
const query = (name: string, schema: JsonObject, description: string): JsonObject => ({ name, in: 'query', schema, description })
const profile = query('profile', { ...integer, default: 1 }, 'whose rows; commands may also name it beside "commands"')
const limit = query('limit', { type: 'integer', minimum: 1, maximum: 1000 }, 'how many at most')
const confirm = query('confirm', integer, 'the exact number of rows that is agreed to, where a Problem asked for it')
const proposal: JsonObject = { name: 'id', in: 'path', required: true, schema: integer }

const commandList: JsonObject = { type: 'array', minItems: 1, maxItems: 1000, items: ref('Command') }

/** An operation: what it answers, what it is asked with, and a Problem for whatever else. */
const operation = (operationId: string, summary: string, { answer, body, parameters = [] }: { readonly answer: JsonObject; readonly body?: JsonObject; readonly parameters?: readonly JsonObject[] }): JsonObject => ({
  operationId, summary, parameters,
  ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
  responses: { 200: { description: 'done', content: { 'application/json': { schema: answer } } }, default: { description: 'why not, and what to do next', content: { 'application/json': { schema: ref('Error') } } } },
})

const rowsOf = (table: string, title: string): JsonObject =>
  operation(`${table}_rows`, title, {
    parameters: [
      profile, limit, query('where', { ...text, contentMediaType: 'application/json' }, 'conditions, as JSON'), query('view', text, 'a view of the table'),
      query('words', text, 'found in the row'), query('sort', text, 'a field; "-due" sorts downward'), query('cursor', text, 'the "next" or "previous" of an earlier page'),
    ],
    answer: object({ rows: { type: 'array', items: ref(table) }, total: { ...integer, description: 'exact up to 10,000' }, atLeast: { type: 'boolean' } }, { next: text, previous: text }),
  })

const fixedPaths: JsonObject = {
  '/api/openapi.json': { get: operation('openapi', 'This document', { answer: { type: 'object' } }) },
  '/api/tables': { get: operation('tables', 'Every table with its fields, views and actions', { parameters: [profile], answer: object({ tables: { type: 'array', items: ref('Table') } }) }) },
  '/api/commands': {
    post: operation('commands', 'Runs one command, or several in one transaction', {
      parameters: [profile, confirm, { name: 'If-Match', in: 'header', schema: text, description: 'the version of the one row that was seen; changed since is a conflict' }],
      body: { oneOf: [ref('Command'), commandList, object({ commands: commandList }, { profile: integer, confirm: integer })] },
      answer: ref('Outcome'),
    }),
  },
  '/api/turns': { post: operation('say', 'Says something to the apprentice, and waits for its answer', { parameters: [profile], body: object({ text }, { profile: integer }), answer: ref('Turn') }) },
  '/api/proposals/{id}/accept': { post: operation('accept', 'Says yes to what the apprentice has proposed', { parameters: [proposal, confirm], answer: ref('Outcome') }) },
  '/api/proposals/{id}/reject': { post: operation('reject', 'Says no to it', { parameters: [proposal], answer: object({ rejected: integer }) }) },
  '/api/entries': { get: operation('entries', 'The journal, oldest first', { parameters: [query('after', integer, 'the number of the last entry that is known'), limit], answer: object({ entries: { type: 'array', items: ref('Entry') }, last: integer }) }) },
  '/api/undo': { post: operation('undo_one', 'Undoes an entry, or a whole turn', { body: { oneOf: [object({ entry: integer }, { profile: integer }), object({ turn: integer }, { profile: integer })] }, answer: ref('Outcome') }) },
  '/health': { get: { ...operation('health', 'Whether the desk answers', { answer: object({ ok: { const: true } }) }), security: [] } },
}
