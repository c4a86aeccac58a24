import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { checkbox, text } from '../app/field.ts'
import type { Command, Request } from './command.ts'
import type { Desk } from './desk.ts'
import { execute } from './execute.ts'
import { addRows, done, openTestDesk, putRow, refused, testNow } from '../../test/data-fixture.ts'
import { grant, learned, listGrants, notLearned, revoke } from './grants.ts'
import { entriesAfter, lastSeq } from './journal.ts'
import { readMeta } from './meta.ts'
import { acceptProposal, approvals, findProposal, listProposals, rejectProposal } from './proposals.ts'
import { readRow } from './read.ts'
import type { Proposal } from './records.ts'

const tasks = defineApp({
  title: 'Tasks',
  tables: { task: table({ name: text({ required: true, max: 200 }), done: checkbox() }, { order: 'manual', scope: 'profile' }) },
  teach: { 'finish {task}': { action: 'toggle', field: 'done' } },
})
const person = { actor: 'person', via: 'page' } as const
const model = { actor: 'apprentice', via: 'model', model: 'small' } as const
const reflex = { actor: 'apprentice', via: 'reflex' } as const

const say = (desk: Desk, commands: Command | readonly Command[], more: Partial<Request> = {}) => execute(desk, { commands: [commands].flat(), ...person, profile: 1, ...more })
/** Asserts that a request was only proposed: nothing in the journal, no row changed. */
const proposed = async (desk: Desk, commands: Command | readonly Command[], more: Partial<Request> = model): Promise<Proposal> => {
  const before = lastSeq(desk)
  const { proposal, results } = await done(say(desk, commands, more))
  assert.ok(proposal)
  assert.equal(lastSeq(desk), before)
  assert.deepEqual(results.filter(({ kind }) => kind === 'changed'), [])
  return proposal
}
const openDesk = async (t: TestContext, count = 3) => {
  const desk = await openTestDesk(t, { tasks })
  for (let n = 1; n <= count; n++) await done(say(desk, { action: 'insert', table: 'task', name: `task ${n}` }))
  return desk
}

test('a model does what it has seen, and proposes the rest', async (t) => {
  const desk = await openTestDesk(t, { tasks })
  assert.deepEqual(learned(desk), [{ table: 'task', verb: 'update', by: 'example', example: 'finish {task}' }])
  const first = await proposed(desk, { action: 'insert', table: 'task', name: 'Buy milk' })
  assert.match(first.reason, /not yet seen you add a task/)
  await done(say(desk, { action: 'insert', table: 'task', name: 'Buy milk' }))
  assert.deepEqual(learned(desk).map(({ verb, by }) => `${verb} ${by}`), ['insert person', 'update example'])
  assert.ok((await done(say(desk, { action: 'insert', table: 'task', name: 'Buy cream' }, model))).results[0]?.kind === 'changed')
  await done(say(desk, { action: 'update', table: 'task', id: 1, done: true }, model))
  await proposed(desk, { action: 'move', table: 'task', id: 1, to: 'bottom' })
  assert.ok(notLearned(desk).some(({ table: name, verb }) => name === 'task' && verb === 'move'))
  await done(say(desk, { action: 'move', table: 'task', id: 1, to: 'bottom' }, reflex))
})

test('a proposal runs once, exactly, as its speaker, in a turn of its own; only a person accepts it', async (t) => {
  const desk = await openDesk(t)
  const proposal = await proposed(desk, [{ action: 'delete', table: 'task', id: 2 }, { action: 'insert', table: 'task', name: 'new' }, { action: 'update', table: 'task', id: '$1', done: true }])
  assert.deepEqual(proposal.commands, [{ action: 'delete', table: 'task', id: 2 }, { action: 'insert', table: 'task', name: 'new' }, { action: 'update', table: 'task', id: '$1', done: true }])
  assert.deepEqual(proposal.rows.map(({ id, label }) => [id, label]), [[2, 'task 2']])
  assert.deepEqual(listProposals(desk, { profile: 1 }).map(({ id }) => id), [proposal.id])
  assert.deepEqual(listProposals(desk, { profile: 2 }), [])
  const before = lastSeq(desk)
  await refused(acceptProposal(desk, proposal.id, {}, { actor: 'agent', via: 'mcp' }), 'refused')
  await refused(acceptProposal(desk, 99, {}, person), 'unknown-proposal')
  const answers = await Promise.all([acceptProposal(desk, proposal.id, {}, person), acceptProposal(desk, proposal.id, {}, person)])
  assert.deepEqual(answers.map((answer) => (answer.ok ? 'ok' : answer.code)), ['ok', 'expired'])
  const entries = entriesAfter(desk, before)
  assert.deepEqual(entries.map(({ actor, via, model: name, command }) => [actor, via, name, command.action]), [['apprentice', 'proposal', 'small', 'delete'], ['apprentice', 'proposal', 'small', 'insert'], ['apprentice', 'proposal', 'small', 'update']])
  assert.equal(new Set(entries.map(({ turn }) => turn)).size, 1)
  assert.notEqual(entries[0]?.turn, proposal.turn)
  assert.deepEqual(readRow(desk, 'task', 4, 1)?.values, { name: 'new', done: true })
  assert.equal(findProposal(desk, proposal.id)?.status, 'accepted')
  await refused(acceptProposal(desk, proposal.id, {}, person), 'expired')
  assert.equal(approvals(desk, 'task', 'delete'), 1)
})

test('a proposal whose row has changed is stale and asked anew', async (t) => {
  const desk = await openDesk(t)
  const proposal = await proposed(desk, { action: 'delete', table: 'task', id: 2 })
  await done(say(desk, { action: 'update', table: 'task', id: 2, name: 'important' }))
  const before = lastSeq(desk)
  await refused(acceptProposal(desk, proposal.id, {}, person), 'changed-since')
  assert.equal(lastSeq(desk), before)
  assert.equal(findProposal(desk, proposal.id)?.status, 'stale')
  const [anew] = listProposals(desk, { profile: 1 })
  assert.ok(anew && anew.id !== proposal.id)
  assert.equal(anew.rows[0]?.label, 'important')
  await done(acceptProposal(desk, anew.id, {}, person))
  assert.equal(readRow(desk, 'task', 2, 1), undefined)
})

test('a proposal about a row that is gone is stale and not asked again', async (t) => {
  const desk = await openDesk(t)
  const proposal = await proposed(desk, { action: 'delete', table: 'task', id: 2 })
  await done(say(desk, { action: 'delete', table: 'task', id: 2 }))
  await refused(acceptProposal(desk, proposal.id, {}, person), 'changed-since')
  assert.deepEqual(listProposals(desk, { profile: 1 }), [])
})

test('a proposal that is refused or too old does not run', async (t) => {
  const desk = await openDesk(t)
  const proposal = await proposed(desk, { action: 'delete', table: 'task', id: 2 })
  assert.deepEqual(rejectProposal(desk, proposal.id, person), { ok: true })
  await refused(acceptProposal(desk, proposal.id, {}, person), 'expired')
  const second = await proposed(desk, { action: 'delete', table: 'task', id: 2 })
  const tomorrow = { ...desk, now: () => testNow + 24 * 3_600_000 }
  assert.equal(findProposal(tomorrow, second.id)?.status, 'expired')
  await refused(acceptProposal(tomorrow, second.id, {}, person), 'expired')
  assert.ok(readRow(desk, 'task', 2, 1))
})

test('a proposal of many rows wants the count typed', async (t) => {
  const desk = await openDesk(t, 7)
  const proposal = await proposed(desk, { action: 'delete', table: 'task', view: 'all' })
  assert.equal(proposal.typedCount, 7)
  assert.deepEqual(proposal.commands, [{ action: 'delete', table: 'task', id: [1, 2, 3, 4, 5, 6, 7] }])
  const asked = await refused(acceptProposal(desk, proposal.id, {}, person), 'needs-confirm')
  assert.deepEqual([asked.confirm, asked.typed], [7, true])
  await refused(acceptProposal(desk, proposal.id, { typedCount: 6 }, person), 'needs-confirm')
  await done(acceptProposal(desk, proposal.id, { typedCount: 7 }, person))
  const { readdirSync } = await import('node:fs')
  assert.equal(readdirSync(`${desk.dir}/backups`).filter((name) => name.includes('before-many')).length, 1)
  assert.equal(readRow(desk, 'task', 7, 1), undefined)
})

test('a grant lets a model delete; revoked, it proposes again', async (t) => {
  const desk = await openDesk(t)
  await proposed(desk, { action: 'delete', table: 'task', id: 1 })
  const given = grant(desk, { table: 'task', verb: 'delete' })
  assert.ok(given.ok)
  assert.deepEqual(grant(desk, { table: 'task', verb: 'delete' }), given)
  await done(say(desk, { action: 'delete', table: 'task', id: 1 }, model))
  assert.equal(readRow(desk, 'task', 1, 1), undefined)
  assert.deepEqual(revoke(desk, given.value.id), { ok: true, value: true })
  assert.deepEqual(revoke(desk, given.value.id), { ok: true, value: false })
  assert.deepEqual(listGrants(desk), [])
  await proposed(desk, { action: 'delete', table: 'task', id: 2 })
  for (const [name, verb] of [['nope', 'delete'], ['task', 'explode'], ['setting', 'update'], ['profile', 'delete']] as const) assert.equal(grant(desk, { table: name, verb }).ok, false)
})

test('doubts, what nobody asked for, and fuzzy names only propose; an unasked delete is refused', async (t) => {
  const desk = await openDesk(t)
  assert.equal((await proposed(desk, { action: 'update', table: 'task', id: 1, done: true }, { ...model, doubts: ['It repeats a row.'] })).reason, 'It repeats a row.')
  await proposed(desk, { action: 'update', table: 'task', id: 1, done: true }, { ...model, asked: false })
  await proposed(desk, { action: 'delete', table: 'task', id: 'tsak 1' }, reflex)
  await refused(say(desk, { action: 'delete', table: 'task', id: 1 }, { ...model, asked: false }), 'refused')
  const { results } = await done(say(desk, { action: 'delete', table: 'task', id: 'Task 1' }, reflex))
  assert.equal(results[0]?.kind, 'changed')
})

test('budgets hold over a turn, over requests, and over the hour', async (t) => {
  const desk = await openDesk(t)
  const first = await done(say(desk, ['a', 'b', 'c'].map((name) => ({ action: 'insert', table: 'task', name })), model))
  await done(say(desk, ['d', 'e'].map((name) => ({ action: 'insert', table: 'task', name })), { ...model, turn: first.turn }))
  await proposed(desk, { action: 'insert', table: 'task', name: 'f' }, { ...model, turn: first.turn })
  for (let n = 5; n < 60; n++) await done(say(desk, { action: 'insert', table: 'task', name: `n ${n}` }, model))
  assert.match((await proposed(desk, { action: 'insert', table: 'task', name: 'too many' })).reason, /in the last hour/)
  await done(say(desk, { action: 'insert', table: 'task', name: 'by reflex' }, reflex))
  await proposed(desk, [{ action: 'insert', table: 'task', name: 'x' }], { actor: 'agent', via: 'mcp' })
})

const insert = (at: number): Command => ({ action: 'insert', table: 'task', name: `n ${at}` })
test('the hour’s budget is read from the journal: a restart gives nothing back, an hour does, and what persons do, say yes to, or say in plain words costs nothing', async (t) => {
  let now = Date.parse('2026-11-22T12:00:00Z')
  const first = await openTestDesk(t, { tasks }, { now: () => now })
  for (let at = 0; at < 3; at++) await done(say(first, insert(at)))
  for (let at = 0; at < 12; at++) await done(say(first, [0, 1, 2, 3, 4].map((n) => insert(at * 5 + n)), model))
  await done(say(first, insert(60), reflex))
  assert.ok((await acceptProposal(first, (await proposed(first, { action: 'delete', table: 'task', id: 1 })).id, {}, person)).ok)
  await first.close()
  now += 3_599_000
  const second = await openTestDesk(t, { tasks }, { dir: first.dir, now: () => now })
  assert.match((await proposed(second, insert(60))).reason, /60 rows in the last hour/)
  await second.close()
  now += 2_000
  const third = await openTestDesk(t, { tasks }, { dir: first.dir, now: () => now })
  await done(say(third, insert(61), model))
  now -= 86_400_000
  await done(say(third, insert(62), model))
})

test('text from outside in sight leaves a model one row', async (t) => {
  const desk = await openDesk(t)
  await proposed(desk, [{ action: 'update', table: 'task', id: 1, done: true }, { action: 'update', table: 'task', id: 2, done: true }], { ...model, foreign: true })
  await done(say(desk, { action: 'update', table: 'task', id: 1, done: true }, { ...model, foreign: true }))
})

test('an apprentice undoes its own last turn, not that of a person', async (t) => {
  const desk = await openDesk(t)
  await refused(say(desk, { action: 'undo' }, model), 'nothing-to-undo')
  await done(say(desk, { action: 'update', table: 'task', id: 1, done: true }, model))
  await done(say(desk, { action: 'update', table: 'task', id: 2, done: true }))
  const { results } = await done(say(desk, { action: 'undo' }, model))
  assert.equal(results.length, 1)
  assert.deepEqual([readRow(desk, 'task', 1, 1)?.values['done'], readRow(desk, 'task', 2, 1)?.values['done']], [false, true])
  const inserted = entriesAfter(desk, 0).find(({ command }) => command['name'] === 'task 3')
  await proposed(desk, { action: 'undo', entry: inserted?.seq }, model)
  const { turn } = await done(say(desk, { action: 'update', table: 'task', id: 1, name: 'By the model' }, model))
  await done(say(desk, { action: 'update', table: 'task', id: 1, name: 'By hand' }))
  const told = await refused(say(desk, { action: 'undo', turn }, model), 'changed-since')
  assert.equal(told.conflict, undefined, 'both values are for the person: a field may be private')
  assert.deepEqual((await refused(say(desk, { action: 'undo', turn }), 'changed-since')).conflict, { name: { seen: 'By the model', now: 'By hand' } })
})

test('reads beside a proposal are answered from what stands there', async (t) => {
  const desk = await openDesk(t)
  const { results, proposal } = await done(say(desk, [{ action: 'delete', table: 'task', id: 1 }, { action: 'read', table: 'task' }], model))
  assert.ok(proposal)
  assert.deepEqual(results.map((result) => result.kind === 'read' && result.answer.kind === 'rows' && result.answer.total), [3])
})

test('what a person has shown is noted, so that the next start need not look through the whole journal', async (t) => {
  const desk = await openDesk(t)
  addRows(desk, 'task', [{ name: 'x' }])
  const seq = lastSeq(desk)
  assert.deepEqual(learned(desk).map(({ verb, by }) => `${verb} ${by}`), ['insert person', 'update example'])
  assert.equal(readMeta(desk.store, 'done-by-persons'), undefined, 'few entries are read again')
  for (let at = 0; at < 1000; at += 1) putRow(desk, 'task', 1, { name: `name ${at}` })
  await desk.close()
  const second = await openTestDesk(t, { tasks }, { dir: desk.dir })
  assert.equal(learned(second).length, 2)
  assert.equal((JSON.parse(readMeta(second.store, 'done-by-persons') ?? '{}') as { seq: number }).seq, seq + 1000)
  await done(say(second, { action: 'move', table: 'task', id: 1, to: 'top' }))
  await second.close()
  const third = await openTestDesk(t, { tasks }, { dir: desk.dir })
  assert.deepEqual(learned(third).map(({ verb, by }) => `${verb} ${by}`), ['insert person', 'update example', 'move person'])
})
