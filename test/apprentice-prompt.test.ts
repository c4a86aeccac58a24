import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { changeLine, changeLineTokens } from '../src/apprentice/context-change.ts'
import { replySchema } from '../src/apprentice/prompt-schema.ts'
import { cardText, systemMessage } from '../src/apprentice/prompt.ts'
import { defineApp, table } from '../src/app/define.ts'
import { link, text } from '../src/app/field.ts'
import { loadApps } from '../src/app/load.ts'
import { mergeApps } from '../src/app/merge.ts'
import { resolvePrentice } from '../src/app/resolve-prentice.ts'
import { currentConversation, messages, newestMessage } from '../src/data/conversations.ts'
import { entriesAfter } from '../src/data/journal.ts'
import { estimatePromptTokens, estimateTokens } from '../src/models/tokens.ts'
import type { ChatBody } from './ollama-server.ts'
import { addTasks, diary, json, openTalkingDesk, tasks } from './apprentice-desk.ts'

const persona = { assistant_name: 'Prentice', persona: 'sassy but helpful', persona_words: 40 }

/** Compares with a file that is read in diffs; `UPDATE_GOLDEN=1` writes it anew. */
const matchesGolden = async (name: string, content: string): Promise<void> => {
  const file = join(import.meta.dirname, 'golden', `prompt-${name}.txt`)
  if (process.env['UPDATE_GOLDEN']) await writeFile(file, `${content}\n`)
  assert.equal(`${content}\n`, await readFile(file, 'utf8'))
}

test('the system message of the shipped apps is what the golden files show, and short', async () => {
  const hooks = resolvePrentice()
  const loaded = await loadApps([join(import.meta.dirname, '..', 'apps')])
  hooks.end()
  const two = mergeApps(loaded.filter(({ name }) => name === 'tasks' || name === 'profiles'))
  await matchesGolden('two-tables', systemMessage(two, persona))
  await matchesGolden('all-apps', systemMessage(mergeApps(loaded), persona))
  assert.ok(estimateTokens(cardText(two)) <= 150, String(estimateTokens(cardText(two))))
})

test('private fields and hidden tables are not in it, tables to read are marked, and it holds no date, count or row', async (t) => {
  const talk = await openTalkingDesk(t)
  const written = systemMessage(talk.desk.schema(), persona)
  assert.doesNotMatch(written, /pin|secret|setting|view:|2026/)
  assert.match(written, /^rule \(only read\): name!$/m)
  await addTasks(talk, 'Milk')
  assert.equal(systemMessage(talk.desk.schema(), persona), written)
})

test('a whole turn’s prompt is what the golden file shows', async (t) => {
  const talk = await openTalkingDesk(t, { reply: (_, index) => (index === 0 ? `Hm. ${json({ action: 'read', table: 'task' })}` : 'That is all.') })
  await addTasks(talk, 'Buy milk', 'Call the dentist')
  await talk.act({ action: 'update', table: 'task', id: 2, priority: 'low' })
  await talk.say('add bread')
  await talk.act({ action: 'insert', table: 'secret', name: 'The key' }, { action: 'insert', table: 'note', title: 'Bank', pin: '1234' })
  await talk.say('did I finish with that dentist, roughly')
  await matchesGolden('turn', talk.server.chats.at(-1)?.messages.map(({ role, content }) => `[${role}]\n${content}`).join('\n\n') ?? '')
})

test('every change line keeps to its 35 tokens and never says what is private', async (t) => {
  const talk = await openTalkingDesk(t)
  const long = 'very long words about something or other '.repeat(10)
  await addTasks(talk, 'Milk', long, '日本語のとても長い名前'.repeat(20), '“quoted” \\ "name"')
  await talk.act({ action: 'update', table: 'task', id: 2, name: long.slice(1), priority: 'low', due: '2026-12-24', done: true })
  await talk.act({ action: 'update', table: 'task', where: { priority: 'medium' }, due: '2026-12-24' })
  await talk.act({ action: 'move', table: 'task', id: 1, to: 'top' }, { action: 'snooze', table: 'task', id: 1, days: 3 }, { action: 'delete', table: 'task', id: 4 })
  await talk.act({ action: 'insert', table: 'note', title: long, text: long, pin: '998877' }, { action: 'update', table: 'note', id: 1, pin: '112233' }, { action: 'insert', table: 'secret', name: 'Hush' })
  const lines: readonly (string | undefined)[] = entriesAfter(talk.desk, 0).map((entry) => changeLine(talk.desk, entry))
  assert.ok(lines.filter((line) => line !== undefined).length >= 11)
  for (const line of lines) {
    assert.ok(line === undefined || (estimateTokens(line) <= changeLineTokens && !line.includes('\n')), line ?? '')
    assert.doesNotMatch(line ?? '', /998877|112233|Hush/)
  }
  assert.ok(lines.includes('The user changed “Milk”: due 2026-12-24 → 2026-12-27 {"action":"snooze","table":"task","id":1,"days":3}'))
})

test('the schema of a constrained reply uses only what every engine compiles', () => {
  const schema = replySchema(mergeApps([{ name: 'tasks', file: '', app: tasks }, { name: 'diary', file: '', app: diary }]), new Map([['task', new Set([3, 5])]]))
  const known = new Set(['type', 'enum', 'const', 'oneOf', 'properties', 'required', 'items', 'additionalProperties'])
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    for (const [key, value] of Object.entries(node)) {
      assert.ok(known.has(key), key)
      if (key === 'properties') for (const one of Object.values(value as object)) walk(one)
      else if (key === 'oneOf') for (const one of value as readonly unknown[]) walk(one)
      else if (key === 'items') walk(value)
    }
  }
  walk(schema)
  const written = JSON.stringify(schema)
  assert.match(written, /"enum":\[3,5\]/)
  assert.match(written, /"enum":\["low","medium","high",null\]/)
  assert.match(written, /"action":\{"const":"read"\},"table":\{"const":"task"\}.*"view":\{"enum":\["open"\]\}/)
  assert.doesNotMatch(written, /"sum"/, 'where there is no number')
  assert.doesNotMatch(written, /secret|"pin"|setting/)
  assert.doesNotMatch(written, /"const":"(?:insert|update|delete|move)"\},"table":\{"const":"rule"/)
})

const isWarming = ({ options }: ChatBody): boolean => options?.num_predict === 1

test('a nearly full window is emptied in one jump, and the model reads the new prompt ahead of time', async (t) => {
  const talk = await openTalkingDesk(t, { reply: () => 'Words, words, words. '.repeat(60) })
  await addTasks(talk, 'Milk', 'Bread')
  const conversation = currentConversation(talk.desk, 1).id
  const sizes: number[] = []
  for (let at = 0; at < 30; at++) {
    await talk.say(`so what do you think of number ${at}`)
    // The warming is on its way; what is said next would end it.
    while (newestMessage(talk.desk, conversation, 'snapshot') && !talk.server.chats.some(isWarming)) await new Promise((next) => setImmediate(next))
    sizes.push(estimatePromptTokens((talk.server.chats.findLast((chat) => !isWarming(chat))?.messages ?? []).map(({ content }) => ({ role: 'user', content }))))
  }
  const jumps = sizes.flatMap((size, at) => (at > 0 && size < (sizes[at - 1] ?? 0) ? [[sizes[at - 1] ?? 0, size] as const] : []))
  assert.ok(jumps.length >= 1 && jumps.length <= 5, sizes.join())
  for (const [before, after] of jumps) assert.ok(before > 8192 * 0.6 && after < 8192 * 0.4, `${before} → ${after}`)
  assert.ok(Math.max(...sizes) <= 8192 * 0.75)
  assert.ok(talk.server.chats.some(isWarming))
  assert.equal(talk.server.loads(), 1)
  assert.match(newestMessage(talk.desk, conversation, 'snapshot')?.text ?? '', /task: 2 rows\nid\tname[\s\S]*Milk/)
  assert.equal(messages(talk.desk, conversation).filter(({ kind }) => kind === 'said').length, 30)
  assert.equal(talk.events.some(({ kind }) => kind === 'problem'), false)
})

test('what the reflex did is read as the commands for it; where it set what is private, not at all', async (t) => {
  const talk = await openTalkingDesk(t, { reply: () => 'Hm.' })
  await addTasks(talk, 'Milk')
  await talk.say('finish milk and add bread')
  await talk.say('add note Bank with pin 4711')
  await talk.say('well, my dear, what do you make of it')
  const sent = talk.server.chats[0]?.messages ?? []
  assert.equal(sent.find(({ role }) => role === 'assistant')?.content, '{"action":"update","table":"task","id":1,"done":true}\n{"action":"insert","table":"task","name":"bread"}\nFinished “Milk” and added “bread”.')
  assert.doesNotMatch(JSON.stringify(sent), /4711/)
  assert.deepEqual(talk.deeds(), ['person page insert', 'apprentice reflex update', 'apprentice reflex insert', 'apprentice reflex insert'])
})

test('what is private never reaches the model: not by reading, asking, searching, or what was said to the person', async (t) => {
  const vault = defineApp({ title: 'Vault', tables: {
    box: table({ code: text({ required: true, private: true }), colour: text() }),
    label: table({ title: text({ required: true }), box: link('box'), hint: text({ private: true }) }),
    owner: table({ name: text({ required: true }) }, { ai: 'hidden' }),
    key: table({ name: text({ required: true }), owner: link('owner') }),
  } })
  const asks = [{ action: 'read', table: 'label' }, { action: 'read', table: 'box' }, { action: 'read', table: 'key' }, { action: 'read', table: 'label', where: { hint: { contains: 'Xyz' } } }, { action: 'read', table: 'box', sort: 'code' }, { action: 'read', table: 'box', by: 'code', count: true }, { action: 'read', table: 'owner' }, { action: 'read', table: 'box', words: 'Qwertz' }, { action: 'update', table: 'label', id: 1, hint: 'mine' }, { action: 'read', table: 'key', by: 'owner', count: true }]
  const talk = await openTalkingDesk(t, { apps: { vault, tasks }, reply: (_, index) => json(asks[index % asks.length] ?? {}) })
  await talk.act({ action: 'insert', table: 'box', code: 'Qwertz77', colour: 'red' }, { action: 'insert', table: 'label', title: 'Front', box: '$1', hint: 'Xyz99' }, { action: 'insert', table: 'owner', name: 'Mallory' }, { action: 'insert', table: 'key', name: 'Brass', owner: '$3' })
  for (let at = 0; at < 12; at++) await talk.say(['well then, the Front one in red, my friend', 'show boxes', 'show labels', 'what about Brass in general', 'show keys', 'how many keys by owner?'][at % 6] ?? '')
  assert.ok(talk.server.chats.length >= asks.length)
  const sent = JSON.stringify(talk.server.chats)
  assert.doesNotMatch(sent, /Qwertz77|Xyz99|Mallory/)
  assert.match(sent, /Front/)
})
