import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { checkbox, date, text } from '../app/field.ts'
import { done, openTestDesk, refused } from '../../test/data-fixture.ts'
import type { Command } from './command.ts'
import { execute } from './execute.ts'
import { lastSeq } from './journal.ts'

const tasks = defineApp({
  title: 'Tasks',
  tables: { task: table({ name: text({ required: true }), done: checkbox(), due: date() }) },
  views: { late: { title: 'Too late', table: 'task', where: { done: false, due: { before: 'today' } } } },
})

test('a view addresses its rows by its name or title, with further conditions but none that it has itself', async (t) => {
  const desk = await openTestDesk(t, { tasks })
  const say = (command: Omit<Command, 'action'>) => execute(desk, { commands: [{ action: 'update', table: 'task', ...command }], actor: 'person', via: 'page', profile: 1 })
  for (const name of ['Milk', 'Bread']) await done(execute(desk, { commands: [{ action: 'insert', table: 'task', name, due: 'yesterday' }], actor: 'person', via: 'page', profile: 1 }))
  const before = lastSeq(desk)
  assert.match((await refused(say({ view: 'late', where: { done: true }, due: 'tomorrow' }), 'bad-command')).message, /condition on done already/)
  assert.match((await refused(say({ view: 'lat', due: 'tomorrow' }), 'unknown-view')).next ?? '', /Did you mean late\? .* all, late/)
  assert.equal(lastSeq(desk), before)
  const one = await done(say({ view: 'too late', where: { name: 'Milk' }, due: 'tomorrow' }))
  assert.deepEqual(one.results.map(({ command }) => command), [{ action: 'update', table: 'task', id: 1, due: '2026-11-23' }])
  const rest = await done(say({ view: 'late', due: 'tomorrow' }))
  assert.deepEqual(rest.results.map(({ command }) => command), [{ action: 'update', table: 'task', id: 2, due: '2026-11-23' }])
})

test('conditions that say nothing mean no row, never every row', async (t) => {
  const desk = await openTestDesk(t, { tasks })
  await done(execute(desk, { commands: [{ action: 'insert', table: 'task', name: 'Milk' }], actor: 'person', via: 'page', profile: 1 }))
  const before = lastSeq(desk)
  for (const how of [{ where: {} }, { where: { name: {} } }, { where: [] }, { where: null }, { view: '' }, {}])
    await refused(execute(desk, { commands: [{ action: 'delete', table: 'task', ...how }], actor: 'person', via: 'page', profile: 1 }), 'view' in how ? 'unknown-view' : 'bad-command')
  assert.equal(lastSeq(desk), before)
})
