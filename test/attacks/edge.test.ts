import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { defineApp, table } from '../../src/app/define.ts'
import { integer, text } from '../../src/app/field.ts'
import { addMessage, currentConversation } from '../../src/data/conversations.ts'
import { execute } from '../../src/data/execute.ts'
import { openTestDesk } from '../data-fixture.ts'
import { lastSeq } from '../../src/data/journal.ts'
import { findProposal } from '../../src/data/proposals.ts'
import { nextTurn, startTurn } from '../../src/data/turns.ts'
import { openTestWeb, type TestWeb } from '../web-fixture.ts'
import { signInLink } from '../../src/web/routes/sign-in.ts'

const token = 'a-token-for-attacks'

/** How much is kept on the desk, rows of its own books included. */
const kept = ({ desk }: TestWeb): readonly number[] =>
  ['_entry', '_conversation', '_message', '_turn', '_proposal', '_grant'].map((name) => desk.store.get<{ n: number }>({ sql: `SELECT count(*) AS n FROM ${name}`, parameters: [] })?.n ?? 0)

test('a browser that asks for another site’s page is refused everything but a link that leads here', async (t) => {
  const web = await openTestWeb(t)
  const browser = await web.signIn()
  const before = kept(web)
  for (const site of ['same-site', 'cross-site']) for (const path of ['/', '/p/1/tasks', '/p/1/search?q=x', '/p/1/chat/history', '/settings', '/assets/app.js', '/health', '/api/tables']) {
    for (const [mode, dest] of [['no-cors', 'image'], ['no-cors', 'script'], ['cors', 'empty'], ['navigate', 'iframe'], ['navigate', 'object'], ['same-origin', 'empty']] as const)
      assert.equal((await browser.get(path, { 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest })).status, 403, `${site} ${mode} ${dest} ${path}`)
    assert.notEqual((await browser.get(path, { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' })).status, 403)
  }
  assert.deepEqual(kept(web).slice(0, 1), before.slice(0, 1))
  for (const site of ['same-origin', 'none']) assert.equal((await browser.get('/p/1/tasks', { 'sec-fetch-site': site, 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' })).status, 200)
})

test('a profile that is not there has no page, no turn and no conversation, and nothing is kept for it', async (t) => {
  const web = await openTestWeb(t, { token })
  const browser = await web.signIn()
  await browser.get('/p/1/tasks')
  const before = kept(web)
  for (const path of ['', '/tasks', '/search?q=x', '/timeline', '/chat/history', '/chat/1', '/turn/1', '/row/task/1']) assert.equal((await browser.get(`/p/99${path}`)).status, 404, path)
  for (const path of ['/chat', '/chat/new', '/chat/poke', '/chat/stop', '/do', '/undo', '/views', '/proposals/1/accept']) assert.equal((await browser.post(`/p/99${path}`, { text: 'add milk', action: 'insert', table: 'task', name: 'Owned', entry: '1' })).status, 404, path)
  assert.equal((await web.ask({ method: 'POST', path: '/api/turns', body: '{"text":"add milk","profile":99}', headers: { authorization: `Bearer ${token}` } })).status, 404)
  assert.deepEqual(kept(web), before)
  assert.deepEqual(web.said, [])
})

test('rows, undo, links and conversations of another profile are not there: ids through every door', async (t) => {
  const web = await openTestWeb(t, { token })
  const act = async (profile: number, ...commands: readonly object[]) => {
    const outcome = await execute(web.desk, { commands, actor: 'person', via: 'page', profile })
    assert.ok(outcome.ok, JSON.stringify(outcome))
    return outcome
  }
  await act(1, { action: 'insert', table: 'profile', name: 'Other' }, { action: 'insert', table: 'project', name: 'Shared' })
  await act(1, { action: 'insert', table: 'task', name: 'Mine' })
  const { turn } = await act(2, { action: 'insert', table: 'task', name: 'Hiddenwords', project: 1 })
  const entry = lastSeq(web.desk)
  const id = web.desk.store.get<{ id: number }>({ sql: `SELECT id FROM task WHERE name = 'Hiddenwords'`, parameters: [] })?.id ?? 0
  addMessage(web.desk, currentConversation(web.desk, 2).id, { role: 'user', kind: 'said', text: 'Hiddenwords' })
  const spoken = nextTurn(web.desk)
  startTurn(web.desk, { id: spoken, profile: 2, via: 'page', said: 'Hiddenwords' })
  const asked = await execute(web.desk, { commands: [{ action: 'delete', table: 'task', id }], actor: 'apprentice', via: 'model', profile: 2 })
  const proposal = (asked.ok && asked.proposal?.id) || 0
  assert.ok(proposal > 0)
  const browser = await web.signIn()
  await browser.get('/p/1/tasks')
  const program = { authorization: `Bearer ${token}` }
  for (const command of [
    { action: 'update', table: 'task', id, name: 'Owned' }, { action: 'update', table: 'task', id: 'Hiddenwords', done: true }, { action: 'delete', table: 'task', id }, { action: 'delete', table: 'task', where: { id } }, { action: 'delete', table: 'task', where: { id: { in: [id] } } },
    { action: 'move', table: 'task', id: 1, after: id }, { action: 'move', table: 'task', id, to: 'top' }, { action: 'toggle', table: 'task', id }, { action: 'undo', entry }, { action: 'undo', turn }, { action: 'read', table: 'task', id },
    { action: 'read', table: 'task', words: 'Hiddenwords' }, { action: 'read', table: 'task', where: { name: { contains: 'Hidden' } } }, { action: 'read', table: 'task', view: 'all', sort: 'id' }, { action: 'read', table: 'task', by: 'name' }, { action: 'delete', table: 'project', id: 1, _profile: 2 }, { action: 'delete', table: 'project', id: 1 },
    { action: 'insert', table: 'task', name: 'x', _profile: 2 },
  ]) {
    const { text: told } = await web.ask({ method: 'POST', path: '/api/commands?profile=1', body: JSON.stringify(command), headers: program })
    assert.equal(told.replaceAll('like “Hiddenwords”', '').replaceAll('"words":"Hiddenwords"', '').includes('Hiddenwords'), false, JSON.stringify(command))
  }
  for (const path of ['/p/1/tasks', '/p/1/search?q=Hidden', '/p/1/timeline', `/p/1/row/task/${id}`, `/p/1/turn/${turn}`, `/p/1/turn/${spoken}`, `/p/1/chat/${currentConversation(web.desk, 2).id}`, '/p/1/chat/history', '/p/1/tasks?words=Hidden', '/p/1/row/project/1']) assert.equal((await browser.get(path)).text.includes('Hiddenwords'), false, path)
  for (const path of [`/p/1/row/task/${id}`, `/p/1/turn/${spoken}`, `/p/1/chat/${currentConversation(web.desk, 2).id}`]) assert.equal((await browser.get(path)).status, 404, path)
  for (const [path, form] of [['/do', { action: 'update', table: 'task', id: String(id), name: 'Owned' }], ['/do', { action: 'delete', table: 'task', id: String(id) }], ['/undo', { entry: String(entry) }], ['/undo', { turn: String(turn) }], [`/proposals/${proposal}/accept`, {}], [`/proposals/${proposal}/reject`, {}]] as const) assert.ok((await browser.post(`/p/1${path}`, form)).status >= 400, path)
  assert.ok((await web.ask({ method: 'POST', path: '/api/undo', body: JSON.stringify({ entry, profile: 1 }), headers: program })).status >= 400)
  assert.equal(lastSeq(web.desk), entry)
  assert.equal(findProposal(web.desk, proposal)?.status, 'waiting')
})

test('an app’s action reaches no row of another profile', async (t) => {
  const reach = defineApp({
    title: 'Reach',
    tables: { item: table({ name: text({ required: true }) }, { scope: 'profile' }) },
    actions: {
      rename: { on: 'item', input: { other: integer({ required: true }) }, run: (tx, _, { other }) => tx.update('item', other, { name: `Owned ${tx.get('item', other)?.name}` }) },
      sweep: { on: 'item', input: { other: integer({ required: true }) }, run: (tx, _, { other }) => tx.delete('item', other) },
    },
  })
  const desk = await openTestDesk(t, { reach })
  const act = (profile: number, command: object) => execute(desk, { commands: [command], actor: 'person', via: 'page', profile })
  assert.ok((await act(1, { action: 'insert', table: 'profile', name: 'Other' })).ok)
  assert.ok((await act(1, { action: 'insert', table: 'item', name: 'Mine' })).ok)
  assert.ok((await act(2, { action: 'insert', table: 'item', name: 'Theirs' })).ok)
  const before = lastSeq(desk)
  for (const action of ['rename', 'sweep']) {
    const outcome = await act(1, { action, id: 1, other: 2 })
    assert.ok(!outcome.ok && outcome.code === 'unknown-row', action)
  }
  assert.equal(lastSeq(desk), before)
})

test('requests that two readers could read in two ways are refused', async (t) => {
  const web = await openTestWeb(t)
  const { cookie } = await web.signIn()
  const host = `Host: 127.0.0.1:${web.port}\r\n`
  const inner = `GET /p/1/tasks HTTP/1.1\r\n${host}Cookie: ${cookie}\r\n\r\n`
  const raw = (sent: string): Promise<string> => new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(web.port, '127.0.0.1', () => socket.end(sent))
    socket.on('data', (data) => (answer += String(data))).on('error', reject).on('close', () => resolve(answer))
  })
  for (const [name, sent] of [
    ['two hosts', `GET /p/1/tasks HTTP/1.1\r\n${host}Host: evil.example\r\nCookie: ${cookie}\r\n\r\n`], ['two hosts, other first', `GET /p/1/tasks HTTP/1.1\r\nHost: evil.example\r\n${host}Cookie: ${cookie}\r\n\r\n`],
    ['an address of another host', `GET http://127.0.0.1:${web.port}/p/1/tasks HTTP/1.1\r\nHost: evil.example\r\nCookie: ${cookie}\r\n\r\n`], ['no host', `GET /p/1/tasks HTTP/1.0\r\nCookie: ${cookie}\r\n\r\n`],
    ['two lengths', `POST /p/1/do HTTP/1.1\r\n${host}Content-Length: 1\r\nContent-Length: 5\r\n\r\na${inner}`], ['length and chunks', `POST /p/1/do HTTP/1.1\r\n${host}Cookie: ${cookie}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`],
    ['no chunks', `POST /p/1/do HTTP/1.1\r\n${host}Transfer-Encoding: xchunked\r\n\r\n${inner}`], ['bare line feeds', inner.replaceAll('\r\n', '\n')], ['a blank before the colon', `GET /p/1/tasks HTTP/1.1\r\nHost : evil.example\r\n${host}Cookie: ${cookie}\r\n\r\n`],
  ] as const) assert.match(await raw(sent), /^HTTP\/1\.1 4\d\d (?![^]*HTTP\/1\.1 200)/, name)
})

test('every answer, refusals too, forbids framing, foreign scripts and forms, and tells no other site where it came from', async (t) => {
  const web = await openTestWeb(t, { token })
  const browser = await web.signIn()
  const answers = [
    await browser.get('/p/1/tasks'), await browser.get('/settings'), await browser.get('/app/tasks/count'), await browser.get('/p/1/nothing'), await browser.post('/p/1/do', { _token: 'x' }),
    await web.ask({ path: '/p/1/tasks' }), await web.ask({ path: '/sign-in?token=x' }), await web.ask({ path: '/health' }), await web.ask({ path: '/assets/app.js' }), await web.ask({ path: '/api/tables' }), await web.ask({ path: '/p/1/tasks', headers: { host: 'evil.example' } }),
  ]
  for (const { headers, status } of answers) {
    const policy = new Map(String(headers['content-security-policy']).split('; ').map((part) => [part.split(' ')[0], part] as const))
    for (const directive of ['default-src', 'base-uri', 'frame-ancestors']) assert.equal(policy.get(directive), `${directive} 'none'`, String(status))
    for (const directive of ['form-action', 'connect-src', 'style-src']) assert.equal(policy.get(directive), `${directive} 'self'`)
    // A page without a script of its own allows none.
    assert.match(policy.get('script-src') ?? '', /^(script-src 'nonce-[\w-]{22}')?$/)
    assert.deepEqual(['x-frame-options', 'x-content-type-options', 'cross-origin-opener-policy', 'cross-origin-resource-policy'].map((name) => headers[name]), ['DENY', 'nosniff', 'same-origin', 'same-origin'])
    assert.match(String(headers['referrer-policy']), /^(same-origin|no-referrer)$/)
  }
})

test('a link and a session that are too old open nothing, and of twenty who follow one link at once only one is let in', async (t) => {
  const web = await openTestWeb(t)
  const { store } = web.desk
  const link = () => signInLink(web.serving.site).slice(web.serving.address.url.length)
  const now = new Date(web.desk.now()).toISOString()
  const old = link()
  store.run({ sql: 'UPDATE _sign_in SET expires_at = ?', parameters: [now] })
  assert.equal((await web.ask({ path: old })).status, 401)
  const one = link()
  const raced = await Promise.all(Array.from({ length: 20 }, () => web.ask({ path: one })))
  assert.equal(raced.filter(({ headers }) => headers['set-cookie']).length, 1)
  assert.equal(raced.filter(({ status }) => status === 401).length, 19)
  const [cookie = ''] = String(raced.find(({ headers }) => headers['set-cookie'])?.headers['set-cookie']).split(';')
  assert.equal((await web.ask({ path: '/p/1/tasks', headers: { cookie } })).status, 200)
  store.run({ sql: 'UPDATE _session SET expires_at = ?', parameters: [now] })
  assert.equal((await web.ask({ path: '/p/1/tasks', headers: { cookie } })).status, 401)
})
