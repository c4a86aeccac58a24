import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { text } from '../app/field.ts'
import { addMessage, addMessages, currentConversation, findConversation, lastHeardEntry, listConversations, messages, newConversation, newestMessage } from './conversations.ts'
import { openTestDesk } from '../../test/data-fixture.ts'

const apps = { notes: defineApp({ title: 'Notes', tables: { note: table({ title: text({ required: true }) }) } }) }

test('a conversation goes on until a new one begins, and old ones stay as they were', async (t) => {
  const desk = await openTestDesk(t, apps)
  const first = currentConversation(desk, 1)
  assert.deepEqual(currentConversation(desk, 1), first)
  assert.equal(newConversation(desk, 1).id, first.id)
  addMessages(desk, first.id, [{ turn: 7, role: 'user', kind: 'said', text: '  Hello\n there ' }, { turn: 7, role: 'assistant', kind: 'answer', text: 'Hi.' }])
  const second = newConversation(desk, 1)
  assert.notEqual(second.id, first.id)
  assert.deepEqual(listConversations(desk, 1).map(({ id, title, turns, closedAt }) => [id, title, turns, closedAt !== undefined]), [[first.id, 'Hello there', 1, true]])
  assert.deepEqual(messages(desk, first.id).map(({ role, kind, text: said, turn }) => [role, kind, said, turn]), [['user', 'said', '  Hello\n there ', 7], ['assistant', 'answer', 'Hi.', 7]])
  assert.equal(findConversation(desk, 999), undefined)
})

test('profiles talk apart', async (t) => {
  const desk = await openTestDesk(t, apps)
  assert.notEqual(currentConversation(desk, 1).id, currentConversation(desk, 2).id)
  addMessage(desk, currentConversation(desk, 2).id, { role: 'user', kind: 'said', text: 'Mine' })
  assert.deepEqual(listConversations(desk, 1), [])
})

test('the newest messages are read from a place on, oldest first, with what is known of them', async (t) => {
  const desk = await openTestDesk(t, apps)
  const { id } = currentConversation(desk, 1)
  for (let at = 1; at <= 5; at++) addMessage(desk, id, { role: 'user', kind: 'change', text: `Change ${at}`, body: { entry: at, found: ['x'], foreign: true } })
  assert.deepEqual(messages(desk, id, { limit: 2 }).map(({ text: told }) => told), ['Change 4', 'Change 5'])
  assert.deepEqual(messages(desk, id, { from: (messages(desk, id)[2]?.id ?? 0) }).length, 3)
  assert.deepEqual(newestMessage(desk, id, 'change')?.body, { entry: 5, found: ['x'], foreign: true })
  assert.equal(newestMessage(desk, id, 'snapshot'), undefined)
  assert.equal(lastHeardEntry(desk), 5)
  assert.equal(currentConversation(desk, 1).title, '')
})
