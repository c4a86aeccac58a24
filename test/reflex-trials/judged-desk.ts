import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { defineApp, table, type App } from '../../src/app/define.ts'
import { checkbox, choice, date, integer, longtext, text, type Value } from '../../src/app/field.ts'
import { mergeApps, type LoadedApp } from '../../src/app/merge.ts'
import type { Schema } from '../../src/app/schema.ts'
import { openDesk, type Desk } from '../../src/data/desk.ts'
import { readPage } from '../../src/data/read.ts'
import { addRows } from '../data-fixture.ts'
import { memoryFolder } from '../memory-folder.ts'

/** Two small apps that stand beside the shipped ones. */
const ownApps: Readonly<Record<string, App>> = {
  books: defineApp({
    title: 'Books', icon: '📚',
    tables: { book: table({ title: text({ required: true, max: 200 }), author: text({ max: 120 }), read: checkbox(), rating: integer({ min: 1, max: 5 }), finished: date() }, { order: 'title' }) },
    views: { unread: { table: 'book', where: { read: false } }, best: { table: 'book', where: { rating: 5 }, sort: '-finished' } },
  }),
  plants: defineApp({
    title: 'Plants', icon: '🪴',
    tables: { plant: table({ name: text({ required: true, max: 80 }), room: choice(['kitchen', 'living room', 'bedroom', 'bathroom', 'balcony']), watered: date(), notes: longtext() }, { order: 'name' }) },
  }),
}

type Row = Readonly<Record<string, Value>>
/** The rows, by table: ids from 1 on. */
const rows: Readonly<Record<string, readonly Row[]>> = {
  task: [
    { name: 'Send the invoice', done: false, priority: 'high', due: '2026-11-24' }, { name: 'Buy milk', done: false, priority: 'medium', due: null },
    { name: 'Call the dentist', done: false, priority: 'medium', due: '2026-11-20' }, { name: 'Renew passport', done: false, priority: 'low', due: '2026-12-15' },
    { name: 'Pay the water bill', done: false, priority: 'high', due: '2026-11-23' }, { name: 'Book flights to Lisbon', done: false, priority: 'medium', due: '2026-11-27' },
    { name: 'Clean the garage', done: true, priority: 'low', due: null }, { name: 'Call the plumber', done: false, priority: 'high', due: '2026-11-19' },
  ],
  contact: [
    { name: 'Ada Lovelace', company: 'Analytical Engines', email: 'ada@engines.example', phone: '+44 20 5550 0101' }, { name: 'Bruno Costa', company: 'Costa Bakery', email: 'bruno@costa.example' },
    { name: 'Chen Wei', company: 'Lotus Imports', phone: '+86 10 5550 0133' }, { name: 'Maria Silva', company: 'Silva & Sons', email: 'maria@silva.example' },
    { name: 'Maria Gomez', company: 'Gomez Legal' }, { name: 'Tom Becker', note: 'Met at the fair' },
  ],
  deal: [
    { title: 'Website redesign', contact: 1, amount: 4800, stage: 'offer', expected: '2026-11-30' }, { title: 'Bread ordering app', contact: 2, amount: 12000, stage: 'lead', expected: '2026-12-11' },
    { title: 'Tea catalogue', contact: 3, amount: 2500, stage: 'offer', expected: '2026-11-18', next: 'Call about the samples' }, { title: 'Contract review tool', contact: 5, stage: 'lead' },
    { title: 'Logo refresh', contact: 4, amount: 900, stage: 'won', closed: '2026-11-10' },
  ],
  book: [
    { title: 'Dune', author: 'Frank Herbert', read: true, rating: 5, finished: '2026-10-02' }, { title: 'Emma', author: 'Jane Austen', read: true, rating: 4, finished: '2026-08-15' },
    { title: 'Middlemarch', author: 'George Eliot', read: false }, { title: 'Neuromancer', author: 'William Gibson', read: false },
    { title: 'The Dispossessed', author: 'Ursula K. Le Guin', read: true, rating: 3, finished: '2026-11-01' }, { title: 'The Left Hand of Darkness', author: 'Ursula K. Le Guin', read: false },
  ],
  plant: [
    { name: 'Aloe', room: 'bathroom', watered: '2026-11-10' }, { name: 'Basil', room: 'kitchen', watered: '2026-11-22' }, { name: 'Ficus', room: 'living room', watered: '2026-11-15' },
    { name: 'Monstera', room: 'living room', watered: '2026-11-18' }, { name: 'Orchid', room: 'bedroom', watered: '2026-11-12', notes: 'ice cubes on Sundays' }, { name: 'Spider plant', room: 'bedroom' },
  ],
}

/** The schema of that desk: the shipped apps, without their samples, and the two. */
export const judgedSchema = (shipped: readonly LoadedApp[]): Schema =>
  mergeApps([...shipped.map((loaded) => ('app' in loaded ? { ...loaded, app: { ...loaded.app, samples: {} } } : loaded)), ...Object.entries(ownApps).map(([name, app]) => ({ name, file: `${name}.ts`, app }))])

/** Opens a desk with these rows, on Monday, 23 November 2026, nine in the morning in Berlin, and closes it after its use. */
export const withJudgedDesk = async <T>(schema: Schema, use: (desk: Desk) => Promise<T>): Promise<T> => {
  const dir = await mkdtemp(join(memoryFolder(), 'prentice-'))
  const opened = await openDesk({ dir, schema, now: () => Date.parse('2026-11-23T08:00:00Z'), zone: () => 'Europe/Berlin' })
  if (!opened.ok) throw new Error(opened.message)
  try {
    for (const [name, all] of Object.entries(rows)) addRows(opened.value, name, schema.tables.get(name)?.order === 'manual' ? all.map((row, i) => ({ ...row, _position: `a${i}` })) : all)
    return await use(opened.value)
  } finally {
    await opened.value.close()
    await rm(dir, { recursive: true, force: true })
  }
}

/** Every row of the desk by table, in the order of its list. */
export const rowsOn = (desk: Desk): Readonly<Record<string, readonly { readonly id: number; readonly values: Row }[]>> =>
  Object.fromEntries(Object.keys(rows).map((name) => {
    const page = readPage(desk, { table: name, profile: 1, limit: 1000 })
    return [name, page.ok ? page.value.rows.map(({ id, values }) => ({ id, values })) : []]
  }))
