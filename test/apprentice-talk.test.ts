import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPage } from '../src/data/read.ts'
import { openTalkingDesk, type TestDesk } from './apprentice-desk.ts'

/** The names of a table's rows, sorted. */
const names = ({ desk }: TestDesk, table = 'task'): readonly string[] => {
  const page = readPage(desk, { table, profile: 1, limit: 100 })
  return page.ok ? page.value.rows.map(({ label }) => label).toSorted() : []
}

test('the page that is looked at decides where a new row goes', async (t) => {
  const talk = await openTalkingDesk(t, { models: [] })
  await talk.apprentice.say(1, 'add Dune', { actor: 'person', page: { table: 'note' } })
  await talk.apprentice.say(1, 'add Dune', { actor: 'person', page: { table: 'task' } })
  await talk.apprentice.say(1, 'add buy milk', { actor: 'person' })
  assert.deepEqual([names(talk, 'note'), names(talk)], [['Dune'], ['Dune', 'buy milk']])
  assert.deepEqual(talk.deeds(), Array<string>(3).fill('apprentice reflex insert'))
})
