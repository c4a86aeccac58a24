import { defineApp, table, type App } from '../../src/app/define.ts'
import { checkbox, choice, date, decimal, email, integer, link, longtext, money, text } from '../../src/app/field.ts'
import { mergeApps, type LoadedApp } from '../../src/app/merge.ts'
import { trialWorld } from './desk.ts'
import type { StrangerDesk } from './stranger-score.ts'

/** Apps that the second ten strangers wrote for themselves. */
const ownApps: Readonly<Record<string, App>> = {
  bugs: defineApp({
    title: 'Bugs',
    tables: {
      bug: table({
        title: text({ required: true }), status: choice(['new', 'confirmed', 'in progress', 'fixed', "won't fix"], { default: 'new' }), severity: choice(['trivial', 'minor', 'major', 'critical']),
        assigned: link('contact', { label: 'Assigned to' }), version: text({ max: 20 }), reported: date(), notes: longtext(),
      }, { aka: ['issue', 'ticket', 'defect'], order: '-reported', scope: 'profile' }),
    },
    views: { open_bugs: { table: 'bug', where: { status: { in: ['new', 'confirmed', 'in progress'] } } }, unassigned: { table: 'bug', where: { assigned: null } } },
    actions: { reopen: { on: 'bug', title: 'Reopen', run: () => undefined }, escalate: { on: 'bug', title: 'Escalate', run: () => undefined } },
  }),
  packing: defineApp({
    title: 'Packing',
    tables: {
      trip: table({ place: text({ required: true }), leaves: date({ label: 'Leaving' }), back: date({ label: 'Back home' }), booked: checkbox() }, { aka: ['holiday', 'journey'], order: 'leaves' }),
      thing: table({ name: text({ required: true }), trip: link('trip'), bag: choice(['suitcase', 'backpack', 'hand luggage']), pieces: integer({ min: 1 }), packed: checkbox(), owner: text({ label: 'Whose' }) }, { order: 'manual' }),
    },
    views: { still_to_pack: { table: 'thing', where: { packed: false } } },
  }),
  medicines: defineApp({
    title: 'Medicines',
    tables: {
      medicine: table({
        name: text({ required: true }), dose: decimal({ label: 'Dose (mg)', min: 0 }), per_day: integer({ label: 'Times a day', min: 1 }), taken: checkbox({ label: 'Taken today' }),
        next: date({ label: 'Next refill' }), tablets: integer({ label: 'Tablets left', min: 0 }), side_effects: longtext(),
      }, { aka: ['med', 'drug'], order: 'name' }),
    },
    views: { not_taken: { table: 'medicine', where: { taken: false } } },
    actions: { refill: { on: 'medicine', title: 'Refill', input: { tablets: integer({ required: true, min: 1 }) }, run: () => undefined } },
    teach: { 'took {medicine}': { action: 'update', table: 'medicine', id: '{medicine}', taken: true } },
  }),
  films: defineApp({
    title: 'Film club',
    tables: {
      member: table({ name: text({ required: true }), joined: date(), away: checkbox(), email: email() }, { order: 'name' }),
      film: table({ title: text({ required: true }), director: text(), year: integer(), rating: integer({ min: 1, max: 10 }), seen: date(), chosen_by: link('member', { label: 'Chosen by' }), votes: integer({ default: 0 }) }, { aka: ['movie'], order: 'title' }),
    },
    views: { unseen: { table: 'film', where: { seen: null } }, favourites: { table: 'film', where: { rating: { from: 8 } }, sort: '-rating' } },
    actions: { vote: { on: 'film', title: 'Vote for it', run: () => undefined } },
  }),
  shed: defineApp({
    title: 'Library of things',
    tables: { tool: table({ name: text({ required: true }), lent_to: link('contact', { label: 'Lent to' }), place: text(), due_back: date({ label: 'Due back' }), broken: checkbox(), deposit: money({ min: 0 }) }, { aka: ['item'], order: 'name' }) },
    views: { on_loan: { table: 'tool', where: { lent_to: { not: null } }, sort: 'due_back' } },
    actions: {
      bring_back: { on: 'tool', title: 'Bring back', run: () => undefined },
      extend_loan: { on: 'tool', title: 'Extend the loan', input: { days: integer({ required: true, default: 14, min: 1 }) }, run: () => undefined },
    },
  }),
  school: defineApp({
    title: 'Homework',
    tables: { homework: table({ title: text({ required: true }), subject: choice(['maths', 'english', 'french', 'science', 'music', 'art']), due: date(), handed_in: checkbox(), mark: integer({ min: 0, max: 100 }), minutes: integer({ label: 'Minutes needed' }) }, { aka: ['hw', 'assignment'], order: 'due' }) },
    views: { to_hand_in: { table: 'homework', where: { handed_in: false }, sort: 'due' } },
    actions: { more_time: { on: 'homework', title: 'More time', input: { days: integer({ required: true, default: 1, min: 1 }) }, run: () => undefined } },
  }),
}

/** The rows that stand on the second strangers' desks, by table: ids from 1 on. */
const secondRows: Readonly<Record<string, readonly string[]>> = {
  task: ['Descale the kettle', 'Ring the plumber', 'Renew car insurance', 'Wrap presents', 'Book flu jab', 'Sort out the loft', 'Post the parcel to Ewa', 'Tax return', 'Charge the drill', 'Hang the shelf', 'Ring the school'],
  contact: ['Priya Nair', 'Tom Becker', 'Lucía Gómez', 'Harriet Stone', 'Kwame Mensah', 'Ewa Lis'],
  deal: ['Oak staircase', 'Kitchen for the Stones', 'Pilot with Northwind', 'Seat licences', 'Fitted wardrobes', 'School benches'],
  profile: ['Home', 'Acme'],
  bug: ['Login loops on Safari', 'Export drops last row', 'Dark mode flicker', 'Backup fails at midnight', 'Typo in footer', 'Memory leak in worker', 'Search ignores umlauts'],
  trip: ['Cornwall', 'Ski week', 'Grandma at Easter'],
  thing: ['Passports', 'Sun cream', 'Swimming goggles', 'Charger', 'Wellies', 'Teddy', 'Raincoats', 'Nappies'],
  medicine: ['Metformin', 'Amoxicillin', 'Ibuprofen', 'Vitamin D', 'Warfarin', 'Insulin'],
  member: ['Ruth', 'Dieter', 'Anjali', 'Mr Pocock'],
  film: ['Paris, Texas', 'The Third Man', 'Spirited Away', 'Jaws', 'Amélie', 'Seven Samurai'],
  tool: ['Belt sander', 'Cordless drill', 'Extension ladder', 'Tile cutter', 'Hedge trimmer', 'Pressure washer', 'Wallpaper steamer'],
  homework: ['Volcano poster', 'French vocab', 'Quadratics worksheet', 'Macbeth essay', 'Lab report', 'Recorder practice'],
}

/** The desks of the second strangers: the shipped apps and their own, on Saturday, 28 November 2026, nine in the morning in Berlin. */
export const secondDesk: StrangerDesk = {
  schemaOf: (shipped: readonly LoadedApp[], { apps }) => mergeApps([...shipped, ...apps.flatMap((name) => (ownApps[name] ? [{ name, file: `${name}.ts`, app: ownApps[name] }] : []))]),
  worldOf: ({ page }) => trialWorld({ page, rows: secondRows }),
}
