import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addTasks, json, openTalkingDesk } from '../../../test/apprentice-desk.ts'
import type { Reply } from '../../../test/ollama-server.ts'
import { addRows } from '../../../test/data-fixture.ts'
import { defineApp, table } from '../../app/define.ts'
import * as field from '../../app/field.ts'
import { gatherTurn } from './chat.ts'

test('what a card or a refusal tells is not told again in words', async (t) => {
  const replies = { 'first one': json({ action: 'delete', table: 'task', id: 1 }), 'with a B': json({ action: 'update', table: 'task', id: 'B', done: true }), 'make of it': 'Shall I? It is a list.', 'lose the thread': { fault: 'error', message: 'out of breath' } } satisfies Record<string, Reply>
  const talk = await openTalkingDesk(t, { reply: ({ messages }) => Object.entries(replies).find(([words]) => messages.at(-1)?.content.includes(words))?.[1] ?? 'Hm.' })
  await addTasks(talk, 'Bread', 'Butter', 'Milk')
  await addTasks(talk, 'Salt', 'Sugar', 'Tea')
  const shown = async (words: string) => {
    const { turn, say } = await talk.say(words)
    const props = gatherTurn(talk.desk, turn, false)
    return { said: say, shown: props?.say, cards: props?.cards.map(({ kind }) => kind), problem: props?.problem?.message }
  }
  const byReflex = await shown('delete all tasks')
  assert.match(byReflex.said, /^Shall I delete .+\? .+/)
  assert.deepEqual([byReflex.shown, byReflex.cards], ['', ['proposal']])

  const byModel = await shown('I never want to hear about the first one, my dear')
  assert.match(byModel.said, /^Shall I delete .*Bread.*\? .+/)
  assert.deepEqual([byModel.shown, byModel.cards], ['', ['proposal']])

  const refused = await shown('somehow the one with a B is over, my dear')
  assert.match(refused.said, /could be 2 rows/)
  assert.deepEqual([refused.shown, refused.cards], ['', ['problem']])

  const failed = await shown('now lose the thread, my dear, if you can')
  assert.match(failed.said, /^Ollama answered with an error \(500\): out of breath\. /)
  assert.deepEqual([failed.shown, failed.problem, failed.cards], ['', 'Ollama answered with an error (500): out of breath.', []])

  const listed = await shown('what tasks are there?')
  assert.match(listed.said, /^6 tasks: .*Bread/)
  assert.deepEqual([listed.shown, listed.cards], ['', ['answer']])

  const added = await shown('add task Rice')
  assert.match(added.said, /^Added “Rice”\./)
  assert.deepEqual([added.shown, added.cards], ['', ['done']])

  const words = await shown('well, my dear, what do you make of it')
  assert.equal(words.shown, words.said)
  assert.equal(words.said, 'Shall I? It is a list.')
})

test('numbers by group stand on their card only; one number is said as well', async (t) => {
  const sales = defineApp({ title: 'Sales', tables: { deal: table({ title: field.text({ required: true }), stage: field.choice(['lead', 'won']), amount: field.money() }) } })
  const talk = await openTalkingDesk(t, { apps: { sales } })
  addRows(talk.desk, 'deal', [['Engine', 'won', 1200.5], ['Loom', 'lead', 100], ['Mill', null, 7]].map(([title = '', stage = '', amount = 0]) => ({ title, stage, amount })))
  const byStage = await talk.say('sum of amount by stage')
  assert.match(byStage.say, /^The sum of amount: .*won .*1,200\.50/)
  assert.equal(gatherTurn(talk.desk, byStage.turn, false)?.say, '')
  const all = await talk.say('sum of amount')
  assert.equal(gatherTurn(talk.desk, all.turn, false)?.say, all.say)
})
