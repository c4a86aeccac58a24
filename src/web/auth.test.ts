import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WebSocket } from 'ws'
import { addRows } from '../../test/data-fixture.ts'
import { lastSeq } from '../data/journal.ts'
import { listSessions } from '../data/sessions.ts'
import { openTestWeb, type Ask, type TestWeb } from '../../test/web-fixture.ts'
import { signInLink } from './routes/sign-in.ts'

const secret = 'Secret row'
const pages = ['/', '/profiles', '/p/1', '/p/1/tasks', '/p/1/tasks?view=open', '/p/1/tasks/project', '/p/1/row/task/1', '/p/1/search?q=secret', '/p/1/timeline', '/p/1/turn/1', '/p/1/chat/history', '/p/1/chat/1', '/settings', '/settings/grants', '/settings/sessions', '/app/tasks/count', '/nowhere']
const changes: readonly (readonly [string, string])[] = [
  ['/p/1/do', 'action=delete&table=task&id=1'], ['/p/1/undo', 'entry=1'], ['/p/1/views', 'table=task&name=x'], ['/p/1/chat', 'text=hi'], ['/p/1/chat/stop', ''], ['/p/1/chat/new', ''], ['/p/1/chat/poke', ''],
  ['/p/1/proposals/1/accept', ''], ['/p/1/proposals/1/reject', ''], ['/settings', 'desk_name=Mine&_fields=desk_name'], ['/settings/grants', 'table=task&verb=delete&allow=1'], ['/settings/sessions', 'revoke=1'], ['/app/tasks/count', ''],
]
const open = async (t: Parameters<typeof openTestWeb>[0], options = {}): Promise<TestWeb> => {
  const web = await openTestWeb(t, options)
  addRows(web.desk, 'task', [{ name: secret, _position: 'a0' }])
  return web
}
const hostsOfOthers = (port: number): readonly string[] => [
  'evil.example', `evil.example:${port}`, `127.0.0.1.evil.example:${port}`, `localhost.evil.example:${port}`, `evil.example#127.0.0.1:${port}`, `127.0.0.1:${port + 1}`, '127.0.0.1', 'localhost', `127.0.0.1:${port}.`, `127.0.0.1.:${port}`,
  `localhost.:${port}`, `127.1:${port}`, `2130706433:${port}`, `0x7f000001:${port}`, `017700000001:${port}`, `127.0.0.2:${port}`, `0.0.0.0:${port}`, `[::]:${port}`, `[::ffff:127.0.0.1]:${port}`, `[0:0:0:0:0:0:0:1]:${port}`,
  `user@127.0.0.1:${port}`, `127.0.0.1:${port}@evil.example`, `127.0.0.1:0${port}`, `127.0.0.1:${port}a`, `localhost:${port}/`, `localhost:${port}?`, `localhost:${port}\\`, `xn--localhost-9za:${port}`, `localhost:${port}#`, `LOCALHOST.evil:${port}`,
  `-localhost:${port}`, `localhost:${port},evil.example`, `evil.example,localhost:${port}`, `169.254.169.254:${port}`, `10.0.0.1:${port}`, `metadata.google.internal`, `[fe80::1]:${port}`, `*:${port}`, `prentice:${port}`, `:${port}`,
]

test('another host is refused on every route, whatever it brings along: 40 hosts', async (t) => {
  const web = await open(t, { token: 'the-token' })
  const browser = await web.signIn()
  await browser.get('/p/1/tasks')
  const before = lastSeq(web.desk)
  const hosts = hostsOfOthers(web.port)
  assert.equal(new Set(hosts).size, 40)
  let asked = 0
  for (const host of hosts) {
    for (const path of [...pages, '/health', '/assets/app.css', '/sign-in?token=x', '/api/tables', '/api/entries']) {
      const { status, text } = await web.ask({ path, headers: { host, cookie: browser.cookie, authorization: 'Bearer the-token' } })
      assert.ok(status === 403 || status === 400, `${host} ${path}: ${status}`)
      assert.ok(!text.includes(secret) && !text.includes('<'), `${host} ${path}`)
      asked += 1
    }
    for (const [path, body] of changes) {
      const { status } = await web.ask({ method: 'POST', path, body, headers: { host, cookie: browser.cookie, origin: `http://${host}`, 'x-page-token': browser.token(), 'content-type': 'application/x-www-form-urlencoded' } })
      assert.ok(status === 403 || status === 400, `${host} ${path}: ${status}`)
      asked += 1
    }
  }
  assert.equal(asked, 40 * (pages.length + 5 + changes.length))
  assert.equal(lastSeq(web.desk), before)
  assert.deepEqual(web.said, [])
})

test('no, empty, wrong and foreign credentials open nothing', async (t) => {
  const web = await open(t, { token: 'the-token' })
  const before = lastSeq(web.desk)
  const name = `prentice_${web.port}`
  const credentials: readonly Readonly<Record<string, string>>[] = [{}, { cookie: '' }, { cookie: `${name}=` }, { cookie: `${name}=${'A'.repeat(43)}` }, { cookie: `${name}=../../etc` }, { authorization: 'Bearer the-token' }, { cookie: `prentice_1=${'A'.repeat(43)}` }]
  for (const headers of credentials) {
    for (const path of pages) {
      const { status, text } = await web.ask({ path, headers })
      assert.equal(status, 401, path)
      assert.ok(!text.includes(secret), path)
    }
    for (const [path, body] of changes) {
      const { status } = await web.ask({ method: 'POST', path, body, headers: { ...headers, origin: web.serving.address.url, 'content-type': 'application/x-www-form-urlencoded' } })
      assert.equal(status, 401, path)
    }
  }
  for (const authorization of ['', 'Bearer', 'Bearer ', 'Bearer the-toke', 'Bearer the-tokenx', 'Basic the-token', 'the-token', 'Bearer the-token the-token']) {
    for (const path of ['/api/tables', '/api/tables/task/rows', '/api/entries', '/api/nothing']) assert.equal((await web.ask({ path, headers: { authorization } })).status, 401, authorization)
  }
  const signedIn = await web.signIn()
  assert.equal((await web.ask({ path: '/api/tables', headers: { cookie: signedIn.cookie } })).status, 401, 'a cookie is no token')
  assert.equal(lastSeq(web.desk), before)
})

test('a cookie alone changes nothing: methods × origins × tokens × content types', async (t) => {
  const web = await open(t)
  const browser = await web.signIn()
  await browser.get('/p/1/tasks')
  const other = await web.signIn()
  await other.get('/p/1/tasks')
  const own = web.serving.address.url
  const before = lastSeq(web.desk)
  const sessions = listSessions(web.desk).length
  const token = browser.token()
  const tokens = ['', 'x', other.token(), token.slice(0, -1), `${token}A`, token.slice(0, 22) + 'A'.repeat(43), token.toLowerCase() === token ? 'y' : token.toLowerCase()]
  let asked = 0
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    for (const [path, body] of changes) {
      for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain', 'application/json', '']) {
        for (const origin of [own, 'http://evil.example', 'null', `http://127.0.0.1:${web.port + 1}`, own.replace('http', 'https'), undefined]) {
          const good = origin !== own
          const sent: Ask = { method, path, body, headers: { cookie: browser.cookie, ...(origin !== undefined && { origin }), ...(type && { 'content-type': type }), ...(good && { 'x-page-token': token }) } }
          assert.equal((await web.ask(sent)).status, 403, `${method} ${path} ${type} ${origin}`)
          asked += 1
        }
      }
      for (const wrong of tokens) {
        assert.equal((await web.ask({ method, path, body: `${body}&_token=${wrong}`, headers: { cookie: browser.cookie, origin: own, 'content-type': 'application/x-www-form-urlencoded' } })).status, 403)
        asked += 1
      }
    }
  }
  assert.equal(asked, 4 * changes.length * 37)
  assert.equal(lastSeq(web.desk), before)
  assert.equal(listSessions(web.desk).length, sessions)
  assert.deepEqual(web.said, [])
})

test('no socket without own host, own origin, a session and a token of it: 40 origins × 5 tokens', async (t) => {
  const web = await open(t)
  const browser = await web.signIn()
  await browser.get('/p/1/tasks')
  const other = await web.signIn()
  await other.get('/p/1/tasks')
  const own = web.serving.address.url
  const origins = [...hostsOfOthers(web.port).slice(0, 36).map((host) => `http://${host}`), 'null', own.replace('http', 'https'), `${own}/`, 'file://']
  let refused = 0
  for (const origin of origins) {
    for (const token of [browser.token(), other.token(), 'x', browser.token().slice(0, 22) + 'A'.repeat(43), '']) {
      assert.equal(await upgrade(web, { origin, cookie: browser.cookie }, ['prentice', ...(token ? [token] : [])]), 403, `${origin} ${token}`)
      refused += 1
    }
  }
  assert.equal(refused, 200)
  const good = [browser.token()]
  assert.equal(await upgrade(web, { origin: own }, ['prentice', ...good]), 401)
  assert.equal(await upgrade(web, { origin: own, cookie: browser.cookie }, ['prentice']), 401)
  assert.equal(await upgrade(web, { origin: own, cookie: browser.cookie }, ['prentice', other.token()]), 401)
  assert.equal(await upgrade(web, { origin: own, cookie: browser.cookie }, [browser.token(), 'prentice']), 401)
  assert.equal(await upgrade(web, { cookie: browser.cookie }, ['prentice', ...good]), 403)
  assert.equal(await upgrade(web, { origin: own, cookie: browser.cookie, host: 'evil.example' }, ['prentice', ...good]), 403)
  assert.equal(await upgrade(web, { origin: own, cookie: browser.cookie }, ['prentice', ...good], '/live?x'), 404)
  assert.equal(await upgrade(web, { origin: own, cookie: browser.cookie }, ['prentice', ...good]), 101)
})

test('a sign-in link works once, the cookie is closed to script and other sites, and signing out ends pages and sockets', async (t) => {
  const web = await open(t)
  const link = signInLink(web.serving.site).slice(web.serving.address.url.length)
  const looked = await web.ask({ method: 'HEAD', path: link })
  assert.deepEqual([looked.status, looked.headers['set-cookie']], [200, undefined], 'who only looks does not use it up')
  const first = await web.ask({ path: link, headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' } })
  assert.equal(first.status, 303)
  assert.equal(first.headers['location'], '/')
  assert.match(String(first.headers['set-cookie']), new RegExp(`^prentice_${web.port}=[\\w-]{43}; Max-Age=7776000; Path=/; HttpOnly; SameSite=Strict$`))
  for (let n = 0; n < 3; n += 1) {
    const again = await web.ask({ path: link })
    assert.equal(again.status, 401)
    assert.equal(again.headers['set-cookie'], undefined)
  }
  assert.deepEqual(listSessions(web.desk).map(({ name }) => name), ['Firefox on Linux'])

  const browser = await web.signIn()
  const tab = await browser.open('/p/1/tasks')
  const id = listSessions(web.desk).find(({ name }) => name === 'A browser')?.id
  await browser.get('/settings/sessions')
  assert.equal((await browser.post('/settings/sessions', { revoke: String(id) })).status, 303)
  await tab.ended()
  assert.equal((await browser.get('/p/1/tasks')).status, 401)
  assert.equal(listSessions(web.desk).length, 1)
})

test('a link is asked for with the key of the data folder and nothing else', async (t) => {
  const web = await open(t, { token: 'the-token' })
  for (const authorization of [undefined, 'Bearer ', 'Bearer the-token', 'Bearer the-ke']) {
    assert.equal((await web.ask({ method: 'POST', path: '/link', headers: authorization === undefined ? {} : { authorization } })).status, 401)
  }
  const { status, text } = await web.ask({ method: 'POST', path: '/link', headers: { authorization: 'Bearer the-key' } })
  assert.equal(status, 200)
  const { link }: { link: string } = JSON.parse(text)
  assert.equal((await web.ask({ path: link.slice(web.serving.address.url.length), headers: { 'sec-fetch-site': 'cross-site' } })).status, 200)
  assert.equal((await web.ask({ method: 'POST', path: '/link', headers: { authorization: 'Bearer the-key', origin: 'http://evil.example' } })).status, 403)
})

test('a body of more than 1 MiB is refused, and an own one arrives', async (t) => {
  const ways: readonly Readonly<Record<string, string>>[] = [{}, { 'transfer-encoding': 'chunked' }]
  const web = await open(t, { token: 'the-token' })
  const browser = await web.signIn()
  await browser.get('/p/1/tasks')
  const before = lastSeq(web.desk)
  assert.equal((await browser.post('/p/1/do', { action: 'insert', table: 'project', name: 'x'.repeat(1024 * 1024) })).status, 413)
  for (const headers of ways) {
    assert.equal((await web.ask({ method: 'POST', path: '/link', headers, body: 'x'.repeat(1024 * 1024 + 1) })).status, 413)
    const { status, text } = await web.ask({ method: 'POST', path: '/api/commands', headers: { ...headers, authorization: 'Bearer the-token' }, body: 'x'.repeat(1024 * 1024 + 1) })
    assert.deepEqual([status, JSON.parse(text).error.code], [413, 'too-large'])
  }
  assert.equal(lastSeq(web.desk), before)
  const body = JSON.stringify({ action: 'insert', table: 'project', name: 'In pieces' })
  for (const headers of ways) assert.equal((await web.ask({ method: 'POST', path: '/api/commands', headers: { ...headers, authorization: 'Bearer the-token' }, body })).status, 200)
  assert.equal(lastSeq(web.desk), before + 2)
})

const upgrade = (web: TestWeb, headers: Readonly<Record<string, string>>, protocols: readonly string[], path = '/live'): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${web.port}${path}`, [...protocols], { headers })
    socket.once('unexpected-response', (request, answer) => {
      resolve(answer.statusCode ?? 0)
      request.destroy()
    })
    socket.once('open', () => {
      resolve(101)
      socket.terminate()
    })
    socket.on('error', reject)
  })
