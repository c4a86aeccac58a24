import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineApp, table } from '../../src/app/define.ts'
import { choice, date, datetime, decimal, email, integer, link, longtext, money, text, url } from '../../src/app/field.ts'
import type { Command } from '../../src/data/command.ts'
import { execute } from '../../src/data/execute.ts'
import { lastSeq } from '../../src/data/journal.ts'
import { addTasks, json, openTalkingDesk } from '../apprentice-desk.ts'
import { openTestDesk } from '../data-fixture.ts'

/** So many letters that whatever looks at each of them as often as there are others takes minutes, and holds up the whole desk. */
const letters = 100_000
const units = [' ', '\n', '\t', '"', "'", '“', ',', '.', ';', ':', '!', '?', '-', '0', '1', '1,', '1.', 'a', 'a ', '€', '(', '[', '{', '<', '&', '\\', '/', '@', '+', '*', '_', '`', '\u0301', ' 😀', 'to ', 'at 9 ', '"a', '{"a":', 'friday ']
const texts = units.flatMap((unit) => {
  const many = unit.repeat(Math.ceil(letters / unit.length))
  return [`${many}x`, `1${many}x`]
})
/** Lists, pairs and numbers that go on and on, and then are none. */
const lists = ['; b', ', 2', ' 2', ' and 2', ' c = d', ' dot c', ' really', ' @today', ' and b', ' the first'].flatMap((unit) => ['list: a', 'set 1', 'a = b', 'bruno at a', 'how many'].map((head) => `${head}${unit.repeat(Math.ceil(letters / unit.length))}. ?x`))

const all = defineApp({
  title: 'All',
  tables: { thing: table({ name: text({ required: true }), whole: integer(), part: decimal(), price: money({ currency: 'EUR' }), day: date(), moment: datetime(), kind: choice(['a', 'b']), site: url(), mail: email(), other: link('thing'), note: longtext() }) },
})
const fields = ['whole', 'part', 'price', 'day', 'moment', 'kind', 'site', 'mail', 'other']
const places: readonly ((text: string) => Command)[] = [
  ...fields.map((field) => (said: string) => ({ action: 'update', table: 'thing', id: 1, [field]: said })),
  ...['id', 'table'].map((key) => (said: string) => ({ action: 'delete', table: 'thing', [key]: said })),
  ...['view', 'sort', 'by', 'words'].map((key) => (said: string) => ({ action: 'read', table: 'thing', [key]: said })),
  ...fields.map((field) => (said: string) => ({ action: 'read', table: 'thing', where: { [field]: said } })),
  (said) => ({ action: said, table: 'thing', id: 1 }),
  (said) => ({ action: 'toggle', table: 'thing', id: 1, field: said }),
  (said) => ({ action: 'switch', profile: said }),
]

test(`no text of ${letters} letters holds the desk up, wherever in a command it stands`, { timeout: 110_000 }, async (t) => {
  const desk = await openTestDesk(t, { all })
  const run = (command: Command) => execute(desk, { commands: [command], actor: 'person', via: 'page', profile: 1 })
  assert.ok((await run({ action: 'insert', table: 'thing', name: 'One' })).ok)
  const before = lastSeq(desk)
  for (const said of texts) for (const place of places) await run(place(said))
  assert.equal(lastSeq(desk), before)
})

test(`no text of ${letters} letters holds the desk up, however it is said in the chat`, { timeout: 110_000 }, async (t) => {
  const talk = await openTalkingDesk(t, { reply: () => 'Well.' })
  await addTasks(talk, 'Milk')
  const before = lastSeq(talk.desk)
  for (const said of lists) await talk.say(said)
  for (const said of texts) for (const words of [said, `add ${said}`, `!${said}`, json({ action: 'update', table: said, id: said })]) {
    await talk.say(words)
    talk.apprentice.newChat(1)
  }
  assert.equal(lastSeq(talk.desk), before)
})
