import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { longtext, text } from '../app/field.ts'
import { openTestDesk, schemaOf } from '../../test/data-fixture.ts'
import { lastSeq } from './journal.ts'
import { countRows } from './read.ts'
import { addSamples, oweSamples } from './samples.ts'

test('samples that a full disk refuses are still owed, and come when there is room', async (t) => {
  const tables = { book: table({ title: text({ required: true }), about: longtext() }) }
  const desk = await openTestDesk(t, { books: defineApp({ title: 'Books', tables }) })
  await desk.useSchema(schemaOf({ books: defineApp({ title: 'Books', tables, samples: { book: [{ title: 'Emma', about: 'x'.repeat(20_000) }] } }) }))
  const before = lastSeq(desk)
  oweSamples(desk, ['book'])
  desk.store.limitPages(1)
  const warned = once(process, 'warning')
  await addSamples(desk)
  const [warning]: Error[] = await warned
  assert.match(warning?.message ?? '', /samples of the app books were not added\. The disk is full/)
  assert.deepEqual([countRows(desk, 'book', 1), lastSeq(desk)], [0, before])

  desk.store.limitPages(1_000_000)
  await addSamples(desk)
  assert.deepEqual([countRows(desk, 'book', 1), lastSeq(desk)], [1, before + 1])
  await addSamples(desk)
  assert.deepEqual([countRows(desk, 'book', 1), lastSeq(desk)], [1, before + 1], 'only once')
})
