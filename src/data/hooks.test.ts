import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { checkbox, date, integer, link, text } from '../app/field.ts'
import { placeOf } from '../app/load-reason.ts'
import type { Problem } from '../app/problem.ts'
import type { Command, CommandResult, Outcome } from './command.ts'
import { describeEntry } from './describe.ts'
import type { Desk } from './desk.ts'
import { execute } from './execute.ts'
import { openTestDesk } from '../../test/data-fixture.ts'
import { lastSeq } from './journal.ts'
import { readRow } from './read.ts'
import { readImage } from './rows.ts'

let kept: { insert: (table: string, values: object) => number } | undefined

const app = defineApp({
  title: 'Hooks',
  tables: {
    deal: table({ name: text({ required: true }), won: checkbox(), closed: date(), due: date({ default: 'tomorrow' }) }, {
      before: (values, row, { today }) => (values.won && !row?.closed ? { ...values, closed: today } : values),
      check: (row) => (row.name === 'bad' ? 'Not that name.' : undefined),
      after: (tx, { after }) => { if (after?.won) tx.insert('log', { name: `won ${after.name}`, deal: after.id }) },
    }),
    log: table({ name: text({ required: true }), deal: link('deal', { onDelete: 'clear' }) }),
    loop: table({ name: text({ required: true }), n: integer({ default: 0 }) }, { after: (tx, { after }) => { if (after) tx.update('loop', after.id, { n: (after.n ?? 0) + 1 }) } }),
    swallow: table({ name: text({ required: true }) }, { after: (tx) => { try { tx.insert('deal', { name: 'bad' }) } catch { /* the app goes on as if nothing had been refused */ } } }),
    sneaky: table({ name: text({ required: true }) }, { after: (tx) => { tx.insert('setting' as 'log', { name: 'x' }) } }),
    stern: table({ name: text({ required: true }) }, { after: (tx) => tx.refuse('Never that.') }),
    keeper: table({ name: text({ required: true }) }, { after: (tx) => { kept = tx as unknown as typeof kept } }),
    wrong: table({ name: text({ required: true }) }, { before: (values) => ({ ...values, nope: 1 }) as typeof values }),
    nonsense: table({ name: text({ required: true }) }, { before: () => 42 as never }),
    mutating: table({ name: text({ required: true }) }, { before: () => undefined as never }),
    truthy: table({ name: text({ required: true }) }, { check: (row) => (row.name === 'fine' ? '' : true) as unknown as string }),
    lost: table({ name: text({ required: true }) }, { after: (tx) => { tx.insert('nowhere' as 'log', { name: 'x' }) } }),
    misnamed: table({ name: text({ required: true }) }, { after: (tx) => { tx.insert('log', { nmae: 'x' } as object) } }),
    rude: table({ name: text({ required: true }) }, { after: () => { throw new Error('\u001b]0;owned\u0007') } }),
    thrower: table({ name: text({ required: true }) }, { after: () => { throw new TypeError('boo') } }),
  },
})
const say = (desk: Desk, command: Command) => execute(desk, { commands: [command], actor: 'person', via: 'page', profile: 1 })
const changed = async (answer: Promise<Outcome | Problem>): Promise<CommandResult & { kind: 'changed' }> => {
  const outcome = await answer
  const result = outcome.ok ? outcome.results[0] : undefined
  assert.ok(result?.kind === 'changed', JSON.stringify(outcome))
  return result
}
const refused = async (desk: Desk, command: Command, code: string, says: RegExp) => {
  const before = lastSeq(desk)
  const outcome = await say(desk, command)
  assert.ok(!outcome.ok, JSON.stringify(outcome))
  assert.equal(outcome.code, code, outcome.message)
  assert.match(outcome.message, says)
  assert.ok(outcome.next, 'a refusal tells the next step')
  assert.equal(lastSeq(desk), before)
}

test('hooks fill in, check and follow up, all in one entry', async (t) => {
  const desk = await openTestDesk(t, { app })
  await changed(say(desk, { action: 'insert', table: 'deal', name: 'Dairy' }))
  const { entry, command } = await changed(say(desk, { action: 'update', table: 'deal', id: 1, won: true }))
  assert.deepEqual(command, { action: 'update', table: 'deal', id: 1, won: true })
  assert.deepEqual(entry.changes.map(({ table: name, row }) => [name, row]), [['deal', 1], ['log', 1]])
  assert.deepEqual(readImage(desk.store, 'deal', 1), { name: 'Dairy', won: true, closed: '2026-11-22', due: '2026-11-23', _foreign: false })
  assert.equal(readImage(desk.store, 'log', 1)?.['deal'], 1)
})

test('a mistake in a hook is told as the app’s own, with its place', async (t) => {
  const desk = await openTestDesk(t, { app })
  const told = async (name: string, row = 'x') => {
    const before = lastSeq(desk)
    const outcome = await say(desk, { action: 'insert', table: name, name: row })
    assert.equal(lastSeq(desk), before, 'nothing was changed')
    return outcome.ok ? outcome : `${outcome.code}: ${outcome.message} ${outcome.next}`
  }
  assert.match(String(await told('nonsense')), /^failed: The before hook of nonsense answered 42, which are no values\. Let it end with/)
  assert.match(String(await told('truthy')), /^failed: The check hook of truthy answered true, which is no sentence\. Let it answer why/)
  assert.match(String(await told('lost')), /^failed: The after hook of lost failed: There is no table “nowhere”\. The tables are .* nothing was changed\.$/)
  assert.match(String(await told('misnamed')), /^failed: The after hook of misnamed failed: Logs has no field “nmae”\. Its fields are name, deal\. /)
  const warned = once(process, 'warning')
  assert.match(String(await told('thrower')), /^failed: The after hook of thrower failed: boo Correct /)
  const [warning]: Error[] = await warned
  assert.match(warning?.message ?? '', /^The after hook of thrower failed: TypeError: boo\n +at .*hooks\.test\.ts:\d+/, 'the terminal says how it came to that')
  // What an error says may come from anywhere, and must not command the terminal.
  const again = once(process, 'warning')
  await told('rude')
  const [rude]: Error[] = await again
  assert.match(rude?.message ?? '', /�]0;owned�/)
  assert.doesNotMatch(rude?.message ?? '', /(?!\n)\p{Cc}/u)
  await changed(say(desk, { action: 'insert', table: 'truthy', name: 'fine' }))
  await changed(say(desk, { action: 'insert', table: 'mutating', name: 'as it was said' }))
  const files = new Map([['hooks', import.meta.filename]])
  assert.match(placeOf(files, 'hooks', new Error('here')), /^line \d+ of hooks\.test\.ts$/)
  assert.equal(placeOf(files, 'other', new Error('here')), 'the app other')
})

test('an action that changes another table alone is told by the row that it was run on; a row without a name of its own by its number', async (t) => {
  const habits = defineApp({
    title: 'Habits',
    tables: { habit: table({ name: text({ required: true }) }), visit: table({ habit: link('habit', { required: true }), day: date() }) },
    actions: {
      tick: { on: 'habit', title: 'Did it', run: (tx, habit) => { tx.insert('visit', { habit: habit.id }) } },
      scrap: { on: 'habit', title: 'Scrap', run: (tx, habit) => { tx.update('habit', habit.id, { name: 'Gone' }); tx.insert('visit', { day: tx.today, habit: tx.insert('habit', { name: 'Other' }) }); tx.delete('habit', habit.id) } },
    },
  })
  const desk = await openTestDesk(t, { habits })
  await changed(say(desk, { action: 'insert', table: 'habit', name: 'Stretch' }))
  const told = async (command: Command) => describeEntry(desk, (await changed(say(desk, command))).entry).text
  assert.equal(await told({ action: 'tick', table: 'habit', id: 1 }), 'did it: “Stretch”')
  assert.equal(await told({ action: 'insert', table: 'visit', habit: 'Stretch' }), 'added “visit 2”')
  assert.deepEqual(readRow(desk, 'visit', 2, 1)?.label, 'visit 2')
  await changed(say(desk, { action: 'insert', table: 'habit', name: 'Read' }))
  assert.equal(await told({ action: 'scrap', table: 'habit', id: 2 }), 'scrap: 2 habits', 'one that is gone, one that is new')
  const linked = await say(desk, { action: 'delete', table: 'habit', id: 1 })
  assert.deepEqual(!linked.ok && linked.candidates?.map(({ label }) => label), ['visit 1', 'visit 2'])
})

test('a hook that refuses, loops, swallows a refusal, reaches for settings or invents a field takes the command back', async (t) => {
  const desk = await openTestDesk(t, { app })
  await refused(desk, { action: 'insert', table: 'deal', name: 'bad' }, 'check-failed', /Not that name/)
  await refused(desk, { action: 'insert', table: 'loop', name: 'x' }, 'failed', /without end/)
  await refused(desk, { action: 'insert', table: 'swallow', name: 'x' }, 'check-failed', /Not that name/)
  await refused(desk, { action: 'insert', table: 'stern', name: 'x' }, 'check-failed', /Never that/)
  await refused(desk, { action: 'insert', table: 'sneaky', name: 'x' }, 'refused', /does not change Settings/)
  await refused(desk, { action: 'insert', table: 'wrong', name: 'x' }, 'failed', /nope/)
  for (const name of ['deal', 'loop', 'swallow', 'stern', 'sneaky', 'wrong']) assert.equal(readImage(desk.store, name, 1), undefined)
})

test('a transaction that a hook has kept is of no use afterwards', async (t) => {
  const desk = await openTestDesk(t, { app })
  await changed(say(desk, { action: 'insert', table: 'keeper', name: 'x' }))
  const before = lastSeq(desk)
  assert.throws(() => kept?.insert('log', { name: 'late' }), /over/)
  assert.equal(lastSeq(desk), before)
  assert.equal(readImage(desk.store, 'log', 1), undefined)
})

test('the desk’s own tables stay sound: settings, kept views', async (t) => {
  const desk = await openTestDesk(t, { app })
  if (!readImage(desk.store, 'setting', 1)) await changed(say(desk, { action: 'insert', table: 'setting' }))
  await changed(say(desk, { action: 'update', table: 'setting', id: 1, zone: 'Europe/Berlin', theme: 'dark' }))
  await refused(desk, { action: 'update', table: 'setting', id: 1, zone: 'Mars/Base' }, 'bad-value', /no time zone/)
  await refused(desk, { action: 'insert', table: 'setting' }, 'refused', /one row of settings/)
  await refused(desk, { action: 'delete', table: 'setting', id: 1 }, 'refused', /cannot be deleted/)
  await refused(desk, { action: 'insert', table: 'view', name: 'v', shows: 'nope' }, 'unknown-table', /nope/)
  await refused(desk, { action: 'insert', table: 'view', name: 'v', shows: 'deal', conditions: '{' }, 'bad-value', /one JSON object/)
  await changed(say(desk, { action: 'insert', table: 'deal', name: 'Dairy' }))
  await changed(say(desk, { action: 'insert', table: 'view', name: 'Mine', shows: 'deal', conditions: '{"won":false}', sorting: '-name' }))
  const outcome = await say(desk, { action: 'read', table: 'deal', view: 'mine' })
  assert.ok(outcome.ok && outcome.results[0]?.kind === 'read' && outcome.results[0].answer.kind === 'rows')
  assert.equal(outcome.results[0].answer.total, 1)
  assert.deepEqual(outcome.results[0].command, { action: 'read', table: 'deal', where: { won: false }, sort: '-name' })
})
