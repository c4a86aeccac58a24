import type { Saying, Stranger } from './stranger.ts'

const read = (table: string, rest: Readonly<Record<string, unknown>> = {}) => ({ action: 'read', table, ...rest })

const tasks: readonly Saying[] = [
  ['how many tasks have I still to do?', read('task', { where: { done: false }, count: true })],
  ['how many tasks do I still have to do', read('task', { where: { done: false }, count: true })],
  ['how many tasks are there still to do', read('task', { where: { done: false }, count: true })],
  ['how many do I still need to finish', read('task', { where: { done: false }, count: true })],
  ['how many tasks have I finished?', read('task', { where: { done: true }, count: true })],
  ['which tasks have I not finished yet', read('task', { where: { done: false } })],
  ["which tasks haven't I done", read('task', { where: { done: false } })],
  ['delete every task that is already done', { action: 'delete', table: 'task', where: { done: true } }],
  ['delete all the tasks I have finished', { action: 'delete', table: 'task', where: { done: true } }],
  ['remove every task that I already did', { action: 'delete', table: 'task', where: { done: true } }],
  ['show me the ones I still have to do', read('task', { where: { done: false } })],
  ['have I anything due on Monday?', read('task', { where: { due: '2026-11-30' } })],
  ['have we anything due next week', read('task', { where: { due: { from: '2026-11-30', to: '2026-12-06' } } })],
  ['do I have anything on Tuesday?', read('task', { where: { due: '2026-12-01' } })],
  ['is there anything due this weekend?', read('task', { where: { due: { from: '2026-11-28', to: '2026-11-29' } } })],
  ["what's on my plate tomorrow", read('task', { where: { due: '2026-11-29' } })],
  ["what's on my agenda for Friday?", read('task', { where: { due: '2026-12-04' } })],
  ['what do I have planned for Monday', read('task', { where: { due: '2026-11-30' } })],
  ["what's coming up next week?", read('task', { where: { due: { from: '2026-11-30', to: '2026-12-06' } } })],
  ['which tasks are due in December?', read('task', { where: { due: { from: '2026-12-01', to: '2026-12-31' } } })],
  ['tasks due before 2027', read('task', { where: { due: { before: '2027-01-01' } } })],
  ['what is due by the end of December', read('task', { where: { due: { to: '2026-12-31' } } })],
  ['what was due last Friday', read('task', { where: { due: '2026-11-27' } })],
  ['did I put anything about the gate on there', read('task', { where: { name: { contains: 'gate' } } })],
  ['is there anything about the oven?', read('task', { where: { name: { contains: 'oven' } } })],
  ['do I have anything about printer ink on my list', read('task', { where: { name: { contains: 'printer ink' } } })],
  ['have I already put the dry cleaning on the list?', read('task', { where: { name: { contains: 'dry cleaning' } } })],
  ['did we add the quarterly report to the list yet', read('task', { where: { name: { contains: 'quarterly report' } } })],
  ['what priority does the oven have?', read('task', { id: 8 })],
  ['what priority is the quarterly report', read('task', { id: 10 })],
  ['which tasks are of high priority?', read('task', { where: { priority: 'high' } })],
  ...leftAlone(`how many days are there in a month|what's in the news|what did I do wrong|who won yesterday|how long does the flight take|what did I do yesterday|what did you do yesterday|what happened in December|is there anything I can do for you|
    have I anything to worry about|do I have anything in my teeth|how long is a piece of string|how much time do I have|what's on TV tonight|who owes whom|what's still missing in my life|how much is outstanding on a mortgage of 200|what did I say yesterday|how many tasks can one person do|
    what colour is the sky|what stage is she in|is anything good on tomorrow|which is the heaviest element|what's the longest river|the cheapest flight to Rome|what's the highest mountain|how heavy is an elephant|how old is the queen|anything by Bach|did I tell you about the gate|what do you have planned for Monday|
    where is the oven|who did I lend my drill to|what do I like|am I reading this right|what's in the box|how far is it to the gate|what can I do in under 20 minutes|the tasks that I hate|delete every task that bores me|delete the tasks that he finished|remove everything I said`),
]

const groceries: readonly Saying[] = [
  ['delete everything I bought', { action: 'delete', table: 'item', where: { bought: true } }],
  ["delete everything I've bought", { action: 'delete', table: 'item', where: { bought: true } }],
  ['remove all the things that I already bought', { action: 'delete', table: 'item', where: { bought: true } }],
  ['clear out everything we have bought', { action: 'delete', table: 'item', where: { bought: true } }],
  ['what did I buy?', read('item', { where: { bought: true } })],
  ['what have we bought already', read('item', { where: { bought: true } })],
  ["what haven't we bought yet?", read('item', { where: { bought: false } })],
  ['what do we still need to buy', read('item', { where: { bought: false } })],
  ['which things do I still have to get from the bakery', read('item', { where: { bought: false, shop: 'bakery' } })],
  ["what's still missing?", read('item', { where: { bought: false } })],
  ['what is still missing from the pharmacy', read('item', { where: { bought: false, shop: 'pharmacy' } })],
  ['how many things have I bought', read('item', { where: { bought: true }, count: true })],
  ["show me what I haven't bought", read('item', { where: { bought: false } })],
  ['did I put cat food on there?', read('item', { where: { name: { contains: 'cat food' } } })],
  ['have I got toothpaste on the list already', read('item', { where: { name: { contains: 'toothpaste' } } })],
  ['did we already put rye bread on the shopping list?', read('item', { where: { name: { contains: 'rye bread' } } })],
  ['how many bananas do we need', read('item', { id: 2 })],
  ['have I bought the light bulbs?', read('item', { id: 4 })],
  ["what's at the bakery", read('item', { where: { shop: 'bakery' } })],
  ...leftAlone(`what did she buy|what should I buy her|I bought a car|delete everything I wrote|delete everything I bought yesterday|what did I buy her for Christmas|what's missing in this sentence|how many bananas can one eat|did I put the cat out|did I put my foot in it|have I got time for toothpaste|what do we have in common|how much do bananas weigh|who bought the light bulbs|do you like oat milk`),
]

const money: readonly Saying[] = [
  ['who still owes me money?', read('invoice', { view: 'unpaid' })],
  ['who owes me money', read('invoice', { view: 'unpaid' })],
  ["who hasn't paid yet", read('invoice', { view: 'unpaid' })],
  ['how much is outstanding?', read('invoice', { view: 'unpaid', sum: 'amount' })],
  ['how much is unpaid in total', read('invoice', { view: 'unpaid', sum: 'amount' })],
  ['how much am I owed', read('invoice', { view: 'unpaid', sum: 'amount' })],
  ['how much do they still owe me', read('invoice', { view: 'unpaid', sum: 'amount' })],
  ['how much do people owe me in total?', read('invoice', { view: 'unpaid', sum: 'amount' })],
  ['how much money is still outstanding', read('invoice', { view: 'unpaid', sum: 'amount' })],
  ['how many invoices did I send this month', read('invoice', { where: { sent: { from: '2026-11-01', to: '2026-11-30' } }, count: true })],
  ['which invoices did I send last month?', read('invoice', { where: { sent: { from: '2026-10-01', to: '2026-10-31' } } })],
  ['which invoices have I sent since October', read('invoice', { where: { sent: { from: '2026-10-01' } } })],
  ['invoices that I sent yesterday', read('invoice', { where: { sent: '2026-11-27' } })],
  ['invoices sent in October', read('invoice', { where: { sent: { from: '2026-10-01', to: '2026-10-31' } } })],
  ['which invoices have I not sent yet', read('invoice', { where: { sent: null } })],
  ['invoices over 500 pounds', read('invoice', { where: { amount: { after: 500 } } })],
  ['unpaid invoices under £200', read('invoice', { view: 'unpaid', where: { amount: { before: 200 } } })],
  ['the biggest unpaid invoice', read('invoice', { view: 'unpaid', sort: '-amount', limit: 1 })],
  ['which invoice is the largest?', read('invoice', { sort: '-amount', limit: 1 })],
  ['when did I send R-102?', read('invoice', { id: 2 })],
  ['when is R-103 due', read('invoice', { id: 3 })],
  ['who is R-104 for?', read('invoice', { id: 4 })],
  ['how much is R-101', read('invoice', { id: 1 })],
  ...leftAlone(`who do I owe an apology|who owes Marcus a favour|you owe me one|how much do I owe Marcus|how much did I send to charity|how many emails did I send this month|what did I send|who paid for lunch|how much is enough|who has paid the price|how much is a stamp|what is the biggest company in Leeds|who sent this|when did I send the parcel`),
]

/** Questions about rows that a clause describes, by their days or by who owes; and what must be left alone beside them. */
export const askedRows: readonly Stranger[] = [
  { who: 'Iris: asks of her tasks', apps: [], page: 'task', says: tasks },
  { who: 'Jonas: asks of his shopping', apps: ['shopping'], page: 'item', says: groceries },
  { who: 'Kit: asks of her invoices', apps: ['billing'], page: 'invoice', says: money },
]

function leftAlone(sayings: string): readonly Saying[] {
  return sayings.split('|').map((said) => [said.trim(), 'left alone'])
}
