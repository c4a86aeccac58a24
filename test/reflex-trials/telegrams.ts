import type { Trial } from './trial.ts'

const task = (id: number, more: Readonly<Record<string, string | boolean | null>>) => ({ action: 'update', table: 'task', id, ...more })

/** Requests without a verb, as short as can be, by the page that is open. */
export const telegramTrials: Readonly<Record<string, readonly Trial[]>> = {
  task: [
    ['oven to top', { action: 'move', table: 'task', id: 8, to: 'top' }],
    ['oven to the bottom', { action: 'move', table: 'task', id: 8, to: 'bottom' }],
    ['printer ink to the top of the list', { action: 'move', table: 'task', id: 4, to: 'top' }],
    ['mot above gym', { action: 'move', table: 'task', id: 5, before: 9 }],
    ['no due date for mot', task(5, { due: null })],
    ['no deadline for the oven', task(8, { due: null })],
    ['mot: no date', task(5, { due: null })],
    ['overdue', { action: 'read', table: 'task', view: 'overdue' }],
    ['overdue ones', { action: 'read', table: 'task', view: 'overdue' }],
    ['the done ones', { action: 'read', table: 'task', where: { done: true } }],
    ['high priority ones', { action: 'read', table: 'task', where: { priority: 'high' } }],
    ['due tomorrow?', { action: 'read', table: 'task', where: { due: '2026-11-29' } }],
    ['due this week', { action: 'read', table: 'task', where: { due: { from: '2026-11-23', to: '2026-11-29' } } }],
    ['due by friday', { action: 'read', table: 'task', where: { due: { to: '2026-12-04' } } }],
    ['when mot?', { action: 'read', table: 'task', id: 5 }],
    ['priority of the mot', { action: 'read', table: 'task', id: 5 }],
    ['sort by due date', { action: 'read', table: 'task', sort: 'due' }],
    ['by priority', { action: 'read', table: 'task', sort: 'priority' }],
    ['list by due', { action: 'read', table: 'task', sort: 'due' }],
    ['tasks by due date', { action: 'read', table: 'task', sort: 'due' }],
    ['oven -> high', task(8, { priority: 'high' })],
    ['mot -> friday', task(5, { due: '2026-12-04' })],
    ['gym = low', task(9, { priority: 'low' })],
    ['report under oven', { action: 'move', table: 'task', id: 10, after: 8 }],
    ['+ call the vet', { action: 'insert', table: 'task', name: 'call the vet' }],
    ['priority oven?', { action: 'read', table: 'task', id: 8 }],
    ['high: oven', task(8, { priority: 'high' })],
    ['low priority: the gym', task(9, { priority: 'low' })],
  ],
  workout: [
    ['easy ones', { action: 'read', table: 'workout', where: { felt: 'easy' } }],
    ['reps of squat', { action: 'read', table: 'workout', id: 3 }],
    ['squat weight', { action: 'read', table: 'workout', id: 3 }],
    ['bench press sets?', { action: 'read', table: 'workout', id: 2 }],
    ['by weight', { action: 'read', table: 'workout', sort: 'weight' }],
    ['hard: squat', { action: 'update', table: 'workout', id: 3, felt: 'hard' }],
  ],
  wine: [
    ['liked: Chablis', { action: 'update', table: 'wine', id: 2, liked: true }],
    ['not liked: Chablis and Barolo', [{ action: 'update', table: 'wine', id: 2, liked: false }, { action: 'update', table: 'wine', id: 1, liked: false }]],
    ['red ones', { action: 'read', table: 'wine', where: { colour: 'red' } }],
    ['the sparkling ones?', { action: 'read', table: 'wine', where: { colour: 'sparkling' } }],
    ['liked ones', { action: 'read', table: 'wine', where: { liked: true } }],
    ['price Chablis', { action: 'read', table: 'wine', id: 2 }],
    ['price of the Rioja', { action: 'read', table: 'wine', id: 3 }],
    ['Chablis price', { action: 'read', table: 'wine', id: 2 }],
    ['by price', { action: 'read', table: 'wine', sort: 'price' }],
  ],
  invoice: [
    ['unpaid', { action: 'read', table: 'invoice', view: 'unpaid' }],
    ['unpaid?', { action: 'read', table: 'invoice', view: 'unpaid' }],
    ['paid ones', { action: 'read', table: 'invoice', where: { paid: true } }],
    ['paid: R-103', { action: 'update', table: 'invoice', id: 3, paid: true }],
    ['amount of R-102', { action: 'read', table: 'invoice', id: 2 }],
  ],
  item: [
    ['bought: bananas, cat food', [{ action: 'update', table: 'item', id: 2, bought: true }, { action: 'update', table: 'item', id: 7, bought: true }]],
    ['to buy', { action: 'read', table: 'item', view: 'to_buy' }],
    ['toothpaste to the top', { action: 'move', table: 'item', id: 6, to: 'top' }],
  ],
}

/** As short, and nothing for the tables, or not plain enough. */
export const telegramLeft: Readonly<Record<string, readonly string[]>> = {
  task: [
    'to top', 'top', 'usd to eur', 'low to high', 'head to bottom', 'back to the top', 'from top to bottom', 'straight to the top', 'no time for games', 'no date for me tonight', 'no way', 'no task for me', 'no priority', 'no', 'open', 'open?', 'done', 'done?', 'high?',
    'lucky ones', 'little ones', 'the ones', 'ones', 'good ones', 'overdue library fines', 'due', 'due?', 'due to rain', 'due diligence', 'when', 'when?', 'when pigs fly', 'when dinner', 'price of gas', 'weight of the world', 'priority of life', 'love of cats', 'king of the gym',
    'by', 'by car', 'by then', 'by the way', 'sort by hand', 'sort it out', 'list by list', 'day by day', 'side by side', 'oven', 'oven timer', 'mot test', 'oven: 180 degrees', 'high: five', 'warning: oven', 'note: oven', 'question: oven', 'not: oven', 'milk > bread',
    'oven -> clean', 'oven -> Clean the oven', 'milk -> high', 'a -> b', '+', '+ 3', '2 + 2', 'x = 5', 'report under the bed', 'priority mail', 'priority seating?',
    'friday', 'tomorrow?', 'this week', 'gate', 'birthday!', 'title of the song', 'name of the game', 'end of the day', 'date of birth', 'oven or gym', 'birthday to remember', 'gym to lose weight', 'no oven today', 'no gym', 'no birthday for the accountant',
  ],
  workout: ['hard', 'easy', 'ok', 'ok ones then', 'hard day', 'easy peasy', 'hard luck', 'squat goals', 'bench', 'weight loss', 'no pain no gain', 'sets and reps', 'day off', 'rowing boat', 'ok: fine'],
  wine: ['red', 'white', 'white noise', 'red carpet', 'not liked', 'liked it', 'red: stop', 'price of fame', 'year of the dog', 'bottles of water', 'by the glass', 'no wine for me', 'Chablis region'],
  invoice: ['paid', 'paid?', 'sent', 'bill', 'due', 'no client for me', 'amount of work', 'paid: the rent'],
  item: ['bought', 'to buy or not to buy', 'bananas in pyjamas', 'no bananas', 'toilet paper to the rescue', 'cat food price'],
}

/** What would empty a field of some length, or may be told rather than wished. */
export const telegramAsked: readonly (readonly [page: string, said: string, question: string, answers: readonly string[]])[] = [
  ['invoice', 'no remark for R-101', 'Shall “R-101” have no remark?', ['clear the remark of invoice #1']],
  ['contact', 'no email for Dana', 'Shall “Dana Kim” have no email?', ['clear the email of contact #5']],
]
