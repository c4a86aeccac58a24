import assert from 'node:assert/strict'
import { test } from 'node:test'
import { execute } from '../data/execute.ts'
import { addRows } from '../../test/data-fixture.ts'
import { openTestWeb } from '../../test/web-fixture.ts'

const person = { actor: 'person', via: 'page', profile: 1 } as const

test('after a change of thousands of rows the pages are as small as before, and say how many there were', async (t) => {
  const web = await openTestWeb(t)
  addRows(web.desk, 'task', Array.from({ length: 5000 }, (_, at) => ({ name: `task ${at}`, done: false, _position: `a${String(at).padStart(5, '0')}` })))
  const browser = await web.signIn()
  const before = (await browser.get('/p/1/tasks')).text.length
  const tab = await browser.open('/p/1/tasks')
  const outcome = await execute(web.desk, { commands: [{ action: 'update', table: 'task', view: 'all', done: true }], ...person, confirm: 5000 })
  assert.ok(outcome.ok, JSON.stringify(outcome))
  const told = await tab.settled()
  for (const { where, text } of [{ where: 'the open tab', text: told }, ...(await Promise.all(['/p/1/tasks', '/p/1/timeline', '/p/1/row/task/1'].map(async (path) => ({ where: path, text: (await browser.get(path)).text }))))]) {
    assert.match(text, /finished 5000 tasks/, where)
    assert.match(text, /… 4990 more/, where)
    assert.ok(text.length < before + 60_000, `${where}: ${text.length} characters`)
  }
  // What is shown in short is fetched whole, to be copied or said again.
  const [path = ''] = told.match(/\/entry\/\d+\/command/) ?? []
  const whole = await browser.get(path)
  assert.deepEqual(JSON.parse(whole.text), outcome.results[0]?.command)
  assert.equal((await browser.get('/entry/999999/command')).status, 404)
  assert.equal((await web.ask({ path })).status, 401)
  assert.deepEqual(web.failures, [])
})
