import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandsOf, hearOn, shippedApps } from '../../../test/reflex-trials/hearing.ts'
import { thirdSchema, thirdWorld } from '../../../test/reflex-trials/third-stranger-desk.ts'

const shipped = await shippedApps()
const own: Readonly<Record<string, string>> = { song: 'choir', expense: 'household', shift: 'shifts', pet: 'pets', meal: 'meals', visit: 'pets' }
const strangerOn = (page: string) => ({ who: 'someone', apps: own[page] ? [own[page]] : [], page, says: [] })
const hear = hearOn((page) => thirdSchema(shipped, strangerOn(page)), (page) => thirdWorld(strangerOn(page)))
const put = (table: string, id: number, values: object) => ({ action: 'update', table, id, ...values })

const understood: readonly (readonly [page: string, said: string, commands: readonly object[]])[] = [
  ['task', 'the insurance must be renewed by friday', [put('task', 3, { due: '2026-12-04' })]],
  ['task', 'the plumber can wait till the week after next', [put('task', 1, { due: '2026-12-07' })]],
  ['task', 'move the dentist to the 18th', [put('task', 6, { due: '2026-12-18' })]],
  ['task', 'plumber monday, dentist tuesday', [put('task', 1, { due: '2026-11-30' }), put('task', 6, { due: '2026-12-01' })]],
  ['task', 'the stamps go right after the drill', [{ action: 'move', table: 'task', id: 2, after: 12 }]],
  ['task', 'start with the dentist', [{ action: 'move', table: 'task', id: 6, to: 'top' }]],
  ['task', 'in three days remind me to water the plants', [{ action: 'insert', table: 'task', name: 'water the plants', due: '2026-12-01' }]],
  ['task', 'everything due tomorrow push to Monday', [{ action: 'update', table: 'task', where: { due: '2026-11-29' }, due: '2026-11-30' }]],
  ['deal', 'the kitchen refit is worth 12k', [put('deal', 1, { amount: 12000 })]],
  ['deal', 'solar panels back to lead', [put('deal', 2, { stage: 'lead' })]],
  ['contact', 'Maria Santos works for Acme', [put('contact', 4, { company: 'Acme' })]],
  ['contact', 'the phone of Maria was 555 0101', [put('contact', 4, { phone: '555 0101' })]],
  ['song', 'Hallelujah lasts two and a half minutes', [put('song', 6, { minutes: 2.5 })]],
  ['song', 'transpose Shenandoah to D', [put('song', 2, { key: 'D' })]],
  ['expense', 'the cinema was 18 quid', [put('expense', 4, { amount: 18 })]],
  ['expense', 'add petrol 40, car', [{ action: 'insert', table: 'expense', what: 'petrol', amount: 40, category: 'car' }]],
  ['expense', 'spent 12 on pizza last Tuesday', [{ action: 'insert', table: 'expense', what: 'pizza', amount: 12, day: '2026-11-24' }]],
  ['shift', 'remove Kofi from the food bank', [put('shift', 2, { volunteer: null })]],
  ['shift', 'the soup run takes 90 minutes', [put('shift', 3, { hours: 1.5 })]],
  ['pet', 'luna weighs 3900 g', [put('pet', 2, { weight: 3.9 })]],
  ['visit', 'the nail trim is on friday', [put('visit', 4, { day: '2026-12-04' })]],
  ['shift', 'put Rosa down for the food bank', [put('shift', 2, { volunteer: 1 })]],
  ['contact', 'Greta has a new number: 555 0101', [put('contact', 2, { phone: '555 0101' })]],
  ['deal', 'which ones are late?', [{ action: 'read', table: 'deal', view: 'late' }]],
  ['task', 'which ones are late?', [{ action: 'read', table: 'task', view: 'overdue' }]],
  ['meal', 'for friday we make the tacos', [put('meal', 6, { day: '2026-12-04' })]],
]

// They look alike and are something else: an idiom, a tale, a name, or more than one row could keep.
const left: readonly (readonly [page: string, said: string])[] = [
  ['task', 'open with a joke'], ['task', 'turn the loft into a bedroom'], ['deal', 'all is lost'], ['deal', 'everything is lost'], ['song', 'add Danny Boy right after Shenandoah'], ['shift', 'drop Kofi off at the food bank'], ['task', 'the school is back to normal'], ['task', 'the dentist must be paid by friday'], ['task', 'the plumber costs a lot'], ['task', 'invite the plumber to dinner'],
  ['task', 'the plumber monday and the dentist'], ['task', 'everything is fine'], ['task', 'the plumber should call back'], ['task', 'delete the dentist but keep the stamps'], ['task', 'the shed will be red'], ['task', 'spent 12 on pizza'],
  ['deal', 'the kitchen refit was a mess'], ['deal', 'Solar panels went up to the roof'], ['contact', 'Maria works hard'], ['contact', 'Greta is with Tom'], ['contact', 'Greta moved to London'], ['contact', 'the name of Maria was Bob'],
  ['song', 'Blue Moon takes forever'], ['song', 'add The Parting Glass, traditional, in D, 4 minutes'], ['expense', 'broadband costs 30 a month'], ['expense', 'gas bill went up by 20'], ['expense', 'spent a fortune on food'], ['expense', 'add Route 66, fun'],
  ['shift', 'take the food off the soup run'], ['pet', 'luna is on a diet'], ['pet', 'put Luna down on friday'], ['task', 'the shed is down'], ['meal', 'the tacos are late'], ['pet', 'luna eats too much'], ['pet', 'luna weighs more than pepper'], ['meal', 'monday lasagne, tuesday tacos'], ['meal', 'pizza is for the kids'],
  ['deal', 'printer and kitchen refit to lead'], ['deal', 'printer, kitchen refit to lead'],
]

for (const [page, said, commands] of understood) test(`understood: ${said} (on ${page})`, () => assert.deepEqual(commandsOf(hear(said, page)), commands))
for (const [page, said] of left) test(`left alone: ${said} (on ${page})`, () => assert.match(hear(said, page).kind, /^(unsure|missing|ask)$/, JSON.stringify(hear(said, page))))
