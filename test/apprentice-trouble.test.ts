import assert from 'node:assert/strict'
import { test } from 'node:test'
import { audit } from '../src/data/audit.ts'
import { execute } from '../src/data/execute.ts'
import { turnToJson } from '../src/doors/api-answer.ts'
import { addTasks, json, openTalkingDesk } from './apprentice-desk.ts'
import type { Reply } from './ollama-server.ts'

const faults: Readonly<Record<string, Reply>> = {
  hung: { fault: 'hang' },
  'hung midway': { fault: 'hang', pieces: ['Well, '] },
  garbage: { fault: 'garbage' },
  endless: { fault: 'endless', text: 'la '.repeat(2000) },
  dropped: { fault: 'drop', pieces: ['Well, '] },
  broken: { fault: 'error', message: 'out of memory' },
}

for (const [name, reply] of Object.entries(faults))
  test(`a model that is ${name} holds up nobody, and its turn ends`, async (t) => {
    const talk = await openTalkingDesk(t, { reply: () => reply })
    const turn = talk.say('so how do you feel about all this')
    const heard = new Promise<void>((done) => talk.apprentice.onChat(({ kind }) => { if (kind === 'started') done() }))
    await Promise.race([heard, turn])
    // The person goes on while the model hangs.
    for (let at = 0; at < 20; at++) assert.ok((await execute(talk.desk, { commands: [{ action: 'insert', table: 'task', name: `T${at}` }], actor: 'person', via: 'page', profile: 1 })).ok)
    if (name.startsWith('hung')) talk.apprentice.stop(1)
    const answer = await turn
    assert.notEqual(answer.say, '')
    // A program sees that the words are not a whole answer.
    assert.deepEqual([answer.problem !== undefined, answer.stopped === true], [!name.startsWith('hung') && name !== 'endless', name.startsWith('hung')])
    assert.deepEqual(Object.keys(turnToJson(answer)).includes('problem'), answer.problem !== undefined)
    assert.equal(talk.deeds().length, 20)
    assert.equal(talk.events.at(-1)?.kind, 'ended')
    assert.deepEqual(talk.apprentice.status().busy, [])
    assert.deepEqual(talk.notes.filter(({ kind }) => kind === 'failed'), [])
  })

test('a lost prompt is an error, shown plainly', async (t) => {
  const talk = await openTalkingDesk(t, { reply: () => ({ pieces: ['Fine.'], promptTokens: 3 }) })
  const answer = await talk.say('tell me a long story about nothing')
  const problem = talk.events.find((event) => event.kind === 'problem')
  assert.match(problem?.kind === 'problem' ? problem.problem.message : '', /only a part/)
  assert.equal(answer.say, 'Fine.')
})

test('what no model could read at once is not sent to it; what it reads back is cut', async (t) => {
  const talk = await openTalkingDesk(t, { reply: ({ messages: sent }) => (sent.at(-1)?.content.startsWith('Result:') ? 'So much.' : json({ action: 'read', table: 'note' })) })
  await talk.act(...['a', 'b', 'c', 'd', 'e'].map((title) => ({ action: 'insert', table: 'note', title, text: `${title} `.repeat(5000) })))
  const long = await talk.say(`so what do you make of ${'all these words '.repeat(800)}`)
  assert.deepEqual([long.problem?.code, talk.server.chats.length], ['too-large', 0])
  assert.match(long.say, /more than the model can read at once/)
  assert.equal((await talk.say('well, my dear, what do you make of it')).say, 'So much.')
  const back = talk.server.chats.at(-1)?.messages.at(-1)?.content ?? ''
  assert.ok(back.startsWith('Result:') && back.length <= 3600, `${back.length}`)
  assert.equal(talk.deeds().length, 5)
})

test('a remark without a word is none: nothing is told and nothing kept', async (t) => {
  const talk = await openTalkingDesk(t, { reply: () => ({ pieces: [' ', '\n', ' '] }) })
  await talk.say('add milk')
  const before = talk.events.length
  const answer = await talk.apprentice.poke(1)
  assert.equal(talk.server.chats.length, 1)
  assert.match(answer.say, /I have seen nothing yet/, 'what the journal holds is said in its place')
  assert.deepEqual(talk.events.slice(before).map(({ kind }) => kind), ['started', 'ended'])
})

test('comments: after quiet, one remark; never about its own doings; commands in them are proposals; dropped when the person acts', async (t) => {
  const talk = await openTalkingDesk(t, { reply: () => `Nice. ${json({ action: 'insert', table: 'task', name: 'More' })}` })
  await talk.apprentice.poke(1) // so that the first look at the engine is over
  await talk.act({ action: 'insert', table: 'task', name: 'Milk' })
  talk.ring()
  assert.equal(talk.server.chats.length, 1)

  const row = talk.desk.store.get<{ n: number }>({ sql: 'SELECT count(*) AS n FROM setting', parameters: [] })
  await talk.act(row?.n ? { action: 'update', table: 'setting', id: 1, comments: true } : { action: 'insert', table: 'setting', comments: true })
  talk.ring()
  await settled(talk)
  await addTasks(talk, 'Bread')
  await addTasks(talk, 'Wine')
  const before = talk.server.chats.length
  talk.ring()
  await settled(talk)
  assert.equal(talk.server.chats.length, before + 1)
  talk.ring()
  await settled(talk)
  assert.equal(talk.server.chats.length, before + 1)
  assert.deepEqual(talk.deeds().filter((deed) => deed.startsWith('apprentice')), [])
  assert.ok(talk.events.some(({ kind }) => kind === 'proposal'))

  talk.apprentice.visited(1, 'diary')
  await talk.say('add buy salt')
  talk.ring()
  await settled(talk)
  assert.equal(talk.server.chats.length, before + 1)

  for (let at = 0; at < 30; at++) {
    talk.apprentice.visited(1, 'diary')
    talk.ring()
    await settled(talk)
  }
  assert.ok(talk.server.chats.length <= before + 12)
})

test('a poke without a model says what the journal holds', async (t) => {
  const talk = await openTalkingDesk(t, { models: [] })
  assert.match((await talk.apprentice.poke(1)).say, /nothing yet/)
  await addTasks(talk, 'Milk')
  const answer = await talk.apprentice.poke(1)
  assert.deepEqual([answer.say, answer.via], ['I saw that you added “Milk”.', 'reflex'])
})

test('turns of one profile wait for each other, and a program’s join the conversation', async (t) => {
  const talk = await openTalkingDesk(t, { reply: (_, index) => `Reply ${index}.` })
  const answers = await Promise.all([talk.say('first thing that comes to mind'), talk.apprentice.say(1, 'second thing that comes to mind', { actor: 'program' }), talk.say('add salt')])
  assert.deepEqual(answers.map(({ say }) => say.slice(0, 8)), ['Reply 0.', 'Reply 1.', 'Added “s'])
  assert.deepEqual(talk.events.filter(({ kind }) => kind === 'started' || kind === 'ended').map(({ kind }) => kind), ['started', 'ended', 'started', 'ended', 'started', 'ended'])
  assert.match(talk.server.chats[1]?.messages.map(({ content }) => content).join('\n') ?? '', /first thing[\s\S]*Reply 0\.[\s\S]*second thing/)
})

test('on a full disk every turn still ends with an answer, and reads go on', async (t) => {
  const talk = await openTalkingDesk(t, { reply: () => `Here: ${json({ action: 'insert', table: 'task', name: 'x'.repeat(400) })}` })
  await addTasks(talk, 'Milk')
  talk.desk.store.limitPages(1)
  const heap = 'many words on and on about things '.repeat(300)
  for (let at = 0; at < 40 && !talk.desk.readOnly(); at++) await talk.say(`add ${heap.slice(0, 400)} ${at}`)
  const answers = [await talk.say('show tasks'), await talk.say(`add ${heap.slice(0, 450)}`), await talk.say('so what would you do in my place')]
  assert.match(answers[0]?.say ?? '', /tasks?: /)
  for (const { say, results } of answers) assert.ok(say !== '' && results.every(({ kind }) => kind !== 'refused' || !/Done|Added/.test(say)), say)
  assert.equal(talk.events.filter(({ kind }) => kind === 'started').length, talk.events.filter(({ kind }) => kind === 'ended').length)
  assert.ok(audit(talk.desk).ok)
})

/** Waits until no turn runs. */
const settled = async ({ apprentice }: { readonly apprentice: { status(): { readonly busy: readonly number[] } } }): Promise<void> => {
  do await new Promise((next) => setImmediate(next))
  while (apprentice.status().busy.length > 0)
}
