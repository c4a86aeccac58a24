import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addTasks, json, openTalkingDesk } from '../../test/apprentice-desk.ts'
import { currentConversation, lastHeardEntry, messages } from '../data/conversations.ts'
import { addProposal } from '../data/proposal-records.ts'
import { acceptProposal, listProposals, rejectProposal } from '../data/proposals.ts'
import { estimateTokens } from '../models/tokens.ts'
import { changeLineTokens } from './context-change.ts'
import { tellProposals } from './context-proposals.ts'

const person = { actor: 'person', via: 'page' } as const

test('the model is told once that the person said no, before the next words', async (t) => {
  const talk = await openTalkingDesk(t, { reply: ({ messages: sent }) => (sent.at(-1)?.content.includes('throw out') ? json({ action: 'delete', table: 'task', id: 1 }) : 'Hm.') })
  await addTasks(talk, 'Milk')
  const { proposals: [proposal] } = await talk.say('what would you throw out of all this')
  assert.ok(proposal)
  await talk.say('well, my dear, what do you make of it')
  assert.doesNotMatch(JSON.stringify(talk.server.chats.at(-1)), /said no/, 'not while it waits')
  assert.deepEqual(talk.server.chats.at(-1)?.messages.slice(-3, -1).map(({ content }) => content), [json({ action: 'delete', table: 'task', id: 1 }), 'Not done yet: it waits for the user’s yes.'])
  assert.ok(rejectProposal(talk.desk, proposal.id, person).ok)
  const heard = lastHeardEntry(talk.desk)
  await talk.say('well, my dear, and what do you make of it now')
  await talk.say('and what do you make of it today, my dear')
  const told = talk.server.chats.at(-1)?.messages.filter(({ content }) => content.includes('said no'))
  assert.deepEqual(told?.map(({ role, content }) => [role, content]), [['user', 'The user said no to {"action":"delete","table":"task","id":1}.']])
  assert.equal(lastHeardEntry(talk.desk), heard)
  assert.deepEqual(talk.deeds(), ['person page insert'])
})

test('what waited too long or cannot be done any more is told too; a yes is told by its change', async (t) => {
  const talk = await openTalkingDesk(t, { models: [] })
  await addTasks(talk, 'Buy milk', 'Buy bread', 'Buy salt')
  const waiting = () => listProposals(talk.desk, { profile: 1 })[0]?.id ?? 0
  const told = () => messages(talk.desk, currentConversation(talk.desk, 1).id).flatMap(({ kind, text }) => (kind === 'result' ? [text] : []))
  await talk.say('delete milk')
  await acceptProposal(talk.desk, waiting(), {}, person)
  await talk.say('delete bread')
  await talk.act({ action: 'delete', table: 'task', id: 2 })
  assert.ok(!(await acceptProposal(talk.desk, waiting(), {}, person)).ok)
  await talk.say('delete salt')
  tellProposals({ ...talk.desk, now: () => talk.desk.now() + 2 * 86_400_000 }, 1)
  tellProposals(talk.desk, 1)
  tellProposals(talk.desk, 2)
  assert.deepEqual(told(), ['It could not be done any more: {"action":"delete","table":"task","id":2}.', 'The user did not answer {"action":"delete","table":"task","id":3}.'])
})

test('what is asked anew waits still; what a model never saw, a new conversation and private fields are not told of', async (t) => {
  const talk = await openTalkingDesk(t, { models: [] })
  await addTasks(talk, 'Buy milk')
  await talk.act({ action: 'insert', table: 'note', title: 'Key' })
  const told = () => messages(talk.desk, currentConversation(talk.desk, 1).id).flatMap(({ kind, text }) => (kind === 'result' ? [text] : []))
  const refuseAll = (): void => listProposals(talk.desk, { profile: 1 }).forEach(({ id }) => assert.ok(rejectProposal(talk.desk, id, person).ok))
  await talk.say('delete milk')
  await talk.act({ action: 'update', table: 'task', id: 1, done: true })
  assert.ok(!(await acceptProposal(talk.desk, listProposals(talk.desk, { profile: 1 })[0]?.id ?? 0, {}, person)).ok)
  tellProposals(talk.desk, 1)
  assert.deepEqual([told(), listProposals(talk.desk, { profile: 1 }).length], [[], 1])
  assert.equal(talk.apprentice.newChat(1), undefined)
  refuseAll()
  tellProposals(talk.desk, 1)
  assert.deepEqual(told(), [])

  const { turn } = await talk.say('add bread')
  const [update, remove, secret] = [{ action: 'update', table: 'note', id: 1, text: 'x '.repeat(400), pin: '4711' }, { action: 'delete', table: 'note', id: 1 }, { action: 'delete', table: 'secret', id: 1 }]
  for (const commands of [[update, remove], [secret]]) addProposal(talk.desk, { turn, profile: 1, actor: 'apprentice', via: 'reflex', commands, rows: [], reason: 'It is not sure.' })
  refuseAll()
  tellProposals(talk.desk, 1)
  const [line = '', ...others] = told()
  assert.match(line, /^The user said no to \{"action":"update","table":"note","id":1,"text":"x [^"]*…"\} and 1 more\.$/)
  assert.deepEqual(others, [])
  assert.ok(estimateTokens(line) <= changeLineTokens, line)
})
