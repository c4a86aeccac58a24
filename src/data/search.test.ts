import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { longtext, text } from '../app/field.ts'
import { addRows, openTestDesk, putRow } from '../../test/data-fixture.ts'
import { search } from './search.ts'

const app = defineApp({
  title: 'Notes',
  tables: {
    note: table({ name: text({ required: true }), body: longtext(), code: text({ private: true }) }, { scope: 'profile' }),
    book: table({ title: text({ required: true }) }, { ai: 'hidden' }),
  },
})

test('words find rows of the profile and shared ones, with a snippet in pieces', async (t) => {
  const desk = await openTestDesk(t, { notes: app })
  addRows(desk, 'profile', [{ name: 'Other' }])
  addRows(desk, 'note', [{ name: 'Café', body: 'a <b>bold</b> croissant' }, { name: 'Elsewhere croissant', _profile: 2 }, { name: 'Plain', code: 'xyzzy' }])
  addRows(desk, 'book', [{ title: 'Croissants of Paris' }])
  const find = (words: string, open = false): readonly string[] => search(desk, { words, profile: 1, open }).map(({ table: name, id }) => `${name} ${id}`).toSorted()
  assert.deepEqual(find('croiss'), ['book 1', 'note 1'])
  assert.deepEqual(find('croiss', true), ['note 1'], 'a hidden table is not found for a model')
  assert.deepEqual(find('cafe'), ['note 1'])
  assert.deepEqual(find('cafe croissant'), ['note 1'])
  assert.deepEqual(find('croiss cafe'), [], 'only the last word may be begun')
  assert.deepEqual(find('xyzzy'), ['note 3'])
  assert.deepEqual(find('xyzzy', true), [])
  for (const words of ['', '   ', '"', '*', 'a OR', 'NEAR(', 'text : x', '-', "'; DROP TABLE note", '{text}', '\0', 'AND'.repeat(2000)]) assert.ok(Array.isArray(find(words)))
  const [hit] = search(desk, { words: 'bold', profile: 1 })
  assert.deepEqual(hit?.snippet, [{ text: 'Café\na <b>', hit: false }, { text: 'bold', hit: true }, { text: '</b> croissant', hit: false }])
  assert.equal(hit?.label, 'Café')
  putRow(desk, 'note', 1, { name: 'Tea' })
  assert.deepEqual(find('cafe'), [])
  assert.deepEqual(find('tea'), ['note 1'])
  putRow(desk, 'note', 1, undefined)
  assert.deepEqual(find('tea'), [])
})

test('where thousands are found, the newest come first', async (t) => {
  const desk = await openTestDesk(t, { notes: app })
  addRows(desk, 'note', Array.from({ length: 5002 }, (_, at) => ({ name: at === 0 ? 'milk milk milk' : `milk ${at}` })))
  assert.deepEqual(search(desk, { words: 'milk', profile: 1, limit: 2 }).map(({ label }) => label), ['milk 5001', 'milk 5000'])
  putRow(desk, 'note', 5002, undefined)
  putRow(desk, 'note', 5001, undefined)
  assert.equal(search(desk, { words: 'milk', profile: 1, limit: 1 })[0]?.label, 'milk milk milk')
})
