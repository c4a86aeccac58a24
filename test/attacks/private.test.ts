import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineApp, table } from '../../src/app/define.ts'
import { checkbox, integer, link, text } from '../../src/app/field.ts'
import type { Command } from '../../src/data/command.ts'
import { execute } from '../../src/data/execute.ts'
import { openTestDesk } from '../data-fixture.ts'
import { lastSeq } from '../../src/data/journal.ts'
import { search } from '../../src/data/search.ts'
import { json, openTalkingDesk, tasks } from '../apprentice-desk.ts'

/** People with a private pin and pay, a view over the pay, a private name, and a hidden table that links to them. */
const people = defineApp({
  title: 'People',
  tables: {
    person: table({ name: text({ required: true }), pin: text({ private: true }), pay: integer({ private: true }), vip: checkbox({ private: true }), done: checkbox(), vault: link('vault') }),
    vault: table({ name: text({ required: true }), owner: link('person', { onDelete: 'refuse' }) }, { ai: 'hidden' }),
    alias: table({ name: text({ required: true, private: true }), of: link('person') }),
  },
  actions: { unlock: { on: 'person', title: 'Unlock', input: { code: text({ private: true, required: true }) }, run: (tx, row) => tx.update('person', row.id, { done: true }) } },
  views: { rich: { table: 'person', where: { pay: { from: 1000 } } }, by_pay: { table: 'person', sort: '-pay' } },
})
const secrets = ['Zanzibar', '71539', '424242', 'Quokkavault', 'Gloriosa', 'pin', 'vip']

const probes: readonly Command[] = [
  { action: 'read', table: 'person' },
  { action: 'read', table: 'person', words: 'Zanzibar' },
  { action: 'read', table: 'person', words: 'Zanz', count: true },
  { action: 'read', table: 'alias', words: 'Gloriosa' },
  { action: 'read', table: 'person', where: { pin: 'Zanzibar' } },
  { action: 'read', table: 'person', where: { Pin: { contains: 'Z' } } },
  { action: 'read', table: 'person', sort: '-pay' },
  { action: 'read', table: 'person', by: 'pin' },
  { action: 'read', table: 'person', max: 'pay' },
  { action: 'read', table: 'person', view: 'rich' },
  { action: 'read', table: 'person', view: 'by_pay' },
  { action: 'read', table: 'person', view: 'Kept rich' },
  { action: 'read', table: 'person', where: { vault: 'Quokkavault' } },
  { action: 'read', table: 'vault' },
  { action: 'read', table: 'alias', by: 'name' },
  { action: 'read', table: 'alias', id: 'Gloriosa' },
  { action: 'update', table: 'person', id: 1, vault: 'Quokka' },
  { action: 'update', table: 'person', id: 1, pin: 'x' },
  { action: 'update', table: 'person', view: 'rich', done: true },
  { action: 'toggle', table: 'person', id: 1, field: 'vip' },
  { action: 'delete', table: 'person', id: 1 },
  { action: 'update', table: 'alias', id: 'Gloriosa', of: 2 },
  { action: 'update', table: 'person', id: 'nobody', done: true },
  { action: 'update', table: 'alias', id: 'nobody', of: 2 },
  { action: 'update', table: 'person', id: 1, colour: 'red' },
  { action: 'read', table: 'person', where: { colour: 'red' } },
  { action: 'read', table: 'person', words: 'Quokkavault' },
  { action: 'update', table: 'person', id: 1 },
  { action: 'toggle', table: 'person', id: 1, field: 'colour' },
]

test('what is private or hidden is in no answer, Problem or count that a model gets, however it asks', async (t) => {
  const desk = await openTestDesk(t, { people })
  const rows = [
    { action: 'insert', table: 'person', name: 'Ann', pin: 'Zanzibar', pay: 71539, vip: true },
    { action: 'insert', table: 'person', name: 'Bob', pin: '424242', pay: 1 },
    { action: 'insert', table: 'vault', name: 'Quokkavault', owner: 1 },
    { action: 'update', table: 'person', id: 2, vault: 1 },
    { action: 'insert', table: 'alias', name: 'Gloriosa', of: 1 },
    { action: 'insert', table: 'view', name: 'Kept rich', shows: 'person', conditions: '{"pay":{"from":1000}}' },
  ]
  for (const command of rows) assert.ok((await execute(desk, { commands: [command], actor: 'person', via: 'page', profile: 1 })).ok, json(command))
  const before = lastSeq(desk)
  for (const command of probes) {
    const outcome = await execute(desk, { commands: [command], actor: 'apprentice', via: 'model', profile: 1 })
    if (command['words'] !== undefined) assert.ok(outcome.ok && outcome.results.every((result) => result.kind === 'read' && (result.answer.kind === 'rows' ? result.answer.total === 0 : result.answer.groups.every(({ value }) => value === 0))), `found by what is private: ${json(command)}`)
    if (command['view'] !== undefined) assert.ok(!outcome.ok && outcome.code === 'unknown-view', `a view over what is private: ${json(command)}`)
    if (outcome.ok) continue
    for (const secret of secrets.filter((one) => !json(command).includes(one))) assert.equal(JSON.stringify(outcome).includes(secret), false, `${json(command)} told ${secret}`)
  }
  assert.equal(lastSeq(desk), before)
})

test('what goes to a model over many rounds holds no private word', async (t) => {
  let at = 0
  const talk = await openTalkingDesk(t, { apps: { people, tasks }, reply: () => `${json(probes[at++ % probes.length] ?? {})} !table vault\n!table person` })
  await talk.act(
    { action: 'insert', table: 'person', name: 'Ann', pin: 'Zanzibar', pay: 71539, vip: true },
    { action: 'insert', table: 'vault', name: 'Quokkavault', owner: 1 },
    { action: 'update', table: 'person', id: 1, vault: 1 },
    { action: 'insert', table: 'alias', name: 'Gloriosa', of: 1 },
  )
  for (let turn = 0; turn < 12; turn++) await talk.say('tell me all about Ann and whatever hangs together with it')
  const sent = JSON.stringify(talk.server.chats.map(({ messages }) => messages.filter(({ role }) => role !== 'assistant')))
  assert.ok(sent.includes('Ann'))
  // It may hear back its own words in a refusal, but only as its own.
  for (const secret of ['71539', 'Quokkavault (', 'name Gloriosa', '“Gloriosa” (id', 'pin Zanzibar', '424242']) assert.equal(sent.includes(secret), false, `a model was told ${secret}`)
})

test('what the person does to rows with a private name is told to a model without it, and views over what is private are not told of', async (t) => {
  const talk = await openTalkingDesk(t, { apps: { people, tasks } })
  await talk.act({ action: 'insert', table: 'person', name: 'Ann' }, { action: 'insert', table: 'alias', name: 'Gloriosa', of: 1 }, { action: 'insert', table: 'alias', name: 'Gloriosa too' })
  await talk.say('hm')
  for (const command of [{ action: 'update', table: 'alias', id: 1, of: null }, { action: 'update', table: 'alias', id: 1, name: 'Gloriosa the second' }, { action: 'update', table: 'alias', id: 1, name: 'Gloriosa again', of: 1 }, { action: 'delete', table: 'alias', id: 1 }, { action: 'undo' }, { action: 'unlock', id: 1, code: 'Sesame' }]) {
    await talk.act(command)
    await talk.say('hm')
  }
  // What the person types about a hidden table is answered to the person alone.
  for (const said of [json({ action: 'insert', table: 'vault', name: 'Quokkavault' }), json({ action: 'read', table: 'vault' }), '!table vault', json({ action: 'unlock', id: 1, code: 'Sesame' }), json({ action: 'update', table: 'vault', id: 1, name: 'Quokkavault too' })]) {
    await talk.say(said)
    await talk.say('hm')
  }
  const sent = JSON.stringify(talk.server.chats.map(({ messages }) => messages))
  assert.ok(sent.includes('deleted alias') && sent.includes('of 1 → –'), 'each change was told')
  assert.doesNotMatch(sent, /Gloriosa|by_pay|rich|Sesame|Quokkavault/)
})

test('a search for a model or an agent finds and names nothing that is hidden or private', async (t) => {
  const desk = await openTestDesk(t, { people })
  for (const command of [{ action: 'insert', table: 'person', name: 'Ann Quokka', pin: 'Zanzibar' }, { action: 'insert', table: 'vault', name: 'Quokka vault' }, { action: 'insert', table: 'alias', name: 'Gloriosa' }])
    assert.ok((await execute(desk, { commands: [command], actor: 'person', via: 'page', profile: 1 })).ok)
  const found = (words: string, open: boolean) => search(desk, { words, profile: 1, open }).map(({ table: name, id, label }) => `${name} ${id} ${label}`)
  assert.deepEqual(found('quokka', false).toSorted(), ['person 1 Ann Quokka', 'vault 1 Quokka vault'])
  assert.deepEqual(found('quokka', true), ['person 1 Ann Quokka'])
  assert.deepEqual([found('zanzibar', true), found('gloriosa', true)], [[], []])
})
