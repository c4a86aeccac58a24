import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { testNow } from '../../test/data-fixture.ts'
import { lastSeq } from '../data/journal.ts'
import { sessionMs } from '../data/sessions.ts'
import { openTestWeb } from '../../test/web-fixture.ts'

// A beat that is shorter than a pause of a busy machine would cut off tabs that are there.
const patience = { requestMs: 150, headersMs: 100, lookMs: 20, beatMs: 250 }

test('a page\'s socket ends with its session, and not before', async (t) => {
  let now = testNow
  const web = await openTestWeb(t, { now: () => now, patience })
  const browser = await web.signIn()
  const tab = await browser.open('/p/1/tasks')
  now = testNow + sessionMs - 1
  await tab.settled()
  assert.equal((await browser.get('/p/1/tasks')).status, 200)
  now += 1
  await tab.ended()
  assert.equal((await browser.get('/p/1/tasks')).status, 401)
  assert.deepEqual(web.failures, [])
})

test('who sends slowly or without end is hung up on, and everybody else is answered meanwhile', async (t) => {
  const web = await openTestWeb(t, { token: 'the-token', patience })
  const before = lastSeq(web.desk)
  const head = `POST /api/commands HTTP/1.1\r\nhost: 127.0.0.1:${web.port}\r\nauthorization: Bearer the-token\r\n`
  const slow = await Promise.all([
    hangUp(web.port, head), // its headers never end
    hangUp(web.port, `${head}content-length: 100\r\n\r\n{"action"`),
    hangUp(web.port, `${head}transfer-encoding: chunked\r\n\r\n5\r\n{"act\r\n`),
    web.ask({ path: '/health' }).then(({ status }) => `HTTP/1.1 ${status}`),
  ])
  assert.deepEqual(slow.map((text) => text.slice(0, 12)), ['HTTP/1.1 408', 'HTTP/1.1 408', 'HTTP/1.1 408', 'HTTP/1.1 200'])
  const endless = await hangUp(web.port, `${head}transfer-encoding: chunked\r\n\r\n`, `10000\r\n${'x'.repeat(65_536)}\r\n`)
  assert.match(endless, /^HTTP\/1\.1 (413|408) /)
  assert.equal(lastSeq(web.desk), before)
  assert.deepEqual(web.failures, [])
})

/** Sends `text`, then `more` again and again; resolves with what was answered when the other side has hung up. */
const hangUp = (port: number, text: string, more?: string): Promise<string> =>
  new Promise((resolve) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text, send))
    const send = (): void => {
      if (more !== undefined && socket.writable) socket.write(more, send)
    }
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()))
    // A hang-up in the middle of a body comes as a reset.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => resolve(answer))
  })
