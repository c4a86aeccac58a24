import { defineApp, table, type App } from '../../src/app/define.ts'
import { checkbox, choice, date, decimal, integer, link, money, text } from '../../src/app/field.ts'
import { mergeApps, type LoadedApp } from '../../src/app/merge.ts'
import { trialWorld } from './desk.ts'
import type { StrangerDesk } from './stranger-score.ts'

/** Twelve apps as people write them for themselves. */
const ownApps: Readonly<Record<string, App>> = {
  hives: defineApp({
    title: 'Bee hives',
    tables: { hive: table({ name: text({ required: true }), place: text(), queen: integer({ label: 'Queen from' }), strength: choice(['weak', 'fair', 'strong']), supers: integer({ label: 'Supers on', min: 0 }), honey: decimal({ label: 'Honey (kg)' }), inspected: date({ label: 'Last inspected' }), treated: checkbox() }, { aka: ['colony'], order: 'name' }) },
    views: { untreated: { table: 'hive', where: { treated: false } } },
  }),
  guitar: defineApp({
    title: 'Guitar practice',
    tables: { practice: table({ piece: text({ required: true }), minutes: integer({ min: 1 }), tempo: integer({ label: 'Tempo (bpm)' }), day: date(), kind: choice(['scales', 'song', 'sight reading', 'theory']), clean: checkbox({ label: 'Played clean' }) }, { aka: ['exercise'], order: '-day' }) },
  }),
  shoes: defineApp({
    title: 'Running shoes',
    tables: { shoe: table({ model: text({ required: true }), brand: text(), distance: decimal({ label: 'Distance (km)' }), bought: date(), price: money({ min: 0, currency: 'EUR' }), surface: choice(['road', 'trail', 'track']), retired: checkbox() }, { aka: ['pair'], order: 'model' }) },
    views: { in_use: { table: 'shoe', where: { retired: false } } },
  }),
  pickups: defineApp({
    title: 'School pick-ups',
    tables: {
      helper: table({ name: text({ required: true }), phone: text(), seats: integer({ label: 'Seats in the car' }) }, { aka: ['parent'], order: 'name' }),
      pickup: table({ place: text({ required: true }), child: choice(['Lena', 'Max', 'Ida']), day: date(), helper: link('helper', { label: 'Who fetches' }), confirmed: checkbox() }, { aka: ['pick-up'], order: 'day' }),
    },
    views: { open_pickups: { table: 'pickup', where: { helper: null } } },
  }),
  repairs: defineApp({
    title: 'Bike workshop',
    tables: { repair: table({ bike: text({ required: true }), customer: text(), fault: text(), status: choice(['waiting', 'in work', 'ready', 'collected'], { default: 'waiting' }), price: money({ min: 0, currency: 'GBP' }), promised: date(), paid: checkbox() }, { aka: ['job'], order: 'promised' }) },
    views: { unpaid: { table: 'repair', where: { paid: false } } },
  }),
  beds: defineApp({
    title: 'Allotment',
    tables: { bed: table({ name: text({ required: true }), crop: text(), sown: date(), light: choice(['sun', 'half shade', 'shade']), size: decimal({ label: 'Size (m²)' }), mulched: checkbox(), harvested: checkbox() }, { aka: ['plot'], order: 'name' }) },
    views: { to_harvest: { table: 'bed', where: { harvested: false } } },
  }),
  wedding: defineApp({
    title: 'Wedding guests',
    tables: { guest: table({ name: text({ required: true }), side: choice(['hers', 'his', 'both']), answer: choice(['none yet', 'coming', 'not coming'], { default: 'none yet' }), diet: text(), table_number: integer({ label: 'Table' }), invited: checkbox(), gift: text(), thanked: checkbox() }, { aka: ['invitee'], order: 'name' }) },
    views: { to_invite: { table: 'guest', where: { invited: false } } },
  }),
  fuel: defineApp({
    title: 'Fuel log',
    tables: { fill: table({ station: text({ required: true }), litres: decimal(), paid: money({ label: 'Paid', currency: 'EUR' }), odometer: integer({ label: 'Odometer (km)' }), day: date(), full: checkbox({ label: 'Filled up' }) }, { aka: ['fill-up', 'refuel'], order: '-day' }) },
  }),
  freezer: defineApp({
    title: 'Freezer',
    tables: { box: table({ what: text({ required: true }), portions: integer({ min: 1 }), weight: integer({ label: 'Weight (g)' }), frozen: date(), drawer: choice(['top', 'middle', 'bottom']), eaten: checkbox() }, { aka: ['tub'], order: 'frozen' }) },
    views: { left: { table: 'box', where: { eaten: false } } },
  }),
  pupils: defineApp({
    title: 'Piano pupils',
    tables: {
      pupil: table({ name: text({ required: true }), level: choice(['beginner', 'middle', 'advanced']), fee: money({ label: 'Fee per lesson', min: 0, currency: 'EUR' }), owes: money({ min: 0, currency: 'EUR' }), weekday: choice(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']), since: date({ label: 'Pupil since' }), paused: checkbox() }, { aka: ['student'], order: 'name' }),
      lesson: table({ subject: text({ required: true }), pupil: link('pupil'), day: date(), minutes: integer({ min: 5 }), homework: text(), held: checkbox() }, { order: '-day' }),
    },
  }),
  games: defineApp({
    title: 'Board games',
    tables: { game: table({ title: text({ required: true }), designer: text(), players: integer({ label: 'Most players', min: 1 }), minutes: integer({ label: 'Length (min)' }), rating: integer({ min: 1, max: 10 }), lent_to: text({ label: 'Lent to' }), played: date({ label: 'Last played' }), complete: checkbox({ label: 'All pieces there' }) }, { aka: ['boardgame'], order: 'title' }) },
    views: { never_played: { table: 'game', where: { played: null } } },
  }),
  flats: defineApp({
    title: 'Flat hunt',
    tables: {
      agent: table({ name: text({ required: true }), phone: text(), firm: text() }, { order: 'name' }),
      flat: table({ street: text({ required: true }), rent: money({ min: 0, currency: 'EUR' }), rooms: decimal(), area: text(), viewing: date(), stage: choice(['found', 'written', 'seen', 'offered', 'dropped'], { default: 'found' }), balcony: checkbox(), agent: link('agent') }, { aka: ['apartment'], order: 'rent' }),
    },
    views: { still_in: { table: 'flat', where: { stage: { not: 'dropped' } } } },
  }),
}

const rows: Readonly<Record<string, readonly string[]>> = {
  task: ['Call the bank', 'Renew the passport', 'Mend the bike', 'Buy candles', 'Write to grandma', 'Sort the garage'],
  contact: ['Jonas Weber', 'Aylin Kaya', 'Peter Holm', 'Nora Quinn'],
  deal: ['Shop window', 'Summer fair', 'Rooftop bar'],
  profile: ['Home', 'Acme'],
  hive: ['Linden', 'Orchard', 'Back fence', 'Swarm box', 'Elder'],
  practice: ['Blackbird', 'C major scale', 'Asturias', 'Wonderwall', 'Barre chords'],
  shoe: ['Pegasus 40', 'Ghost 15', 'Speedgoat', 'Kayano', 'Vaporfly'],
  helper: ['Sabine', 'Farid', 'Grandpa', 'Mrs Lund'],
  pickup: ['Kindergarten', 'Violin lesson', 'Swimming club', 'Grandma in Ulm', 'Chess club'],
  repair: ['Brompton', 'Blue Gazelle', 'Cargo bike', 'Kids BMX', 'Tandem'],
  bed: ['North bed', 'Herb corner', 'Long row', 'Greenhouse', 'Raised bed'],
  guest: ['Aunt Vera', 'Uncle Bob', 'Lily Chan', 'Marco Rossi', 'The Hendersons', 'Old Mr Finch'],
  fill: ['Shell Nord', 'Aral Mitte', 'Motorway A9', 'Jet Hafen'],
  box: ['Lentil soup', 'Bolognese', 'Apple crumble', 'Chicken stock', 'Pesto'],
  pupil: ['Emil Sand', 'Rosa Lind', 'Tim Okoye', 'Clara'],
  lesson: ['Sonatina', 'Scales in G', 'Clair de lune', 'First steps'],
  game: ['Azul', 'Wingspan', 'Codenames', 'Terra Mystica', 'Dixit'],
  agent: ['Frau Sommer', 'Mr Blake', 'Olivia'],
  flat: ['Hafenstrasse 12', 'Mill Lane 3', 'Parkweg 7', 'Old Brewery'],
}

/** The desks of those who wrote them: the shipped apps and their own, on Saturday, 28 November 2026, nine in the morning in Berlin. */
export const openDesk: StrangerDesk = {
  schemaOf: (shipped: readonly LoadedApp[], { apps }) => mergeApps([...shipped, ...apps.flatMap((name) => (ownApps[name] ? [{ name, file: `${name}.ts`, app: ownApps[name] }] : []))]),
  worldOf: ({ page }) => trialWorld({ page, rows }),
}
