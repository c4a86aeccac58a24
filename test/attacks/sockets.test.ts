import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test, type TestContext } from 'node:test'
import { WebSocket } from 'ws'
import { lastSeq } from '../../src/data/journal.ts'
import { findSession } from '../../src/data/sessions.ts'
import { newAccess } from '../../src/web/live-frame.ts'
import { makePageToken } from '../../src/web/page-token.ts'
import { openTestWeb, type TestBrowser, type TestWeb } from '../web-fixture.ts'

const openPage = async (t: TestContext, web: TestWeb, browser: TestBrowser): Promise<WebSocket> => {
  await browser.get('/p/1/tasks')
  const socket = new WebSocket(`ws://127.0.0.1:${web.port}/live`, ['prentice', browser.token()], { headers: { cookie: browser.cookie, origin: web.serving.address.url } })
  t.after(() => socket.terminate())
  await once(socket, 'open')
  return socket
}

test('a frame that is too large, no JSON object, or bytes ends the socket, and changes nothing', { timeout: 30_000 }, async (t) => {
  const web = await openTestWeb(t)
  const browser = await web.signIn()
  const before = lastSeq(web.desk)
  for (const [frame, code] of [[JSON.stringify({ path: '/p/1/tasks', x: 'x'.repeat(64 * 1024) }), 1009], ['42', 1003], ['[]', 1003], ['{"a":', 1003], ['', 1003], [Buffer.from('{"path":"/p/1/tasks"}'), 1003]] as const) {
    const socket = await openPage(t, web, browser)
    socket.send(frame)
    const [closed]: unknown[] = await once(socket, 'close')
    assert.equal(closed, code, String(frame).slice(0, 40))
  }
  const socket = await openPage(t, web, browser)
  for (const odd of [{}, { path: 1, seen: {} }, { path: '/p/99/tasks', seen: -1 }, { path: '//evil.example/', seen: 1e308 }, { seen: null, path: ['x'] }, { __proto__: 1, path: '/p/1/../../etc' }, { path: '/p/1/tasks?where={', seen: 'NaN' }]) socket.send(JSON.stringify(odd))
  socket.ping()
  await once(socket, 'pong')
  assert.equal(socket.readyState, WebSocket.OPEN)
  assert.equal(lastSeq(web.desk), before)
  assert.deepEqual(web.failures, [])
})

test('a tab that does not answer is cut off at the second beat; one that answers stays', { timeout: 30_000 }, async (t) => {
  const web = await openTestWeb(t, { patience: { requestMs: 5_000, headersMs: 5_000, lookMs: 1_000, beatMs: 400 } })
  const browser = await web.signIn()
  const there = await openPage(t, web, browser)
  const mute = await openPage(t, web, browser)
  mute.pause()
  // Nothing is read, so nothing is answered; the end is seen once it reads again.
  for (let beat = 0; beat < 3; beat++) await once(there, 'ping')
  mute.resume()
  if (mute.readyState !== WebSocket.CLOSED) await once(mute, 'close')
  assert.equal(there.readyState, WebSocket.OPEN)
})

test('an upgrade that names two hosts is refused, whichever comes first', async (t) => {
  const web = await openTestWeb(t)
  const browser = await web.signIn()
  await browser.get('/p/1/tasks')
  const own = `Host: 127.0.0.1:${web.port}`
  const upgrade = (hosts: readonly string[]): Promise<string> => new Promise((resolve, reject) => {
    const socket = connect(web.port, '127.0.0.1', () => socket.write(['GET /live HTTP/1.1', ...hosts, `Origin: ${web.serving.address.url}`, `Cookie: ${browser.cookie}`, 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', `Sec-WebSocket-Protocol: prentice, ${browser.token()}`, '', ''].join('\r\n')))
    socket.once('data', (data) => {
      resolve(String(data).slice(0, 12))
      socket.destroy()
    })
    socket.on('error', reject)
  })
  for (const hosts of [[own, 'Host: evil.example'], ['Host: evil.example', own], [own, own]]) assert.match(await upgrade(hosts), /^HTTP\/1\.1 40[03]$/, hosts.join())
  assert.equal(await upgrade([own]), 'HTTP/1.1 101')
})

test('a server of another port, which is sent the same cookie, can make no page’s token of it', async (t) => {
  const [web, other] = [await openTestWeb(t), await openTestWeb(t)]
  const browser = await web.signIn()
  await browser.get('/p/1/tasks')
  const [, value = ''] = browser.cookie.split('=')
  // It knows the cookie, so it can keep the very session, and would seal tokens as this program does.
  const row = web.desk.store.get<{ digest: Uint8Array; at: string; expires_at: string }>({ sql: 'SELECT digest, at, expires_at FROM _session', parameters: [] })
  assert.ok(row)
  other.desk.store.run({ sql: "INSERT INTO _session (digest, name, scope, at, seen_at, expires_at) VALUES (?, 'x', 'person', ?, ?, ?)", parameters: [row.digest, row.at, row.at, row.expires_at] })
  const stolen = findSession(other.desk, value)
  assert.ok(stolen)
  const before = lastSeq(web.desk)
  const send = (token: string) => browser.post('/p/1/do', { action: 'insert', table: 'task', name: 'Owned', _token: token })
  assert.equal((await send(makePageToken(stolen.pageKey, browser.token().slice(0, 22)))).status, 403)
  assert.equal(lastSeq(web.desk), before)
  assert.equal((await send(browser.token())).status, 303)
})

test('a desk that was given no token lets no program in', async (t) => {
  const web = await openTestWeb(t)
  for (const authorization of ['Bearer undefined', 'Bearer null', 'Bearer x', 'Bearer ', 'bearer -']) {
    assert.equal((await web.ask({ path: '/api/tables', headers: { authorization } })).status, 401, authorization)
    assert.equal((await web.ask({ method: 'POST', path: '/api/commands', body: '{"action":"insert","table":"task","name":"Owned"}', headers: { authorization, 'content-type': 'application/json' } })).status, 401, authorization)
  }
  assert.equal(web.desk.store.get({ sql: 'SELECT 1 FROM task', parameters: [] }), undefined)
})

test('the words that stand for a tab’s nonce while a fragment is rendered are new each time: no row can hold them', () => {
  const words = Array.from({ length: 1000 }, newAccess).flatMap(({ nonce, token }) => [nonce, token])
  assert.equal(new Set(words).size, 2000)
  assert.ok(words.every((word) => /^[0-9a-f]{32}$/.test(word)))
})
