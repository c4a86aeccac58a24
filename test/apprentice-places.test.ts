import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDesk, type StartedDesk } from './desk.ts'

let desk: StartedDesk
let headers: Record<string, string>
let token = ''

before(async () => {
  desk = await openDesk()
  await desk.run(...['four', 'five', 'six'].map((name) => ({ action: 'insert', table: 'task', name, due: '2020-01-01' })), { action: 'update', table: 'task', id: 5, done: true }, { action: 'insert', table: 'contact', name: 'Ada' })
  const followed = await fetch(await desk.link(), { redirect: 'manual' })
  const cookie = followed.headers.get('set-cookie')?.split(';')[0] ?? ''
  token = (await (await fetch(`${desk.url}/p/1/tasks`, { headers: { cookie } })).text()).match(/name="_token" value="([\w-]+)"/)?.[1] ?? ''
  headers = { cookie, origin: desk.url }
})
after(() => desk.close())

/** Says it in the chat beside a page; gives the commands that ran, then takes them back. */
const sayAt = async (path: string, text: string): Promise<readonly object[]> => {
  const seq = await desk.seq()
  const { status } = await fetch(`${desk.url}/p/1/chat`, { method: 'POST', headers: { ...headers, referer: `${desk.url}${path}` }, body: new URLSearchParams({ _token: token, text }), redirect: 'manual' })
  assert.equal(status, 303)
  const entries = await desk.entries(seq)
  for (const entry of entries.toReversed()) await desk.run({ action: 'undo', entry: entry.seq })
  return entries.map(({ command }) => command)
}

test('"the first one" is the one that the person sees first: filtered and sorted as the page is', async () => {
  const order = (await desk.rows('task')).map(({ id }) => id)
  assert.deepEqual(order, [6, 5, 4, 3, 2, 1])
  assert.deepEqual(await sayAt('/p/1/tasks', 'delete the second one'), [{ action: 'delete', table: 'task', id: 5 }])
  assert.deepEqual(await sayAt('/p/1/tasks?view=open', 'delete the second one'), [{ action: 'delete', table: 'task', id: 4 }])
  assert.deepEqual(await sayAt('/p/1/tasks?sort=name', 'the first task is done'), [{ action: 'update', table: 'task', id: 2, done: true }])
  assert.deepEqual(await sayAt('/p/1/tasks?view=overdue', 'set the bottom task to high'), [{ action: 'update', table: 'task', id: 6, priority: 'high' }])
  assert.deepEqual(await sayAt('/p/1/tasks', 'delete the last thing on my list'), [{ action: 'delete', table: 'task', id: 1 }])
  assert.deepEqual(await sayAt('/p/1/contacts', 'finish the first task'), [{ action: 'update', table: 'task', id: 6, done: true }])
})

test('a place that nobody sees, or that is no place, names no row', async () => {
  assert.deepEqual(await sayAt('/p/1/tasks', 'delete the ninth task'), [])
  assert.deepEqual(await sayAt('/p/1/row/task/3', 'delete the second one'), [], 'beside one row')
  assert.deepEqual(await sayAt('/p/1/tasks', 'the first draft is done'), [])
})
