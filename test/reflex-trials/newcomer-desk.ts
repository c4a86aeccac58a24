import { defineApp, table, type App } from '../../src/app/define.ts'
import { checkbox, choice, date, decimal, email, integer, link, longtext, money, text, url } from '../../src/app/field.ts'
import { mergeApps } from '../../src/app/merge.ts'
import type { Schema } from '../../src/app/schema.ts'
import type { World } from '../../src/apprentice/reflex/world.ts'
import { trialWorld } from './desk.ts'

/** Apps as people write them for themselves; beside tasks and contacts, one of them at a time stands on a newcomer's desk. */
const ownApps: Readonly<Record<string, App>> = {
  books: defineApp({
    title: 'Books',
    tables: { book: table({ title: text({ required: true }), author: text(), status: choice(['to read', 'reading', 'finished', 'abandoned'], { default: 'to read' }), rating: integer({ min: 1, max: 5 }), pages: integer(), started: date(), owned: checkbox() }, { aka: ['novel'], order: 'title' }) },
    teach: { 'start reading {book}': { action: 'update', table: 'book', id: '{book}', status: 'reading' } },
  }),
  plants: defineApp({
    title: 'Plants',
    tables: { plant: table({ name: text({ required: true }), species: text(), place: choice(['kitchen', 'balcony', 'bedroom', 'office']), watered: date() }, { order: 'name' }) },
    teach: { 'water {plant}': { action: 'update', table: 'plant', id: '{plant}', watered: 'today' } },
  }),
  expenses: defineApp({
    title: 'Expenses',
    tables: { expense: table({ what: text({ required: true }), amount: money({ min: 0 }), category: choice(['food', 'travel', 'home', 'fun', 'other']), day: date(), reimbursed: checkbox() }, { aka: ['spending', 'cost'], order: '-day' }) },
  }),
  workouts: defineApp({
    title: 'Workouts',
    tables: { workout: table({ name: text({ required: true }), kind: choice(['run', 'bike', 'swim', 'strength']), minutes: integer(), distance: decimal(), day: date(), felt: choice(['great', 'ok', 'awful']) }, { aka: ['session'], order: '-day' }) },
  }),
  recipes: defineApp({
    title: 'Recipes',
    tables: { recipe: table({ name: text({ required: true }), course: choice(['starter', 'main', 'dessert']), servings: integer(), minutes: integer(), vegetarian: checkbox(), tried: checkbox(), source: url() }, { aka: ['dish'], order: 'name' }) },
  }),
  records: defineApp({
    title: 'Records',
    tables: { record: table({ title: text({ required: true }), artist: text(), year: integer(), format: choice(['LP', 'single', 'CD']), signed: checkbox() }, { aka: ['album', 'vinyl'], order: 'artist' }) },
  }),
  birds: defineApp({
    title: 'Birds',
    tables: { sighting: table({ species: text({ required: true }), place: text(), birds: integer(), seen: date(), rare: checkbox() }, { aka: ['bird'], order: '-seen' }) },
  }),
  shopping: defineApp({
    title: 'Shopping',
    tables: { item: table({ name: text({ required: true }), quantity: integer(), bought: checkbox(), shop: choice(['market', 'chemist', 'baker']) }, { aka: ['grocery'], order: 'manual' }) },
  }),
  clients: defineApp({
    title: 'Clients',
    tables: {
      client: table({ name: text({ required: true }), city: text(), rate: money(), active: checkbox(), email: email() }, { order: 'name' }),
      invoice: table({ number: text({ required: true }), client: link('client'), amount: money(), sent: date(), paid: checkbox() }, { aka: ['bill'] }),
    },
    views: { unpaid: { table: 'invoice', where: { paid: false } } },
  }),
}

const usualApps: Readonly<Record<string, App>> = {
  tasks: defineApp({
    title: 'Tasks',
    tables: { task: table({ name: text({ required: true }), done: checkbox(), priority: choice(['low', 'medium', 'high'], { default: 'medium' }), due: date() }, { aka: ['todo'], order: 'manual', scope: 'profile' }) },
    views: { open: { table: 'task', where: { done: false } }, overdue: { table: 'task', where: { done: false, due: { before: 'today' } }, sort: 'due' } },
    actions: { snooze: { on: 'task', title: 'Snooze', input: { days: integer({ required: true, default: 1 }) }, effect: 'change', run: () => undefined } },
    teach: { 'finish {task}': { action: 'update', table: 'task', id: '{task}', done: true } },
  }),
  contacts: defineApp({
    title: 'Contacts',
    tables: {
      contact: table({ name: text({ required: true }), company: text(), email: email(), phone: text(), website: url(), note: longtext(), tax_number: text({ private: true }) }, { aka: ['person', 'client', 'customer'], order: 'name', scope: 'profile' }),
      deal: table({ title: text({ required: true }), contact: link('contact', { required: true }), amount: money({ min: 0 }), stage: choice(['lead', 'offer', 'won', 'lost'], { default: 'lead' }), expected: date(), closed: date(), next: text() }, { order: '-amount', scope: 'profile' }),
    },
    views: { pipeline: { table: 'deal', where: { stage: { in: ['lead', 'offer'] } } }, won: { table: 'deal', where: { stage: 'won' } }, late: { table: 'deal', where: { stage: { in: ['lead', 'offer'] }, expected: { before: 'today' } } } },
    actions: {
      follow_up: { on: 'deal', title: 'Follow up', input: { next: text({ required: true, label: 'What is next' }), expected: date() }, run: () => undefined },
      close_lost: { on: 'deal', title: 'Give up', run: () => undefined },
    },
    teach: { 'we won {deal}': { action: 'update', table: 'deal', id: '{deal}', stage: 'won' }, 'we lost {deal}': { action: 'update', table: 'deal', id: '{deal}', stage: 'lost' } },
  }),
}

const rows: Readonly<Record<string, readonly string[]>> = {
  task: ['Send the invoice', 'Buy milk', 'Call the dentist', 'Water the plants', 'Book flights to Lisbon', 'Renew passport', 'Pay rent', 'Fix the bike'],
  contact: ['Ada Lovelace', 'Grace Hopper', 'Bob Miller', 'Priya Shah'],
  deal: ['Website relaunch', 'Server migration', 'Logo', 'Training'],
  book: ['Dune', 'Emma', 'The Hobbit', 'Ulysses'],
  plant: ['Fred', 'Basil', 'Big cactus', 'Orchid'],
  expense: ['Lunch with Kim', 'Train to Berlin', 'Rent', 'Cinema'],
  workout: ['Morning jog', 'Leg day', 'Lake laps'],
  recipe: ['Lentil soup', 'Lasagne', 'Apple pie', 'Pad thai'],
  client: ['Northwind', 'Globex', 'Hooli'],
  invoice: ['2026-01', '2026-02', '2026-03'],
  record: ['Blue', 'Kind of Blue', 'Rumours', 'Thriller'],
  item: ['Eggs', 'Oat milk', 'Bread'],
  sighting: ['Kingfisher', 'Barn owl', 'Robin'],
}

/** The desk of someone who looks at this table: tasks, contacts and deals, and the app that the table is in. */
export const newcomerSchema = (page: string): Schema => {
  const own = Object.entries(ownApps).find(([, { tables }]) => page in tables)
  // Contacts call a person "client" too: who has clients of another kind does without.
  const usual = Object.entries(usualApps).filter(([name]) => name === 'tasks' || own?.[0] !== 'clients')
  return mergeApps([...usual, ...(own ? [own] : [])].map(([name, app]) => ({ name, file: `${name}.ts`, app })))
}

/** What the reflex may know there; nothing was spoken of before. */
export const newcomerWorld = (page: string): World => trialWorld({ page, rows })
