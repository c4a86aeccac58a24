import assert from 'node:assert/strict'
import { test } from 'node:test'
import { currentConversation, listConversations, messages } from '../src/data/conversations.ts'
import { findTurn } from '../src/data/turns.ts'
import type { TurnOutcome, TurnPrompt } from '../src/apprentice/turn-outcome.ts'
import { addTasks, json, openTalkingDesk } from './apprentice-desk.ts'

test('plain requests are answered by rules, worded from the journal, without a word to a model', async (t) => {
  const talk = await openTalkingDesk(t)
  const added = await talk.say('add buy milk')
  assert.equal(added.via, 'reflex')
  assert.match(added.say, /Added “buy milk”\./i)
  const finished = await talk.say('mark buy milk done')
  assert.match(finished.say, /Finished “buy milk”\./i)
  assert.deepEqual(talk.deeds(), ['apprentice reflex insert', 'apprentice reflex update'])
  assert.equal(talk.server.chats.length, 0)
  assert.deepEqual(talk.events.map(({ kind }) => kind), ['started', 'card', 'ended', 'started', 'card', 'ended'])
  assert.deepEqual(messages(talk.desk, currentConversation(talk.desk, 1).id).map(({ role, kind }) => `${role} ${kind}`), ['user said', 'assistant answer', 'user change', 'user said', 'assistant answer'])
})

test('a model’s reply is told as it comes, its commands run at their closing brace, and all is kept', async (t) => {
  const reply = `On it. ${json({ action: 'insert', table: 'task', name: 'Call mum' })} There, poetry.`
  const talk = await openTalkingDesk(t, { reply: () => ({ pieces: [...reply] }) })
  await addTasks(talk, 'Buy milk')
  const answer = await talk.say('hmm, you know what would please my mother')
  assert.deepEqual([answer.via, answer.model, answer.say], ['model', 'llama3.2:3b', 'On it.  There, poetry.'])
  assert.deepEqual(answer.results.map(({ kind }) => kind), ['changed'])
  assert.deepEqual(talk.deeds(), ['person page insert', 'apprentice model insert'])
  const kinds = talk.events.map(({ kind }) => kind)
  assert.ok(kinds.indexOf('card') > kinds.indexOf('piece') && kinds.indexOf('card') < kinds.lastIndexOf('piece'))
  assert.equal(talk.events.flatMap((event) => (event.kind === 'piece' ? event.text : [])).join(''), 'On it.  There, poetry.')
  assert.equal(talk.server.chats.length, 1)

  const kept = findTurn(talk.desk, answer.turn)
  const prompt = kept?.prompt as TurnPrompt | undefined // takeTurn kept one
  assert.deepEqual(prompt?.messages, talk.server.chats[0]?.messages)
  assert.equal(kept?.reply, reply)
  const outcome = kept?.outcome as TurnOutcome | undefined // as above
  assert.equal(outcome?.rounds?.length, 1)
  assert.equal(outcome?.say, answer.say)
  assert.deepEqual(messages(talk.desk, currentConversation(talk.desk, 1).id).map(({ kind, text }) => [kind, text]), [
    ['change', 'The user added task 1 {"action":"insert","table":"task","name":"Buy milk"}'],
    ['said', 'hmm, you know what would please my mother'],
    ['answer', reply],
    ['change', 'You added task 2 “Call mum”.'],
  ])
})

test('$1 is the first row of its turn, though each command runs by itself', async (t) => {
  const made = json({ action: 'insert', table: 'task', name: 'Call mum' })
  const talk = await openTalkingDesk(t, { reply: () => `${made} and then ${json({ action: 'update', table: 'task', id: '$1', priority: 'high' })}` })
  await addTasks(talk, 'Milk')
  await talk.act({ action: 'update', table: 'task', id: 1, done: true })
  const answer = await talk.say('hmm, you know what would please my mother')
  assert.deepEqual(answer.results.map((result) => result.kind === 'changed' && result.command), [{ action: 'insert', table: 'task', name: 'Call mum' }, { action: 'update', table: 'task', id: 2, priority: 'high' }])
  assert.deepEqual(talk.deeds().slice(2), ['apprentice model insert', 'apprentice model update'])
})

test('rows that it reads go back to it, and then it acts; all in one turn', async (t) => {
  const talk = await openTalkingDesk(t, {
    reply: ({ messages: sent }, index) => (index === 0 ? `Let me look. ${json({ action: 'read', table: 'task' })}` : `Aha. ${json({ action: 'update', table: 'task', id: Number(/^(\d+)\tRent/m.exec(sent.at(-1)?.content ?? '')?.[1]), done: true })}`),
  })
  await addTasks(talk, 'Buy milk', 'Rent')
  await talk.act({ action: 'update', table: 'task', id: 1, done: true })
  const answer = await talk.say('the landlord has been paid')
  assert.equal(answer.say, 'Let me look.\n\nAha.')
  assert.deepEqual(answer.results.map(({ kind }) => kind), ['read', 'changed'])
  assert.equal(talk.server.chats.length, 2)
  assert.equal(talk.deeds().at(-1), 'apprentice model update')
  const [first, second] = talk.server.chats
  assert.deepEqual(second?.messages.slice(0, first?.messages.length), first?.messages)
})

test('what it has not seen is a proposal; once the person has done it, it runs', async (t) => {
  const talk = await openTalkingDesk(t, { reply: () => `Sure. ${json({ action: 'move', table: 'task', id: 1, to: 'top' })}` })
  await addTasks(talk, 'Buy milk', 'Rent')
  const first = await talk.say('groceries feel more urgent somehow')
  assert.deepEqual([first.results.length, first.proposals.length], [0, 1])
  assert.match(first.proposals[0]?.reason ?? '', /not yet seen you move/)
  assert.deepEqual(talk.deeds(), ['person page insert', 'person page insert'])
  await talk.act({ action: 'move', table: 'task', id: 2, to: 'bottom' }, { action: 'move', table: 'task', id: 2, to: 'top' })
  const second = await talk.say('groceries feel more urgent somehow')
  assert.deepEqual([second.results.map(({ kind }) => kind), second.proposals.length], [['changed'], 0])
})

test('a claim without a deed is asked about once, with the form imposed, and marked if it stays', async (t) => {
  const talk = await openTalkingDesk(t, { reply: ({ format }) => (format ? json({ say: 'Done!', commands: [] }) : 'Done! I added it.') })
  const answer = await talk.say('milk would be nice to have around')
  assert.equal(answer.falseClaim, true)
  assert.deepEqual(talk.server.chats.map(({ format }) => format !== undefined), [false, true])
  assert.equal(talk.events.some((event) => event.kind === 'ended' && event.falseClaim === true), true)
  assert.deepEqual(talk.deeds(), [])
})

test('a reply that is no right command is asked for once more in the right form', async (t) => {
  const talk = await openTalkingDesk(t, { reply: ({ format }) => (format ? json({ say: 'Now.', commands: [{ action: 'insert', table: 'task', name: 'Bread' }] }) : json({ action: 'insert', table: 'groceries', name: 'Bread' })) })
  await addTasks(talk, 'Milk')
  const answer = await talk.say('bread, we are out of it, sort that out somehow')
  assert.equal(answer.say, 'Now.')
  assert.deepEqual(answer.results.map(({ kind }) => kind), ['refused', 'changed'])
  assert.match(talk.server.chats[1]?.messages.at(-1)?.content ?? '', /no table “groceries”.*The tables are/s)
  assert.equal(talk.events.some(({ kind }) => kind === 'problem'), false)
})

test('a row that is not there is refused with some that are, and leave to mean none of them', async (t) => {
  const talk = await openTalkingDesk(t, { reply: (_, index) => (index === 0 ? json({ action: 'update', table: 'task', id: 'Honey', done: true }) : 'There is no honey.') })
  await addTasks(talk, 'Milk')
  const answer = await talk.say('the bees have done their part')
  assert.equal(talk.server.chats[1]?.messages.at(-1)?.content, 'Not done: There is no task like “Honey”. Give its id or its name; there are for example Milk (id 1). If none of them is meant, say so.')
  assert.equal(answer.say, 'There is no honey.')
  assert.deepEqual(talk.deeds(), ['person page insert'])
})

test('what stays wrong is told to the person with what is possible; nothing runs', async (t) => {
  const talk = await openTalkingDesk(t, { reply: () => json({ action: 'fly', table: 'task' }) })
  await addTasks(talk, 'Milk')
  const answer = await talk.say('up, up and away')
  assert.equal(talk.server.chats.length, 2)
  assert.match(answer.say, /You can say, for example: “add task/)
  assert.deepEqual(talk.deeds(), ['person page insert'])
})

test('four rounds are the most', async (t) => {
  const talk = await openTalkingDesk(t, { reply: () => json({ action: 'read', table: 'task' }) })
  await addTasks(talk, 'Milk')
  const answer = await talk.say('think about everything very hard')
  assert.equal(talk.server.chats.length, 4)
  assert.equal(answer.results.length, 4)
  assert.deepEqual(talk.deeds(), ['person page insert'])
})

test('!table in a reply is answered with rows', async (t) => {
  const talk = await openTalkingDesk(t, { reply: (_, index) => (index === 0 ? '!table task' : 'Just milk.') })
  await addTasks(talk, 'Milk')
  const answer = await talk.say('what is it that I lack, do you think')
  assert.match(talk.server.chats[1]?.messages.at(-1)?.content ?? '', /id\tname\tdone\tpriority\tdue\n1\tMilk/)
  assert.equal(answer.say, 'Just milk.')
})

test('the prompt’s prefix stays the same to the byte from turn to turn', async (t) => {
  const talk = await openTalkingDesk(t, { reply: (_, index) => `Reply ${index}. ${json({ action: 'insert', table: 'task', name: `Thing ${index}` })}` })
  await addTasks(talk, 'Milk')
  for (const said of ['first thoughts on milk', 'second thoughts', 'third thoughts about Thing']) {
    await talk.say(said)
    await talk.act({ action: 'update', table: 'task', id: 1, priority: said.startsWith('first') ? 'high' : said.startsWith('second') ? 'low' : 'medium' })
  }
  const stable = talk.server.chats.map(({ messages: sent }) => sent.slice(0, -1))
  for (const [at, prefix] of stable.entries()) if (at > 0) assert.deepEqual(prefix.slice(0, stable[at - 1]?.length), stable[at - 1])
  const last = stable.at(-1)?.map(({ content }) => content) ?? []
  assert.equal(last.some((content) => /Today is|Rows that may|Example:/.test(content)), false)
  assert.deepEqual(last.slice(-2), [
    'You added task 3 “Thing 1”.',
    'The user changed “Milk”: priority high → low {"action":"update","table":"task","id":1,"priority":"low"}',
  ])
  assert.match(talk.server.chats[2]?.messages.at(-1)?.content ?? '', /Rows that may be meant:\ntask \d: Thing \d[\s\S]*Today is Sunday, 2026-11-22\.\n\nthird thoughts about Thing$/)
})

test('Stop ends the reply; what was done stays done, and it says so', async (t) => {
  const gate = Promise.withResolvers<void>()
  const talk = await openTalkingDesk(t, { reply: () => ({ pieces: [json({ action: 'insert', table: 'task', name: 'Bread' }), 'and so on', { gate: gate.promise }, json({ action: 'insert', table: 'task', name: 'Wine' })] }) })
  await addTasks(talk, 'Milk')
  talk.apprentice.onChat((event) => {
    if (event.kind === 'piece') assert.equal(talk.apprentice.stop(1), true)
  })
  const answer = await talk.say('well, what else could one buy')
  gate.resolve()
  assert.match(answer.say, /and so on\n\nStopped; what was done stays done\./)
  assert.deepEqual(talk.deeds(), ['person page insert', 'apprentice model insert'])
  assert.equal(talk.apprentice.stop(1), false)
  assert.deepEqual(talk.apprentice.status().busy, [])
})

test('without a model it answers with what it found and what is possible, and says once what a model would add', async (t) => {
  const talk = await openTalkingDesk(t, { models: [] })
  await addTasks(talk, 'Milk')
  const first = await talk.say('philosophise about milk, wouldn’t you')
  assert.equal(first.via, 'reflex')
  assert.match(first.say, /this came up: “Milk” \(task\)\. You can say, for example: .*With a language model.*ollama pull/)
  assert.doesNotMatch((await talk.say('and about existence, wouldn’t you')).say, /With a language model/)
  assert.equal(talk.apprentice.status().state, 'absent')
  talk.apprentice.newChat(1)
  assert.match((await talk.say('tell me about existence, wouldn’t you')).say, /With a language model/)
  assert.deepEqual(listConversations(talk.desk, 1).map(({ title, turns }) => [title, turns]), [['tell me about existence, wouldn’t you', 1], ['philosophise about milk, wouldn’t you', 2]])
  assert.equal(talk.events.filter(({ kind }) => kind === 'cleared').length, 1)
})

test('which row is meant is asked of the person, not guessed by the model', async (t) => {
  const talk = await openTalkingDesk(t, { reply: () => json({ action: 'update', table: 'task', id: 'milk', done: true }) })
  await addTasks(talk, 'Oat milk', 'Soy milk')
  const answer = await talk.say('there is plenty of it in the fridge')
  assert.match(answer.say, /Did you mean “(?:Oat|Soy) milk” \(\d\) or “(?:Oat|Soy) milk” \(\d\)\?/)
  assert.equal(talk.server.chats.length, 1)
  assert.equal(talk.deeds().length, 2)
})

test('a reply of commands alone is worded from the journal, without another round', async (t) => {
  const talk = await openTalkingDesk(t, { reply: () => json([{ action: 'insert', table: 'task', name: 'Oats' }, { action: 'insert', table: 'task', name: 'Rye' }]) })
  await addTasks(talk, 'Milk')
  const answer = await talk.say('what would a horse eat')
  assert.equal(answer.say, 'Added “Oats” and “Rye”.')
  assert.equal(talk.server.chats.length, 1)
  const undone = await talk.say('!undo')
  assert.equal(undone.results.length, 2)
})

test('what happens while nobody talks is heard when somebody does, many changes in one line', async (t) => {
  const talk = await openTalkingDesk(t)
  for (let at = 0; at < 30; at++) await addTasks(talk, `T${at}`)
  assert.deepEqual(messages(talk.desk, currentConversation(talk.desk, 1).id), [])
  talk.ring()
  assert.deepEqual(messages(talk.desk, currentConversation(talk.desk, 1).id).map(({ text }) => text), ['30 more changes were made, to 30 rows.'])
})

test('asked to say one command again, a model that says all of them does none twice', async (t) => {
  const bread = { action: 'insert', table: 'task', name: 'Bread' }
  const talk = await openTalkingDesk(t, { reply: ({ format }) => (format ? json({ say: 'There.', commands: [bread, { action: 'insert', table: 'task', name: 'Wine' }] }) : `${json(bread)} ${json({ action: 'insert', table: 'groceries', name: 'Wine' })}`) })
  await addTasks(talk, 'Milk')
  const answer = await talk.say('a picnic it shall be')
  assert.deepEqual(answer.results.map(({ kind }) => kind), ['changed', 'refused', 'changed'])
  assert.deepEqual(talk.deeds(), ['person page insert', 'apprentice model insert', 'apprentice model insert'])
})
