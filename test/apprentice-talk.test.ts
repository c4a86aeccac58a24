import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, today } from '../src/app/dates.ts'
import { listProposals } from '../src/data/proposals.ts'
import { readPage } from '../src/data/read.ts'
import { addTasks, json, openTalkingDesk, type TestDesk } from './apprentice-desk.ts'

/** The names of a table's rows, sorted. */
const names = ({ desk }: TestDesk, table = 'task'): readonly string[] => {
  const page = readPage(desk, { table, profile: 1, limit: 100 })
  return page.ok ? page.value.rows.map(({ label }) => label).toSorted() : []
}

test('the page that is looked at decides where a new row goes, and what is offered to say', async (t) => {
  const talk = await openTalkingDesk(t, { models: [] })
  await talk.apprentice.say(1, 'add Dune', { actor: 'person', page: { table: 'note' } })
  await talk.apprentice.say(1, 'add Dune', { actor: 'person', page: { table: 'task' } })
  const lost = await talk.apprentice.say(1, 'what is the weather like', { actor: 'person', page: { table: 'note' } })
  assert.match(lost.say, /You can say, for example: “add note Something new”, “delete Dune” and “show notes”/)
  await talk.apprentice.say(1, 'add buy milk', { actor: 'person' })
  assert.deepEqual([names(talk, 'note'), names(talk)], [['Dune'], ['Dune', 'buy milk']])
  assert.deepEqual(talk.deeds(), Array<string>(3).fill('apprentice reflex insert'))
})

test('what was asked is answered by the next words', async (t) => {
  const talk = await openTalkingDesk(t, { models: [] })
  const task = { actor: 'person', page: { table: 'task' } } as const
  const say = async (...texts: readonly string[]): Promise<string> => {
    let answer = ''
    for (const text of texts) ({ say: answer } = await talk.apprentice.say(1, text, task))
    return answer
  }
  assert.equal(await say('add a task'), 'What is the task called?')
  assert.equal(await say('buy milk'), 'Added “buy milk”.')
  assert.equal(await say('add a high priority task for tomorrow please', 'Call mum and dad!'), 'Added “Call mum and dad”.')
  const mum = readPage(talk.desk, { table: 'task', profile: 1, limit: 10 })
  const due = addDays(today({ now: talk.desk.now(), zone: talk.desk.zone() }), 1)
  assert.deepEqual(mum.ok && mum.value.rows.filter(({ label }) => label.startsWith('Call')).map(({ values }) => [values['priority'], values['due']]), [['high', due]])
  assert.equal(await say('add', 'to be or not to be'), 'I did not understand that. You can say, for example: “add task Something new”, “finish Call mum and dad” and “show tasks”. With a language model on this machine I could also talk, and understand looser words. Get one with `ollama pull llama3.2:3b`.')
  assert.equal(await say('to be'), 'I did not understand that. You can say, for example: “add task Something new”, “finish Call mum and dad” and “show tasks”.', 'a question holds for one turn')

  await say('add salt and pepper', 'the second')
  await say('add fish and chips', '1.')
  await say('add bread and butter', 'one')
  await say('add oil and vinegar', 'two entries please')
  assert.deepEqual(names(talk), ['Call mum and dad', 'bread and butter', 'buy milk', 'fish and chips', 'oil', 'pepper', 'salt', 'vinegar'].toSorted())
})

test('a choice between rows is answered by its words, its place or its number', async (t) => {
  const talk = await openTalkingDesk(t, { models: [] })
  await addTasks(talk, 'Call the dentist', 'Call the plumber')
  const choices = (await talk.say('finish call')).say
  assert.match(choices, /^Which “call” do you mean\?/)
  assert.equal((await talk.say('the plumber')).say, 'Finished “Call the plumber”.')
  await talk.say('delete call')
  assert.match((await talk.say('1')).say, /^The place in the list, or the number of the row\?/)
  assert.equal((await talk.say('the second')).say, 'Deleted “Call the dentist”.')
  await addTasks(talk, 'Call the dentist')
  await talk.say('delete call')
  assert.equal((await talk.say('no thanks')).say, 'Good, it stays as it is.')
  await talk.say('delete call')
  assert.equal((await talk.say('add bread')).say, 'Added “bread”.', 'a request of its own is taken as such')
  assert.doesNotMatch((await talk.say('the dentist')).say, /Deleted/, 'and drops the question')
  await talk.say('delete tasks')
  assert.match((await talk.say('yes')).say, /^Shall I delete 3 tasks/)
  assert.deepEqual(talk.deeds(), ['person page insert', 'person page insert', 'apprentice reflex update', 'apprentice reflex delete', 'person page insert', 'apprentice reflex insert'])
})

test('a typed yes or no answers the one proposal of the last turn, as the person', async (t) => {
  const talk = await openTalkingDesk(t, { models: [] })
  await addTasks(talk, 'Buy milk', 'Buy bread', 'Buy salt')
  const waiting = () => listProposals(talk.desk, { profile: 1 }).length
  assert.match((await talk.say('delete milk')).say, /^Shall I delete “Buy milk”\?/)
  assert.equal((await talk.say('no, thanks!')).say, 'Good, it stays as it is.')
  assert.deepEqual([waiting(), names(talk).length], [0, 3])
  const { turn } = await talk.say('delete milk')
  const { say } = await talk.say('Yes please')
  assert.equal(say, 'Deleted “Buy milk”.')
  assert.deepEqual(talk.deeds().slice(3), ['apprentice proposal delete'])
  assert.ok(talk.events.some((event) => event.kind === 'answered' && event.turn === turn))
  assert.match((await talk.say('ok')).say, /^I did not understand/, 'nothing waits any more')

  await talk.say('delete bread')
  await talk.say('add oil')
  assert.doesNotMatch((await talk.say('do it')).say, /Deleted/, 'what waits from before the last turn is not meant')
  await talk.say('delete salt')
  await talk.apprentice.say(1, 'yes', { actor: 'program' })
  assert.ok(names(talk).includes('Buy salt'), 'a program says yes by its own door')
})

test('a count that must be typed is the yes; of several proposals one is chosen', async (t) => {
  const both = [1, 2].map((id) => json({ action: 'delete', table: 'task', id })).join(' ')
  const talk = await openTalkingDesk(t, { reply: () => `Shall I? ${both}` })
  for (let at = 1; at <= 54; at++) await addTasks(talk, `T${at}`)
  await talk.say('what would you throw out of all this')
  assert.equal(listProposals(talk.desk, { profile: 1 }).length, 2)
  assert.equal((await talk.say('go ahead')).say, '2 wait for a yes. Which one: 1. delete “T1” and 2. delete “T2”?')
  assert.equal((await talk.say('the second')).say, 'Deleted “T2”.')
  assert.equal(listProposals(talk.desk, { profile: 1 }).length, 1)

  assert.match((await talk.say('delete all tasks')).say, /^Shall I delete 53 tasks.*\? It deletes 53 rows\.$/)
  assert.match((await talk.say('yes')).say, /^This deletes 53 rows\. Type 53 to do it/)
  assert.match((await talk.say('52')).say, /Type 53 to do it/)
  assert.equal(names(talk).length, 53)
  assert.match((await talk.say('53')).say, /^Deleted 53 tasks/)
  assert.deepEqual([names(talk), talk.server.chats.length], [[], 1])
})

test('a row that is not there is said so, with what may be meant; a model may do better', async (t) => {
  const talk = await openTalkingDesk(t, { models: [] })
  await addTasks(talk, 'Buy milk', 'Bake bread')
  await talk.act({ action: 'insert', table: 'note', title: 'Cheese of the year' })
  const before = talk.deeds().length
  assert.equal((await talk.say('delete butter')).say, 'There is no task like “butter”.')
  assert.equal((await talk.say('finish beads')).say, 'There is no task like “beads”. Did you mean “Bake bread”?')
  assert.equal((await talk.say('finish cheese')).say, 'There is no task like “cheese”. Did you mean “Cheese of the year” (note)?')
  assert.equal((await talk.say('add oil and delete butter')).say, 'There is no task like “butter”.')
  assert.equal(talk.deeds().length, before, 'and nothing was done')
  assert.equal((await talk.say('set priority of butter to high')).say, 'There is no task like “butter”. Shall I add it? Then say “yes”.')
  assert.equal((await talk.say('yes')).say, 'Added “butter”.')

  const other = await openTalkingDesk(t, { reply: () => 'I see no butter.' })
  const answer = await other.say('delete butter')
  assert.deepEqual([answer.via, answer.say, other.deeds()], ['model', 'I see no butter.', []])
})

test('what was undone is done again, and a row moves by places', async (t) => {
  const talk = await openTalkingDesk(t, { models: [] })
  await addTasks(talk, 'Milk', 'Bread', 'Salt')
  assert.equal((await talk.say('redo')).say, 'Nothing was undone that could be done again. Undo something first: !undo')
  const order = () => {
    const page = readPage(talk.desk, { table: 'task', profile: 1, limit: 9 })
    return page.ok ? page.value.rows.map(({ label }) => label) : []
  }
  const [first, second, third] = order()
  assert.equal((await talk.say(`move ${third} up`)).via, 'reflex')
  assert.deepEqual(order(), [first, third, second])
  await talk.say('undo')
  assert.deepEqual(order(), [first, second, third])
  for (const redo of ['!redo', 'redo']) {
    assert.equal((await talk.say(redo)).via, 'bang')
    assert.deepEqual(order(), [first, third, second])
    await talk.say('!undo')
    assert.deepEqual(order(), [first, second, third])
  }
  const before = talk.deeds().length
  assert.equal((await talk.say(`move ${first} up`)).say, `“${first}” stands first already.`)
  assert.equal(talk.deeds().length, before)
})
