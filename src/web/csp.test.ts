import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from 'hono/html'
import { defineApp, table } from '../app/define.ts'
import { text } from '../app/field.ts'
import { openTestWeb, type Answer } from '../../test/web-fixture.ts'

const names = [
  'content-security-policy', 'referrer-policy', 'x-content-type-options', 'x-frame-options', 'cross-origin-opener-policy', 'cross-origin-resource-policy', 'cross-origin-embedder-policy', 'permissions-policy',
]
const guardsOf = ({ headers }: Answer): readonly unknown[] => names.map((name) => headers[name])

const loose = defineApp({
  title: 'Loose',
  tables: { note: table({ name: text() }) },
  pages: ({ app, form }) => {
    app.get('/loose', (c) => c.html('<p>Loose</p>', 200, { ...Object.fromEntries(names.map((name) => [name, 'default-src *'])), 'cache-control': 'max-age=60' }))
    app.get('/form', (c) => c.html(form(c, html`<button>Go</button>`)))
  },
})

test('what no route has seen is guarded as everything else is, and runs no script', async (t) => {
  const web = await openTestWeb(t, { token: 'the-token' })
  const guards = guardsOf(await web.ask({ path: '/health' }))
  assert.equal(guards.includes(undefined), false)
  assert.doesNotMatch(String(guards[0]), /script-src/)
  const authorization = 'Bearer the-token'
  for (const [status, ask] of [
    [400, { path: '/p\\1' }], [403, { path: '/api/tables', headers: { host: 'evil.example' } }], [401, { path: '/api/tables' }], [200, { path: '/api/tables', headers: { authorization } }],
    [404, { path: '/api/nothing', headers: { authorization } }], [401, { path: '/%61pi/tables' }], [404, { path: '/assets/nothing' }], [401, { path: '/p/1' }],
  ] as const) {
    const answer = await web.ask(ask)
    assert.deepEqual([answer.status, guardsOf(answer), answer.headers['cache-control']], [status, guards, 'no-store'], ask.path)
  }
  assert.deepEqual(web.failures, [])
})

test('an app’s page loosens nothing, and its form is alive', async (t) => {
  const web = await openTestWeb(t, { apps: { loose } })
  const guards = guardsOf(await web.ask({ path: '/health' }))
  const browser = await web.signIn()
  const page = await browser.get('/app/loose/loose')
  assert.deepEqual([page.text, guardsOf(page), page.headers['cache-control']], ['<p>Loose</p>', guards, 'max-age=60'])
  const form = await browser.get('/app/loose/form')
  assert.match(String(form.headers['content-security-policy']), /script-src 'nonce-[\w-]{22}'/)
  assert.deepEqual(guardsOf(form).slice(1), guards.slice(1))
  assert.deepEqual(web.failures, [])
})
