import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { execute } from '../../src/data/execute.ts'
import { lastSeq } from '../../src/data/journal.ts'
import { openTestWeb, type TestWeb } from '../../src/web/fixture.ts'

const token = 'a-token-for-attacks'

/** How much is kept on the desk, rows of its own books included. */
const kept = ({ desk }: TestWeb): readonly number[] =>
  ['_entry', '_conversation', '_message', '_turn', '_proposal', '_grant'].map((table) => desk.store.get<{ n: number }>({ sql: `SELECT count(*) AS n FROM ${table}`, parameters: [] })?.n ?? 0)

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
  const browser = await web.signIn()
  await browser.get('/p/1/tasks')
  const program = { authorization: `Bearer ${token}` }
  for (const command of [
    { action: 'update', table: 'task', id, name: 'Owned' }, { action: 'update', table: 'task', id: 'Hiddenwords', done: true }, { action: 'delete', table: 'task', id }, { action: 'delete', table: 'task', where: { id } }, { action: 'delete', table: 'task', where: { id: { in: [id] } } },
    { action: 'move', table: 'task', id: 1, after: id }, { action: 'move', table: 'task', id, to: 'top' }, { action: 'toggle', table: 'task', id }, { action: 'undo', entry }, { action: 'undo', turn }, { action: 'read', table: 'task', id },
    { action: 'read', table: 'task', words: 'Hiddenwords' }, { action: 'read', table: 'task', where: { name: { contains: 'Hidden' } } }, { action: 'read', table: 'task', view: 'all', sort: 'id' }, { action: 'read', table: 'task', by: 'name' }, { action: 'delete', table: 'project', id: 1, _profile: 2 }, { action: 'delete', table: 'project', id: 1 },
    { action: 'insert', table: 'task', name: 'x', _profile: 2 },
  ]) {
    const { text } = await web.ask({ method: 'POST', path: '/api/commands?profile=1', body: JSON.stringify(command), headers: program })
    assert.equal(text.replaceAll('like “Hiddenwords”', '').replaceAll('"words":"Hiddenwords"', '').includes('Hiddenwords'), false, JSON.stringify(command))
  }
  for (const path of ['/p/1/tasks', '/p/1/search?q=Hidden', '/p/1/timeline', `/p/1/row/task/${id}`, `/p/1/turn/${turn}`, '/p/1/tasks?words=Hidden', '/p/1/row/project/1']) assert.equal((await browser.get(path)).text.includes('Hiddenwords'), false, path)
  for (const [path, form] of [['/do', { action: 'update', table: 'task', id: String(id), name: 'Owned' }], ['/do', { action: 'delete', table: 'task', id: String(id) }], ['/undo', { entry: String(entry) }], ['/undo', { turn: String(turn) }]] as const) assert.ok((await browser.post(`/p/1${path}`, form)).status >= 400, path)
  assert.ok((await web.ask({ method: 'POST', path: '/api/undo', body: JSON.stringify({ entry, profile: 1 }), headers: program })).status >= 400)
  assert.equal(lastSeq(web.desk), entry)
})

test('requests that two readers could read in two ways are refused', async (t) => {
  const web = await openTestWeb(t)
  const { cookie } = await web.signIn()
  const host = `Host: 127.0.0.1:${web.port}\r\n`
  const inner = `GET /p/1/tasks HTTP/1.1\r\n${host}Cookie: ${cookie}\r\n\r\n`
  const raw = (text: string): Promise<string> => new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(web.port, '127.0.0.1', () => socket.end(text))
    socket.on('data', (data) => (answer += String(data))).on('error', reject).on('close', () => resolve(answer))
  })
  for (const [name, text] of [
    ['two hosts', `GET /p/1/tasks HTTP/1.1\r\n${host}Host: evil.example\r\nCookie: ${cookie}\r\n\r\n`], ['two hosts, other first', `GET /p/1/tasks HTTP/1.1\r\nHost: evil.example\r\n${host}Cookie: ${cookie}\r\n\r\n`],
    ['an address of another host', `GET http://127.0.0.1:${web.port}/p/1/tasks HTTP/1.1\r\nHost: evil.example\r\nCookie: ${cookie}\r\n\r\n`], ['no host', `GET /p/1/tasks HTTP/1.0\r\nCookie: ${cookie}\r\n\r\n`],
    ['two lengths', `POST /p/1/do HTTP/1.1\r\n${host}Content-Length: 1\r\nContent-Length: 5\r\n\r\na${inner}`], ['length and chunks', `POST /p/1/do HTTP/1.1\r\n${host}Cookie: ${cookie}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`],
    ['no chunks', `POST /p/1/do HTTP/1.1\r\n${host}Transfer-Encoding: xchunked\r\n\r\n${inner}`], ['bare line feeds', inner.replaceAll('\r\n', '\n')], ['a blank before the colon', `GET /p/1/tasks HTTP/1.1\r\nHost : evil.example\r\n${host}Cookie: ${cookie}\r\n\r\n`],
  ] as const) assert.match(await raw(text), /^HTTP\/1\.1 4\d\d (?![^]*HTTP\/1\.1 200)/, name)
})
