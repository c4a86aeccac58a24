import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineApp, table } from '../../app/define.ts'
import { decimal, integer, text } from '../../app/field.ts'
import { mergeApps } from '../../app/merge.ts'
import { trialWorld } from '../../../test/reflex-trials/desk.ts'
import { newcomerSchema, newcomerWorld } from '../../../test/reflex-trials/newcomer-desk.ts'
import { compileReflex, followUp, understand } from './reflex.ts'

const reflex = compileReflex(newcomerSchema('task'))
const world = newcomerWorld('task')
const nameOf = (said: string): unknown => {
  const got = understand(reflex, said, world)
  return got.kind === 'act' && got.commands.length === 1 ? got.commands[0]?.['name'] : got
}

test('signs keep their colour and shape; a gesture goes with its own', () => {
  for (const name of ['💃🏽', 'dance 🕺🏿', 'buy coffee ☕️', '👨‍👩‍👧 dinner', '👩🏽‍🚀']) assert.equal(nameOf(`add a task called ${name}`), name)
  for (const gesture of ['👍', '👍🏽', '❤️', '😀', '🙏🏻 😀']) assert.equal(nameOf(`add a task called buy milk ${gesture}`), 'buy milk')
})

test('a request that comes to no command is none', () => {
  assert.notEqual(understand(reflex, 'add a task called and', world).kind, 'act')
})

test('a bare verb is never what goes into a blank', () => {
  const asked = understand(reflex, 'add', world)
  assert.ok(asked.kind === 'ask' && asked.blank)
  for (const verb of ['delete', 'add', 'rename', 'finish']) assert.notEqual(followUp(reflex, verb, asked, world).kind, 'act', verb)
  assert.equal(followUp(reflex, 'sunscreen', asked, world).kind, 'act')
})

test('a question is no value, where no answer can be given either', () => {
  for (const who of ['what', "what's", 'who', 'which', 'whose', 'where', 'why', 'how'])
    for (const said of [`${who} is the tax number of Ada Lovelace`, `${who} the tax number of Ada Lovelace is`]) assert.notEqual(understand(reflex, said, world).kind, 'act', said)
  assert.equal(understand(reflex, 'DE123 is the tax number of Ada Lovelace', world).kind, 'act')
})

test('an action is led to its row by “to”, and may say how much of it before', () => {
  const schema = mergeApps([{ name: 'stock', file: '', app: defineApp({
    title: 'Stock',
    tables: { item: table({ name: text({ required: true }), quantity: integer() }), run: table({ route: text({ required: true }), km: decimal(), minutes: decimal() }) },
    actions: {
      take: { on: 'item', title: 'Take out', input: { pieces: integer({ required: true, default: 1 }) }, run: () => undefined },
      add_lap: { on: 'run', title: 'Add a lap', input: { km: decimal({ required: true }), minutes: integer({ required: true }) }, run: () => undefined },
    },
  }) }])
  const stock = compileReflex(schema)
  const commandsOf = (said: string): unknown => { const got = understand(stock, said, trialWorld({ rows: { item: ['Hammer', 'Drill'], run: ['Park', 'River loop'] } })); return got.kind === 'act' ? got.commands : got.kind }
  assert.deepEqual(commandsOf('take out 2 of the hammer'), [{ action: 'take', table: 'item', id: 1, pieces: 2 }])
  assert.deepEqual(commandsOf('take out the drill'), [{ action: 'take', table: 'item', id: 2 }])
  assert.deepEqual(commandsOf('add a lap to river loop 2 km 11 minutes'), [{ action: 'add_lap', table: 'run', id: 2, km: 2, minutes: 11 }])
  assert.deepEqual(commandsOf('add a lap of 2 km 11 minutes to the park'), [{ action: 'add_lap', table: 'run', id: 1, km: 2, minutes: 11 }])
})

test('what no row is called is looked for anywhere in the rows of the page', () => {
  const got = understand(reflex, 'find tomatoes', world)
  assert.deepEqual(got.kind === 'read' && got.commands, [{ action: 'read', table: 'task', words: 'tomatoes' }])
  const named = understand(reflex, 'find passport', world)
  assert.deepEqual(named.kind === 'read' && named.commands, [{ action: 'read', table: 'task', where: { name: { contains: 'passport' } } }])
})
