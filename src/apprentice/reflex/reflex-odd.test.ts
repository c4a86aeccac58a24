import assert from 'node:assert/strict'
import { test } from 'node:test'
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
