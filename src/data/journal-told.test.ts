import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { checkbox, text } from '../app/field.ts'
import { addRows, openTestDesk } from '../../test/data-fixture.ts'
import { describeEntry } from './describe.ts'
import { execute } from './execute.ts'
import { entriesAfter, findEntry, lastSeq } from './journal.ts'
import { lastChanges, newestEntries, rowHistory, toldAfter, toldEntry, toldOfTurn } from './journal-told.ts'
import { undo } from './undo.ts'

const tasks = defineApp({ title: 'Tasks', tables: { task: table({ name: text({ required: true }), done: checkbox() }) } })
const person = { actor: 'person', via: 'page', profile: 1 } as const

test('a bulk change is told by its first hundred changes and the count of all, and undone whole', async (t) => {
  const desk = await openTestDesk(t, { tasks })
  addRows(desk, 'task', Array.from({ length: 230 }, (_, at) => ({ name: `task ${at + 1}`, done: false })))
  const added = lastSeq(desk)
  const outcome = await execute(desk, { commands: [{ action: 'update', table: 'task', view: 'all', done: true }], ...person, confirm: 230 })
  assert.ok(outcome.ok, JSON.stringify(outcome))
  const seq = lastSeq(desk)
  const told = [newestEntries(desk, { profile: 1, limit: 1 })[0], toldEntry(desk, seq), toldOfTurn(desk, outcome.turn)[0], toldAfter(desk, seq - 1, 5)[0], rowHistory(desk, 'task', 230)[0]]
  for (const each of told) {
    assert.ok(each)
    assert.deepEqual([each.seq, each.changes.length, each.more], [seq, 100, { task: 130 }])
    assert.equal(describeEntry(desk, each).text, 'finished 230 tasks')
  }
  assert.equal(findEntry(desk, seq)?.changes.length, 230)
  assert.deepEqual(lastChanges(desk, 'task', [1, 230, 999]), new Map([[1, { seq, at: told[0]?.at, actor: 'person' }], [230, { seq, at: told[0]?.at, actor: 'person' }]]))

  const undone = await undo(desk, { entry: seq }, person)
  assert.ok(undone.ok)
  const last = newestEntries(desk, { profile: 1, limit: 1 })[0]
  assert.deepEqual([last?.undoes, last?.more, last && describeEntry(desk, last).text], [seq, { task: 130 }, 'undid: finished 230 tasks'])
  assert.equal(toldEntry(desk, added)?.more?.['task'], 130)
  assert.equal(toldEntry(desk, 999), undefined)
})

test('entries are given whole, as many at once as memory should hold', async (t) => {
  const desk = await openTestDesk(t, { tasks })
  const before = lastSeq(desk)
  for (const count of [15_000, 4_000, 2_000, 30_000, 1]) addRows(desk, 'task', Array.from({ length: count }, (_, at) => ({ name: `${at}`, done: false })))
  const given: number[][] = []
  for (let after = before; after < lastSeq(desk); ) {
    const entries = entriesAfter(desk, after)
    given.push(entries.map(({ changes }) => changes.length))
    after = entries.at(-1)?.seq ?? Infinity
  }
  assert.deepEqual(given, [[15_000, 4_000], [2_000], [30_000], [1]])
})
