import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addRows, done, openTestDesk } from '../../../test/data-fixture.ts'
import { defineApp, table } from '../../app/define.ts'
import * as field from '../../app/field.ts'
import type { Command } from '../../data/command.ts'
import { execute } from '../../data/execute.ts'
import { acceptProposal } from '../../data/proposals.ts'
import { cardView } from '../views/card.ts'
import { gatherCard, gatherProposal } from './card.ts'

const sales = defineApp({
  title: 'Sales',
  tables: { deal: table({ title: field.text({ required: true }), stage: field.choice(['lead', 'won']), amount: field.money({ currency: 'USD' }), seats: field.integer(), due: field.date() }) },
})

test('numbers stand in the unit of what they are of', async (t) => {
  const desk = await openTestDesk(t, { sales })
  addRows(desk, 'deal', [['Engine', 'won', 1200.5, 3], ['Loom', 'lead', 100, 4], ['Mill', 'lead', 0, 3]].map(([title = '', stage = '', amount = 0, seats = 0]) => ({ title, stage, amount, seats })))
  const shown = async (keys: Omit<Command, 'action'>) => {
    const { results: [result] } = await done(execute(desk, { commands: [{ action: 'read', table: 'deal', ...keys }], actor: 'person', via: 'page', profile: 1 }))
    assert.ok(result?.kind === 'read')
    const page = String(await cardView(gatherCard(desk, 1, result), { access: { token: 't', nonce: 'n' }, profile: 1 }))
    return [...page.matchAll(/<(?:strong|td class="number")>([^<]*)</g)].map(([, number]) => number)
  }
  assert.deepEqual(await shown({ sum: 'amount', by: 'stage' }), ['$100.00', '$1,200.50'])
  assert.deepEqual(await shown({ max: 'amount' }), ['$1,200.50'])
  assert.deepEqual(await shown({ avg: 'seats' }), ['3.33'])
  assert.deepEqual(await shown({ sum: 'seats' }), ['10'])
  assert.deepEqual(await shown({ count: true, by: 'stage' }), ['2', '1'])
})

test('days stand as they do everywhere, and what rows were sorted by beside them', async (t) => {
  const desk = await openTestDesk(t, { sales })
  addRows(desk, 'deal', [['Engine', '2030-03-01', 1200.5], ['Loom', '2030-02-01', 100]].map(([title = '', due = '', amount = 0]) => ({ title, due, amount })))
  const shown = async (keys: Omit<Command, 'action'>) => {
    const { results: [result] } = await done(execute(desk, { commands: [{ action: 'read', table: 'deal', ...keys }], actor: 'person', via: 'page', profile: 1 }))
    assert.ok(result?.kind === 'read')
    const page = String(await cardView(gatherCard(desk, 1, result), { access: { token: 't', nonce: 'n' }, profile: 1 }))
    return page.split('<details')[0]?.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim()
  }
  assert.equal(await shown({ min: 'due' }), '1 Feb 2030 Earliest due')
  assert.equal(await shown({ max: 'due' }), '1 Mar 2030 Latest due')
  assert.equal(await shown({ count: true, by: 'due' }), 'Number of rows by due 1 Feb 2030 1 1 Mar 2030 1')
  assert.equal(await shown({ sort: '-amount', limit: 1 }), 'The first of 2: Engine $1,200.50 Show in the list')
  assert.equal(await shown({ sort: 'title' }), 'Found 2: Engine Loom Show in the list')
})

test('to let it act is offered after three yeses to the same verb with the same table', async (t) => {
  const desk = await openTestDesk(t, { sales })
  addRows(desk, 'deal', Array.from({ length: 5 }, (_, n) => ({ title: `Deal ${n}` })))
  const offers = async (command: Command): Promise<boolean> => {
    const { proposal } = await done(execute(desk, { commands: [command], actor: 'apprentice', via: 'model', profile: 1 }))
    assert.ok(proposal)
    const card = gatherProposal(desk, proposal)
    await done(acceptProposal(desk, proposal.id, {}, { actor: 'person', via: 'page' }))
    return card.kind === 'proposal' && card.grantable
  }
  const offered: boolean[] = []
  for (const id of [1, 2, 3, 4]) offered.push(await offers({ action: 'delete', table: 'deal', id }))
  assert.deepEqual(offered, [false, false, false, true])
  assert.equal(await offers({ action: 'insert', table: 'deal', title: 'Another' }), false, 'another verb has its own yeses')
})
