import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { html } from 'hono/html'
import { defineApp, table, type App } from '../app/define.ts'
import { integer, text } from '../app/field.ts'
import { loadApps } from '../app/load.ts'
import { resolvePrentice } from '../app/resolve-prentice.ts'
import { addRows } from '../../test/data-fixture.ts'
import { findEntry, lastSeq } from '../data/journal.ts'
import { readRow } from '../data/read.ts'
import { openTestWeb, tokenIn } from '../../test/web-fixture.ts'

test('an app\'s own page writes by a form of its own, as the person, with the page\'s token and not without', async (t) => {
  const web = await openTestWeb(t, { apps: { contacts: await shippedApp('contacts') } })
  addRows(web.desk, 'contact', [{ name: 'Ada' }])
  addRows(web.desk, 'deal', [{ title: 'Engine <2>', contact: 1, amount: 100, stage: 'offer' }])
  const browser = await web.signIn()
  assert.match((await browser.get('/p/1/contacts')).text, /<a href="\/app\/contacts\/forecast\?profile=1">Forecast<\/a>/, 'the way to it stands beside the tables')
  const page = await browser.get('/app/contacts/forecast?profile=1')
  assert.match(page.text, /<a href="\/p\/1\/contacts\/deal">Deals<\/a>[^]*<a href="\/app\/contacts\/forecast\?profile=1" aria-current="page">Forecast<\/a>/, 'and back')
  assert.match(page.text, /1 open deals, worth about <strong>€50\.00<\/strong>/)
  assert.match(page.text, /<form method="post"><input type="hidden" name="_token" value="[\w-]+">\s*<input type="hidden" name="id" value="1">[^]*Engine &lt;2&gt;/)
  assert.ok(tokenIn(page.text))
  const before = lastSeq(web.desk)
  for (const form of [{ _token: '' }, { _token: 'x'.repeat(65) }]) assert.equal((await browser.post('/app/contacts/forecast', { id: '1', expected: '2026-12-01', ...form })).status, 403)
  assert.equal(lastSeq(web.desk), before)

  const sent = await browser.post('/app/contacts/forecast?profile=1', { id: '1', expected: '2026-12-01' })
  assert.deepEqual([sent.status, sent.headers['location']], [303, 'forecast?profile=1'])
  assert.equal(lastSeq(web.desk), before + 1)
  const { actor, via, command } = findEntry(web.desk, before + 1) ?? {}
  assert.deepEqual({ actor, via, command }, { actor: 'person', via: 'page', command: { action: 'update', table: 'deal', id: 1, expected: '2026-12-01' } })
  assert.equal(readRow(web.desk, 'deal', 1, 1)?.values['expected'], '2026-12-01')

  const refused = await browser.post('/app/contacts/forecast', { id: '7', expected: '2026-12-01' })
  assert.match(refused.text, /role="alert">[^<]*7/)
  assert.equal(lastSeq(web.desk), before + 1)
  assert.deepEqual(web.failures, [])
})

test('a page of an app stands under its app, in the profile that its address names', async (t) => {
  const web = await openTestWeb(t, { apps: { contacts: await shippedApp('contacts') } })
  addRows(web.desk, 'profile', [{ name: 'Acme' }])
  const browser = await web.signIn()
  const { text: page } = await browser.get('/app/contacts/forecast?profile=2')
  assert.equal((await browser.get('/app/contacts/forecast?profile=99')).status, 404, 'a profile that is not there has no page')
  assert.match(page, /<a href="\/p\/2\/contacts"[^>]*aria-current="page"/)
  assert.doesNotMatch(page, /href="\/p\/1\/contacts"/)
  assert.match((await browser.get('/app/contacts/forecast')).text, /<a href="\/p\/1\/contacts"[^>]*aria-current="page"/)
})

test('an app’s own HTML of a row has what is worked out from the row too', async (t) => {
  const runs = defineApp({
    title: 'Runs',
    tables: { run: table({ route: text({ required: true }), km: integer(), minutes: integer() }, { computed: { pace: (run) => (run.km && run.minutes ? run.minutes / run.km : null) }, row: (run) => html`<b>${run.route}</b> in ${run.pace?.toFixed(1)} min/km` }) },
  })
  const web = await openTestWeb(t, { apps: { runs } })
  addRows(web.desk, 'run', [{ route: 'Park', km: 4, minutes: 22 }])
  assert.match((await (await web.signIn()).get('/p/1/runs')).text, /<b>Park<\/b> in 5\.5 min\/km/)
  assert.deepEqual(web.failures, [])
})

test('a page that fails, or answers with nothing, tells its author what and where; the log holds it too', async (t) => {
  const thrower = defineApp({
    title: 'Thrower',
    tables: { thing: table({ name: text({ required: true }) }) },
    pages: ({ app, list, layout }) => {
      app.get('/throws', () => { throw new Error('boo') })
      app.get('/rejects', () => Promise.reject(new Error('boo too')))
      app.get('/nothing', () => undefined as never)
      app.get('/text', () => 'plain' as never)
      app.get('/lost', (c) => layout(c, 'Lost', html`${list(c, 'nowhere').length}`))
      app.get('/gone', (c) => c.notFound())
    },
  })
  const web = await openTestWeb(t, { apps: { thrower } })
  const browser = await web.signIn()
  const before = lastSeq(web.desk)
  for (const [path, status, told] of [
    ['throws', 500, /The page \/throws of the app thrower failed: boo[^]*Correct thrower\.ts\./],
    ['rejects', 500, /The page \/rejects of the app thrower failed: boo too/],
    ['text', 500, /The page \/text of the app thrower answers with no page\.[^]*return layout/],
    ['lost', 500, /failed: There is no table [^]* The tables are thing/],
  ] as const) {
    const failures = web.failures.length
    const answer = await browser.get(`/app/thrower/${path}`)
    assert.deepEqual([path, answer.status, web.failures.length], [path, status, failures + 1])
    assert.match(answer.text, told)
  }
  const failures = web.failures.length
  for (const path of ['nothing', 'gone']) assert.match((await browser.get(`/app/thrower/${path}`)).text, /answers with nothing, or that it is not found\.[^]*return layout/)
  assert.match((await browser.get('/app/thrower/elsewhere')).text, /There is no page \/app\/thrower\/elsewhere/)
  assert.equal(web.failures.length, failures)
  assert.equal(lastSeq(web.desk), before)
})

/** An app file as the desk loads it. */
const shippedApp = async (name: string): Promise<App> => {
  const surface = resolvePrentice()
  const loaded = (await loadApps([join(import.meta.dirname, '..', '..', 'apps')])).find((each) => each.name === name)?.app
  surface.end()
  if (!loaded || 'ok' in loaded) throw new Error(`${name} does not load`)
  return loaded
}
