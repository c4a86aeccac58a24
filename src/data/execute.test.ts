import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { checkbox, choice, date, integer, link, money, text } from '../app/field.ts'
import type { Command, CommandResult, Outcome, Request } from './command.ts'
import type { Desk } from './desk.ts'
import { execute } from './execute.ts'
import { addRows, done, openTestDesk, refused } from '../../test/data-fixture.ts'
import { entriesAfter, lastSeq } from './journal.ts'
import { readRow } from './read.ts'

const tasks = defineApp({
  title: 'Tasks',
  tables: {
    task: table({
      name: text({ required: true, max: 200 }), done: checkbox(), priority: choice(['low', 'medium', 'high'], { default: 'medium' }), due: date(), secret: text({ private: true }),
    }, { aka: ['todo'], order: 'manual', scope: 'profile' }),
    tag: table({ name: text({ required: true }), task: link('task', { onDelete: 'clear' }) }, { scope: 'profile' }),
    deal: table({ name: text({ required: true }), task: link('task'), amount: money() }, { scope: 'profile', check: (row) => ((row.amount ?? 0) < 0 ? 'An amount is not negative.' : undefined) }),
    diary: table({ name: text({ required: true }) }, { ai: 'hidden' }),
    rule: table({ name: text({ required: true }) }, { ai: 'read' }),
  },
  views: { open: { table: 'task', where: { done: false } } },
  actions: {
    snooze: { on: 'task', input: { days: integer({ default: 1 }) }, run: (tx, row, { days }) => tx.update('task', row.id, { priority: 'low', name: `${row.name} +${days}` }) },
    burst: { on: 'task', run: (tx, row) => { for (let i = 0; i < 6; i++) tx.insert('tag', { name: `tag ${i}`, task: row.id }) } },
    slow: { on: 'task', run: (async () => undefined) as unknown as () => undefined }, // an app file is run without being compiled
    broken: { on: 'task', run: (tx, row) => { tx.update('task', row.id, { name: 'half' }); throw new Error('oops') } },
  },
  teach: { 'finish {task}': { action: 'update', done: true } },
})

const open = (t: TestContext) => openTestDesk(t, { tasks })
const say = (desk: Desk, commands: Command | readonly Command[], more: Partial<Request> = {}) =>
  execute(desk, { commands: [commands].flat(), actor: 'person', via: 'page', profile: 1, ...more })
const only = ({ results }: Outcome): CommandResult => {
  const [result] = results
  assert.ok(result && results.length === 1, JSON.stringify(results))
  return result
}
const add = async (desk: Desk, ...names: string[]) => {
  for (const name of names) await done(say(desk, { action: 'insert', table: 'task', name }))
}
const values = (desk: Desk, id: number, name = 'task') => readRow(desk, name, id, 1)?.values

/** Runs `act` and asserts that the journal, and so every row, is as it was. */
const nothingHappens = async (desk: Desk, act: () => Promise<unknown>) => {
  const before = lastSeq(desk)
  await act()
  assert.equal(lastSeq(desk), before)
}

test('execute inserts a row with its defaults, and the journal holds the very command', async (t) => {
  const desk = await open(t)
  const heard: number[] = []
  desk.onEntry((entry) => heard.push(entry.seq))
  const outcome = await done(say(desk, { action: 'insert', table: 'Todos', NAME: ' Buy milk ', due: 'tomorrow', priority: 'High' }))
  const result = only(outcome)
  assert.ok(result.kind === 'changed')
  assert.deepEqual(result.command, { action: 'insert', table: 'task', name: 'Buy milk', due: '2026-11-23', priority: 'high' })
  assert.deepEqual(values(desk, 1), { name: 'Buy milk', done: false, priority: 'high', due: '2026-11-23', secret: null })
  assert.deepEqual(outcome.made, [1])
  assert.deepEqual(heard, [result.entry.seq])
  const [kept] = entriesAfter(desk, result.entry.seq - 1)
  assert.deepEqual(kept?.command, result.command)
  assert.equal(kept?.actor, 'person')
})

test('execute updates by id, by words and by toggle; an update that changes nothing is no entry', async (t) => {
  const desk = await open(t)
  await add(desk, 'Buy milk', 'Call the dentist')
  const result = only(await done(say(desk, { action: 'update', table: 'task', id: 'dentist', done: 'yes' })))
  assert.deepEqual(result.command, { action: 'update', table: 'task', id: 2, done: true })
  await nothingHappens(desk, async () => assert.equal(only(await done(say(desk, { action: 'update', table: 'task', id: 2, done: true }))).kind, 'unchanged'))
  assert.deepEqual(only(await done(say(desk, { action: 'toggle', table: 'task', id: 2, field: 'done' }))).command, { action: 'update', table: 'task', id: 2, done: false })
})

test('execute resolves $1, links by words and where to frozen ids, in one turn', async (t) => {
  const desk = await open(t)
  const outcome = await done(say(desk, [
    { action: 'insert', table: 'task', name: 'Buy milk' },
    { action: 'insert', table: 'deal', name: 'Dairy', task: '$1', amount: '1,200.50' },
    { action: 'update', table: 'task', id: '$1', done: true },
    { action: 'insert', table: 'tag', name: 'white', task: 'milk' },
    { action: 'update', table: 'task', where: { done: true }, priority: 'low' },
  ]))
  assert.deepEqual(outcome.made, [1, 1, 1])
  assert.deepEqual(values(desk, 1, 'deal'), { name: 'Dairy', task: 1, amount: 1200.5 })
  assert.deepEqual(values(desk, 1, 'tag'), { name: 'white', task: 1 })
  assert.deepEqual(outcome.results.at(-1)?.command, { action: 'update', table: 'task', id: 1, priority: 'low' })
  const read = only(await done(say(desk, { action: 'read', table: 'deal', where: { task: 'milk' } })))
  assert.ok(read.kind === 'read' && read.answer.kind === 'rows' && read.answer.total === 1)
  assert.deepEqual(read.command, { action: 'read', table: 'deal', where: { task: 1 } })
  assert.equal(new Set(entriesAfter(desk, 0).filter(({ actor }) => actor === 'person').map(({ turn }) => turn)).size, 1)
})

test('execute does all of a request or nothing', async (t) => {
  const desk = await open(t)
  await nothingHappens(desk, async () => {
    await refused(say(desk, [{ action: 'insert', table: 'task', name: 'Buy milk' }, { action: 'update', table: 'task', id: 99, done: true }]), 'unknown-row')
    await refused(say(desk, { action: 'insert', table: 'deal', name: 'x', amount: -1 }), 'check-failed')
    await refused(say(desk, { action: 'insert', table: 'task' }), 'missing-value')
    await refused(say(desk, { action: 'insert', table: 'task', name: 'x', due: 'whenever' }), 'bad-value')
    await refused(say(desk, { action: 'insert', table: 'deal', name: 'x', task: 7 }), 'unknown-row')
    await refused(say(desk, { action: 'delete', table: 'task' }), 'bad-command')
    await refused(say(desk, { action: 'explode', table: 'task' }), 'unknown-action')
    await refused(say(desk, { action: 'read', table: 'nope' }), 'unknown-table')
    await refused(say(desk, { action: 'insert', table: 'task', title: 'x' }), 'unknown-field')
    await refused(say(desk, { action: 'insert', table: 'task', name: 'x' }, { profile: 9 }), 'unknown-profile')
    await refused(say(desk, { action: 'insert', table: 'task', name: 'x' }, { via: 'proposal' }), 'refused')
  })
  assert.equal(values(desk, 1), undefined)
})

test('execute moves rows of a manual table', async (t) => {
  const desk = await open(t)
  await add(desk, 'c', 'b', 'a')
  const order = async () => {
    const result = only(await done(say(desk, { action: 'read', table: 'task' })))
    return result.kind === 'read' && result.answer.kind === 'rows' ? result.answer.rows.map(({ label }) => label).join('') : ''
  }
  assert.equal(await order(), 'abc')
  assert.deepEqual(only(await done(say(desk, { action: 'move', table: 'task', id: 'a', to: 'bottom' }))).command, { action: 'move', table: 'task', id: 3, after: 1 })
  assert.equal(await order(), 'bca')
  assert.deepEqual(only(await done(say(desk, { action: 'move', table: 'task', id: 'a', before: 'c' }))).command, { action: 'move', table: 'task', id: 3, after: 2 })
  assert.equal(await order(), 'bac')
  assert.deepEqual(only(await done(say(desk, { action: 'move', table: 'task', id: 'c', after: 'top' }))).command, { action: 'move', table: 'task', id: 1, after: null })
  assert.equal(await order(), 'cba')
  await nothingHappens(desk, async () => assert.equal(only(await done(say(desk, { action: 'move', table: 'task', id: 'c', to: 'top' }))).kind, 'unchanged'))
  await done(say(desk, { action: 'move', table: 'task', id: ['a', 'c'], after: 'b' }))
  assert.equal(await order(), 'bac', 'several keep the order in which they were named')
  await refused(say(desk, { action: 'move', table: 'deal', id: 1, to: 'top' }), 'bad-command')
})

test('execute refuses a delete that is linked to, and clears links that say so in the same entry', async (t) => {
  const desk = await open(t)
  await add(desk, 'Buy milk', 'Call')
  await done(say(desk, [{ action: 'insert', table: 'deal', name: 'Dairy', task: 1 }, { action: 'insert', table: 'tag', name: 'white', task: 2 }]))
  await nothingHappens(desk, async () => {
    const problem = await refused(say(desk, { action: 'delete', table: 'task', id: 1 }), 'linked')
    assert.deepEqual(problem.candidates, [{ table: 'deal', id: 1, label: 'Dairy' }])
  })
  const result = only(await done(say(desk, { action: 'delete', table: 'task', id: 2 })))
  assert.ok(result.kind === 'changed')
  assert.deepEqual(result.entry.changes.map(({ table: name, after }) => [name, after?.['task'] ?? null]), [['tag', null], ['task', null]])
  assert.equal(values(desk, 1, 'tag')?.['task'], null)
})

test('execute runs an app’s actions; one that fails or waits does nothing', async (t) => {
  const desk = await open(t)
  await add(desk, 'Buy milk')
  assert.deepEqual(only(await done(say(desk, { action: 'snooze', id: 'milk', days: '2' }))).command, { action: 'snooze', table: 'task', id: 1, days: 2 })
  assert.equal(values(desk, 1)?.['name'], 'Buy milk +2')
  await nothingHappens(desk, async () => {
    assert.match((await refused(say(desk, { action: 'broken', id: 1 }), 'failed')).message, /oops/)
    assert.match((await refused(say(desk, { action: 'slow', id: 1 }), 'failed')).message, /must not wait/)
    assert.equal((await refused(say(desk, { action: 'burst', id: 1 }), 'needs-confirm')).confirm, 6, 'rows of an action are counted by trying it')
  })
  await done(say(desk, { action: 'burst', id: 1 }, { confirm: 6 }))
})

test('execute asks a person for the exact count of many rows', async (t) => {
  const desk = await open(t)
  await add(desk, ...'abcdef')
  await nothingHappens(desk, async () => {
    const all = await refused(say(desk, { action: 'update', table: 'task', view: 'open', done: true }), 'needs-confirm')
    assert.deepEqual([all.confirm, all.typed], [6, true], 'more than half of the table')
    await refused(say(desk, { action: 'update', table: 'task', view: 'open', done: true }, { confirm: 5 }), 'needs-confirm')
  })
  const result = only(await done(say(desk, { action: 'update', table: 'task', view: 'open', done: true }, { confirm: 6 })))
  assert.deepEqual(result.command, { action: 'update', table: 'task', id: [1, 2, 3, 4, 5, 6], done: true })
  const { readdirSync } = await import('node:fs')
  assert.equal(readdirSync(`${desk.dir}/backups`).filter((name) => name.includes('before-many')).length, 1, 'more than half of the table: a backup first')
  assert.equal(only(await done(say(desk, { action: 'delete', table: 'task', view: 'open' }))).kind, 'unchanged')
  await add(desk, ...'ghijk')
  await add(desk, ...'lmnop')
  const some = await refused(say(desk, { action: 'update', table: 'task', id: [1, 2, 3, 4, 5, 6], name: 'x' }), 'needs-confirm')
  assert.deepEqual([some.confirm, 'typed' in some], [6, false])
})

test('rows of another profile do not exist', async (t) => {
  const desk = await open(t)
  await add(desk, 'Buy milk')
  await done(say(desk, { action: 'insert', table: 'profile', name: 'Acme' }))
  const acme = { profile: 2 }
  await nothingHappens(desk, async () => {
    await refused(say(desk, { action: 'update', table: 'task', id: 1, done: true }, acme), 'unknown-row')
    await refused(say(desk, { action: 'update', table: 'task', id: 'Buy milk', done: true }, acme), 'unknown-row')
    await refused(say(desk, { action: 'insert', table: 'deal', name: 'x', task: 1 }, acme), 'unknown-row')
    assert.equal(only(await done(say(desk, { action: 'delete', table: 'task', view: 'all' }, acme))).kind, 'unchanged')
    const switched = only(await done(say(desk, { action: 'switch', profile: 'acme' })))
    assert.ok(switched.kind === 'switched' && switched.profile === 2)
  })
  await refused(say(desk, { action: 'delete', table: 'profile', id: 1 }), 'linked')
  await done(say(desk, { action: 'delete', table: 'profile', id: 2 }))
  await done(say(desk, { action: 'delete', table: 'task', id: 1 }))
  await refused(say(desk, { action: 'delete', table: 'profile', id: 1 }), 'refused')
})

test('the apprentice and agents know no hidden table, change no read-only one, see no private field', async (t) => {
  const desk = await open(t)
  await add(desk, 'Buy milk')
  const model = { actor: 'apprentice', via: 'model' } as const
  await nothingHappens(desk, async () => {
    const unknown = await refused(say(desk, { action: 'read', table: 'diary' }, model), 'unknown-table')
    assert.ok(!unknown.next?.includes('diary'))
    await refused(say(desk, { action: 'insert', table: 'rule', name: 'x' }, model), 'refused')
    await refused(say(desk, { action: 'update', table: 'task', id: 1, secret: 'x' }, model), 'unknown-field')
    await refused(say(desk, { action: 'read', table: 'task', where: { secret: 'x' } }, model), 'unknown-field')
    await refused(say(desk, { action: 'update', table: 'setting', id: 1, theme: 'dark' }, model), 'unknown-table')
  })
  await done(say(desk, { action: 'read', table: 'rule' }, model))
  await done(say(desk, { action: 'update', table: 'task', id: 1, secret: 'x' }, { actor: 'apprentice', via: 'reflex' }))
})

test('what waits at one moment is committed together, answered after it, and heard in order', async (t) => {
  const desk = await open(t)
  const heard: number[] = []
  desk.onEntry(({ seq }) => heard.push(seq))
  const before = lastSeq(desk)
  const outcomes = await Promise.all(Array.from({ length: 40 }, (_, n) => say(desk, n % 4 === 3 ? { action: 'update', table: 'task', id: 999, done: true } : { action: 'insert', table: 'task', name: `task ${n}` })))
  assert.equal(outcomes.filter(({ ok }) => ok).length, 30, 'a request that fails takes only itself back')
  assert.deepEqual(heard, Array.from({ length: 30 }, (_, n) => before + 1 + n))
})

test('a full disk fails every waiting request with the same plain Problem, and nothing is told', async (t) => {
  const desk = await open(t)
  await add(desk, 'Buy milk')
  const heard: number[] = []
  desk.onEntry(({ seq }) => heard.push(seq))
  desk.store.limitPages(1)
  const long = 'x'.repeat(199)
  const outcomes = await Promise.all(Array.from({ length: 100 }, () => say(desk, { action: 'insert', table: 'task', name: long })))
  const codes = outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.code))
  assert.deepEqual([...new Set(codes)], ['read-only'])
  assert.deepEqual(heard, [])
  assert.equal(desk.readOnly(), true)
  assert.equal(values(desk, 1)?.['name'], 'Buy milk', 'reads go on')
  desk.store.limitPages(1_000_000)
  await add(desk, 'Buy cream')
  assert.equal(desk.readOnly(), false)
  assert.equal(heard.length, 1)
})

test('rows that come in by other programs are marked as foreign', async (t) => {
  const desk = await open(t)
  await done(say(desk, { action: 'insert', table: 'task', name: 'mine' }))
  await done(say(desk, { action: 'insert', table: 'task', name: 'theirs' }, { actor: 'program', via: 'api' }))
  assert.equal(readRow(desk, 'task', 1, 1)?.foreign, false)
  assert.equal(readRow(desk, 'task', 2, 1)?.foreign, true)
})

test('what waits when a desk closes is committed before', async (t) => {
  const desk = await open(t)
  const waiting = say(desk, { action: 'insert', table: 'task', name: 'Buy milk' })
  await Promise.resolve()
  await desk.close()
  assert.ok((await waiting).ok)
})

test('the rows of a table are counted only where more than five of them are touched, and once for a whole request', async (t) => {
  const desk = await open(t)
  addRows(desk, 'task', Array.from({ length: 2000 }, (_, at) => ({ name: `task ${at}` })))
  const gets = t.mock.method(desk.store, 'get')
  const counts = () => {
    const count = gets.mock.calls.filter(({ arguments: [{ sql }] }) => sql.includes('count(*) AS n FROM "task"')).length
    gets.mock.resetCalls()
    return count
  }
  const inserts = Array.from({ length: 500 }, (_, at) => ({ action: 'insert', table: 'task', name: `new ${at}` }))
  await done(say(desk, inserts, { actor: 'desk', via: 'import' }))
  assert.equal(counts(), 0)
  await done(say(desk, { action: 'update', table: 'task', id: [1, 2, 3, 4, 5], done: true }))
  assert.equal(counts(), 0)
  await refused(say(desk, Array.from({ length: 6 }, (_, at) => ({ action: 'update', table: 'task', id: at + 1, name: `other ${at}` }))), 'needs-confirm')
  assert.equal(counts(), 1)
})
