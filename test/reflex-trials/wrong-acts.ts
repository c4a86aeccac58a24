import type { Stranger } from './stranger.ts'
import { add, ask, set } from './third-stranger-says.ts'

const all = (table: string, values: Readonly<Record<string, unknown>>) => ({ action: 'update', table, view: 'all', ...values })

/** What was once done wrongly, and its neighbours: what is meant now, on the desks of the second strangers. */
export const wrongActs: readonly Stranger[] = [
  {
    who: 'one who announces how many', apps: [], page: 'task', says: [
      ['add two things: milk and bread', [add('task', { name: 'milk' }), add('task', { name: 'bread' })]],
      ['add 3 things: milk, bread and eggs', [add('task', { name: 'milk' }), add('task', { name: 'bread' }), add('task', { name: 'eggs' })]],
      ['add two things to my list: milk and bread', [add('task', { name: 'milk' }), add('task', { name: 'bread' })]],
      ['add two tasks: salt and pepper', [add('task', { name: 'salt' }), add('task', { name: 'pepper' })]],
      ['add two contacts: Ada Okoro and Ben Lund', [add('contact', { name: 'Ada Okoro' }), add('contact', { name: 'Ben Lund' })]],
      ['add three things: milk and bread', 'left alone'],
      ['add two things to buy: milk and bread', 'left alone'],
      ['add salt and pepper', 'asked back'],
      ['everything is done', all('task', { done: true })],
      ['everything has been done', 'asked back'],
      ['everything is not done', 'left alone'],
      ['all is lost', 'left alone'],
      ['everything is fine', 'left alone'],
      ['all done', 'left alone'],
    ],
  },
  {
    who: 'one who takes medicines', apps: ['medicines'], page: 'medicine', says: [
      ['set the dose of warfarin to 5 mg', set('medicine', 5, { dose: 5 })],
      ['warfarin is 5 mg', set('medicine', 5, { dose: 5 })],
      ['change warfarin to 5mg', set('medicine', 5, { dose: 5 })],
      ['the dose of warfarin is 0.5 g', set('medicine', 5, { dose: 500 })],
      ['add Aspirin 5 mg', add('medicine', { name: 'Aspirin', dose: 5 })],
      ['add Aspirin, 5 mg', add('medicine', { name: 'Aspirin', dose: 5 })],
      ['change warfarin to 5 ml', 'left alone'],
      ['everything is taken', 'asked back'],
      ['all medicines are taken', all('medicine', { taken: true })],
      ['everything has been taken', 'asked back'],
      ['I took everything', 'left alone'],
      ['which have been taken?', ask('medicine', { where: { taken: true } })],
    ],
  },
  {
    who: 'one who packs', apps: ['packing'], page: 'thing', says: [
      ['the sun cream is for Cornwall', set('thing', 2, { trip: 1 })],
      ['add snorkel for Cornwall', add('thing', { name: 'snorkel', trip: 1 })],
      ['add skis for the ski week', add('thing', { name: 'skis', trip: 2 })],
      ['the charger is for Anna', set('thing', 4, { owner: 'Anna' })],
      ['things for Cornwall', ask('thing', { where: { trip: 1 } })],
    ],
  },
  {
    who: 'one who sells', apps: [], page: 'deal', says: [
      ['next step is call the bank', 'left alone'],
      ["Seat licences' next step is call the bank", set('deal', 4, { next: 'call the bank' })],
      ['the next step for the oak staircase is call the bank', set('deal', 1, { next: 'call the bank' })],
      ["the oak staircase's next month is going to be busy", 'left alone'],
    ],
  },
  {
    who: 'one who runs a club', apps: ['films'], page: 'member', says: [
      ['add Sam, who joined yesterday', add('member', { name: 'Sam', joined: '2026-11-27' })],
      ['add Sam who joined yesterday', add('member', { name: 'Sam', joined: '2026-11-27' })],
      ['add Sam, he joined yesterday', add('member', { name: 'Sam', joined: '2026-11-27' })],
      ['add Sam, who is away', add('member', { name: 'Sam', away: true })],
      ['add Sam, who likes cake', 'left alone'],
      ['add Sam who lives in York, joined yesterday', 'left alone'],
      ['add Sam and Kim', 'asked back'],
    ],
  },
  {
    who: 'one who has homework', apps: ['school'], page: 'homework', says: [
      ['add buy milk', add('homework', { title: 'buy milk' })],
      ['add write a poem for friday', add('homework', { title: 'write a poem', due: '2026-12-04' })],
      ['add a task to buy milk', add('task', { name: 'buy milk' })],
      ['I need to buy milk', 'asked back'],
    ],
  },
]

/** The same on the desks of those who wrote ten apps for themselves. */
export const wrongActsOpen: readonly Stranger[] = [
  {
    who: 'a bride who counts', apps: ['wedding'], page: 'guest', says: [
      ['delete the guests who are not coming', { action: 'delete', table: 'guest', where: { answer: 'not coming' } }],
      ['who is not coming?', ask('guest', { where: { answer: 'not coming' } })],
      ["who isn't invited", ask('guest', { where: { invited: false } })],
      ['add Kim who is coming', add('guest', { name: 'Kim', answer: 'coming' })],
      ['Marco is coming and not coming', 'left alone'],
    ],
  },
  {
    who: 'a mechanic who promises', apps: ['repairs'], page: 'repair', says: [
      ['the cargo bike will be ready on friday', 'left alone'],
      ['the brompton will be ready', 'left alone'],
      ["what's promised for monday", ask('repair', { where: { promised: '2026-11-30' } })],
      ['make the tandem waiting and ready', 'left alone'],
    ],
  },
  {
    who: 'a parent who sends others', apps: ['pickups'], page: 'pickup', says: [
      ['add a pickup for Ida at the library on friday', 'asked back'],
      ['swimming club is with Farid', set('pickup', 3, { helper: 2 })],
      ['grandma in ulm is for Ida and Max', 'left alone'],
      ['violin is for Lena', set('pickup', 2, { child: 'Lena' })],
    ],
  },
  {
    who: 'a flat hunter who writes it down', apps: ['flats'], page: 'flat', says: [
      ['add Birkenweg 9 for 1100 with Olivia', add('flat', { street: 'Birkenweg 9', rent: 1100, agent: 3 })],
      ['add Birkenweg 9, found by Mr Blake', 'left alone'],
      ['flats without a balcony', ask('flat', { where: { balcony: false } })],
    ],
  },
  {
    who: 'a runner who measures', apps: ['shoes'], page: 'shoe', says: [
      ['Pegasus: 1,200 km', set('shoe', 1, { distance: 1200 })],
      ['Pegasus: 612,5 km', set('shoe', 1, { distance: 612.5 })],
      ['add 12 km to the pegasus', 'left alone'],
      ['pegasus 12 km', 'left alone'],
    ],
  },
  {
    who: 'a piano teacher with weekdays', apps: ['pupils'], page: 'pupil', says: [
      ['pupils on friday', ask('pupil', { where: { weekday: 'friday' } })],
      ['pupils since march', ask('pupil', { where: { since: { from: '2026-03-01' } } })],
      ['pupils since october', ask('pupil', { where: { since: { from: '2026-10-01' } } })],
    ],
  },
  {
    who: 'a gardener who sighs', apps: ['beds'], page: 'bed', says: [
      ['everything is harvested', 'asked back'],
      ['all beds are harvested', { action: 'update', table: 'bed', view: 'all', harvested: true }],
    ],
  },
  {
    who: 'one who keeps addresses', apps: [], page: 'contact', says: [
      ["add Tim's phone: 0123", 'left alone'],
      ["add Nora's phone: 0123", set('contact', 4, { phone: '0123' })],
      ["add Wendy's, phone 0123", add('contact', { name: "Wendy's", phone: '0123' })],
      ["Nora's phone is 0123 and email nora@q.com", set('contact', 4, { phone: '0123', email: 'nora@q.com' })],
      ["Nora's note is likes tea and phone calls", 'left alone'],
      ["set Nora's company to Smith and Sons", set('contact', 4, { company: 'Smith and Sons' })],
    ],
  },
  {
    who: 'a cook who counts', apps: ['freezer'], page: 'box', says: [
      ['add 2 boxes of soup', 'left alone'],
      ['add soup 300 g, top drawer', add('box', { what: 'soup', weight: 300, drawer: 'top' })],
      ['what did I freeze in november?', ask('box', { where: { frozen: { from: '2026-11-01', to: '2026-11-30' } } })],
    ],
  },
]
