import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { checkbox, link, text } from '../app/field.ts'
import type { Problem } from '../app/problem.ts'
import type { Command, Outcome, Request } from './command.ts'
import { describeCommand, describeEntry } from './describe.ts'
import type { Desk } from './desk.ts'
import { execute } from './execute.ts'
import { done, openTestDesk } from '../../test/data-fixture.ts'
import { findEntry, lastSeq } from './journal.ts'
import { readImage } from './rows.ts'
import { undo } from './undo.ts'

const tasks = defineApp({
  title: 'Tasks',
  tables: {
    task: table({ name: text({ required: true }), done: checkbox(), salary: text({ private: true }) }, { order: 'manual', scope: 'profile' }),
    note: table({ name: text({ required: true }), task: link('task', { onDelete: 'clear' }) }, { scope: 'profile' }),
    // Deleting a chain's row makes another, and each row is touched twice by its own insert.
    echo: table({ name: text({ required: true }), times: text() }, { after: (tx, { before, after }) => { if (after && !before) tx.update('echo', after.id, { times: 'once' }) } }),
  },
})
const person = { actor: 'person', via: 'page', profile: 1 } as const
const say = (desk: Desk, commands: Command | readonly Command[], more: Partial<Request> = {}) => execute(desk, { commands: [commands].flat(), ...person, ...more })
const refused = async (desk: Desk, answer: () => Promise<Outcome | Problem>, code: string): Promise<Problem> => {
  const before = lastSeq(desk)
  const outcome = await answer()
  assert.ok(!outcome.ok, JSON.stringify(outcome))
  assert.equal(outcome.code, code, outcome.message)
  assert.equal(lastSeq(desk), before)
  return outcome
}
const seqOf = (outcome: Outcome) => {
  const [result] = outcome.results
  assert.ok(result?.kind === 'changed')
  return result.entry.seq
}
const image = (desk: Desk, id: number, name = 'task') => readImage(desk.store, name, id)

test('undo and redo of an insert, an update, a move and a delete restore every byte', async (t) => {
  const desk = await openTestDesk(t, { tasks })
  await done(say(desk, [{ action: 'insert', table: 'task', name: 'a' }, { action: 'insert', table: 'task', name: 'b' }]))
  for (const command of [
    { action: 'update', table: 'task', id: 1, name: 'A', done: true },
    { action: 'move', table: 'task', id: 1, to: 'top' },
    { action: 'delete', table: 'task', id: 1 },
    { action: 'insert', table: 'task', name: 'c' },
  ]) {
    const id = command.action === 'insert' ? 3 : 1
    const before = image(desk, id)
    const seq = seqOf(await done(say(desk, command)))
    const after = image(desk, id)
    const undone = await done(undo(desk, { entry: seq }, person))
    assert.deepEqual(image(desk, id), before)
    assert.equal(findEntry(desk, seq)?.undoneBy, seqOf(undone))
    await refused(desk, () => undo(desk, { entry: seq }, person), 'nothing-to-undo')
    const redone = await done(undo(desk, { entry: seqOf(undone) }, person))
    assert.deepEqual(image(desk, id), after)
    assert.equal(findEntry(desk, seq)?.undoneBy, undefined)
    await done(undo(desk, { entry: seqOf(redone) }, person))
    assert.deepEqual(image(desk, id), before)
    if (command.action !== 'delete') await done(undo(desk, { entry: seq }, person)).catch(() => undefined)
  }
})

test('undo of a turn is all or nothing, newest first, and one turn itself', async (t) => {
  const desk = await openTestDesk(t, { tasks })
  const turn = await done(say(desk, [{ action: 'insert', table: 'task', name: 'a' }, { action: 'insert', table: 'note', name: 'n', task: '$1' }, { action: 'update', table: 'task', id: '$1', done: true }]))
  await done(say(desk, { action: 'update', table: 'task', id: 1, name: 'b' }))
  const problem = await refused(desk, () => undo(desk, { turn: turn.turn }, person), 'changed-since')
  assert.deepEqual(problem.conflict, { name: { seen: 'a', now: 'b' } })
  await done(undo(desk, { newest: true }, person))
  const undone = await done(undo(desk, { newest: true }, person))
  assert.equal(undone.results.length, 3)
  assert.deepEqual([image(desk, 1), image(desk, 1, 'note')], [undefined, undefined])
  await refused(desk, () => undo(desk, { newest: true }, person), 'nothing-to-undo')
  await done(undo(desk, { turn: undone.turn }, person))
  assert.equal(image(desk, 1)?.['name'], 'a')
  assert.equal(image(desk, 1, 'note')?.['task'], 1)
})

test('undo keeps what others changed in other fields', async (t) => {
  const desk = await openTestDesk(t, { tasks })
  await done(say(desk, { action: 'insert', table: 'task', name: 'a' }))
  const seq = seqOf(await done(say(desk, { action: 'update', table: 'task', id: 1, done: true })))
  await done(say(desk, { action: 'update', table: 'task', id: 1, name: 'b' }))
  await done(undo(desk, { entry: seq }, person))
  assert.equal(image(desk, 1)?.['name'], 'b')
  assert.equal(image(desk, 1)?.['done'], false)
})

test('undo of an insert that is linked to lists the rows; of a delete it gives the links back', async (t) => {
  const desk = await openTestDesk(t, { tasks })
  const seq = seqOf(await done(say(desk, { action: 'insert', table: 'task', name: 'a' })))
  await done(say(desk, { action: 'insert', table: 'note', name: 'n', task: 1 }))
  assert.deepEqual((await refused(desk, () => undo(desk, { entry: seq }, person), 'linked')).candidates, [{ table: 'note', id: 1, label: 'n' }])
  const gone = seqOf(await done(say(desk, { action: 'delete', table: 'task', id: 1 })))
  assert.equal(image(desk, 1, 'note')?.['task'], null)
  await done(undo(desk, { entry: gone }, person))
  assert.equal(image(desk, 1, 'note')?.['task'], 1)
})

test('undo of a hook’s steps undoes them all', async (t) => {
  const desk = await openTestDesk(t, { tasks })
  const seq = seqOf(await done(say(desk, { action: 'insert', table: 'echo', name: 'x' })))
  assert.equal(image(desk, 1, 'echo')?.['times'], 'once')
  await done(undo(desk, { entry: seq }, person))
  assert.equal(image(desk, 1, 'echo'), undefined)
})

test('undo of a migration, of another profile, or of nothing is refused', async (t) => {
  const desk = await openTestDesk(t, { tasks })
  await refused(desk, () => undo(desk, { newest: true }, person), 'nothing-to-undo')
  await refused(desk, () => undo(desk, { entry: 1 }, person), 'refused')
  await refused(desk, () => undo(desk, { entry: 999 }, person), 'unknown-entry')
  const seq = seqOf(await done(say(desk, { action: 'insert', table: 'task', name: 'a' })))
  await done(say(desk, { action: 'insert', table: 'profile', name: 'Acme' }))
  await refused(desk, () => undo(desk, { entry: seq }, { ...person, profile: 2 }), 'unknown-entry')
})

test('entries and commands are told in plain words', async (t) => {
  const desk = await openTestDesk(t, { tasks })
  const told = async (command: Command) => {
    const entry = findEntry(desk, seqOf(await done(say(desk, command))))
    assert.ok(entry)
    return describeEntry(desk, entry).text
  }
  assert.equal(await told({ action: 'insert', table: 'task', name: 'Buy milk' }), 'added “Buy milk”')
  assert.equal(await told({ action: 'update', table: 'task', id: 1, done: true }), 'finished “Buy milk”')
  assert.equal(await told({ action: 'update', table: 'task', id: 1, done: false }), 'reopened “Buy milk”')
  assert.equal(await told({ action: 'update', table: 'task', id: 1, name: 'Buy oat milk' }), 'renamed “Buy milk” to “Buy oat milk”')
  assert.equal(await told({ action: 'update', table: 'task', id: 1, salary: '1000' }), 'changed salary of “Buy oat milk”')
  assert.equal(await told({ action: 'insert', table: 'note', name: 'n', task: 1 }), 'added “n”')
  assert.equal(await told({ action: 'update', table: 'note', id: 1, task: null }), 'changed task of “n” from “Buy oat milk” to nothing')
  assert.equal(await told({ action: 'insert', table: 'task', name: 'second' }), 'added “second”')
  assert.equal(await told({ action: 'move', table: 'task', id: 1, to: 'top' }), 'moved “Buy oat milk”')
  assert.equal(describeCommand(desk, { action: 'delete', table: 'task', id: [1, 2] }), 'delete 2 tasks: “Buy oat milk” and “second”')
  assert.equal(describeCommand(desk, { action: 'update', table: 'task', id: 1, done: true }), 'finish “Buy oat milk”')
  assert.equal(describeCommand(desk, { action: 'update', table: 'task', id: '$1', name: 'x' }), 'set name of the new task to “x”')
  assert.equal(describeCommand(desk, { action: 'insert', table: 'task', name: 'x' }), 'add task “x”')
  assert.equal(describeCommand(desk, { action: 'move', table: 'task', id: 1, after: 2 }), 'move “Buy oat milk” after “second”')
  assert.equal(await told({ action: 'delete', table: 'task', id: [1, 2] }), 'deleted 2 tasks')
  const undone = await done(undo(desk, { newest: true }, person))
  const back = findEntry(desk, seqOf(undone))
  assert.ok(back)
  assert.equal(describeEntry(desk, back).text, 'undid: deleted 2 tasks')
  const redone = findEntry(desk, seqOf(await done(undo(desk, { entry: back.seq }, person))))
  assert.ok(redone)
  assert.equal(describeEntry(desk, redone).text, 'redid: deleted 2 tasks')
})

test('the newest turn is the person’s or the apprentice’s of this profile, never a program’s or the desk’s', async (t) => {
  const desk = await openTestDesk(t, { tasks })
  await done(say(desk, { action: 'insert', table: 'task', name: 'mine' }))
  await done(say(desk, { action: 'insert', table: 'task', name: 'of the apprentice' }, { actor: 'apprentice', via: 'reflex' }))
  await done(say(desk, { action: 'insert', table: 'task', name: 'of a program' }, { actor: 'program', via: 'api' }))
  await done(say(desk, { action: 'insert', table: 'profile', name: 'Acme' }, { actor: 'program', via: 'api' }))
  await done(say(desk, { action: 'insert', table: 'task', name: 'of Acme' }, { profile: 2 }))
  const gone = async (): Promise<readonly number[]> => {
    await done(undo(desk, { newest: true }, person))
    return [1, 2, 3, 4].filter((id) => !image(desk, id))
  }
  assert.deepEqual(await gone(), [2])
  assert.deepEqual(await gone(), [1, 2])
  await refused(desk, () => undo(desk, { newest: true }, person), 'nothing-to-undo')
})
