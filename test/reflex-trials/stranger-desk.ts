import { defineApp, table, type App } from '../../src/app/define.ts'
import { checkbox, choice, date, decimal, integer, link, longtext, money, text, url } from '../../src/app/field.ts'
import { mergeApps, type LoadedApp } from '../../src/app/merge.ts'
import type { Schema } from '../../src/app/schema.ts'
import type { World } from '../../src/apprentice/reflex/world.ts'
import { trialWorld } from './desk.ts'
import type { Stranger } from './stranger.ts'

/** Apps that the strangers wrote for themselves. */
const ownApps: Readonly<Record<string, App>> = {
  billing: defineApp({
    title: 'Billing',
    tables: { invoice: table({ number: text({ required: true, max: 20 }), client: link('contact'), amount: money({ min: 0, currency: 'GBP' }), sent: date(), due: date(), paid: checkbox(), remark: longtext() }, { aka: ['bill'], order: '-number', scope: 'profile' }) },
    views: { unpaid: { table: 'invoice', where: { paid: false }, sort: 'due' } },
    actions: { chase: { on: 'invoice', title: 'Send a reminder', run: () => undefined } },
  }),
  shopping: defineApp({
    title: 'Shopping',
    tables: { item: table({ name: text({ required: true, max: 80 }), quantity: integer({ min: 1 }), shop: choice(['supermarket', 'bakery', 'pharmacy', 'hardware']), bought: checkbox() }, { aka: ['grocery'], order: 'manual' }) },
    views: { to_buy: { table: 'item', where: { bought: false } } },
  }),
  recipes: defineApp({
    title: 'Recipes',
    tables: { recipe: table({ title: text({ required: true }), meal: choice(['breakfast', 'lunch', 'dinner', 'dessert']), minutes: integer({ min: 1 }), serves: integer({ min: 1 }), vegetarian: checkbox(), cooked: date({ label: 'Last cooked' }), source: url() }, { aka: ['dish'], order: 'title' }) },
    views: { quick: { table: 'recipe', where: { minutes: { to: 20 } } } },
    teach: { 'we had {recipe}': { action: 'update', table: 'recipe', id: '{recipe}', cooked: 'today' } },
  }),
  plants: defineApp({
    title: 'Windowsill',
    tables: { plant: table({ name: text({ required: true }), room: text(), light: choice(['sunny', 'half shade', 'shade']), watered: date({ label: 'Last watered' }), every: integer({ label: 'Days between watering', min: 1 }), poorly: checkbox() }, { order: 'watered' }) },
    teach: { 'water {plant}': { action: 'update', table: 'plant', id: '{plant}', watered: 'today' } },
  }),
  gym: defineApp({
    title: 'Gym',
    tables: { workout: table({ exercise: text({ required: true }), weight: decimal({ label: 'Weight (kg)' }), reps: integer(), sets: integer(), day: date(), felt: choice(['easy', 'ok', 'hard']) }, { aka: ['training'], order: '-day' }) },
  }),
  reading: defineApp({
    title: 'Reading log',
    tables: { book: table({ title: text({ required: true }), author: text(), shelf: choice(['want to read', 'reading', 'read'], { default: 'want to read' }), page: integer({ label: 'Current page' }), finished: date(), stars: integer({ min: 1, max: 5 }), lent_to: text({ label: 'Lent to' }) }, { order: 'title' }) },
    teach: { 'begin {book}': { action: 'update', table: 'book', id: '{book}', shelf: 'reading' } },
  }),
  cellar: defineApp({
    title: 'Cellar',
    tables: { wine: table({ name: text({ required: true }), colour: choice(['red', 'white', 'rosé', 'sparkling']), year: integer(), bottles: integer({ min: 0 }), price: money({ min: 0 }), drink_by: date({ label: 'Drink by' }), liked: checkbox() }, { order: 'name' }) },
  }),
}

/** The rows that stand on a stranger's desk, by table: ids from 1 on. */
export const strangerRows: Readonly<Record<string, readonly string[]>> = {
  task: ['Pick up dry cleaning', 'Email the accountant', 'Fix the garden gate', 'Order printer ink', 'Book MOT', "Plan Leo's birthday", 'Return library books', 'Clean the oven', 'Cancel the gym', 'Write the quarterly report'],
  contact: ['Elena Rossi', 'Marcus Webb', "Fiona O'Brien", 'Sam Okafor', 'Dana Kim'],
  deal: ['Office fit-out', 'Annual support', 'Warehouse scanners', 'Coffee machines', 'Trade show booth'],
  profile: ['Home', 'Acme'],
  invoice: ['R-101', 'R-102', 'R-103', 'R-104'],
  item: ['Oat milk', 'Bananas', 'Toilet paper', 'Light bulbs', 'Rye bread', 'Toothpaste', 'Cat food'],
  recipe: ['Shakshuka', 'Chicken curry', 'Banana bread', 'Miso soup', 'Pumpkin risotto', 'Overnight oats'],
  plant: ['Monstera', 'Peace lily', 'Rosemary', 'Aloe', 'Rubber tree', 'Tomatoes'],
  workout: ['Deadlift', 'Bench press', 'Squat', 'Pull-ups', 'Rowing'],
  book: ['The Remains of the Day', 'Wolf Hall', 'Silent Spring', 'Beloved', 'A Brief History of Time'],
  wine: ['Barolo Cannubi', 'Chablis', 'Rioja Reserva', "Crémant d'Alsace", 'Riesling Kabinett'],
}

/** The schema of a stranger's desk: the shipped apps, as they were loaded, and the stranger's own. */
export const strangerSchema = (shipped: readonly LoadedApp[], { apps }: Stranger): Schema =>
  mergeApps([...shipped, ...apps.flatMap((name) => (ownApps[name] ? [{ name, file: `${name}.ts`, app: ownApps[name] }] : []))])

/** What the reflex may know there: Saturday, 28 November 2026, nine in the morning in Berlin. */
export const strangerWorld = ({ page }: Stranger): World => trialWorld({ page, rows: strangerRows })
