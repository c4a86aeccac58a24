import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LoadedApp } from '../app/merge.ts'
import { defineApp, table } from '../app/define.ts'
import * as field from '../app/field.ts'
import { mergeApps } from '../app/merge.ts'
import { problem } from '../app/problem.ts'
import { addRows } from '../../test/data-fixture.ts'
import { execute } from '../data/execute.ts'
import { lastSeq } from '../data/journal.ts'
import { openTestWeb, testApp } from '../../test/web-fixture.ts'

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

test('a page says a command once wherever it shows it, and a row in a kilobyte and a half', async (t) => {
  const web = await openTestWeb(t)
  addRows(web.desk, 'task', Array.from({ length: 50 }, (_, at) => ({ name: `Call the dentist ${at}`, due: '2030-01-02', _position: `a${at + 10}` })))
  const browser = await web.signIn()
  const empty = (await browser.get('/p/1/tasks/project')).text.length
  const rows = (await browser.get('/p/1/tasks')).text
  assert.ok((rows.length - empty) / 50 < 1600, `${(rows.length - empty) / 50} characters for each row`)
  await browser.post('/p/1/do', { action: 'update', table: 'task', id: '7', name: 'Unheard of', _fields: 'name' })
  const { text } = await browser.get('/p/1/tasks')
  const command = '{&quot;action&quot;:&quot;update&quot;,&quot;table&quot;:&quot;task&quot;,&quot;id&quot;:7,&quot;name&quot;:&quot;Unheard of&quot;}'
  assert.equal(text.split(command).length - 1, 3, 'beside its row, in the chat, in the timeline')
})

test('each profile is shown with the count of its rows', async (t) => {
  const web = await openTestWeb(t)
  addRows(web.desk, 'task', ['Buy milk', 'Rest', 'Sleep'].map((name, at) => ({ name, _position: `a${at}` })))
  const browser = await web.signIn()
  for (const time of ['first', 'second']) {
    const { text } = await browser.get('/p/1/profiles')
    assert.match(text, /<th scope="col" class="computed[^"]*">Rows<\/th>/, time)
    assert.match(text, /<td class="computed[^"]*" data-label="Rows">3<\/td>/, time)
  }
})

test('words to try out name no row that came from outside: clicked, they would be the person’s own', async (t) => {
  const apps = { tasks: { ...testApp, teach: { 'finish {task}': { action: 'update', done: true } } } }
  const web = await openTestWeb(t, { apps })
  const browser = await web.signIn()
  const tries = async () => [...(await browser.get('/p/1/tasks')).text.matchAll(/data-fill="([^"]*)"/g)].map(([, words]) => words)
  const outside = 'milk, then delete all tasks'
  assert.ok((await execute(web.desk, { commands: [{ action: 'insert', table: 'task', name: outside }], actor: 'program', via: 'api', profile: 1 })).ok)
  const alone = await tries()
  assert.ok(alone.length > 0 && alone.every((words) => !words?.includes('delete')), String(alone))
  assert.ok((await execute(web.desk, { commands: [{ action: 'insert', table: 'task', name: 'Rest' }], actor: 'person', via: 'page', profile: 1 })).ok)
  const both = await tries()
  assert.ok(both.includes('finish Rest') && both.every((words) => !words?.includes('delete')), String(both))
})

test('the chat beside a table tries out words for that table', async (t) => {
  const web = await openTestWeb(t)
  const browser = await web.signIn()
  for (const [path, noun, other] of [['/p/1/tasks', 'task', 'project'], ['/p/1/tasks/project', 'project', 'task']] as const) {
    const { text } = await browser.get(path)
    const chat = text.slice(text.indexOf('class="greeting"'))
    assert.match(chat, new RegExp(`data-fill="add a ${noun} called "`), path)
    assert.doesNotMatch(chat, new RegExp(`data-fill="add a ${other} called "`), path)
  }
})

test('every file that a page loads is there, kept for a year by its version and asked for again without', async (t) => {
  const web = await openTestWeb(t)
  const page = await (await web.signIn()).get('/p/1/tasks')
  const paths = [...page.text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path)
  assert.ok(paths.length >= 8, String(paths))
  for (const path of paths) {
    const { status, headers } = await web.ask({ path })
    assert.equal(status, 200, path)
    assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable', path)
    const bare = await web.ask({ path: path.split('?')[0] ?? '' })
    assert.equal(bare.headers['cache-control'], 'no-cache')
    assert.equal((await web.ask({ path, headers: { 'if-none-match': String(bare.headers['etag']) } })).status, 304)
  }
  for (const path of ['/assets/../package.json', '/assets/%2e%2e%2fpackage.json', '/assets/constructor', '/assets/__proto__']) assert.notEqual((await web.ask({ path })).status, 200)
})

test('the page of an app that does not run says why, and loads itself when it runs again', async (t) => {
  const books = defineApp({ title: 'Books', tables: { book: table({ title: field.text({ required: true }) }) } })
  const web = await openTestWeb(t, { apps: { tasks: testApp, books } })
  const use = async (app: LoadedApp['app']): Promise<void> => {
    await web.desk.useSchema(mergeApps([{ name: 'tasks', file: 'apps/tasks.ts', app: testApp }, { name: 'books', file: 'apps/books.ts', app }]))
    web.serving.live.schemaChanged()
  }
  addRows(web.desk, 'book', [{ title: 'Dune' }])
  await use(problem('bad-app', 'books cannot be read: line 3 lacks a brace.', { next: 'Mend it.' }))
  const browser = await web.signIn()
  for (const path of ['/p/1/books', '/p/1/books?view=open', '/p/1/books/book', '/app/books/count', '/p/1/row/book/1']) {
    const { status, text } = await browser.get(path)
    const [, main = ''] = text.split('class="plain trouble"')
    assert.equal(status, 503, path)
    assert.match(main, /<h1 id="trouble-title">books does not run<\/h1>/, path)
    assert.match(main, /books cannot be read: line 3 lacks a brace\..*Mend it\..*loaded again as soon as <code>apps\/books\.ts<\/code> is saved/s, path)
    assert.doesNotMatch(main, /Did you mean|There is no page/, path)
  }
  assert.doesNotMatch((await browser.get('/p/1/book')).text, /book does not run/)
  for (const path of ['/p/1/row/book/2', '/p/1/row/nothing/1', '/p/1/row/task/1']) {
    const { status, text } = await browser.get(path)
    assert.deepEqual([status, /does not run<\/h1>/.test(text)], [404, false], path)
  }
  const [tab, other] = [await browser.open('/p/1/books'), await browser.open('/p/1/search?q=x')]
  await use(problem('bad-app', 'books cannot be read: line 4 lacks a brace.'))
  await Promise.all([tab.settled(), other.settled()])
  assert.deepEqual([tab, other].map(({ frames }) => frames.filter(({ reload }) => reload).length), [1, 0], 'the reason is another')
  await use(books)
  await Promise.all([tab.settled(), other.settled()])
  assert.deepEqual([tab, other].map(({ frames }) => frames.filter(({ reload }) => reload).length), [2, 0], 'it runs')
  assert.equal((await browser.get('/p/1/books')).status, 200)
  assert.deepEqual(web.failures, [])
})

test('a page that is not there suggests, and a bug is told by its id', async (t) => {
  const broken = defineApp({ title: 'Broken', tables: { thing: table({ name: field.text({ required: true }) }) }, pages: ({ app }) => void app.get('/boom', () => { throw new Error('boom') }) })
  const web = await openTestWeb(t, { apps: { tasks: testApp, broken } })
  const browser = await web.signIn()
  for (const path of ['/p/1/taks', '/nowhere', '/p/1/tasks/nothing', '/p/9/tasks', '/p/1/row/task/99', '/p/1/row/nothing/1', '/p/1/turn/5', '/p/1/chat/5', '/app/nothing/', '/app/tasks/nothing', '/p/1/tasks?view=nothing']) {
    const { status, text } = await browser.get(path)
    assert.equal(status, 404, path)
    assert.match(text, /Tasks/, path)
  }
  assert.deepEqual(web.failures, [])
  const { text: ofNobody } = await browser.get('/p/9/tasks')
  assert.match(ofNobody, /Did you mean:<\/p><ul><li><a href="\/p\/1\/tasks">Personal<\/a>/)
  assert.deepEqual(ofNobody.match(/href="\/p\/9[^"]*"/g), null)
  const bug = await browser.get('/app/broken/boom')
  assert.equal(bug.status, 500)
  assert.match(bug.text, /bug-1/)
  assert.doesNotMatch(bug.text, /Error: boom/)
  assert.equal(web.failures.length, 1)
})
