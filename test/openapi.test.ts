import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { mergeApps } from '../src/app/merge.ts'
import { apiRoutes } from '../src/doors/api.ts'
import { openApi } from '../src/doors/openapi.ts'
import { openDesk, type ApiAnswer, type StartedDesk } from './desk.ts'
import { startOllamaServer, type OllamaServer } from './ollama-server.ts'

type Document = Record<string, unknown> & { readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>> }

const everyKind = `import { checkbox, choice, date, datetime, decimal, defineApp, email, integer, link, longtext, money, table, text, url } from 'prentice'
export default defineApp({ title: 'Kinds', tables: { kind: table({
  name: text({ required: true }), notes: longtext(), pieces: integer({ min: 0, max: 9 }), share: decimal(), price: money(), done: checkbox(), starred: checkbox(),
  day: date(), at: datetime(), level: choice(['low', 'high']), must: choice(['a', 'b'], { required: true, default: 'a' }), next: link('kind'), site: url(), mail: email() }, { order: 'manual' }) } })`

let server: OllamaServer
let desk: StartedDesk
let document: Document
let matches: (schema: string, value: unknown) => void
/** Operations whose good answer was held against the document. */
const held = new Set<string>()

before(async () => {
  server = await startOllamaServer({ reply: ({ messages }) => (messages.at(-1)?.content.includes('please act') ? '{"action":"delete","table":"task","id":1}' : 'Quiet.') })
  desk = await openDesk({ ollamaUrl: server.url, apps: { 'kinds.ts': everyKind } })
  document = (await desk.api('/openapi.json')).body as Document // what it is, is the first test
  const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }))
  ajv.addSchema(document, 'desk')
  matches = (pointer, value) => {
    const check = ajv.compile({ $ref: `desk#${pointer}` })
    assert.ok(check(value), `${pointer}: ${JSON.stringify(check.errors?.slice(0, 3))} in ${JSON.stringify(value).slice(0, 500)}`)
  }
})
after(async () => {
  await desk.close()
  await server.close()
})

const pointer = (...parts: readonly string[]): string => parts.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
const isCommand = (value: unknown): boolean => {
  try {
    matches(pointer('components', 'schemas', 'Command'), value)
    return true
  } catch {
    return false
  }
}

/** Asks the API, and holds body and answer against what the document says of that path. */
const ask = async (path: string, asked: string, body?: object): Promise<ApiAnswer> => {
  const operation = body ? 'post' : 'get'
  if (body && Object.keys(body).length > 0) matches(pointer('paths', path, operation, 'requestBody', 'content', 'application/json', 'schema'), body)
  const answer = await desk.api(asked, body)
  const response = answer.status === 200 ? '200' : 'default'
  matches(pointer('paths', path, operation, 'responses', response, 'content', 'application/json', 'schema'), answer.body)
  if (response === '200') held.add(`${operation} ${path}`)
  return answer
}
const run = async (...commands: readonly object[]): Promise<void> => {
  const { status, body } = await ask('/api/commands', '/commands', commands)
  assert.equal(status, 200, JSON.stringify(body))
}

test('the document is valid OpenAPI 3.1, and names every route of the API', async () => {
  const { valid, errors } = await new Validator().validate(document)
  assert.ok(valid, JSON.stringify(errors))
  const routes = apiRoutes({ desk: undefined as never, apprentice: undefined as never, token: undefined, failed: String }).routes // only listed, not asked
  const named = new Set(routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`))
  const told = new Set(Object.entries(document.paths).flatMap(([path, of]) => Object.keys(of).map((method) => `${method} ${path.replace(/^\/api\/tables\/\w+\/rows$/, '/api/tables/{table}/rows')}`)))
  assert.deepEqual([...told].filter((one) => one !== 'get /health').toSorted(), [...named].toSorted())
})

test('a desk of any tables has a valid document', async () => {
  const { valid, errors } = await new Validator().validate({ ...openApi(mergeApps([])) })
  assert.ok(valid, JSON.stringify(errors))
})

test('what it says of rows, commands, turns, proposals and the journal is what is answered', async () => {
  await run(
    { action: 'insert', table: 'kind', name: 'All', notes: '# Hi', pieces: 3, share: 0.25, price: 12.5, done: true, day: 'tomorrow', at: '2026-11-28T14:30:00Z', level: 'high', must: 'b', site: 'https://example.test/', mail: 'a@example.test' },
    { action: 'insert', table: 'kind', name: 'Bare', next: '$1' },
    { action: 'update', table: 'kind', id: 2, level: null, next: 'All' },
    { action: 'update', table: 'kind', where: { done: true }, pieces: 4 },
  )
  await run(
    { action: 'toggle', table: 'kind', id: 1, field: 'starred' },
    { action: 'move', table: 'kind', id: 2, after: null },
    { action: 'read', table: 'kind', sort: '-name', limit: 5 },
    { action: 'read', table: 'kind', sum: 'price', by: 'level' },
    { action: 'update', table: 'kind', id: 1, pieces: 4 },
    { action: 'snooze', table: 'task', id: 1, days: 2 },
    { action: 'delete', table: 'kind', id: 2 },
    { action: 'switch', profile: 1 },
  )
  await run({ action: 'undo' })
  for (const table of ['kind', 'task', 'contact', 'deal', 'profile', 'setting', 'view']) await ask(`/api/tables/${table}/rows`, `/tables/${table}/rows`)
  await ask('/api/tables/task/rows', '/tables/task/rows?limit=1&view=open')
  await ask('/api/tables', '/tables')
  await ask('/api/openapi.json', '/openapi.json')
  await ask('/api/turns', '/turns', { text: 'add oat milk' })
  await ask('/api/turns', '/turns', { text: '!table task' })
  const proposed = async (): Promise<number> => {
    const { body } = await ask('/api/turns', '/turns', { text: 'well, my friend, please act' })
    const [first] = (body as { readonly proposals: readonly { readonly id: number }[] }).proposals // held against the document just now
    assert.ok(first, JSON.stringify(body))
    return first.id
  }
  await ask('/api/proposals/{id}/reject', `/proposals/${await proposed()}/reject`, {})
  await ask('/api/proposals/{id}/accept', `/proposals/${await proposed()}/accept`, {})
  const { body } = await ask('/api/entries', '/entries')
  await ask('/api/undo', '/undo', { entry: (body as { readonly last: number }).last })
  matches(pointer('paths', '/health', 'get', 'responses', '200', 'content', 'application/json', 'schema'), await (await fetch(`${desk.url}/health`)).json())
  held.add('get /health')
  assert.deepEqual(Object.entries(document.paths).flatMap(([path, of]) => Object.keys(of).map((method) => `${method} ${path}`)).filter((one) => !held.has(one)), [], 'every operation was held against it')
})

test('every refusal has the one shape', async () => {
  const seq = await desk.seq()
  for (const command of [{ action: 'update', table: 'task', id: 99, done: true }, { action: 'update', table: 'task', id: 'the', done: true }, { action: 'delete', table: 'profile', id: 1 }])
    assert.ok((await ask('/api/commands', '/commands', command)).status >= 400, JSON.stringify(command))
  for (const [path, asked] of [['/api/tables/task/rows', '/tables/none/rows'], ['/api/entries', '/entries?after=x'], ['/api/tables', '/tables?profile=77']] as const) assert.ok((await ask(path, asked)).status >= 400)
  assert.equal(await desk.seq(), seq)
})

test('a command that the desk would refuse by its shape is none by the document either', () => {
  assert.ok(isCommand({ action: 'insert', table: 'task', name: 'Milk', due: 'tomorrow' }))
  for (const command of [
    { action: 'insert', table: 'task' }, { action: 'insert', table: 'task', name: 'Milk', colour: 'red' }, { action: 'insert', table: 'nothing', name: 'Milk' }, { action: 'update', table: 'task', id: 1 },
    { action: 'update', table: 'task', id: 1, priority: 'urgent' }, { action: 'insert', table: 'kind', name: 'x', pieces: 10 }, { action: 'toggle', table: 'kind', id: 1 }, { action: 'insert', table: 'setting', theme: 'dark' },
    { action: 'move', table: 'contact', id: 1, after: null }, { action: 'snooze', table: 'deal', id: 1, days: 2 }, { action: 'jump' },
  ]) assert.ok(!isCommand(command), JSON.stringify(command))
})
