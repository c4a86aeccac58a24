import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { checkbox, date, link, longtext, text } from '../app/field.ts'
import { problem, type ProblemCode } from '../app/problem.ts'
import type { Actor, Command, Via } from '../data/command.ts'
import { execute } from '../data/execute.ts'
import { entriesAfter, lastSeq } from '../data/journal.ts'
import { undo } from '../data/undo.ts'
import { openTestDesk } from '../../test/data-fixture.ts'
import { changeLine } from './context-change.ts'
import { mayNameForeign, mayShowForeign } from './context-foreign.ts'

const mail = defineApp({
  title: 'Mail',
  tables: {
    letter: table({ title: text({ required: true }), body: longtext(), read: checkbox(), due: date(), pin: text({ private: true }) }, { order: 'manual' }),
    box: table({ name: text({ required: true }), newest: link('letter') }),
  },
  actions: { shelve: { on: 'letter', run: (tx, letter) => tx.update('letter', letter.id, { read: true, body: `${letter.title} shelved` }) } },
})
const person = ['person', 'page'] as const
const program = ['program', 'api'] as const

const openMail = async (t: Parameters<typeof openTestDesk>[0]) => {
  const desk = await openTestDesk(t, { mail })
  /** Does it, and gives how it is told. */
  const tell = async ([actor, via]: readonly [Actor, Via], ...commands: readonly Command[]): Promise<readonly (string | undefined)[]> => {
    const before = lastSeq(desk)
    const outcome = await execute(desk, { commands, actor, via, profile: 1 })
    assert.ok(outcome.ok, JSON.stringify(outcome))
    return entriesAfter(desk, before).map((entry) => changeLine(desk, entry))
  }
  return { desk, tell }
}
const one = { table: 'letter', id: 1 } as const

test('a change of a row from outside is told by its table, its number and its values; a text only where the person gave it by hand', async (t) => {
  const { desk, tell } = await openMail(t)
  assert.deepEqual(await tell(program, { action: 'insert', table: 'letter', title: 'Evil title', body: 'Evil body', due: '2026-12-24' }), ['A program added letter 1.'])
  assert.deepEqual(await tell(person, { action: 'update', ...one, read: true }), ['The user changed letter 1: read false → true.'])
  assert.deepEqual(await tell(person, { action: 'update', ...one, due: null, pin: '4711' }), ['The user changed letter 1: due 2026-12-24 → –.'])
  assert.deepEqual(await tell(person, { action: 'update', ...one, pin: '' }), ['The user changed letter 1.'])
  assert.deepEqual(await tell(program, { action: 'update', ...one, title: 'Evil again', read: false }), ['A program changed letter 1: title, read true → false.'])
  assert.deepEqual(await tell(person, { action: 'shelve', ...one }), ['The user changed letter 1: body, read false → true.'])
  assert.deepEqual(await tell(person, { action: 'update', ...one, title: 'My' }), ['The user changed letter 1: title → My.'])
  assert.deepEqual(await tell(person, { action: 'update', ...one, title: 'Own words', body: 'Mine too' }), ['The user changed letter 1: title → “Own words”, body → “Mine too”.'])
  assert.deepEqual(await tell(person, { action: 'update', ...one, read: false }), ['The user changed “Own words”: read true → false {"action":"update","table":"letter","id":1,"read":false}'])
  assert.ok((await undo(desk, { entry: lastSeq(desk) - 1 }, { actor: 'person', via: 'page', profile: 1 })).ok)
  assert.deepEqual(entriesAfter(desk, lastSeq(desk) - 1).map((entry) => changeLine(desk, entry)), ['The user changed letter 1: title, body.'])
})

test('many rows, moves, deletes and links to a row from outside are told without its text', async (t) => {
  const { tell } = await openMail(t)
  assert.deepEqual(await tell(['person', 'import'], { action: 'insert', table: 'letter', title: 'Evil one' }, { action: 'insert', table: 'letter', title: 'Evil two' }), ['The user added letter 1.', 'The user added letter 2.'])
  assert.deepEqual(await tell(person, { action: 'update', table: 'letter', where: { read: false }, read: true }), ['The user changed 2 letters.'])
  assert.deepEqual(await tell(person, { action: 'move', ...one, to: 'top' }), ['The user moved letter 1.'])
  assert.deepEqual(await tell(person, { action: 'insert', table: 'box', name: 'Mine', newest: 1 }), ['The user added box 1 {"action":"insert","table":"box","name":"Mine","newest":1}'])
  assert.deepEqual(await tell(person, { action: 'update', table: 'box', id: 1, newest: 2 }), ['The user changed box 1: newest 1 → 2.'])
  assert.deepEqual(await tell(person, { action: 'delete', ...one }), ['The user deleted letter 1.'])
  assert.deepEqual(await tell(person, { action: 'insert', table: 'letter', title: 'Mine' }), ['The user added letter 3 {"action":"insert","table":"letter","title":"Mine"}'])
})

test('what names no row, or is held beside none from outside, marks nothing', async (t) => {
  const { desk, tell } = await openMail(t)
  const marking = (): readonly ProblemCode[] => (['bad-json', 'unknown-field', 'unknown-row', 'ambiguous-row', 'linked', 'check-failed', 'failed', 'changed-since'] as const).filter((code) => mayNameForeign(desk, problem(code, 'No.')))
  const read = async (more: object): Promise<boolean> => {
    const outcome = await execute(desk, { commands: [{ action: 'read', table: 'box', ...more }], actor: 'person', via: 'page', profile: 1 })
    assert.ok(outcome.ok)
    return outcome.results.some((result) => mayShowForeign(desk, result))
  }
  await tell(person, { action: 'insert', table: 'box', name: 'Mine' })
  assert.deepEqual([marking(), await read({}), await read({ by: 'name', count: true })], [['changed-since'], false, false])
  await tell(program, { action: 'insert', table: 'letter', title: 'Evil' })
  assert.deepEqual([marking(), await read({}), await read({ count: true }), await read({ by: 'name', count: true })], [['unknown-row', 'ambiguous-row', 'linked', 'check-failed', 'failed', 'changed-since'], false, false, true])
  await tell(person, { action: 'update', table: 'box', id: 1, newest: 1 })
  assert.equal(await read({}), true)
})
