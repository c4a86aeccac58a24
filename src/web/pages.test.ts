import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addRows } from '../data/fixture.ts'
import { lastSeq } from '../data/journal.ts'
import { openTestWeb } from './fixture.ts'

test('every page answers, with its own nonce and nothing that another site could use', async (t) => {
  const web = await openTestWeb(t)
  addRows(web.desk, 'task', [{ name: 'Buy milk', _position: 'a0' }, { name: '<b onclick=x>Bold</b>', _position: 'a1' }])
  const browser = await web.signIn()
  const before = lastSeq(web.desk)
  const nonces = new Set<string>()
  for (const path of ['/p/1/tasks', '/p/1/tasks?view=open', '/p/1/tasks/project', '/p/1/row/task/1', '/p/1/search?q=milk', '/p/1/timeline', '/p/1/chat/history', '/settings', '/settings/grants', '/settings/sessions', '/app/tasks/count', '/p/1/profiles']) {
    const { status, headers, text } = await browser.get(path)
    assert.equal(status, 200, `${path}: ${text.slice(0, 300)} ${String(web.failures)}`)
    const [, nonce = ''] = String(headers['content-security-policy']).match(/script-src 'nonce-([\w-]+)'/) ?? []
    assert.match(text, new RegExp(`<script nonce="${nonce}"`))
    nonces.add(nonce)
    assert.equal(headers['cache-control'], 'no-store')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.ok(!text.includes('<b onclick'), path)
  }
  assert.equal(nonces.size, 12)
  assert.deepEqual(web.failures, [])
  assert.equal(lastSeq(web.desk), before)
})
