import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineApp, table } from '../../src/app/define.ts'
import { text } from '../../src/app/field.ts'
import { lastSeq } from '../../src/data/journal.ts'
import { openTestWeb } from '../web-fixture.ts'

/** An app whose author writes where nobody but the person's cookie vouches for anything. */
const careless = defineApp({
  title: 'Careless',
  tables: { task: table({ name: text({ required: true }) }) },
  pages: ({ app, execute }) => {
    app.all('/add', async (c) => {
      const done = await execute(c, [{ action: 'insert', table: 'task', name: String(c.req.query('name')) }])
      return c.text(done.ok ? 'added' : `${done.code}: ${done.message}`)
    })
  },
})

test('an app’s page that writes when it is only looked at writes nothing: a link from anywhere would do', async (t) => {
  const web = await openTestWeb(t, { apps: { careless } })
  const browser = await web.signIn()
  await browser.get('/p/1/careless')
  const before = lastSeq(web.desk)
  const ways: readonly Readonly<Record<string, string>>[] = [{}, { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }, { 'sec-fetch-site': 'none' }]
  for (const headers of ways) {
    const { text: answered } = await browser.get('/app/careless/add?name=Owned', headers)
    assert.match(answered, /^refused: .*looked at/)
  }
  await web.ask({ method: 'HEAD', path: '/app/careless/add?name=Owned', headers: { cookie: browser.cookie } })
  assert.equal(lastSeq(web.desk), before)
  assert.equal((await browser.post('/app/careless/add?name=Mine', {})).text, 'added')
  assert.equal(lastSeq(web.desk), before + 1)
  assert.deepEqual(web.failures, [])
})
