import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settingCommand } from '../src/data/settings.ts'
import { addTasks, json, openTalkingDesk } from './apprentice-desk.ts'

test('! words answer at once, and no model hears of them', async (t) => {
  const talk = await openTalkingDesk(t)
  await addTasks(talk, 'Milk', 'Bread')
  const table = await talk.say('!table task')
  assert.deepEqual([table.via, table.say, table.results.map(({ kind }) => kind)], ['bang', '2 tasks: “Bread” and “Milk”.', ['read']])
  assert.match((await talk.say('!schema')).say, /- task: name!, done true\|false/)
  const help = await talk.say('!help')
  assert.match(help.say, /!undo/)
  assert.doesNotMatch(help.say, /- !help/, 'who reads it has found it')
  for (const text of ['help', 'Help!', '?']) assert.deepEqual([(await talk.say(text)).say, text], [help.say, text])
  assert.match((await talk.say('!log')).say, /12:00 you added “Bread”\n- 12:00 you added “Milk”/)
  assert.match((await talk.say('!tabel task')).say, /There is no !tabel\. Did you mean !table\?/)
  const undone = await talk.say('!undo')
  assert.equal(undone.results.length, 2)
  for (const result of undone.results) assert.equal(result.kind === 'changed' && result.entry.turn, undone.turn, 'an undo belongs to the turn that asked for it')
  assert.deepEqual(talk.deeds(), ['person page insert', 'person page insert', 'person bang undo', 'person bang undo'])
  await talk.say('are you listening to me at all')
  assert.equal(talk.server.chats.length, 1)
  assert.doesNotMatch(JSON.stringify(talk.server.chats[0]?.messages), /!table|!log/)
})

test('who asks what can be said is told, where no model would rather say it', async (t) => {
  const talk = await openTalkingDesk(t, { models: [] })
  await addTasks(talk, 'Milk')
  const help = (await talk.say('help')).say
  for (const text of ['what can you do?', 'What can I say here', 'how does this work?', 'who are you']) assert.deepEqual([(await talk.say(text)).say, text], [help, text])
  for (const text of ['what are you doing tonight', 'help me move the sofa']) assert.match((await talk.say(text)).say, /did not (?:quite )?understand/)
  assert.deepEqual(talk.deeds(), ['person page insert'])
})

test('JSON that is typed runs as the person’s own, a list as one', async (t) => {
  const talk = await openTalkingDesk(t)
  const answer = await talk.say(`[${json({ action: 'insert', table: 'task', name: 'Milk' })}, ${json({ action: 'update', table: 'task', id: '$1', done: true })}]`)
  assert.deepEqual([answer.via, answer.results.map(({ kind }) => kind)], ['bang', ['changed', 'changed']])
  const broken = await talk.say(`[${json({ action: 'insert', table: 'task', name: 'Bread' })}, ${json({ action: 'update', table: 'task', id: 77, done: true })}]`)
  assert.deepEqual(broken.results.map(({ kind }) => kind), ['refused'])
  assert.match(broken.say, /There is no task 77/)
  assert.deepEqual(talk.deeds(), ['person bang insert', 'person bang update'])
  assert.match((await talk.say('{"action":"insert","table":"task","name":"a","name":"b"}')).say, /duplicate key/)
  assert.equal(talk.server.chats.length, 0)
})

test('JSON that was copied runs too: with “I saw” before it, in a fence, one under another', async (t) => {
  const talk = await openTalkingDesk(t)
  const [milk, bread] = ['Milk', 'Bread'].map((name) => json({ action: 'insert', table: 'task', name }))
  for (const [said, runs] of [[`I saw ${milk}`, 1], ['```json\n' + milk + '\n```', 1], ['`' + milk + '`', 1], [`${milk}\n${bread}`, 2], [`\n${milk}\n\n  ${bread}\n`, 2]] as const) {
    const answer = await talk.say(said)
    assert.deepEqual([said, answer.via, answer.results.map(({ kind }) => kind)], [said, 'bang', Array(runs).fill('changed')])
  }
  assert.equal(talk.deeds().length, 7)
  assert.equal(talk.server.chats.length, 0)
})

test('words of courtesy around a command are no matter; any other words are, and then it is offered alone', async (t) => {
  const talk = await openTalkingDesk(t, { models: [] })
  const milk = json({ action: 'insert', table: 'task', name: 'Milk' })
  const runs = [`please ${milk}`, `${milk} please`, `Ok, now run this: ${milk}.`, `say it again:\n\`\`\`json\n${milk}\n\`\`\`\nthanks!`, `please [${milk}, ${milk}]`]
  for (const said of runs) {
    const answer = await talk.say(said)
    assert.deepEqual([said, answer.via, new Set(answer.results.map(({ kind }) => kind))], [said, 'bang', new Set(['changed'])])
  }
  assert.equal(talk.deeds().length, 6)
  for (const said of [`do not run ${milk}`, `what would ${milk} do?`, `can you run ${milk}?`, `the mail says ${milk}`, `${milk} is what it wrote`]) {
    const answer = await talk.say(said)
    assert.deepEqual([said, answer.results.filter(({ kind }) => kind !== 'refused')], [said, []])
    assert.ok(answer.say.includes(milk), `${said}: ${answer.say}`)
  }
  assert.equal(talk.deeds().length, 6)
  const named = await talk.say('add a task called {"action":"undo"}')
  assert.deepEqual(named.results.map((result) => result.kind === 'changed' && result.command['name']), ['{"action":"undo"}'], 'the value of a request is a value')
})

test('a tool call that was copied runs as the command that it is', async (t) => {
  const talk = await openTalkingDesk(t)
  const call = { type: 'function', function: { name: 'insert_task', arguments: json({ name: 'Milk' }) } }
  for (const said of [{ tool_calls: [call] }, [call], { say: 'Here', commands: [{ action: 'add', table: 'todo', values: { name: 'Milk' } }] }]) {
    const answer = await talk.say(json(said))
    assert.deepEqual([answer.via, answer.results.map((result) => result.kind === 'changed' && result.command)], ['bang', [{ action: 'insert', table: 'task', name: 'Milk' }]], json(said))
  }
  assert.deepEqual(talk.deeds(), Array(3).fill('person bang insert'))
})

test('what is not quite JSON never runs, but is shown as it must be', async (t) => {
  const talk = await openTalkingDesk(t)
  await addTasks(talk, 'Milk')
  const mended = { action: 'delete', table: 'task', id: 1 }
  for (const said of ['{"action":"delete","table":"task","id":1,}', '{“action”:“delete”,“table”:“task”,“id”:1}', "{'action':'delete','table':'task','id':1}", '{action: "delete", table: "task", id: 1}', '{"action":"delete","table":"task","id":1']) {
    const answer = await talk.say(said)
    const [refused] = answer.results
    assert.deepEqual([said, answer.via, refused?.kind === 'refused' && [refused.problem.code, refused.problem.example]], [said, 'bang', ['bad-json', mended]])
    assert.equal(answer.say, `This is not quite JSON. Say it again as it must be, if you mean: ${json(mended)}`)
  }
  assert.deepEqual(talk.deeds(), ['person page insert'])
  assert.equal(talk.server.chats.length, 0)
})

test('many rows ask for their count first', async (t) => {
  const talk = await openTalkingDesk(t)
  await addTasks(talk, 'A1', 'A2', 'A3', 'A4', 'A5')
  await addTasks(talk, 'B1')
  const before = talk.deeds().length
  const asked = await talk.say(json({ action: 'delete', table: 'task', view: 'open' }))
  assert.match(asked.say, /add "confirm": 6/)
  assert.equal(talk.deeds().length, before)
  const done = await talk.say(json({ action: 'delete', table: 'task', view: 'open', confirm: 6 }))
  assert.deepEqual(done.results.map(({ kind }) => kind), ['changed'])
})

test('the status names the model, and what is missing', async (t) => {
  const talk = await openTalkingDesk(t, { models: ['llama3.2:3b', 'qwen3:1.7b'], reply: ({ model }) => `I am ${model}.` })
  assert.equal(talk.apprentice.status().state, 'starting')
  assert.equal((await talk.say('who are you, really')).say, 'I am llama3.2:3b.')
  assert.deepEqual(talk.apprentice.status(), { state: 'ready', model: 'llama3.2:3b', models: ['llama3.2:3b', 'qwen3:1.7b'], busy: [] })
  await talk.server.close()
  const answer = await talk.say('and who are you now')
  assert.equal(talk.apprentice.status().state, 'failing')
  assert.notEqual(answer.say, '')
  assert.equal((await talk.say('add milk')).via, 'reflex')
})

test('it looks for the model again and again, without a word to it', async (t) => {
  const talk = await openTalkingDesk(t)
  const looks = (): number => talk.server.requests.filter(({ path }) => path === '/api/tags').length
  for (let count = 1; count <= 3; count++)
    while (looks() < count) {
      await new Promise((next) => setImmediate(next))
      talk.ring()
    }
  assert.deepEqual([talk.server.chats.length, talk.events.length], [0, 0])
})

test('the person’s choice of a model holds while it is installed', async (t) => {
  const talk = await openTalkingDesk(t, { models: ['llama3.2:3b', 'qwen3:1.7b'], reply: ({ model }) => `I am ${model}.` })
  await talk.act(settingCommand(talk.desk, { model: 'qwen3:1.7b' }))
  assert.equal((await talk.say('who are you, really')).say, 'I am qwen3:1.7b.')
})
