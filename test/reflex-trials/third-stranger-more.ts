import type { Command } from '../../src/data/command.ts'
import type { Stranger } from './stranger.ts'
import { add, ask, cut, cutAll, put, set, setAll } from './third-stranger-says.ts'

/** What cannot be said in one command, or hangs on a condition: to pass it on is as good as to ask. */
const passedOn = { either: ['asked back', 'left alone'] } as const
const hale: Command = add('deal', { title: 'Roof repair', contact: 3, amount: 2300, expected: '2027-01-15' })

/** More of the third strangers, written after the first measurement to look for acts that are wrong: plain verbs, with something unlooked-for behind them. */
export const thirdMore: readonly Stranger[] = [
  {
    who: 'Dougal again, on his tasks',
    apps: [],
    page: 'task',
    says: [
      ['make the loft the last on the list', put('task', 10, { to: 'bottom' })],
      ['put the stamps before the drill', put('task', 2, { before: 12 })],
      ['delete nothing', 'left alone'],
      ['mark nothing as done', 'left alone'],
      ['delete the stamps unless they are done', passedOn],
      ['if the stamps are bought then delete the task', passedOn],
      ['move the dentist from Monday to Tuesday', set('task', 6, { due: '2026-12-01' })],
      ['add salt and vinegar crisps', { either: [add('task', { name: 'salt and vinegar crisps' }), 'asked back'] }],
      ['rename the loft to Clear out the loft and the attic', set('task', 10, { name: 'Clear out the loft and the attic' })],
      ['set the due date to Friday for the shed and the loft', [set('task', 4, { due: '2026-12-04' }), set('task', 10, { due: '2026-12-04' })]],
      ['delete the task that says call the school', cut('task', 11)],
      ['change "Buy stamps" to "Buy 10 stamps"', set('task', 2, { name: 'Buy 10 stamps' })],
      ['the shed is due a month from today', set('task', 4, { due: '2026-12-28' })],
      ['mark everything except the stamps as done', passedOn],
      ['show me all tasks without the finished ones', ask('task', { view: 'open' })],
      ['how many tasks are not high', { either: [ask('task', { where: { priority: { not: 'high' } }, count: true }), ask('task', { where: { priority: { in: ['low', 'medium'] } }, count: true })] }],
      ['what is due after Friday', ask('task', { where: { due: { after: '2026-12-04' } } })],
      ['tasks due between Monday and Thursday', ask('task', { where: { due: { from: '2026-11-30', to: '2026-12-03' } } })],
      ['delete my browser history', passedOn],
      ['finish your homework Leo', 'left alone'],
      ['move along please', 'left alone'],
      ['show me the way to the school', 'left alone'],
    ],
  },
  {
    who: 'Carlos again, on his deals',
    apps: [],
    page: 'deal',
    says: [
      ['add 500 to the amount of the van lease', passedOn],
      ['raise staff training by 10%', passedOn],
      ['make the van lease 900 and lost', set('deal', 5, { amount: 900, stage: 'lost' })],
      ['add deal Roof repair for Tom Hale at 2,300 EUR expected 15 January', hale],
      ['change the contact of the solar panels to Yusuf', set('deal', 2, { contact: 1 })],
      ['delete Tom', 'asked back'],
      ['show deals that are not lost', { either: [ask('deal', { where: { stage: { not: 'lost' } } }), ask('deal', { where: { stage: { in: ['lead', 'offer', 'won'] } } })] }],
      ['set the phone of everyone at Acme to 555 0100', setAll('contact', { company: 'Acme' }, { phone: '555 0100' })],
      ['add Ann Lee from Lee & Partners to the contacts', add('contact', { name: 'Ann Lee', company: 'Lee & Partners' })],
    ],
  },
  {
    who: 'Nils again, on his songs',
    apps: ['choir'],
    page: 'song',
    says: [
      ['add Nunc Dimittis in A minor', add('song', { title: 'Nunc Dimittis', key: 'A minor' })],
      ['set Shenandoah to not learned', set('song', 2, { learned: false })],
      ['change everything in C to D', setAll('song', { key: 'C' }, { key: 'D' })],
      ['remove all but Hallelujah', passedOn],
      ['songs shorter than 3 minutes', ask('song', { where: { minutes: { before: 3 } } })],
      ['songs by Mozart that we have not learned', ask('song', { where: { composer: { contains: 'Mozart' }, learned: false } })],
    ],
  },
  {
    who: 'Father Aidan again, on his shifts',
    apps: ['shifts'],
    page: 'shift',
    says: [
      ['remove Kofi from the food bank', set('shift', 2, { volunteer: null })],
      ['take Rosa off the soup run', set('shift', 3, { volunteer: null })],
      ["delete Hamid's shifts", cutAll('shift', { volunteer: 2 })],
      ['set all unconfirmed shifts to confirmed', setAll('shift', { confirmed: false }, { confirmed: true })],
      ['add a shift Bread round for Rosa, 2 hours, on 6 December', add('shift', { title: 'Bread round', volunteer: 1, hours: 2, day: '2026-12-06' })],
      ['swap Rosa and Kofi', passedOn],
      ['remove the lid before you heat the soup', 'left alone'],
    ],
  },
  {
    who: 'Jo again, on the expenses',
    apps: ['household'],
    page: 'expense',
    says: [
      ['add petrol 40, car, paid by Alex', add('expense', { what: 'petrol', amount: 40, category: 'car', paid_by: 'Alex' })],
      ['change cinema to 9.99 and paid by Jo', set('expense', 4, { amount: 9.99, paid_by: 'Jo' })],
      ['delete the gas bill and the broadband', [cut('expense', 2), cut('expense', 6)]],
      ['total by category', ask('expense', { sum: 'amount', by: 'category' })],
      ['total for bills paid by Jo', ask('expense', { where: { category: 'bills', paid_by: 'Jo' }, sum: 'amount' })],
      ['split the rent november with Alex', passedOn],
    ],
  },
  {
    who: 'Aylin again, on the meals',
    apps: ['meals'],
    page: 'meal',
    says: [
      ['add lasagne for 4 people on Thursday', add('meal', { dish: 'lasagne', people: 4, day: '2026-12-03' })],
      ["cancel Friday's dinner", cutAll('meal', { day: '2026-12-04', slot: 'dinner' })],
      ['move the tacos to the day after tomorrow', set('meal', 6, { day: '2026-11-30' })],
      ['pizza for 4 people', { either: [set('meal', 3, { people: 4 }), 'asked back'] }],
      ['change the cook of all dinners to Emre', setAll('meal', { slot: 'dinner' }, { cook: 'Emre' })],
      ['show lunches for more than 4 people', ask('meal', { where: { slot: 'lunch', people: { after: 4 } } })],
      ['remove the chicken from the oven', 'left alone'],
    ],
  },
]
