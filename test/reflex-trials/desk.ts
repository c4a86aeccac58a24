import { defineApp, table, type App } from '../../src/app/define.ts'
import { checkbox, choice, date, datetime, decimal, email, integer, link, longtext, money, text, url } from '../../src/app/field.ts'
import { mergeApps } from '../../src/app/merge.ts'
import type { Schema } from '../../src/app/schema.ts'
import { howNamed } from '../../src/apprentice/reflex/reference.ts'
import type { RecentRow, World } from '../../src/apprentice/reflex/world.ts'

/** Four apps with unlike tables and rows, for trying the reflex: tests and benches use them. */
const trialApps: Readonly<Record<string, App>> = {
  tasks: defineApp({
    title: 'Tasks',
    tables: {
      task: table({ name: text({ required: true, max: 200 }), done: checkbox(), priority: choice(['low', 'medium', 'high'], { default: 'medium' }), due: date() }, { aka: ['todo'], order: 'manual', scope: 'profile' }),
    },
    views: { overdue: { table: 'task', where: { done: false, due: { before: 'today' } }, sort: 'due' } },
    actions: { snooze: { on: 'task', title: 'Snooze', input: { days: integer({ default: 1 }) }, run: () => undefined } },
    teach: { 'finish {task}': { action: 'update', done: true }, 'knock off {task}': { action: 'update', done: true }, 'push {task} to {due}': { action: 'update', due: '{due}' } },
  }),
  sales: defineApp({
    title: 'Sales',
    tables: {
      contact: table({ name: text({ required: true }), email: email(), phone: text(), company: text(), birthday: date(), notes: longtext() }, { aka: ['person', 'customer'] }),
      deal: table({ title: text({ required: true }), contact: link('contact'), amount: money(), stage: choice(['lead', 'offer', 'won', 'lost'], { default: 'lead' }), closes: date() }, { aka: ['opportunity'] }),
    },
    views: { open_deals: { table: 'deal', where: { stage: { in: ['lead', 'offer'] } } } },
    actions: { archive: { on: 'contact', effect: 'destroy', run: () => undefined }, mark_won: { on: 'deal', title: 'Mark as won', run: () => undefined } },
  }),
  books: defineApp({
    title: 'Books',
    tables: {
      book: table({ title: text({ required: true }), author: text(), rating: integer({ min: 1, max: 5 }), status: choice(['unread', 'reading', 'read'], { default: 'unread' }), pages: integer(), link: url(), finished: date() }, { aka: ['novel'] }),
    },
    teach: { 'I have read {book}': { action: 'update', status: 'read' } },
  }),
  garden: defineApp({
    title: 'Garden',
    tables: {
      plant: table({ latin_name: text({ required: true, label: 'Latin name' }), nickname: text(), location: text(), thirst: choice(['barely', 'weekly', 'daily']), watered: date(), poisonous: checkbox(), height_cm: decimal({ label: 'Height' }), repot_at: datetime({ label: 'Repot' }) }, { aka: ['flower'] }),
    },
    actions: { water: { on: 'plant', title: 'Water', input: { litres: decimal(), note: text() }, run: () => undefined } },
  }),
}

/** The rows that stand in the trial tables, by table: ids from 1 on. */
const trialRows: Readonly<Record<string, readonly string[]>> = {
  task: ['Buy milk', 'Call the dentist', 'Send the invoice', 'Water the plants', 'Salt and pepper', 'Buy bread', 'Go to the bank'],
  contact: ['Ada Lovelace', 'Grace Hopper', 'Alan Turing'],
  deal: ['Website for Acme', 'Logo', 'New roof'],
  book: ['Dune', 'Emma', 'The Left Hand of Darkness', 'Middlemarch'],
  plant: ['Ficus lyrata', 'Monstera deliciosa', 'Aloe vera'],
}

/** The schema of some of the trial apps. */
export const trialSchema = (...names: readonly string[]): Schema =>
  mergeApps((names.length > 0 ? names : Object.keys(trialApps)).flatMap((name) => (trialApps[name] ? [{ name, file: `${name}.ts`, app: trialApps[name] }] : [])))

interface Setting { readonly page?: string; readonly recent?: readonly RecentRow[]; readonly rows?: Readonly<Record<string, readonly string[]>> }

/** A world whose rows stand in memory: Saturday, 28 November 2026, nine in the morning in Berlin. */
export const trialWorld = ({ page, recent = [], rows = trialRows }: Setting = {}): World => ({
  now: Date.parse('2026-11-28T08:00:00Z'),
  zone: 'Europe/Berlin',
  profile: 1,
  profiles: [{ id: 1, name: 'Home' }, { id: 2, name: 'Acme' }],
  recent,
  ...(page ? { page: { table: page } } : {}),
  beside: (name, id, places) => Math.min(rows[name]?.length ?? 0, Math.max(1, id + places)),
  find: (name, words) =>
    (rows[name] ?? [])
      .flatMap((label, i) => {
        const how = howNamed(words, label)
        return how ? [{ id: i + 1, label, how }] : []
      })
      .toSorted((a, b) => order.indexOf(a.how) - order.indexOf(b.how)),
})
const order = ['exact', 'prefix', 'word', 'fuzzy']
