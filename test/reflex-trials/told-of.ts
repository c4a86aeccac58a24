import type { Saying, Stranger } from './stranger.ts'
import { ask, set } from './third-stranger-says.ts'

const left = (says: readonly string[]): readonly Saying[] => says.map((said) => [said, 'left alone'])

const rota: readonly Saying[] = [
  ['Rosa will take the soup run', set('shift', 3, { volunteer: 1 })],
  ['Kofi is on the front desk now', set('shift', 4, { volunteer: 5 })],
  ['put Hamid down for the soup run', set('shift', 3, { volunteer: 2 })],
  ["Bridget won't do the soup run but Kofi will take it", set('shift', 3, { volunteer: 5 })],
  ['no one is on the food bank any more', set('shift', 2, { volunteer: null })],
  ['Rosa has confirmed the food bank', set('shift', 2, { confirmed: true })],
  ['the delivery van is three hours, not four', set('shift', 5, { hours: 3 })],
  ['who has got the food bank?', ask('shift', { id: 2 })],
  ['what is Kofi doing on Friday', ask('shift', { where: { volunteer: 5, day: '2026-12-04' } })],
  ['how many hours does Rosa have?', ask('shift', { where: { volunteer: 1 }, sum: 'hours' })],
  ['which shifts have nobody', ask('shift', { where: { volunteer: null } })],
  ['who is not trained yet', ask('volunteer', { where: { trained: false } })],
  ['how many cooks do we have', 'left alone'],
  ...left(['nobody is on time', 'Rosa takes the bus', 'Rosa has the flu', 'who has the keys', 'who is on holiday', 'Kofi will take the food bank every week', 'Hamid or Kofi will take the soup run', 'does Rosa take the soup run?', 'Rosa is not on the soup run', "Bridget can't do the food bank", 'what is Rosa doing with her life', 'is anyone home', 'who can help me']),
]

const people: readonly Saying[] = [
  ['who is missing a phone number', ask('volunteer', { where: { phone: null } })],
  ['whose phone is unknown?', ask('volunteer', { where: { phone: null } })],
  ['who can cook', ask('volunteer', { where: { skill: 'cooking' } })],
  ['Rosa and Kofi have both been trained', [set('volunteer', 1, { trained: true }), set('volunteer', 5, { trained: true })]],
  ['nobody has trained Kofi', set('volunteer', 5, { trained: false })],
  ['Rosa no longer has a phone', set('volunteer', 1, { phone: null })],
  ['Rosa has been here since Monday', set('volunteer', 1, { since: '2026-11-23' })],
  ["Kofi's skill is driving, not cooking", set('volunteer', 5, { skill: 'driving' })],
  ['the phone of Rosa is wrong, it should be 0151 555', set('volunteer', 1, { phone: '0151 555' })],
  ...left(['who is Rosa', 'who is here', 'who can drive me home', 'whose turn is it', 'whose phone is ringing', 'who has no time', 'Rosa has no time any more', 'the phone of Rosa is wrong', 'Rosa trained Kofi', 'Rosa has been ill since Monday', 'I am trained']),
]

const money: readonly Saying[] = [
  ['Alex paid for the gas', set('expense', 2, { paid_by: 'Alex' })],
  ['the gas bill was 80 instead of 85', set('expense', 2, { amount: 80 })],
  ['the cinema is not fun but food', set('expense', 4, { category: 'food' })],
  ['gas was 5 more than I said, so 85', set('expense', 2, { amount: 85 })],
  ['settle everything Alex paid', { action: 'update', table: 'expense', where: { paid_by: 'Alex' }, settled: true }],
  ['settle the cinema', set('expense', 4, { settled: true })],
  ['the cinema was 18 no 16', 'left alone'],
  ['set the cinema to 18, not 16', set('expense', 4, { amount: 18 })],
  ['settle down', 'left alone'],
  ['average bills', 'left alone'],
  ['average spend by category', ask('expense', { avg: 'amount', by: 'category' })],
  ['how much has Alex paid this month', ask('expense', { where: { paid_by: 'Alex', day: { from: '2026-11-01', to: '2026-11-30' } }, sum: 'amount' })],
  ['what did we spend on food', ask('expense', { where: { category: 'food' }, sum: 'amount' })],
  ['expenses for food or fun', ask('expense', { where: { category: { in: ['food', 'fun'] } } })],
  ['is the cinema settled or not', ask('expense', { id: 4 })],
  ...left(['Alex paid', 'Alex paid me', 'Alex will pay the gas bill', 'it was 18 not 16', 'rent, not food', 'not bad but good', 'cinema not takeaway', 'did Alex pay for the gas?', 'average day', 'total eclipse', 'total for the trip', 'food or fun', 'is it raining or not']),
]

const chores: readonly Saying[] = [
  ["that's the dentist booked", set('task', 6, { done: true })],
  ['curtains washed', set('task', 7, { done: true })],
  ['the present for Nan was bought yesterday', set('task', 9, { done: true })],
  ["I haven't painted the shed yet", set('task', 4, { done: false })],
  ['is the shed done or not?', ask('task', { id: 4 })],
  ['by when must I renew the insurance', ask('task', { id: 3 })],
  ['which task has the earliest deadline?', ask('task', { view: 'open', sort: 'due', limit: 1 })],
  ['tasks except the high ones', ask('task', { where: { priority: { not: 'high' } } })],
  ['high or low priority tasks', ask('task', { where: { priority: { in: ['high', 'low'] } } })],
  ...left(['school called', 'the school called', 'Bob paid', 'the shed was painted last year', 'the shed was painted red', 'the plumber was late', 'the school was called off', 'shed painted?', "I haven't painted the shed", 'if the shed is painted', 'until when is the shop open', 'how long till lunch', 'on which day is Christmas', 'how old am I', 'is the dentist open on Saturday', 'tea or coffee', 'everything except the shed']),
]

const animals: readonly Saying[] = [
  ['who is the heaviest?', ask('pet', { sort: '-weight', limit: 1 })],
  ['who is the oldest', ask('pet', { sort: 'born', limit: 1 })],
  ['how old is Luna', ask('pet', { id: 2 })],
  ['what does Luna eat', ask('pet', { id: 2 })],
  ['Luna did not get chipped', 'left alone'],
  ...left(['Pepper got sick', 'Luna has chipped a tooth', 'everything went well', 'it went well', 'Luna went well with Biscuit', 'how old is the universe', 'what do cats eat', 'dogs or cats', 'whose birthday is next']),
]

const contacts: readonly Saying[] = [
  ['Greta works at Acme, not Havn', set('contact', 2, { company: 'Acme' })],
  ['Tom Hale is not at Acme but at Hale & Sons', set('contact', 3, { company: 'Hale & Sons' })],
  ['who does Maria work for?', ask('contact', { id: 4 })],
  ['who has no company', ask('contact', { where: { company: null } })],
  ['how many people work at Acme?', ask('contact', { where: { company: { contains: 'Acme' } }, count: true })],
  ...left(['Greta is at home, not at work', 'I am at Acme, not Havn', 'the phone is 555 not 556', 'Greta not Ingrid', 'who does the dishes', 'who is my best customer', 'how many people like pizza']),
]

const songs: readonly Saying[] = [
  ['Shenandoah is by Bach, not Mozart', set('song', 2, { composer: 'Bach' })],
  ['Shenandoah is in D and not in C', set('song', 2, { key: 'D' })],
  ['songs except the learned ones', ask('song', { where: { learned: false } })],
  ['minutes per key', ask('song', { sum: 'minutes', by: 'key' })],
  ...left(['Shenandoah is by the river, not the sea', 'it is in D, not C', 'who wrote the letter', 'nobody knows Shenandoah', 'C or D', 'how old is Shenandoah']),
]

/** What is told of rows, what is put right and what is asked of them, and beside it what sounds like it and is none. */
export const toldOf: readonly Stranger[] = [
  { who: 'of a rota', page: 'shift', apps: ['shifts'], says: rota },
  { who: 'of helpers', page: 'volunteer', apps: ['shifts'], says: people },
  { who: 'of money', page: 'expense', apps: ['household'], says: money },
  { who: 'of chores', page: 'task', apps: [], says: chores },
  { who: 'of people', page: 'contact', apps: [], says: contacts },
  { who: 'of songs', page: 'song', apps: ['choir'], says: songs },
  { who: 'of animals', page: 'pet', apps: ['pets'], says: animals },
]
