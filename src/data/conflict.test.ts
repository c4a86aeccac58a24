import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { checkbox, date, integer, link, text } from '../app/field.ts'
import { done, openTestDesk, refused } from '../../test/data-fixture.ts'
import type { Command, Request } from './command.ts'
import type { Desk } from './desk.ts'
import { execute } from './execute.ts'
import { lastSeq } from './journal.ts'
import { readRow } from './read.ts'

const tasks = defineApp({
  title: 'Tasks',
  tables: {
    task: table({ name: text({ required: true }), done: checkbox(), due: date() }, { scope: 'profile' }),
    tag: table({ name: text({ required: true }), task: link('task', { onDelete: 'clear' }) }, { scope: 'profile' }),
  },
  actions: {
    snooze: { on: 'task', input: { days: integer({ default: 1 }) }, run: (tx, row, { days }) => tx.update('task', row.id, { name: `${row.name} +${days}` }) },
    tag: { on: 'task', run: (tx, row) => { tx.insert('tag', { name: 'new', task: row.id }) } },
  },
})

const open = (t: TestContext) => openTestDesk(t, { tasks })
const say = (desk: Desk, command: Command, more: Partial<Request> = {}) => execute(desk, { commands: [command], actor: 'person', via: 'page', profile: 1, ...more })
const add = (desk: Desk, name: string) => done(say(desk, { action: 'insert', table: 'task', name }))
const versionOf = (desk: Desk, id: number): number => readRow(desk, 'task', id, 1)?.version ?? 0

test('a conflict is only where the same fields changed', async (t) => {
  const desk = await open(t)
  await add(desk, 'Buy milk')
  const version = versionOf(desk, 1)
  await done(say(desk, { action: 'update', table: 'task', id: 1, name: 'Buy oat milk' }))
  await done(say(desk, { action: 'update', table: 'task', id: 1, done: true }, { version }))
  const before = lastSeq(desk)
  const problem = await refused(say(desk, { action: 'update', table: 'task', id: 1, name: 'Buy cream' }, { version, seen: { name: 'Buy milk' } }), 'conflict')
  assert.deepEqual(problem.conflict, { name: { seen: 'Buy milk', now: 'Buy oat milk' } })
  await refused(say(desk, { action: 'delete', table: 'task', id: 1 }, { version }), 'conflict')
  assert.equal(lastSeq(desk), before)
})

test('an app’s action meets a conflict only in the fields that it changes, and tells both values', async (t) => {
  const desk = await open(t)
  await add(desk, 'Buy milk')
  const version = versionOf(desk, 1)
  const snooze = () => say(desk, { action: 'snooze', table: 'task', id: 1, days: 2 }, { version })
  await done(say(desk, { action: 'update', table: 'task', id: 1, done: true, due: '2026-12-01' }))
  await done(snooze())
  // Two tabs press the same button: the second one is told what the first has done.
  const before = lastSeq(desk)
  assert.deepEqual((await refused(snooze(), 'conflict')).conflict, { name: { seen: 'Buy milk', now: 'Buy milk +2' } })
  assert.deepEqual([lastSeq(desk), readRow(desk, 'task', 1, 1)?.values['name']], [before, 'Buy milk +2'])
  // What it does to other rows is not what was seen of this one.
  await done(say(desk, { action: 'tag', table: 'task', id: 1 }, { version }))
})
