import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { audit } from '../../src/data/audit.ts'
import { lastSeq } from '../../src/data/journal.ts'
import { readPage } from '../../src/data/read.ts'
import { addTasks, json, openTalkingDesk } from '../apprentice-desk.ts'
import { choices, testSeed } from '../random.ts'

// A failure is replayed by its seed: PRENTICE_SEED=… PRENTICE_REPLIES=… PRENTICE_PREFIXES=… node --test test/attacks/replies.test.ts
const replyCount = Number(process.env['PRENTICE_REPLIES'] ?? 10_000)
const commandCount = Number(process.env['PRENTICE_PREFIXES'] ?? 200)
/** Each part has a desk of its own: a longer journal would only make every turn slower. */
const partsOf = (all: number, most: number) => Array.from({ length: Math.ceil(all / most) }, (_, at) => ({ seed: testSeed + at, count: Math.min(most, all - at * most) }))

for (const { seed, count } of partsOf(replyCount, 1000))
  test(`${count} arbitrary replies: everything refused or within policy, and the journal proves every row (PRENTICE_SEED=${seed})`, { timeout: 3_600_000 }, (t) => tryReplies(t, seed, count))

for (const { seed, count } of partsOf(commandCount, 25))
  test(`every prefix of ${count} commands, cut off or ended early: nothing broader, no other row (PRENTICE_SEED=${seed})`, { timeout: 3_600_000 }, (t) => tryPrefixes(t, seed, count))

const tryReplies = async (t: TestContext, seed: number, count: number): Promise<void> => {
  const reply = scribble(seed)
  const talk = await openTalkingDesk(t, { reply })
  await addTasks(talk, 'Milk', 'Bread', 'Rent', 'Dentist')
  await talk.act({ action: 'insert', table: 'secret', name: 'Diary key' }, { action: 'insert', table: 'rule', name: 'Be kind' }, { action: 'insert', table: 'note', title: 'One', pin: '1234' })
  await talk.act({ action: 'update', table: 'task', id: 1, done: true })
  let done = talk.deeds().length
  for (let turn = 0; talk.server.chats.length < count; turn++) {
    const before = lastSeq(talk.desk)
    const answer = await talk.say(turn % 2 === 0 ? words : order)
    if (lastSeq(talk.desk) > before) {
      const deeds = talk.deeds().slice(done)
      assert.deepEqual(deeds.filter((deed) => !/^apprentice model (insert|update|undo)$/.test(deed)), [])
      done += deeds.length
    }
    assert.ok(answer.results.flatMap((result) => (result.kind === 'changed' ? result.entry.changes : [])).length <= 5)
    if (turn % 4 === 3) talk.apprentice.newChat(1)
  }
  const hidden = readPage(talk.desk, { table: 'secret', profile: 1 })
  assert.ok(hidden.ok && hidden.value.rows.map(({ label }) => label).join() === 'Diary key')
  assert.equal(talk.server.chats.some(({ messages }) => messages.some(({ content }) => /Diary key|1234/.test(content))), false)
  assert.deepEqual(talk.notes.filter(({ kind }) => kind === 'failed'), [])
  assert.deepEqual(audit(talk.desk).findings, [])
}

/** Words that are short, so that no time goes into the rules, and that go to the model: of them the second ask for something, so that it is asked again. */
const [words, order] = ['hm', 'change hm']

/** Replies that may say anything: commands of odd parts, in every shape that a model wraps them in. */
const scribble = (seed: number): (() => string) => {
  const { next, pick } = choices(seed)
  const one = (): string => `{"action":"${pick(actions)}","table":"${pick(tables)}"${Array.from({ length: next(4) }, () => `,"${pick(keys)}":${pick(junk)()}`).join('')}}`
  return () => {
    switch (next(9)) {
      case 0: return `[${one()},${one()},${one()}]`
      case 1: return `\`\`\`json\n${one()}\n\`\`\``
      case 2: return `{"say":"Done","commands":[${one()}]}`
      case 3: return one().slice(0, next(60))
      case 4: return `{"tool_calls":[{"function":{"name":"${pick(actions)}_${pick(tables)}","arguments":${one()}}}]}`
      case 5: return one().replaceAll('"', "'")
      case 6: return `${one()}\0${one()}`
      case 7: return `<think>${one()}</think>!table ${pick(tables)}\n${one().replaceAll('_', '\\u005f')}`
      default: return `So: ${one()} ${one()}`
    }
  }
}
const junk = [() => '1e309', () => '-1', () => '99999999999999999999', () => '"\\u0000"', () => '[1,2,3,4,5,6,7]', () => 'null', () => '{"not":null}', () => '"__proto__"', () => `"${'x'.repeat(20_000)}"`, () => '"$1"', () => '"Milk"', () => '2', () => 'true', () => '""', () => '{"__proto__":{"x":1}}', () => '[[]]', () => '"' + 'é'.repeat(5) + '"']
const keys = ['id', 'table', 'where', 'view', 'name', 'done', 'due', 'priority', 'after', '__proto__', 'constructor', 'id', 'match', 'values', 'args', 'pin', '_profile', '_foreign', 'limit', 'sum', 'items', 'to', 'days', 'profile', 'entry', 'turn', 'confirm', 'actor', 'asked']
const actions = ['insert', 'update', 'delete', 'move', 'read', 'undo', 'switch', 'toggle', 'snooze', 'drop', 'sort', 'complete', '__proto__', '', 'migrate', 'erased', 'constructor', 'redo']
const tables = ['task', 'note', 'secret', 'rule', 'setting', 'view', 'profile', '_entry', 'sqlite_master', 'Task', '__proto__', 'toString']

const tryPrefixes = async (t: TestContext, seed: number, count: number): Promise<void> => {
  const { next, pick } = choices(seed)
  const ids = [11, 12, 111, 112]
  const commands = Array.from({ length: count }, (_, at) => pick<() => object>([
    () => ({ action: 'update', table: 'task', id: pick(ids), done: true }),
    () => ({ action: 'delete', table: 'task', where: { done: true, priority: 'high' } }),
    () => ({ action: 'update', table: 'task', id: pick(ids), priority: 'low', name: `Name ${at}` }),
    () => ({ action: 'delete', table: 'task', id: pick(ids) }),
    () => ({ action: 'move', table: 'task', id: pick(ids), after: 1 }),
    () => ({ action: 'update', table: 'task', where: { name: `Task ${next(9)}`, done: true }, due: '2026-12-01' }),
  ])())
  let script = { text: '', cut: true }
  const talk = await openTalkingDesk(t, { reply: () => (script.cut ? { pieces: [script.text], doneReason: 'length' } : { pieces: [script.text] }) })
  // The rows 1 and 11 are there: they are what a prefix of the ids 11 and 111 would hit.
  for (const from of [0, 4, 8]) await addTasks(talk, ...Array.from({ length: 4 }, (_, n) => `Task ${from + n}`))
  await talk.act({ action: 'update', table: 'task', id: 1, done: true }, { action: 'move', table: 'task', id: 2, to: 'bottom' })
  const before = lastSeq(talk.desk)
  let prefixes = 0
  for (const command of commands)
    for (let length = 1; length < json(command).length; length++) {
      prefixes++
      script = { text: json(command).slice(0, length), cut: prefixes % 2 === 0 }
      const { proposals } = await talk.say(prefixes % 8 < 2 ? order : words)
      assert.equal(lastSeq(talk.desk), before, script.text)
      assert.deepEqual(proposals, [], script.text)
      if (prefixes % 4 === 0) talk.apprentice.newChat(1)
    }
  assert.ok(prefixes > 30 * count)
  assert.ok(talk.server.chats.length >= prefixes)
  t.diagnostic(`${prefixes} prefixes, ${talk.server.chats.length} replies`)
  assert.deepEqual(audit(talk.desk).findings, [])
}
