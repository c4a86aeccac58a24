import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addRows } from '../../test/data-fixture.ts'
import type { Command } from '../data/command.ts'
import { execute } from '../data/execute.ts'
import { lastSeq } from '../data/journal.ts'
import { readRow } from '../data/read.ts'
import { openTestWeb, type Answer, type TestWeb } from '../../test/web-fixture.ts'

const open = async (t: Parameters<typeof openTestWeb>[0]): Promise<TestWeb> => {
  const web = await openTestWeb(t, { token: 'the-token' })
  addRows(web.desk, 'task', [{ name: 'Buy milk', priority: 'high', _position: 'a0' }, { name: 'Call the dentist', _position: 'a1' }])
  return web
}
const call = async (web: TestWeb, method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<{ readonly status: number; readonly json: Json }> => {
  const answer: Answer = await web.ask({ method, path, headers: { authorization: 'Bearer the-token', ...headers }, ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }) })
  return { status: answer.status, json: JSON.parse(answer.text) as Json }
}
/** Whatever the API answers, looked at field by field. */
interface Json { readonly [key: string]: Json | undefined }
const list = (json: Json | undefined): readonly Json[] => (Array.isArray(json) ? json : [])

test('a program reads tables, rows and the journal', async (t) => {
  const web = await open(t)
  const tables = await call(web, 'GET', '/api/tables')
  assert.deepEqual(list(tables.json['tables']).filter(({ app }) => String(app) === 'tasks').map(({ name, rows }) => [name, rows]), [['task', 2], ['project', 0]])
  const rows = await call(web, 'GET', `/api/tables/task/rows?where=${encodeURIComponent('{"priority":"high"}')}&sort=name&limit=10`)
  assert.deepEqual([rows.json['total'], rows.json['rows']?.[0]?.['values']?.['name']], [1, 'Buy milk'])
  assert.equal((await call(web, 'GET', '/api/tables/task/rows?words=dentist')).json['total'], 1)
  const paged = await call(web, 'GET', '/api/tables/task/rows?limit=1')
  const second = await call(web, 'GET', `/api/tables/task/rows?limit=1&cursor=${paged.json['next']}`)
  assert.notEqual(second.json['rows']?.[0]?.['id'], paged.json['rows']?.[0]?.['id'])
  const entries = await call(web, 'GET', `/api/entries?after=${lastSeq(web.desk) - 1}`)
  assert.deepEqual(list(entries.json['entries']).map(({ seq }) => seq), [lastSeq(web.desk)])
  assert.equal((await web.ask({ path: '/health' })).text, '{"ok":true}')
})

test('a program changes rows by the one road: one command, many in one transaction, in an envelope, and undoes them', async (t) => {
  const web = await open(t)
  const one = await call(web, 'POST', '/api/commands', { action: 'insert', table: 'task', name: 'From outside' })
  assert.equal(one.status, 200, JSON.stringify(one.json))
  const entry = one.json['commands']?.[0]?.['entry']
  assert.deepEqual([entry?.['actor'], entry?.['via'], entry?.['command']?.['action']], ['program', 'api', 'insert'])
  assert.equal(readRow(web.desk, 'task', 3, 1)?.foreign, true)

  const before = lastSeq(web.desk)
  const half = await call(web, 'POST', '/api/commands', [{ action: 'update', table: 'task', id: 1, done: true }, { action: 'update', table: 'task', id: 99, done: true }])
  assert.deepEqual([half.status, half.json['error']?.['code']], [404, 'unknown-row'])
  assert.equal(lastSeq(web.desk), before, 'all or nothing')

  const both = await call(web, 'POST', '/api/commands', { commands: [{ action: 'insert', table: 'project', name: 'House' }, { action: 'insert', table: 'task', name: 'Paint', project: '$1' }, { action: 'read', table: 'project' }], profile: 1 })
  assert.equal(both.status, 200, JSON.stringify(both.json))
  assert.deepEqual(both.json['made'], [1, 4])
  assert.equal(both.json['commands']?.[2]?.['rows']?.[0]?.['label'], 'House')
  const undone = await call(web, 'POST', '/api/undo', { turn: both.json['turn'] })
  assert.equal(undone.status, 200, JSON.stringify(undone.json))
  assert.equal(readRow(web.desk, 'task', 4, 1), undefined)
  assert.equal((await call(web, 'POST', '/api/undo', { entry: entry?.['seq'] })).status, 200)
  assert.equal(readRow(web.desk, 'task', 3, 1), undefined)
})

test('other words for a command mean the same, as they do in the chat', async (t) => {
  const web = await open(t)
  const run = async (body: unknown): Promise<readonly (Json | undefined)[]> => {
    const answer = await call(web, 'POST', '/api/commands', body)
    assert.equal(answer.status, 200, JSON.stringify(answer.json))
    return list(answer.json['commands']).map(({ command }) => command)
  }
  const inserted = { action: 'insert', table: 'task', name: 'Milk' }
  const ways: readonly unknown[] = [
    { action: 'create', table: 'task', name: 'Milk' }, { action_type: 'add', target: 'task', details: { name: 'Milk' } }, { operation: 'insert', table: 'task', values: { name: 'Milk' } },
    { name: 'insert_task', arguments: '{"name":"Milk"}' }, [{ tool: 'add', table: 'task', args: { name: 'Milk' } }], { tool_calls: [{ function: { name: 'insert_task', arguments: '{"name":"Milk"}' } }] },
    { commands: [{ action: 'add', table: 'task', parameters: { name: 'Milk' } }] },
  ]
  for (const way of ways) assert.deepEqual(await run(way), [inserted], JSON.stringify(way))
  assert.deepEqual(await run([{ action: 'done', table: 'task', item_id: 3 }, { action: 'update', table: 'task', id: 4, set: { priority: 'high' } }, { action: 'remove', table: 'task', id: 5 }]), [
    { action: 'update', table: 'task', id: 3, done: true }, { action: 'update', table: 'task', id: 4, priority: 'high' }, { action: 'delete', table: 'task', id: 5 },
  ])
  assert.deepEqual(await run({ action: 'sort', table: 'task', items: [7, 6] }), [{ action: 'move', table: 'task', id: 6, after: 7 }])
  const before = lastSeq(web.desk)
  for (const [body, status] of [[{ action: 'insert', table: 'task', name: 'a', values: { name: 'b' } }, 400], [{ tool_calls: [] }, 400], [{ action: 'done', table: 'project', id: 1 }, 400]] as const)
    assert.equal((await call(web, 'POST', '/api/commands', body)).status, status, JSON.stringify(body))
  assert.match(String((await call(web, 'POST', '/api/commands', { action: 'updat', table: 'task', id: 1 })).json['error']?.['next']), /Did you mean update\?/)
  assert.equal(lastSeq(web.desk), before)
})

test('a version that is too old is a conflict, and many rows want the exact count', async (t) => {
  const web = await open(t)
  const version = readRow(web.desk, 'task', 1, 1)?.version
  const change = (name: string) => call(web, 'POST', '/api/commands', { action: 'update', table: 'task', id: 1, name }, { 'if-match': `"${version}"` })
  assert.equal((await change('Buy oat milk')).status, 200)
  const late = await change('Buy soy milk')
  assert.deepEqual([late.status, late.json['error']?.['code']], [409, 'conflict'])
  assert.equal(readRow(web.desk, 'task', 1, 1)?.values['name'], 'Buy oat milk')
  const two = await call(web, 'POST', '/api/commands', [{ action: 'update', table: 'task', id: 1, done: true }, { action: 'update', table: 'task', id: 2, done: true }], { 'if-match': `"${version}"` })
  const both = await call(web, 'POST', '/api/commands', { action: 'update', table: 'task', id: [1, 2], done: true }, { 'if-match': `"${version}"` })
  assert.deepEqual([two, both].map(({ status, json }) => [status, json['error']?.['code']]), [[400, 'bad-command'], [400, 'bad-command']], 'a version is of one row')
  assert.equal(readRow(web.desk, 'task', 1, 1)?.values['done'], false)

  addRows(web.desk, 'task', Array.from({ length: 6 }, (_, n) => ({ name: `Task ${n}`, _position: `b${n}` })))
  const all = { action: 'update', table: 'task', where: { done: false }, done: true }
  const asked = await call(web, 'POST', '/api/commands', all)
  assert.deepEqual([asked.status, asked.json['error']?.['code'], asked.json['error']?.['confirm']], [409, 'needs-confirm', 8])
  assert.equal((await call(web, 'POST', '/api/commands?confirm=7', all)).status, 409)
  assert.equal((await call(web, 'POST', '/api/commands', { commands: [all], confirm: 8 })).status, 200)
})

test('settings, kept views and a profile’s deletion are for their own page: no program changes them, nor takes them back', async (t) => {
  const web = await open(t)
  const asPerson = async (command: Command): Promise<number> => {
    const outcome = await execute(web.desk, { commands: [command], actor: 'person', via: 'page', profile: 1 })
    assert.ok(outcome.ok && outcome.results[0]?.kind === 'changed', JSON.stringify(outcome))
    return outcome.results[0].entry.seq
  }
  const [set, kept] = [await asPerson({ action: 'insert', table: 'setting', persona: 'kind' }), await asPerson({ action: 'insert', table: 'view', name: 'Mine', shows: 'task' })]
  assert.equal((await call(web, 'POST', '/api/commands', { action: 'insert', table: 'profile', name: 'Acme' })).status, 200)
  const made = lastSeq(web.desk)
  const ways: readonly (readonly [string, object])[] = [
    ['commands', { action: 'update', table: 'setting', id: 1, persona: 'Do as I say' }], ['commands', { action: 'delete', table: 'view', id: 1 }], ['commands', { action: 'delete', table: 'profile', id: 2 }],
    ...[set, kept, made].flatMap((entry): (readonly [string, object])[] => [['undo', { entry }], ['commands', { action: 'undo', entry }]]),
  ]
  for (const [path, body] of ways) {
    const answer = await call(web, 'POST', `/api/${path}`, body)
    assert.deepEqual([JSON.stringify(body), answer.status, answer.json['error']?.['code']], [JSON.stringify(body), 403, 'refused'])
    assert.match(String(answer.json['error']?.['message']), /on its own page/)
  }
  assert.equal(lastSeq(web.desk), made)
  assert.equal((await call(web, 'POST', '/api/commands', { action: 'update', table: 'profile', id: 2, name: 'Acme Ltd' })).status, 200)
})

test('a proposal of very many rows is accepted by its count alone, once; more than a thousand commands are none', async (t) => {
  const web = await open(t)
  addRows(web.desk, 'task', Array.from({ length: 60 }, (_, n) => ({ name: `Task ${n}`, _position: `c${String(n).padStart(2, '0')}` })))
  const outcome = await execute(web.desk, { commands: [{ action: 'delete', table: 'task', where: { name: { contains: 'Task' } } }], actor: 'apprentice', via: 'model', profile: 1 })
  assert.ok(outcome.ok && outcome.proposal)
  const path = `/api/proposals/${outcome.proposal.id}/accept`
  const before = lastSeq(web.desk)
  for (const body of [undefined, {}, { confirm: 59 }]) {
    const asked = await call(web, 'POST', path, body)
    assert.deepEqual([asked.status, asked.json['error']?.['code'], asked.json['error']?.['confirm']], [409, 'needs-confirm', 60])
  }
  const many = await call(web, 'POST', '/api/commands', Array.from({ length: 1001 }, () => ({ action: 'read', table: 'task', limit: 1 })))
  assert.deepEqual([many.status, many.json['error']?.['code']], [413, 'too-large'])
  assert.equal(lastSeq(web.desk), before)
  assert.equal((await call(web, 'POST', path, { confirm: 60 })).status, 200)
  assert.equal((await call(web, 'POST', path, { confirm: 60 })).status, 410)
  assert.equal(lastSeq(web.desk), before + 1)
})

test('a turn is answered when it has ended', async (t) => {
  const web = await open(t)
  const turn = await call(web, 'POST', '/api/turns', { text: 'add milk' })
  assert.deepEqual([turn.status, turn.json['via'], turn.json['commands'], turn.json['proposals']], [200, 'reflex', [], []])
  assert.deepEqual(web.said, ['add milk'])
})

test('every endpoint answers every fault in one shape and changes nothing', async (t) => {
  const web = await open(t)
  const before = lastSeq(web.desk)
  const big = 'x'.repeat(1024 * 1024 + 1)
  const faults: readonly (readonly [string, string, unknown, number])[] = [
    ['GET', '/api/tables?profile=x', undefined, 422], ['GET', '/api/tables?profile=9', undefined, 404], ['GET', '/api/tables/task/rows?profile=9', undefined, 404], ['GET', '/api/tables/nothing/rows', undefined, 404], ['GET', '/api/tables/task/rows?sort=nothing', undefined, 400], ['GET', '/api/tables/task/rows?view=nothing', undefined, 404],
    ['GET', '/api/tables/task/rows?where=[1]', undefined, 422], ['GET', '/api/tables/task/rows?where={', undefined, 422], ['GET', '/api/tables/task/rows?limit=-1', undefined, 422], ['GET', '/api/tables/task/rows?limit=0', undefined, 422], ['GET', '/api/tables/task/rows?cursor=zzz', undefined, 400],
    ['POST', '/api/commands', '{', 400], ['POST', '/api/commands', '', 400], ['POST', '/api/commands', '[]', 400], ['POST', '/api/commands', '"x"', 400], ['POST', '/api/commands', { commands: 'x' }, 400], ['POST', '/api/commands', { action: 'explode' }, 400],
    ['POST', '/api/commands', { action: 'insert', table: 'nothing' }, 404], ['POST', '/api/commands', { action: 'insert', table: 'task', color: 'red' }, 400], ['POST', '/api/commands', { action: 'insert', table: 'task' }, 422],
    ['POST', '/api/commands', { action: 'insert', table: 'setting', theme: 'dark' }, 403], ['POST', '/api/commands', { action: 'insert', table: 'view', name: 'x', shows: 'task' }, 403],
    ['POST', '/api/commands?profile=9', { action: 'insert', table: 'task', name: 'x' }, 404], ['POST', '/api/commands?confirm=many', { action: 'insert', table: 'task', name: 'x' }, 422], ['POST', '/api/commands', big, 413],
    ['POST', '/api/turns', '{', 400], ['POST', '/api/turns', '[]', 400], ['POST', '/api/turns', {}, 422], ['POST', '/api/turns', { text: 'hi', profile: 'x' }, 422], ['POST', '/api/turns', big, 413],
    ['POST', '/api/proposals/99/accept', undefined, 404], ['POST', '/api/proposals/x/accept', undefined, 422], ['POST', '/api/proposals/99/reject', undefined, 404], ['POST', '/api/proposals/99/accept', '{', 400],
    ['GET', '/api/entries?after=x', undefined, 422], ['GET', '/api/entries?limit=x', undefined, 422], ['GET', '/api/entries?limit=0', undefined, 422], ['POST', '/api/undo', {}, 422], ['POST', '/api/undo', '', 422], ['POST', '/api/undo', '[]', 400], ['POST', '/api/undo', { entry: 1, turn: 1 }, 422], ['POST', '/api/undo', { entry: 9999 }, 404], ['POST', '/api/undo', '{', 400],
    ['GET', '/api/nothing', undefined, 404], ['DELETE', '/api/tables', undefined, 404], ['POST', '/api/tables/task/rows', {}, 404], ['GET', '/api', undefined, 404], ['POST', '/health', undefined, 404],
  ]
  for (const [method, path, body, status] of faults) {
    const { status: is, json } = await call(web, method, path, body)
    const told = `${method} ${path} ${JSON.stringify(body)?.slice(0, 80)}: ${is} ${JSON.stringify(json).slice(0, 200)}`
    assert.equal(is, status, told)
    assert.deepEqual(Object.keys(json), ['error'], told)
    assert.ok(typeof json['error']?.['code'] === 'string' && typeof json['error']?.['message'] === 'string' && typeof json['error']?.['next'] === 'string', told)
    assert.equal(json['error']?.['ok'], undefined)
  }
  for (const path of ['/api/tables', '/api/commands', '/api/turns', '/api/nothing']) {
    const { status, json } = await call(web, 'POST', path, {}, { authorization: 'Bearer wrong' })
    assert.deepEqual([status, json['error']?.['code']], [401, 'not-signed-in'])
  }
  assert.equal(lastSeq(web.desk), before)
  assert.deepEqual(web.failures, [])
  assert.deepEqual(web.said, [])
})
