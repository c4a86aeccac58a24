import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addRows, done, openTestDesk } from '../../../test/data-fixture.ts'
import { defineApp, table } from '../../app/define.ts'
import * as field from '../../app/field.ts'
import type { Command } from '../../data/command.ts'
import { execute } from '../../data/execute.ts'
import { cardView } from '../views/card.ts'
import { gatherCard } from './card.ts'

const sales = defineApp({
  title: 'Sales',
  tables: { deal: table({ title: field.text({ required: true }), stage: field.choice(['lead', 'won']), amount: field.money({ currency: 'USD' }), seats: field.integer() }) },
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
