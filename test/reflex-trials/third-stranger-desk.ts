import { defineApp, table, type App } from '../../src/app/define.ts'
import { checkbox, choice, date, decimal, integer, link, longtext, money, text } from '../../src/app/field.ts'
import { mergeApps, type LoadedApp } from '../../src/app/merge.ts'
import type { Schema } from '../../src/app/schema.ts'
import type { World } from '../../src/apprentice/reflex/world.ts'
import { trialWorld } from './desk.ts'
import type { Stranger } from './stranger.ts'

/** Apps that the third strangers wrote for themselves. */
const ownApps: Readonly<Record<string, App>> = {
  pets: defineApp({
    title: 'Pets',
    tables: {
      pet: table({ name: text({ required: true }), species: choice(['dog', 'cat', 'rabbit', 'hen']), born: date(), weight: decimal({ label: 'Weight (kg)' }), chipped: checkbox(), food: text() }, { aka: ['animal'], order: 'name' }),
      visit: table({ reason: text({ required: true }), pet: link('pet'), day: date(), vet: text(), cost: money({ min: 0, currency: 'GBP' }), went_well: checkbox() }, { aka: ['appointment'], order: '-day' }),
    },
    views: { coming: { table: 'visit', where: { day: { from: 'today' } }, sort: 'day' } },
  }),
  choir: defineApp({
    title: 'Choir',
    tables: { song: table({ title: text({ required: true }), composer: text(), key: choice(['C', 'D', 'E flat', 'F', 'G', 'A minor', 'B flat']), minutes: decimal(), learned: checkbox(), sung: date({ label: 'Last sung' }) }, { aka: ['piece', 'tune'], order: 'manual' }) },
    views: { to_learn: { table: 'song', where: { learned: false } } },
    teach: { 'we sang {song}': { action: 'update', table: 'song', id: '{song}', sung: 'today' } },
  }),
  household: defineApp({
    title: 'Household',
    tables: { expense: table({ what: text({ required: true }), amount: money({ min: 0, currency: 'GBP' }), category: choice(['food', 'rent', 'bills', 'car', 'fun'], { default: 'food' }), paid_by: choice(['Jo', 'Alex', 'joint account'], { label: 'Paid by' }), day: date(), settled: checkbox() }, { aka: ['spending'], order: '-day' }) },
    views: { unsettled: { table: 'expense', where: { settled: false } } },
  }),
  shifts: defineApp({
    title: 'Kitchen',
    tables: {
      volunteer: table({ name: text({ required: true }), phone: text(), skill: choice(['cooking', 'driving', 'reception']), trained: checkbox(), since: date(), note: longtext() }, { aka: ['helper'], order: 'name' }),
      shift: table({ title: text({ required: true }), volunteer: link('volunteer'), day: date(), hours: decimal(), confirmed: checkbox() }, { aka: ['duty'], order: 'day' }),
    },
    views: { uncovered: { table: 'shift', where: { volunteer: null } } },
  }),
  meals: defineApp({
    title: 'Meal plan',
    tables: { meal: table({ dish: text({ required: true }), day: date(), slot: choice(['breakfast', 'lunch', 'dinner']), people: integer({ min: 1 }), cook: text(), shopped: checkbox({ label: 'Shopped for' }) }, { order: 'day' }) },
  }),
}

const rows: Readonly<Record<string, readonly string[]>> = {
  task: ['Call the plumber', 'Buy stamps', 'Renew car insurance', 'Paint the shed', 'Send thesis draft', 'Book dentist', 'Wash the curtains', 'Pay council tax', 'Buy present for Nan', 'Clear out the loft', 'Call the school', 'Charge the drill'],
  contact: ['Yusuf Demir', 'Greta Lindqvist', 'Tom Hale', 'Maria Santos', 'Tom Baker', 'Ingrid Voss'],
  deal: ['Kitchen refit', 'Solar panels', 'Website audit', 'Staff training', 'Van lease'],
  profile: ['Home', 'Acme'],
  pet: ['Biscuit', 'Luna', 'Mr Tibbs', 'Pepper', 'Clover', 'Olive'],
  visit: ['Booster jab', 'Dental cleaning', 'Limp', 'Nail trim'],
  song: ['Amazing Grace', 'Shenandoah', 'Blue Moon', 'Ave Verum', 'Danny Boy', 'Hallelujah', 'Wade in the Water'],
  expense: ['Tesco shop', 'Gas bill', 'MOT and service', 'Cinema', 'Rent November', 'Broadband', 'Takeaway'],
  volunteer: ['Rosa', 'Hamid', 'Jean-Paul', 'Bridget', 'Kofi'],
  shift: ['Saturday breakfast', 'Food bank', 'Soup run', 'Front desk', 'Delivery van'],
  meal: ['Lentil dal', 'Fish pie', 'Pizza', 'Roast chicken', 'Leek soup', 'Tacos'],
}

/** The schema of a third stranger's desk: the shipped apps, as they were loaded, and the stranger's own. */
export const thirdSchema = (shipped: readonly LoadedApp[], { apps }: Stranger): Schema =>
  mergeApps([...shipped, ...apps.flatMap((name) => (ownApps[name] ? [{ name, file: `${name}.ts`, app: ownApps[name] }] : []))])

/** What the reflex may know there: Saturday, 28 November 2026, nine in the morning in Berlin. */
export const thirdWorld = ({ page }: Stranger): World => trialWorld({ page, rows })
