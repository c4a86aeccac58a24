import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { link, longtext, text } from '../app/field.ts'
import { openTestDesk, schemaOf } from '../../test/data-fixture.ts'
import { lastSeq } from './journal.ts'
import { countRows, readPage } from './read.ts'
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

test('samples link to each other by their places, whatever the order of the tables and of their rows', async (t) => {
  const step = table({ name: text({ required: true }), task: link('task') })
  const task = table({ name: text({ required: true }), room: link('room', { required: true }) }, { order: 'manual' })
  const room = table({ name: text({ required: true }) })
  const desk = await openTestDesk(t, {
    home: defineApp({
      title: 'Home', tables: { step, task, room },
      samples: { step: [{ name: 'Fill the can', task: 1 }, { name: 'Find the hose', task: 3 }, { name: 'Sit down' }], task: [{ name: 'Water', room: 2 }, { name: 'Sweep', room: 1 }, { name: 'Wash', room: 1 }], room: [{ name: 'Hall' }, { name: 'Garden' }] },
    }),
  })
  oweSamples(desk, ['step', 'task', 'room'])
  await addSamples(desk)
  const shown = (name: string) => { const page = readPage(desk, { table: name, profile: 1 }); return page.ok && page.value.rows.map(({ label, links }) => [label, links['task'] ?? links['room'] ?? '']) }
  assert.deepEqual(shown('task'), [['Water', 'Garden'], ['Sweep', 'Hall'], ['Wash', 'Hall']])
  assert.deepEqual(shown('step'), [['Sit down', ''], ['Find the hose', 'Wash'], ['Fill the can', 'Water']])
})
