import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { text } from '../app/field.ts'
import { audit } from './audit.ts'
import { backUp, backupsKept, listBackups } from './backup.ts'
import type { Desk } from './desk.ts'
import { execute } from './execute.ts'
import { openTestDesk, testNow } from '../../test/data-fixture.ts'
import { entriesAfter, lastSeq } from './journal.ts'
import { newestEntries, rowHistory } from './journal-told.ts'
import { readRow } from './read.ts'
import { undo } from './undo.ts'

const tasks = defineApp({ title: 'Tasks', tables: { task: table({ name: text({ required: true }) }) } })
const person = { actor: 'person', via: 'page', profile: 1 } as const
const day = 24 * 3_600_000
const jumps = [testNow, testNow - day, 0, testNow + 3650 * day, testNow]

test('when the clock jumps, the order, undo and the last backups are exact', async (t) => {
  let now = testNow
  const opened = await openTestDesk(t, { tasks })
  const desk: Desk = { ...opened, now: () => now }
  const first = lastSeq(desk) + 1
  const say = async (command: { readonly action: string } & Record<string, unknown>) => {
    const outcome = await execute(desk, { commands: [command], ...person })
    assert.ok(outcome.ok, JSON.stringify(outcome))
  }
  await say({ action: 'insert', table: 'task', name: 'at 0' })
  for (const [at, moment] of jumps.entries()) {
    now = moment
    await say({ action: 'update', table: 'task', id: 1, name: `at ${at + 1}` })
  }
  const seqs = Array.from({ length: jumps.length + 1 }, (_, at) => first + at)
  assert.deepEqual(entriesAfter(desk, first - 1).map(({ seq }) => seq), seqs)
  assert.deepEqual(newestEntries(desk, { profile: 1, limit: 6 }).map(({ seq }) => seq), seqs.toReversed())
  assert.deepEqual(rowHistory(desk, 'task', 1).map(({ seq }) => seq), seqs.toReversed())
  for (const [at, moment] of [...jumps.entries()].toReversed()) {
    now = moment - day
    assert.equal(readRow(desk, 'task', 1, 1)?.label, `at ${at + 1}`)
    assert.ok((await undo(desk, { newest: true }, person)).ok)
  }
  assert.equal(readRow(desk, 'task', 1, 1)?.label, 'at 0')
  assert.deepEqual(audit(desk).findings, [])

  const made: string[] = []
  for (let at = 0; at < backupsKept + 5; at += 1) {
    now = jumps[at % jumps.length] ?? testNow
    const backup = await backUp(desk, `number ${at}`)
    assert.ok(backup.ok)
    made.push(backup.value.file)
  }
  assert.deepEqual(listBackups(join(desk.dir, 'backups')).map((name) => join(desk.dir, 'backups', name)), made.slice(-backupsKept))
})

test('two pages and the apprentice on one row: the later ones are told both values, and nothing is lost', async (t) => {
  const desk = await openTestDesk(t, { tasks })
  await execute(desk, { commands: [{ action: 'insert', table: 'task', name: 'Buy milk' }], ...person })
  const seen = readRow(desk, 'task', 1, 1)
  assert.ok(seen)
  const change = (name: string, who: object) => execute(desk, { commands: [{ action: 'update', table: 'task', id: 1, name }], ...person, version: seen.version, seen: { name: seen.label }, ...who })
  const before = lastSeq(desk)
  const [first, second, third] = await Promise.all([change('Buy oat milk', {}), change('Buy cream', {}), change('Buy butter', { actor: 'apprentice', via: 'reflex' })])
  assert.ok(first?.ok)
  for (const late of [second, third]) {
    assert.ok(late && !late.ok && late.code === 'conflict', JSON.stringify(late))
    assert.match(late.message, /has been changed by someone else \(name\)/)
  }
  assert.ok(second && !second.ok)
  assert.deepEqual(second.conflict, { name: { seen: 'Buy milk', now: 'Buy oat milk' } })
  assert.deepEqual([readRow(desk, 'task', 1, 1)?.label, lastSeq(desk)], ['Buy oat milk', before + 1])
})
