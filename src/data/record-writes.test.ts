import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { text } from '../app/field.ts'
import { problem } from '../app/problem.ts'
import { addMessage, currentConversation, listConversations, messages } from './conversations.ts'
import type { Desk } from './desk.ts'
import { execute } from './execute.ts'
import { openTestDesk } from '../../test/data-fixture.ts'
import { grant, isGranted, revoke } from './grants.ts'
import { readPage } from './read.ts'
import { findProposal, rejectProposal } from './proposals.ts'
import { findSession, listSessions, newSignInToken, revokeSession, useSignInToken } from './sessions.ts'
import { openStore } from './store.ts'
import { storeProblem } from './store-problem.ts'

const tasks = defineApp({ title: 'Tasks', tables: { task: table({ name: text({ required: true }) }, { scope: 'profile' }) }, samples: { task: [{ name: 'a' }] } })
const person = { actor: 'person', via: 'page' } as const

/** The same desk twice: as it was, and as it is when nothing can be written any more. */
const openTwice = async (t: TestContext): Promise<{ readonly desk: Desk; readonly stuck: Desk }> => {
  const desk = await openTestDesk(t, { tasks })
  const opened = openStore(join(desk.dir, 'desk.db'), { unwritable: problem('read-only', 'The disk is full.', { next: 'Make some room.' }) })
  assert.ok(opened.ok)
  t.after(() => opened.value.close())
  return { desk, stuck: { ...desk, store: opened.value, readOnly: () => true } }
}

test('grants and answers to proposals are refused plainly where nothing can be written', async (t) => {
  const { desk, stuck } = await openTwice(t)
  const given = grant(desk, { table: 'task', verb: 'delete' })
  const asked = await execute(desk, { commands: [{ action: 'update', table: 'task', id: 1, name: 'b' }], actor: 'apprentice', via: 'model', profile: 1 })
  assert.ok(given.ok && asked.ok && asked.proposal)
  const answers = [grant(stuck, { table: 'task', verb: 'update' }), revoke(stuck, given.value.id), rejectProposal(stuck, asked.proposal.id, person)]
  for (const answer of answers) assert.ok(!answer.ok && answer.code === 'read-only' && answer.next, JSON.stringify(answer))
  assert.deepEqual([isGranted(desk, 'task', 'update'), isGranted(desk, 'task', 'delete'), findProposal(desk, asked.proposal.id)?.status], [false, true, 'waiting'])
})

test('a person can sign in to, and read, a desk that cannot be written to', async (t) => {
  const { desk, stuck } = await openTwice(t)
  const old = useSignInToken(desk, newSignInToken(desk), 'old')
  assert.ok(old.ok)
  const later: Desk = { ...stuck, now: () => desk.now() + 7_200_000 }
  assert.equal(findSession(later, old.value.cookie)?.pageKey, old.value.session.pageKey)
  const kept = revokeSession(stuck, old.value.session.id)
  assert.ok(!kept.ok && kept.code === 'read-only')
  const unspent = newSignInToken(desk)
  const refused = useSignInToken(stuck, unspent, 'x')
  assert.ok(!refused.ok && refused.code === 'read-only', 'the disk is named, not the link')
  assert.ok(useSignInToken(desk, unspent, 'x').ok, 'and the link is not spent')

  const token = newSignInToken(stuck)
  const used = useSignInToken(stuck, token, 'new')
  assert.ok(used.ok)
  assert.equal(useSignInToken(stuck, token, 'again').ok, false)
  assert.deepEqual(findSession(stuck, used.value.cookie), used.value.session)
  assert.deepEqual(listSessions(stuck).map(({ name }) => name), ['new', 'x', 'old'])
  assert.deepEqual(revokeSession(stuck, used.value.session.id), { ok: true })
  assert.equal(findSession(stuck, used.value.cookie), undefined)
  assert.deepEqual(listSessions(desk).map(({ name }) => name), ['x', 'old'], 'nothing of it is in the file')
  const over = newSignInToken(stuck)
  assert.equal(useSignInToken(later, over, 'too late').ok, false)
})

test('the page of a desk that cannot be written to has a chat with nothing in it', async (t) => {
  const { desk, stuck } = await openTwice(t)
  const none = currentConversation(stuck, 1)
  assert.deepEqual([none.id, messages(stuck, none.id), listConversations(desk, 1)], [0, [], []])
  const said = { role: 'user', kind: 'said', text: 'hello' } as const
  assert.throws(() => addMessage(stuck, none.id, said), (error) => storeProblem(error)?.code === 'read-only', 'the disk fails it, not a broken constraint')
  const page = readPage(stuck, { table: 'task', profile: 1 })
  assert.ok(page.ok && page.value.rows.length === 1)
  const kept = currentConversation(desk, 1)
  addMessage(desk, kept.id, said)
  assert.equal(currentConversation(stuck, 1).id, kept.id)
})
