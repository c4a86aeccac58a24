import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { mergeApps } from '../../app/merge.ts'
import type { Answer, Outcome } from '../../data/command.ts'
import { openDesk, type Desk } from '../../data/desk.ts'
import { execute } from '../../data/execute.ts'
import { shippedApps } from '../../../test/reflex-trials/hearing.ts'
import { addRows, makeFolder, testNow } from '../../../test/data-fixture.ts'
import { lastSeq } from '../../data/journal.ts'
import { readPage } from '../../data/read.ts'
import { worldOf } from '../turn-world.ts'
import { compileReflex, understand, type Understanding } from './reflex.ts'

/** A desk with the shipped apps, a few rows of the test's own, and its reflex. */
const openShipped = async (t: TestContext) => {
  const schema = mergeApps(await shippedApps())
  const opened = await openDesk({ dir: await makeFolder(t), schema, now: () => testNow, zone: () => 'UTC' })
  if (!opened.ok) throw new Error(opened.message)
  const desk = opened.value
  t.after(() => desk.close())
  for (const table of ['deal', 'contact', 'task']) {
    const page = readPage(desk, { table, profile: 1, limit: 1000 })
    if (page.ok && page.value.total > 0) await execute(desk, { commands: [{ action: 'delete', table, view: 'all' }], actor: 'person', via: 'page', profile: 1, confirm: page.value.total })
  }
  addRows(desk, 'task', ['Buy milk', 'Call the dentist', 'Call the plumber'].map((name) => ({ name, done: false, priority: 'medium', due: null })))
  const reflex = compileReflex(schema)
  return { desk, hear: (text: string) => understand(reflex, text, worldOf(desk, 1)) }
}

const run = async (desk: Desk, understood: Understanding): Promise<Outcome> => {
  assert.ok(understood.kind === 'act' || understood.kind === 'read', JSON.stringify(understood))
  const outcome = await execute(desk, { commands: understood.commands, actor: 'apprentice', via: 'reflex', profile: 1 })
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome
}
const rows = (desk: Desk, table: string) => {
  const page = readPage(desk, { table, profile: 1, limit: 100 })
  return page.ok ? page.value.rows : []
}
const answersOf = ({ results }: Outcome): readonly Answer[] => results.flatMap((result) => (result.kind === 'read' ? [result.answer] : []))

test('plain requests run on a real desk', async (t) => {
  const { desk, hear } = await openShipped(t)
  const before = lastSeq(desk)
  await run(desk, hear('finish the dentist'))
  await run(desk, hear('add buy bread and call mum'))
  await run(desk, hear('rename milk to Buy oat milk'))
  await run(desk, hear('set priority of the oat milk to high'))
  await run(desk, hear('new contact Ada Lovelace with email ada@x.org'))
  await run(desk, hear('new deal Engine for Ada, 1200 EUR'))
  assert.deepEqual(rows(desk, 'task').map(({ values: { name, done, priority } }) => [name, done, priority]).toSorted(), [
    ['Buy oat milk', false, 'high'], ['Call the dentist', true, 'medium'], ['Call the plumber', false, 'medium'], ['buy bread', false, 'medium'], ['call mum', false, 'medium'],
  ])
  assert.deepEqual(rows(desk, 'deal').map(({ values: { title, amount }, links }) => [title, amount, links['contact']]), [['Engine', 1200, 'Ada Lovelace']])
  assert.equal(lastSeq(desk), before + 7, 'and nothing else happened')
})

test('a delete by the whole name runs, one by a part of it waits', async (t) => {
  const { desk, hear } = await openShipped(t)
  const whole = await run(desk, hear('delete buy milk'))
  assert.equal(whole.proposal, undefined)
  const part = await run(desk, hear('delete the plumber'))
  assert.equal(part.proposal?.rows[0]?.label, 'Call the plumber')
  assert.deepEqual(rows(desk, 'task').map(({ label }) => label).toSorted(), ['Call the dentist', 'Call the plumber'])
})

test('two rows that fit are asked about, and each answer acts', async (t) => {
  const { desk, hear } = await openShipped(t)
  const asked = hear('finish call')
  assert.ok(asked.kind === 'ask', JSON.stringify(asked))
  assert.deepEqual(asked.choices?.map(({ label }) => label.replace(/ \(.*/, '')).toSorted(), ['Call the dentist', 'Call the plumber'])
  const [choice] = asked.choices ?? []
  await run(desk, hear(choice?.say ?? ''))
  assert.equal(rows(desk, 'task').filter(({ values }) => values['done']).length, 1)
})

test('questions are answered in words', async (t) => {
  const { desk, hear } = await openShipped(t)
  const before = lastSeq(desk)
  const answer = async (text: string) => {
    const understood = hear(text)
    assert.ok(understood.kind === 'read', JSON.stringify(understood))
    return understood.render(answersOf(await run(desk, understood)))
  }
  assert.equal(await answer('is milk on my list?'), 'Yes: “Buy milk”.')
  assert.equal(await answer('is bread on my list?'), 'No, no task with “bread”.')
  assert.equal(await answer('how many tasks are open?'), '3 tasks.')
  assert.equal(await answer('is the dentist done?'), 'No, “Call the dentist” is not done yet.')
  assert.equal(await answer('what is the priority of milk?'), 'The priority of “Buy milk” is medium.')
  assert.equal(await answer('when is milk due?'), '“Buy milk” has no due.')
  assert.match(await answer('what is on my list?'), /^3 tasks: /)
  assert.equal(await answer('what is overdue?'), 'No tasks there.')
  assert.equal(lastSeq(desk), before, 'reading changes nothing')

  await run(desk, hear('finish milk'))
  assert.equal(await answer('is milk on my list?'), 'Yes: “Buy milk”, and it is done.')
  assert.equal(await answer('do I have call?'), 'Yes: “Call the dentist”, “Call the plumber”.')
  await run(desk, hear('finish the dentist'))
  assert.equal(await answer('do I have call?'), 'Yes: “Call the plumber”; done already: “Call the dentist”.')
})

test('numbers are said with their unit', async (t) => {
  const { desk, hear } = await openShipped(t)
  addRows(desk, 'deal', [['Engine', 'won', 1200], ['Loom', 'won', 0.5], ['Mill', 'lead', 100], ['Hat', 'lead', 0], ['Pin', 'lead', 0]].map(([title = '', stage = '', amount]) => ({ title, stage, amount: Number(amount) })))
  const before = lastSeq(desk)
  const answer = async (text: string) => {
    const understood = hear(text)
    assert.ok(understood.kind === 'read', JSON.stringify(understood))
    return understood.render(answersOf(await run(desk, understood)))
  }
  assert.equal(await answer('sum of amount by stage'), 'The sum of amount: lead €100.00, won €1,200.50.')
  assert.equal(await answer('total amount of deals'), 'The sum of amount is €1,300.50.')
  assert.equal(await answer('average amount by stage'), 'The average of amount: lead €33.33, won €600.25.')
  assert.equal(await answer('what is the amount of Engine?'), 'The amount of “Engine” is €1,200.00.')
  assert.equal(await answer('how many deals by stage'), 'The count: lead 3, won 2.')
  assert.equal(lastSeq(desk), before, 'reading changes nothing')
})

test('what is not ordered by hand is said to be sorted, and stays where it is', async (t) => {
  const { desk, hear } = await openShipped(t)
  addRows(desk, 'deal', [{ title: 'Engine', stage: 'lead', amount: 1200 }])
  addRows(desk, 'contact', [{ name: 'Ada Lovelace' }])
  const before = lastSeq(desk)
  const said = (text: string) => {
    const understood = hear(text)
    return understood.kind === 'ask' ? understood.say : understood.kind
  }
  assert.equal(said('move Engine to the top'), 'Deals are not put in order by hand: they are sorted by amount, highest first.')
  assert.equal(said('move Ada Lovelace to the bottom of the list'), 'Contacts are not put in order by hand: they are sorted by name.')
  assert.equal(said('move milk to the top'), 'act')
  assert.equal(said('move the mountain to the top'), 'missing')
  assert.equal(lastSeq(desk), before)
})

test('it, that and too follow what was just done', async (t) => {
  const { desk, hear } = await openShipped(t)
  await run(desk, hear('add buy bread'))
  await run(desk, hear('make it high priority'))
  await run(desk, hear('finish the dentist too'))
  const bread = rows(desk, 'task').find(({ label }) => label === 'buy bread')
  assert.equal(bread?.values['priority'], 'high')
  await run(desk, hear('undo that'))
  assert.equal(rows(desk, 'task').find(({ label }) => label === 'Call the dentist')?.values['done'], false)
})

test('what a value was is checked against what it is', async (t) => {
  const { desk, hear } = await openShipped(t)
  await run(desk, hear('make milk low priority'))
  const before = lastSeq(desk)
  const wrong = hear('change the priority of milk from medium to high')
  assert.ok(wrong.kind === 'ask', JSON.stringify(wrong))
  assert.equal(wrong.say, 'Its priority is low, not medium. Shall it be high?')
  assert.equal(lastSeq(desk), before, 'asking changes nothing')
  await run(desk, hear(wrong.choices?.[0]?.say ?? ''))
  assert.equal(rows(desk, 'task').find(({ label }) => label === 'Buy milk')?.values['priority'], 'high')
  await run(desk, hear('change milk from high to low'))
  await run(desk, hear('change all tasks from medium to high'))
  assert.deepEqual(rows(desk, 'task').map(({ label, values }) => [label, values['priority']]).toSorted(), [['Buy milk', 'low'], ['Call the dentist', 'high'], ['Call the plumber', 'high']])
})

test('a wish that is thought better of is never done, and the last change is taken back in many words', async (t) => {
  const { desk, hear } = await openShipped(t)
  await run(desk, hear('add get groceries no wait add order groceries'))
  assert.deepEqual(rows(desk, 'task').map(({ label }) => label).toSorted(), ['Buy milk', 'Call the dentist', 'Call the plumber', 'order groceries'])
  await run(desk, hear('Pray withdraw your last change.'))
  assert.deepEqual(rows(desk, 'task').map(({ label }) => label).toSorted(), ['Buy milk', 'Call the dentist', 'Call the plumber'])
  assert.equal(hear('finish milk, no wait, undo that').kind, 'unsure')
})
