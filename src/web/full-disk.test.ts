import assert from 'node:assert/strict'
import { truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { audit } from '../data/audit.ts'
import { addRows } from '../../test/data-fixture.ts'
import { lastSeq } from '../data/journal.ts'
import { openTestWeb } from '../../test/web-fixture.ts'

test('while the disk is full every page can be read and every change is refused in plain words; with room again all goes on', async (t) => {
  const web = await openTestWeb(t, { token: 'the-token' })
  addRows(web.desk, 'task', [{ name: 'Buy milk', done: false, _position: 'a0' }])
  const browser = await web.signIn()
  const tab = await browser.open('/p/1/tasks')
  const before = lastSeq(web.desk)
  const bearer = { authorization: 'Bearer the-token' }
  web.desk.store.limitPages(1)

  // What fits into the pages that are there still goes in; then the disk is full for everyone.
  const fill = (): ReturnType<typeof web.ask> => web.ask({ method: 'POST', path: '/api/commands', headers: bearer, body: JSON.stringify({ action: 'insert', table: 'project', name: 'x'.repeat(150) }) })
  let filled = await fill()
  for (let n = 0; n < 500 && filled.status === 200; n += 1) filled = await fill()
  assert.deepEqual([filled.status, JSON.parse(filled.text).error.code], [503, 'read-only'])
  const ways: readonly Readonly<Record<string, string>>[] = [{}, { 'hx-request': 'true' }]
  const name = 'x'.repeat(190)
  const posts: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['/p/1/do', { action: 'insert', table: 'project', name }], ['/p/1/do', { action: 'insert', table: 'task', name }],
    ['/p/1/views', { table: 'task', name: 'Mine', where: JSON.stringify({ name: { contains: name } }) }], ['/settings', { persona: name }],
  ]
  for (const [path, form] of posts)
    for (const headers of ways) {
      const { status, text } = await browser.post(path, form, headers)
      assert.ok(status === 503 || status === 303 || status === 204, `${path}: ${status} ${text.slice(0, 200)}`)
      if (status === 503) assert.match(text, /The disk is full\./, path)
    }

  const seq = lastSeq(web.desk)
  for (const path of ['/p/1/tasks', '/p/1/tasks?view=open', '/p/1/row/task/1', '/p/1/search?q=milk', '/p/1/timeline', '/settings', '/settings/grants', '/settings/sessions', '/p/1/chat/history']) {
    const { status, text } = await browser.get(path)
    assert.equal(status, 200, `${path}: ${text.slice(0, 300)}`)
  }
  assert.equal((await web.ask({ path: '/api/tables/task/rows', headers: bearer })).status, 200)
  assert.equal((await web.signIn()).cookie.length > 20, true, 'a second browser gets in to read')
  assert.equal(lastSeq(web.desk), seq)

  web.desk.store.limitPages(1_000_000)
  assert.equal((await browser.post('/p/1/do', { action: 'insert', table: 'task', name: 'Make room' })).status, 303)
  assert.match(await tab.settled(), /Make room/)
  assert.ok(lastSeq(web.desk) > before)
  assert.deepEqual(audit(web.desk).findings, [])
  assert.deepEqual(web.failures, [])
})

test('a file that cannot be read any more is told as that, on pages and to programs, and not as a bug', async (t) => {
  const web = await openTestWeb(t, { token: 'the-token' })
  addRows(web.desk, 'task', Array.from({ length: 4000 }, (_, at) => ({ name: `${at} ${'x'.repeat(300)}`, done: false, _position: `a${at}` })))
  const browser = await web.signIn()
  const told: string[] = []
  t.after(web.desk.onFailure(({ message }) => told.push(message)))
  web.desk.store.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  await truncate(join(web.desk.dir, 'desk.db'), 4096)
  for (const { status, text } of [await browser.get('/p/1/tasks'), await browser.get('/p/1/timeline'), await web.ask({ path: '/api/tables/task/rows?limit=1000', headers: { authorization: 'Bearer the-token' } })]) {
    assert.equal(status, 500)
    assert.match(text, /The desk’s database file cannot be read: it is damaged, or the disk fails\./)
  }
  assert.deepEqual([web.failures, [...new Set(told)]], [[], ['The desk’s database file cannot be read: it is damaged, or the disk fails.']])
})
