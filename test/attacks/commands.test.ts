import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { audit } from '../../src/data/audit.ts'
import { lastSeq } from '../../src/data/journal.ts'
import { readPage } from '../../src/data/read.ts'
import { openTestWeb, type TestWeb } from '../web-fixture.ts'

const token = 'a-token-for-attacks'
const openWeb = async (t: TestContext): Promise<TestWeb> => {
  const web = await openTestWeb(t, { token })
  for (const name of ['One', 'Two', 'Three']) assert.equal((await post(web, '/api/commands', { action: 'insert', table: 'task', name })).status, 200)
  return web
}
const post = (web: TestWeb, path: string, body: unknown) =>
  web.ask({ method: 'POST', path, body: typeof body === 'string' ? body : JSON.stringify(body), headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } })
const deep = (levels: number, open = '[', close = ']') => open.repeat(levels) + close.repeat(levels)

/** Shapes that a command must never have, in every place where a value may stand. */
const odd: readonly unknown[] = [{ toString: 1 }, { a: 1 }, { __proto__: null }, [[1]], [], {}, true, 1.5, -1, 1e308, '1 OR 1', '"; DROP TABLE task; --', '__proto__', 'constructor', 'x'.repeat(60_000), '%_'.repeat(20_000), 'ä'.repeat(60_000), '" NEAR( * ^ {text}:', '$1', '\u0000', '\ud800']
const places: readonly ((value: unknown) => object)[] = [
  (value) => ({ action: value }),
  (value) => ({ action: 'read', table: value }),
  (value) => ({ action: 'read', table: 'task', where: value }),
  ...['not', 'in', 'contains', 'before', 'from'].map((how) => (value: unknown) => ({ action: 'read', table: 'task', where: { name: { [how]: value }, id: { [how]: value } } })),
  (value) => ({ action: 'read', table: 'task', where: { [String(JSON.stringify(value))]: 1 } }),
  ...['id', 'view', 'words', 'sort', 'limit', 'by', 'sum', 'count', 'max'].map((key) => (value: unknown) => ({ action: 'read', table: 'task', [key]: value })),
  (value) => ({ action: 'update', table: 'task', id: value, name: 'Owned' }),
  (value) => ({ action: 'delete', table: 'task', where: { name: value } }),
  (value) => ({ action: 'delete', table: 'task', id: value }),
  (value) => ({ action: 'move', table: 'task', id: 1, after: value }),
  (value) => ({ action: 'toggle', table: 'task', id: 1, field: value }),
  (value) => ({ action: 'undo', entry: value }),
  (value) => ({ action: 'switch', profile: value }),
  (value) => ({ action: 'insert', table: 'task', name: 'x', project: value }),
  (value) => ({ action: 'insert', table: 'task', name: 'x', due: value }),
  (value) => ({ action: 'insert', table: 'task', name: 'x', [String(JSON.stringify(value)).slice(0, 40)]: 1 }),
]

test('odd values in every place of a command are refused in words: no bug, no row that was not named', async (t) => {
  const web = await openWeb(t)
  const before = lastSeq(web.desk)
  for (const place of places) for (const value of odd) {
    const command = place(value)
    const { status, text } = await post(web, '/api/commands', command)
    assert.ok(status < 500, `${JSON.stringify(command).slice(0, 200)} → ${status} ${text.slice(0, 200)}`)
    // What it may do is read, and tick or move the very row 1.
    if (status === 200 && lastSeq(web.desk) !== before) {
      const { entries } = JSON.parse((await web.ask({ path: `/api/entries?after=${before}`, headers: { authorization: `Bearer ${token}` } })).text) as { entries: readonly { command: object; changes: readonly object[] }[] } // the API's own answer
      assert.fail(`${JSON.stringify(command).slice(0, 200)} changed ${JSON.stringify(entries)}`)
    }
  }
  assert.deepEqual(web.failures, [])
  assert.equal(audit(web.desk).ok, true)
})

test('half characters, doubled keys and endless nesting are refused, and the journal still proves every row', async (t) => {
  const web = await openWeb(t)
  const before = lastSeq(web.desk)
  const bodies = [
    '{"action":"insert","table":"task","name":"a\\ud800b"}', '{"action":"insert","table":"task","name":"nul\\u0000"}', '{"action":"read","action":"delete","table":"task","id":1}',
    `{"action":"insert","table":"task","name":${deep(100_000)}}`, deep(200_000), `{"action":"read","table":"task","foo":${deep(100_000)}}`,
    `{"action":"read","table":"task","where":{"name":${'{"not":'.repeat(100_000)}1${'}'.repeat(100_000)}}}`,
    '{"action":"insert","table":"task","name":"p","__proto__":{"polluted":1}}', '{"action":"read","table":"task","limit":1e999}', '{"action":"read","table":"task","where":{"name":{}}}',
    '{"action":"delete","table":"task","where":{"done":{}}}',
  ]
  for (const body of bodies) for (const path of ['/api/commands', '/api/turns', '/api/undo', '/api/proposals/1/accept']) {
    const { status, text } = await post(web, path, body)
    assert.ok(status >= 400 && status < 500, `${path} ${body.slice(0, 80)} → ${status} ${text.slice(0, 200)}`)
  }
  const browser = await web.signIn()
  await browser.get('/p/1/tasks')
  for (const [name, value] of [['where', deep(100_000, '{"a":', '}').replace('}', '1}')], ['where', '{"name":{"contains":{"toString":1}}}'], ['_seen', `{"name":${deep(100_000)}}`], ['_seen', '{"__proto__":{"polluted":1}}'], ['id', '__proto__'], ['_fields', '__proto__ constructor name']] as const) {
    const { status } = await browser.post('/p/1/do', { action: 'update', table: 'task', ...(name !== 'where' && name !== 'id' && { id: '1' }), _fields: 'name', name: 'One', [name]: value })
    assert.ok(status < 500, `${name} → ${status}`)
  }
  assert.deepEqual(web.failures, [])
  assert.equal(lastSeq(web.desk), before)
  assert.equal(({} as { polluted?: unknown }).polluted, undefined)
  assert.equal(audit(web.desk).ok, true)
})

test('an odd address of a list shows a Problem, and a page that stands there hears no bug', async (t) => {
  const web = await openWeb(t)
  const browser = await web.signIn()
  const wheres = ['{"name":{"contains":{"toString":1}}}', '{"name":{}}', '{"__proto__":1}', '{"id":{"in":[{"a":1}]}}', `{"name":${'{"not":'.repeat(900)}1${'}'.repeat(900)}}`, '[1]', 'null', '{']
  for (const where of wheres) {
    const path = `/p/1/tasks?where=${encodeURIComponent(where)}`
    assert.ok((await browser.get(path)).status < 500, where)
    const tab = await browser.open('/p/1/tasks')
    tab.say({ seen: lastSeq(web.desk), path })
    await tab.settled()
    await post(web, '/api/commands', { action: 'insert', table: 'task', name: 'Seen' })
    await tab.settled()
    assert.equal(tab.frames.some(({ reload }) => reload), false, where)
    tab.close()
  }
  for (const query of ['sort=__proto__', 'sort=constructor', 'view=__proto__', 'cursor=W3t9LDFd', 'words=%00', 'words=%22%20OR', 'field=__proto__&test=is&value=x', 'field=name&test=__proto__&value=x']) assert.ok((await browser.get(`/p/1/tasks?${query}`)).status < 500, query)
  assert.deepEqual(web.failures, [])
  assert.ok(readPage(web.desk, { table: 'task', profile: 1 }).ok)
})
