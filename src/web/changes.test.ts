import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import * as field from '../app/field.ts'
import { addRows } from '../../test/data-fixture.ts'
import { entriesAfter, lastSeq } from '../data/journal.ts'
import { readRow } from '../data/read.ts'
import { openTestWeb } from '../../test/web-fixture.ts'

test('a form without script changes a row and goes back to its page', async (t) => {
  const web = await openTestWeb(t)
  const browser = await web.signIn()
  await browser.get('/p/1/tasks?view=open')
  const added = await browser.post('/p/1/do', { action: 'insert', table: 'task', name: 'Buy milk', due: '2026-11-28', _fields: 'name done priority due project' }, { referer: `${web.serving.address.url}/p/1/tasks?view=open` })
  assert.equal(added.status, 303, added.text)
  assert.equal(added.headers['location'], '/p/1/tasks?view=open')
  const row = readRow(web.desk, 'task', 1, 1)
  assert.deepEqual([row?.values['name'], row?.values['done'], row?.values['due']], ['Buy milk', false, '2026-11-28'])

  const ticked = await browser.post('/p/1/do', { action: 'update', table: 'task', id: '1', done: 'true', _fields: 'done', _version: String(row?.version), _back: '/p/1/tasks' })
  assert.equal(ticked.headers['location'], '/p/1/tasks')
  const [entry] = entriesAfter(web.desk, lastSeq(web.desk) - 1)
  assert.deepEqual(entry?.command, { action: 'update', table: 'task', id: 1, done: true })
  assert.deepEqual([entry?.actor, entry?.via, entry?.profile], ['person', 'page', 1])

  const undone = await browser.post('/p/1/undo', { entry: String(entry?.seq) })
  assert.equal(undone.status, 303)
  assert.equal(readRow(web.desk, 'task', 1, 1)?.values['done'], false)
  const seq = lastSeq(web.desk)
  assert.equal((await browser.post('/p/1/undo', { entry: String(entry?.seq) })).status, 303)
  assert.equal(lastSeq(web.desk), seq, 'an undo that was asked for twice is done once')
})

const inputOf = (text: string, name: string) => text.match(new RegExp(`<input[^>]* name="f\\.${name}"[^>]*>`))?.[0] ?? text.match(new RegExp(`<input[^>]* name="${name}"[^>]*>`))?.[0] ?? ''

test('a day or a moment that fills itself in does so in the form too', async (t) => {
  const run = table({ route: field.text({ required: true }), day: field.date({ required: true, default: 'today' }), planned: field.date({ default: 'tomorrow' }), noted: field.datetime({ required: true, default: 'now' }) })
  const web = await openTestWeb(t, { apps: { runs: defineApp({ title: 'Runs', tables: { run }, actions: { again: { on: 'run', input: { when: field.date({ required: true, default: 'yesterday' }) }, run: (tx, { id }, { when }) => tx.update('run', id, { day: when }) } } }) } })
  const browser = await web.signIn()
  const page = (await browser.get('/p/1/runs')).text
  assert.match(inputOf(page, 'day'), / required[^>]* value="2026-11-22"/)
  assert.match(inputOf(page, 'planned'), / value="2026-11-23"/)
  assert.doesNotMatch(inputOf(page, 'noted'), / required/)
  const sent = { action: 'insert', table: 'run', route: 'Park', day: '2026-11-22', planned: '', noted: '', _fields: 'route day planned noted' }
  assert.equal((await browser.post('/p/1/do', sent)).status, 303)
  assert.deepEqual(readRow(web.desk, 'run', 1, 1)?.values, { route: 'Park', day: '2026-11-22', planned: null, noted: '2026-11-22T12:00:00Z' })
  assert.match(inputOf((await browser.get('/p/1/row/run/1')).text, 'when'), / value="2026-11-21"/)
})

test('the one form of all rows changes the row that its button names, and no other', async (t) => {
  const web = await openTestWeb(t)
  addRows(web.desk, 'task', [{ name: 'Buy milk', _position: 'a0' }, { name: 'Call mum', done: true, _position: 'a1' }, { name: 'Rest', _position: 'a2' }])
  const browser = await web.signIn()
  const page = (await browser.get('/p/1/tasks')).text
  assert.equal(page.match(/<form [^>]*class="rows-form"/g)?.length, 1)
  const doings = [...page.matchAll(/form="form-task" name="do" value="([^"]+)"/g)].map(([, value = '']) => value)
  const [save = '', remove = ''] = ['update 1 ', 'delete 3 '].map((start) => doings.find((value) => value.startsWith(start)))
  const seq = lastSeq(web.desk)
  // Both boxes are ticked on the page; only the first row's is meant.
  const boxes = { 'f.done.1': 'true', 'f.done.2': 'true', 'f.done.3': 'true' }
  assert.equal((await browser.post('/p/1/do', { table: 'task', do: save, ...boxes })).status, 303)
  assert.equal((await browser.post('/p/1/do', { table: 'task', do: remove, ...boxes })).status, 303)
  assert.deepEqual(entriesAfter(web.desk, seq).map(({ command }) => command), [{ action: 'update', table: 'task', id: 1, done: true }, { action: 'delete', table: 'task', id: 3 }])
  // A version that was seen before somebody else's change is a conflict as ever, and what cannot be read does nothing.
  assert.equal((await browser.post('/p/1/do', { table: 'task', do: save })).status, 409)
  for (const odd of ['', 'update', 'update 1', '__proto__ 1 1', 'update one 1 done', 'insert 1 1 name']) assert.ok((await browser.post('/p/1/do', { table: 'task', do: odd })).status >= 400, odd)
  assert.equal(lastSeq(web.desk), seq + 2)
  assert.deepEqual(web.failures, [])
})

test('a refusal calls fields by their titles: in a row’s form beside the field, in a note, in the form to add', async (t) => {
  const trips = defineApp({ title: 'Trips', tables: { trip: table({ name: field.text({ required: true }), start_date: field.date({ required: true }), contact_email: field.email({ label: 'Whom to write to' }) }) } })
  const web = await openTestWeb(t, { apps: { trips } })
  addRows(web.desk, 'trip', [{ name: 'The start_date of all', start_date: '2026-11-28' }])
  const browser = await web.signIn()
  await browser.get('/p/1/trips')
  const seq = lastSeq(web.desk)
  const seen = JSON.stringify(readRow(web.desk, 'trip', 1, 1)?.values)
  const whole = await browser.post('/p/1/do', { action: 'update', table: 'trip', id: '1', name: 'The “start_date” of all', start_date: 'someday', contact_email: 'nobody', _fields: 'name start_date contact_email', _seen: seen, _version: '1', _back: '/p/1/trips' })
  assert.equal(whole.status, 422)
  const [, form = ''] = whole.text.split('row-page')
  assert.match(form, /Give Start date as a date/)
  assert.match(form, /<small class="fault" id="field-contact_email-fault">Must be an e-mail address\.<\/small>/)
  assert.match(form, /id="field-start_date" aria-describedby="field-start_date-fault" aria-invalid="true" required autofocus/)
  assert.doesNotMatch(form, /class="faults"/)

  const note = await browser.post('/p/1/do', { action: 'update', table: 'trip', id: '1', contact_email: 'nobody', _fields: 'contact_email' }, { 'hx-request': 'true' })
  assert.match(note.text, /<strong>Whom to write to cannot be “nobody”/)
  assert.match(note.text, /<li><b>Whom to write to<\/b>: Must be an e-mail address\.<\/li>/)

  const added = await browser.post('/p/1/do', { action: 'insert', table: 'trip', name: 'x', _fields: 'name start_date', _back: '/p/1/trips' })
  assert.match(added.text, /<strong>Start date is missing\.<\/strong>/)
  assert.match(added.text, /<li><b>Start date<\/b>: Must be filled in\.<\/li>/)
  assert.equal(lastSeq(web.desk), seq)
})

test('a form of many fields says only what was changed in it, without script too', async (t) => {
  const web = await openTestWeb(t)
  const browser = await web.signIn()
  await browser.get('/p/1/tasks')
  await browser.post('/p/1/do', { action: 'insert', table: 'task', name: 'Buy milk', priority: 'medium', due: '', _fields: 'name done priority due' })
  const last = () => entriesAfter(web.desk, lastSeq(web.desk) - 1)[0]?.command
  assert.deepEqual(last(), { action: 'insert', table: 'task', name: 'Buy milk' })
  const row = readRow(web.desk, 'task', 1, 1)
  const form = { action: 'update', table: 'task', id: '1', _fields: 'name done priority due', _seen: JSON.stringify(row?.values), _version: String(row?.version), _back: '/p/1/tasks' }
  await browser.post('/p/1/do', { ...form, name: 'Buy milk', done: 'true', priority: String(row?.values['priority'] ?? ''), due: '' })
  assert.deepEqual(last(), { action: 'update', table: 'task', id: 1, done: true })
  const before = lastSeq(web.desk)
  const same = await browser.post('/p/1/do', { ...form, name: 'Buy milk', priority: String(row?.values['priority'] ?? ''), due: '' })
  assert.deepEqual([same.status, same.headers['location'], lastSeq(web.desk)], [303, '/p/1/tasks', before])
})

test('what is refused comes back with what was typed and changes nothing', async (t) => {
  const web = await openTestWeb(t)
  addRows(web.desk, 'task', [{ name: 'Buy milk', _position: 'a0' }])
  const browser = await web.signIn()
  await browser.get('/p/1/tasks')
  const before = lastSeq(web.desk)
  const added = await browser.post('/p/1/do', { action: 'insert', table: 'task', name: '', due: 'never ever', _back: '/p/1/tasks' })
  assert.equal(added.status, 422)
  assert.match(added.text, /value="never ever"/)
  const saved = await browser.post('/p/1/do', { action: 'update', table: 'task', id: '1', name: '', due: 'gibberish', _fields: 'name due', _seen: '{"name":"Buy milk"}', _back: '/p/1/tasks' })
  assert.equal(saved.status, 422)
  assert.match(saved.text, /value="gibberish"/)
  const fragment = await browser.post('/p/1/do', { action: 'insert', table: 'nothing', name: 'x' }, { 'hx-request': 'true' })
  assert.equal(fragment.status, 404)
  assert.match(fragment.text, /^<hx-partial hx-target="#notes"/)
  assert.equal((await browser.post('/p/1/do', { table: 'task' })).status, 400)
  assert.equal((await browser.post('/p/9/do', { action: 'insert', table: 'task', name: 'x' })).status, 404)
  assert.equal(lastSeq(web.desk), before)
})

test('a form never sends the browser to another site', async (t) => {
  const web = await openTestWeb(t)
  const browser = await web.signIn()
  await browser.get('/p/1/tasks')
  for (const back of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/\n/evil.example']) {
    const { status, headers } = await browser.post('/p/1/do', { action: 'insert', table: 'project', name: 'House', _back: back })
    assert.equal(status, 303)
    assert.equal(headers['location'], '/p/1')
  }
})

test('settings are changed on their own page, and the theme alone goes back', async (t) => {
  const web = await openTestWeb(t)
  const browser = await web.signIn()
  await browser.get('/settings')
  const saved = await browser.post('/settings', { _fields: 'desk_name comments', desk_name: 'Home' })
  assert.equal(saved.headers['location'], '/settings?saved=1', saved.text)
  assert.match((await browser.get('/settings?saved=1')).text, /value="Home"/)
  const theme = await browser.post('/settings', { _fields: 'theme', theme: 'dark' }, { referer: `${web.serving.address.url}/p/1/tasks` })
  assert.equal(theme.headers['location'], '/p/1/tasks')
  const refused = await browser.post('/settings', { _fields: 'desk_name', desk_name: '' })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /class="problem"/)
  const zone = await browser.post('/settings', { _fields: 'desk_name zone', desk_name: 'Home', zone: 'Nowhere' })
  assert.equal(zone.status, 422)
  assert.match(zone.text, /<b>Time zone<\/b>: Must be a time zone like Europe\/Berlin\./)
  assert.doesNotMatch(zone.text, /<b>zone<\/b>/)
})

test('a filter is kept as a view, shown as a tab and removed', async (t) => {
  const web = await openTestWeb(t)
  const browser = await web.signIn()
  assert.equal((await browser.get('/p/1/tasks?condition=priority.is.high&value=')).headers['location'], '/p/1/tasks?where=%7B%22priority%22%3A%22high%22%7D')
  await browser.get('/p/1/tasks')
  const kept = await browser.post('/p/1/views', { table: 'task', where: '{"priority":"high"}', name: 'Urgent' })
  assert.equal(kept.status, 303, kept.text)
  const page = await browser.get('/p/1/tasks?where=%7B%22priority%22%3A%22high%22%7D')
  assert.match(page.text, /aria-current="page"[^>]*>Urgent/)
  assert.equal((await browser.post('/p/1/views', { remove: '1' })).status, 303)
  assert.doesNotMatch((await browser.get('/p/1/tasks')).text, /Urgent<\/a>/)
})

test('what is said is handed to the apprentice; empty words are not', async (t) => {
  const web = await openTestWeb(t)
  const browser = await web.signIn()
  await browser.get('/p/1/tasks')
  assert.equal((await browser.post('/p/1/chat', { text: ' add milk ' })).status, 303)
  assert.equal((await browser.post('/p/1/chat', { text: '  ' })).status, 422)
  assert.equal((await browser.post('/p/1/chat', { text: 'x'.repeat(8001) })).status, 413)
  assert.deepEqual(web.said, ['add milk'])
  assert.deepEqual(web.failures, [])
})
