import assert from 'node:assert/strict'
import { test } from 'node:test'
import { execute } from '../data/execute.ts'
import type { Command } from '../data/command.ts'
import { addRows } from '../../test/data-fixture.ts'
import { lastSeq } from '../data/journal.ts'
import { openTestWeb, type TestWeb } from '../../test/web-fixture.ts'

const change = async (web: TestWeb, ...commands: Command[]): Promise<void> => {
  const outcome = await execute(web.desk, { commands, actor: 'person', via: 'page', profile: 1 })
  assert.ok(outcome.ok, JSON.stringify(outcome))
}
const tasks = (...names: string[]) => names.map((name, at) => ({ name, _position: `a${at}` }))

test('a change is in every open page: its row, the counts, the timeline, the chat', async (t) => {
  const web = await openTestWeb(t)
  addRows(web.desk, 'task', tasks('Buy milk', 'Call the dentist'))
  const browser = await web.signIn()
  const [list, open, row] = [await browser.open('/p/1/tasks'), await browser.open('/p/1/tasks?view=open'), await browser.open('/p/1/row/task/1')]
  await change(web, { action: 'update', table: 'task', id: 2, done: true })

  const inList = await list.settled()
  assert.match(inList, /hx-target="#row-task-2" hx-swap="outerMorph"/)
  assert.match(inList, /I saw.*&quot;action&quot;:&quot;update&quot;/s)
  assert.match(inList, /hx-target="#timeline-lines" hx-swap="afterbegin"/)
  assert.match(inList, /hx-target="#turns" hx-swap="beforeend"/)
  assert.match(await open.settled(), /hx-target="#row-task-2" hx-swap="delete"/)
  const inRow = await row.settled()
  assert.doesNotMatch(inRow, /row-task-2/)
  assert.match(inRow, /timeline-lines/)
  for (const tab of [list, open, row]) assert.equal(tab.frames.at(-1)?.seq, lastSeq(web.desk))
  assert.deepEqual(web.failures, [])
})

test('a fragment carries the nonce and token of the page that it is for, and rows cannot ask for them', async (t) => {
  const web = await openTestWeb(t)
  const browser = await web.signIn()
  const [one, two] = [await browser.open('/p/1/tasks'), await browser.open('/p/1/tasks')]
  // The first row of an empty list brings the whole list, with its forms.
  await change(web, { action: 'insert', table: 'task', name: 'hx-nonce="x" ${nonce}' })
  const [inOne, inTwo] = [await one.settled(), await two.settled()]
  assert.ok(inOne.includes(`hx-nonce="${one.nonce}"`) && inOne.includes(one.token) && !inOne.includes(two.nonce))
  assert.ok(inTwo.includes(`hx-nonce="${two.nonce}"`) && inTwo.includes(two.token) && !inTwo.includes(one.nonce))
  assert.equal(inOne.replaceAll(one.token, 'T').replaceAll(one.nonce, 'N'), inTwo.replaceAll(two.token, 'T').replaceAll(two.nonce, 'N'), 'rendered once for both')
  assert.doesNotMatch(inOne, /hx-nonce="(?!N)[0-9a-f]{32}"/)
})

test('what a person shows by a click is told as learned at once; what a program does is not', async (t) => {
  const web = await openTestWeb(t)
  addRows(web.desk, 'task', tasks('One'))
  const tab = await (await web.signIn()).open('/p/1/tasks')
  assert.ok((await execute(web.desk, { commands: [{ action: 'update', table: 'task', id: 1, done: true }], actor: 'program', via: 'api', profile: 1 })).ok)
  assert.doesNotMatch(await tab.settled(), /hx-target="#learned"/)
  await change(web, { action: 'insert', table: 'task', name: 'Two' })
  assert.match(await tab.settled(), /hx-target="#learned"[^]*has learned: <b>add<\/b>/)
})

test('rows come at their place, move to it, and leave', async (t) => {
  const web = await openTestWeb(t)
  addRows(web.desk, 'task', tasks('One', 'Two', 'Three'))
  const browser = await web.signIn()
  const tab = await browser.open('/p/1/tasks')
  await change(web, { action: 'insert', table: 'task', name: 'Four' })
  assert.match(await tab.settled(), /hx-target="#row-task-4" hx-swap="delete">.*hx-target="#head-task" hx-swap="afterend"/s)
  await change(web, { action: 'move', table: 'task', id: 1, after: 3 })
  assert.match(await tab.settled(), /hx-target="#row-task-3" hx-swap="afterend"><tbody id="row-task-1"/)
  await change(web, { action: 'delete', table: 'task', id: 2 })
  assert.match(await tab.settled(), /hx-target="#row-task-2" hx-swap="delete"/)
  assert.doesNotMatch(await tab.settled(), /hx-target="#list" hx-swap="outerMorph"/)
})

test('a renamed row is renamed where others link to it', async (t) => {
  const web = await openTestWeb(t)
  addRows(web.desk, 'project', [{ name: 'House' }])
  addRows(web.desk, 'task', [{ name: 'Paint', project: 1, _position: 'a0' }, { name: 'Read', _position: 'a1' }])
  const browser = await web.signIn()
  const tab = await browser.open('/p/1/tasks')
  await change(web, { action: 'update', table: 'project', id: 1, name: 'Castle' })
  const html = await tab.settled()
  assert.match(html, /hx-target="#row-task-1".*Castle/s)
  assert.doesNotMatch(html, /hx-target="#row-task-2"/)
})

test('a page that comes back gets what it missed; one that is too far behind loads itself anew', async (t) => {
  const web = await openTestWeb(t)
  addRows(web.desk, 'task', tasks('Buy milk'))
  const browser = await web.signIn()
  const page = await browser.get('/p/1/tasks')
  await change(web, { action: 'update', table: 'task', id: 1, name: 'Buy oat milk' })
  const seen = Number(page.text.match(/data-seq="(\d+)"/)?.[1])
  const late = await browser.open('/p/1/tasks')
  assert.equal(await late.settled(), '', 'a page that was just loaded has missed nothing')
  late.say({ seen, path: '/p/1/tasks' })
  const caught = await late.settled()
  assert.match(caught, /hx-target="#list" hx-swap="outerMorph".*Buy oat milk/s)
  assert.equal(late.frames.at(-1)?.seq, lastSeq(web.desk))

  for (let n = 0; n < 201; n += 1) await change(web, { action: 'update', table: 'task', id: 1, name: `Milk ${n}` })
  late.say({ seen, path: '/p/1/tasks' })
  await late.settled()
  assert.equal(late.frames.at(-1)?.reload, true)
  late.say({ seen: lastSeq(web.desk) + 5, path: '/p/1/tasks' })
  await late.settled()
  assert.equal(late.frames.at(-1)?.reload, true, 'a journal that knows less than the page is another one')
})

test('a new profile, another word for it, and one that is gone are in the frame of every page', async (t) => {
  const web = await openTestWeb(t)
  const browser = await web.signIn()
  const tab = await browser.open('/p/1/tasks')
  await change(web, { action: 'insert', table: 'profile', name: 'Acme' })
  assert.match(await tab.settled(), /hx-target="#profiles" hx-swap="outerHTML"><details id="profiles".*<a href="\/p\/2\/tasks">Acme<\/a>/s)
  await change(web, { action: 'insert', table: 'setting', profile_word: 'client' })
  assert.match(await tab.settled(), /Clients<\/a>.*<small>client<\/small>/s)
  const other = await browser.open('/p/2/tasks')
  await change(web, { action: 'delete', table: 'profile', id: 2 })
  assert.match(await tab.settled(), /<span id="profiles" hidden>/)
  await other.settled()
  assert.equal(other.frames.at(-1)?.reload, true, 'its page says that it is gone')
  await change(web, { action: 'insert', table: 'task', name: 'Milk' })
  assert.deepEqual((await tab.settled()).match(/id="profiles"/g)?.length, 3)
  assert.deepEqual(web.failures, [])
})

test('a page of another profile hears nothing of these rows', async (t) => {
  const web = await openTestWeb(t)
  addRows(web.desk, 'profile', [{ name: 'Other' }])
  addRows(web.desk, 'task', tasks('Buy milk'))
  const browser = await web.signIn()
  const tab = await browser.open('/p/2/tasks')
  await change(web, { action: 'update', table: 'task', id: 1, name: 'Secret' })
  assert.doesNotMatch(await tab.settled(), /Secret/)
  assert.equal(tab.frames.at(-1)?.seq, lastSeq(web.desk), 'but it knows how far it is')
})

test('undo changes the card and the line of what was undone', async (t) => {
  const web = await openTestWeb(t)
  addRows(web.desk, 'task', tasks('Buy milk'))
  const browser = await web.signIn()
  const tab = await browser.open('/p/1/tasks')
  await change(web, { action: 'update', table: 'task', id: 1, done: true })
  const seq = lastSeq(web.desk)
  await browser.post('/p/1/undo', { entry: String(seq) })
  const html = await tab.settled()
  assert.match(html, new RegExp(`hx-target="#entry-${seq}" hx-swap="outerMorph">.*undone`, 's'))
  assert.match(html, new RegExp(`hx-target="#saw-${seq}" hx-swap="outerMorph"`))
})

test('the words of a turn stream to the pages of its profile only, as text', async (t) => {
  const web = await openTestWeb(t)
  const browser = await web.signIn()
  const tab = await browser.open('/p/1/tasks')
  web.tell({ kind: 'piece', profile: 1, turn: 7, text: '<img src=x>' })
  web.tell({ kind: 'piece', profile: 1, turn: 7, text: 'Done.' })
  web.tell({ kind: 'piece', profile: 2, turn: 8, text: 'Elsewhere' })
  const html = await tab.settled()
  assert.match(html, /hx-target="#turn-7-say" hx-swap="beforeend"><span>&lt;img src=x&gt;Done\.<\/span>/)
  assert.doesNotMatch(html, /Elsewhere/)
})

test('a page that comes while a turn runs gets its words so far, once, and then the rest', async (t) => {
  const web = await openTestWeb(t)
  const browser = await web.signIn()
  const piece = (text: string) => web.tell({ kind: 'piece', profile: 1, turn: 7, text })
  piece('<b>Once ')
  const first = await browser.open('/p/1/tasks')
  assert.match(await first.settled(), /hx-target="#turn-7-say" hx-swap="innerHTML"><span>&lt;b&gt;Once <\/span>/)
  piece('upon ')
  const [second, elsewhere] = [await browser.open('/p/1/tasks?view=open'), await browser.open('/p/2/tasks')]
  assert.match(await second.settled(), /hx-swap="innerHTML"><span>&lt;b&gt;Once upon <\/span>/)
  piece('a time')
  for (const tab of [first, second]) assert.equal((await tab.settled()).match(/a time/g)?.length, 1)
  assert.match(await second.settled(), /hx-target="#turn-7-say" hx-swap="beforeend"><span>a time<\/span>/)
  web.tell({ kind: 'ended', profile: 1, turn: 7, say: 'Once upon a time', via: 'model' })
  const late = await browser.open('/p/1/tasks')
  for (const tab of [elsewhere, late]) assert.doesNotMatch(await tab.settled(), /turn-7-say/)
  assert.deepEqual(web.failures, [])
})

test('a tab that never reads is cut off, and the others are not', async (t) => {
  const web = await openTestWeb(t)
  const browser = await web.signIn()
  const [deaf, well] = [await browser.open('/p/1/tasks'), await browser.open('/p/1/tasks')]
  deaf.deafen()
  const big = 'x'.repeat(200_000)
  for (let n = 0; n < 60; n += 1) {
    web.tell({ kind: 'piece', profile: 1, turn: 7, text: `${n}${big}` })
    await web.serving.live.settled()
  }
  await deaf.ended()
  assert.ok(deaf.frames.length < 60, `${deaf.frames.length} frames came`)
  const html = await well.settled()
  assert.ok(html.includes(`>59${big}`))
})
