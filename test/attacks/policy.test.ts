import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineApp, table } from '../../src/app/define.ts'
import { checkbox, link, text } from '../../src/app/field.ts'
import type { Command, Request } from '../../src/data/command.ts'
import type { Desk } from '../../src/data/desk.ts'
import { execute } from '../../src/data/execute.ts'
import { lastSeq } from '../../src/data/journal.ts'
import { acceptProposal, listProposals } from '../../src/data/proposals.ts'
import { done, openTestDesk, refused } from '../data-fixture.ts'

const house = defineApp({
  title: 'House',
  tables: {
    room: table({ name: text({ required: true }), done: checkbox() }),
    lamp: table({ name: text({ required: true }), room: link('room', { onDelete: 'clear' }) }),
  },
  actions: {
    wreck: { on: 'room', title: 'Wreck', effect: 'destroy', run: (tx, room) => tx.update('room', room.id, { name: 'Rubble' }) },
  },
})
const person = { actor: 'person', via: 'page' } as const
const speakers = { model: { actor: 'apprentice', via: 'model', model: 'small' }, agent: { actor: 'agent', via: 'mcp' }, reflex: { actor: 'apprentice', via: 'reflex' } } as const
const say = (desk: Desk, command: Command, who: Pick<Request, 'actor' | 'via'> & Partial<Request> = person) => execute(desk, { commands: [command], profile: 1, ...who })

test('an app’s action that destroys is as closed as a delete, though it only changes a row', async (t) => {
  const desk = await openTestDesk(t, { house })
  for (const name of ['Attic', 'Cellar', 'Hall']) await done(say(desk, { action: 'insert', table: 'room', name }))
  await done(say(desk, { action: 'wreck', table: 'room', id: 3 }))
  const before = lastSeq(desk)
  for (const who of [speakers.model, speakers.agent]) {
    const { proposal } = await done(say(desk, { action: 'wreck', table: 'room', id: 1 }, who))
    assert.match(proposal?.reason ?? '', /not yet let it wreck a room/)
  }
  for (const who of Object.values(speakers)) assert.match((await refused(say(desk, { action: 'wreck', table: 'room', id: 1 }, { ...who, asked: false }), 'refused')).message, /Nobody asked to wreck/)
  assert.equal(lastSeq(desk), before)
})

test('a profile is deleted on its own page and nowhere else', async (t) => {
  const desk = await openTestDesk(t, { house })
  await done(say(desk, { action: 'insert', table: 'profile', name: 'Acme' }))
  const before = lastSeq(desk)
  for (const who of [...Object.values(speakers), { actor: 'program', via: 'api' } as const])
    for (const command of [{ action: 'delete', table: 'profile', id: 2 }, { action: 'delete', table: 'profile', id: 'Acme' }, { action: 'undo', entry: before }]) {
      const answer = await say(desk, command, who)
      assert.ok(!answer.ok, `${who.actor} ${JSON.stringify(command)}`)
      assert.equal(lastSeq(desk), before)
    }
  assert.deepEqual(listProposals(desk, { profile: 1 }), [])
  await done(say(desk, { action: 'delete', table: 'profile', id: 2 }))
})

test('a yes holds for the rows that were shown: one that came to hang on them since is asked about anew', async (t) => {
  const desk = await openTestDesk(t, { house })
  await done(say(desk, { action: 'insert', table: 'room', name: 'Attic' }))
  const { proposal } = await done(say(desk, { action: 'delete', table: 'room', id: 1 }, speakers.model))
  assert.deepEqual(proposal?.rows.map(({ table: name, id }) => [name, id]), [['room', 1]])
  await done(say(desk, { action: 'insert', table: 'lamp', name: 'Bulb', room: 1 }))
  const before = lastSeq(desk)
  await refused(acceptProposal(desk, proposal?.id ?? 0, {}, person), 'changed-since')
  assert.equal(lastSeq(desk), before)
})
