import type { Trial } from './trial.ts'

const row = (table: string, id: number, more: Readonly<Record<string, string | number | boolean | null>>) => ({ action: 'update', table, id, ...more })

/** Plain requests with verbs that are said less often, by the page that is open. */
export const verbsTrials: Readonly<Record<string, readonly Trial[]>> = {
  task: [
    ['bump the report up to high', row('task', 10, { priority: 'high' })],
    ['drop the gym to low priority', row('task', 9, { priority: 'low' })],
    ['knock the oven down to low priority', row('task', 8, { priority: 'low' })],
    ['upgrade the oven to high priority', row('task', 8, { priority: 'high' })],
    ['downgrade the gym to low', row('task', 9, { priority: 'low' })],
    ['take the due date off the MOT', row('task', 5, { due: null })],
    ['drop the due date from the MOT', row('task', 5, { due: null })],
    ['strip the due date from the MOT', row('task', 5, { due: null })],
    ['amend Book MOT to Book the MOT', row('task', 5, { name: 'Book the MOT' })],
    ['axe Cancel the gym', { action: 'delete', table: 'task', id: 9 }],
    ['eliminate Cancel the gym', { action: 'delete', table: 'task', id: 9 }],
    ['revise the priority of the oven to low', row('task', 8, { priority: 'low' })],
    ['jot down call the vet', { action: 'insert', table: 'task', name: 'call the vet' }],
    ['switch over to the Acme profile', { action: 'switch', profile: 'Acme' }],
    ['go to my Acme profile', { action: 'switch', profile: 'Acme' }],
    ['open my Acme profile', { action: 'switch', profile: 'Acme' }],
    ['take me to the Acme profile', { action: 'switch', profile: 'Acme' }],
    ['change the oven from medium to high', row('task', 8, { priority: 'high' })],
    ['move the MOT from friday to monday', row('task', 5, { due: '2026-11-30' })],
  ],
  deal: [
    ['bump Annual support up to $9,000', row('deal', 2, { amount: 9000 })],
    ['drop the scanners down to 18k', row('deal', 3, { amount: 18000 })],
    ['expect the coffee machines by January 8', row('deal', 4, { expected: '2027-01-08' })],
    ['hand Annual support over to Dana', row('deal', 2, { contact: 5 })],
    ['pass the coffee machines on to Marcus', row('deal', 4, { contact: 2 })],
    ['transfer the booth to Sam', row('deal', 5, { contact: 4 })],
    ['up the scanners to $22,000', row('deal', 3, { amount: 22000 })],
    ['take Annual support down to 9k', row('deal', 2, { amount: 9000 })],
    ['advance the booth to offer', row('deal', 5, { stage: 'offer' })],
    ['chalk the booth up as lost', row('deal', 5, { stage: 'lost' })],
    ['log the booth as lost', row('deal', 5, { stage: 'lost' })],
    ['turn the booth over to Dana', row('deal', 5, { contact: 5 })],
    ['put the booth down as won', row('deal', 5, { stage: 'won' })],
    ['change the stage of the booth from lead to won', row('deal', 5, { stage: 'won' })],
  ],
  contact: [
    ['put Dana down as working for Initech', row('contact', 5, { company: 'Initech' })],
  ],
  workout: [
    ['put down 12 reps for pull-ups', row('workout', 4, { reps: 12 })],
    ['change deadlift reps from 5 to 8', row('workout', 1, { reps: 8 })],
    ['raise the weight of the squat from 80 to 85', row('workout', 3, { weight: 85 })],
    ['change the squat from easy to hard', row('workout', 3, { felt: 'hard' })],
  ],
  recipe: [
    ['change the miso soup from lunch to dinner', row('recipe', 4, { meal: 'dinner' })],
    ['note down 40 minutes for the curry', row('recipe', 2, { minutes: 40 })],
  ],
  book: [
    ['lend Beloved to Ada', row('book', 4, { lent_to: 'Ada' })],
    ['I lent Wolf Hall to Mary Jones', row('book', 2, { lent_to: 'Mary Jones' })],
    ['grant Beloved five stars', row('book', 4, { stars: 5 })],
    ['place Beloved on the reading shelf', row('book', 4, { shelf: 'reading' })],
    ['shelf Wolf Hall as read', row('book', 2, { shelf: 'read' })],
    ['expunge Beloved', { action: 'delete', table: 'book', id: 4 }],
    ['strike Wolf Hall from the record', { action: 'delete', table: 'book', id: 2 }],
    ['award Wolf Hall 4 stars', row('book', 2, { stars: 4 })],
    ['amend the author of Beloved to Toni Morrison', row('book', 4, { author: 'Toni Morrison' })],
    ['remove Beloved from the log', { action: 'delete', table: 'book', id: 4 }],
    ['withdraw Beloved from the log', { action: 'delete', table: 'book', id: 4 }],
    ['clear the finished date of Beloved', row('book', 4, { finished: null })],
    ['set the finished date of Beloved to yesterday', row('book', 4, { finished: '2026-11-27' })],
  ],
  wine: [
    ['strike the Chablis from the cellar', { action: 'delete', table: 'wine', id: 2 }],
    ['price the Chablis at 14', row('wine', 2, { price: 14 })],
    ['cut the price of Chablis to 9 euros', row('wine', 2, { price: 9 })],
    ['mark the Chablis down to 9 euros', row('wine', 2, { price: 9 })],
    ['change the Chablis price from 12 to 14', row('wine', 2, { price: 14 })],
  ],
}

/** The same verbs where nothing of the tables is meant, or not plainly. */
export const verbsLeft: Readonly<Record<string, readonly string[]>> = {
  task: [
    'bump into Elena', 'bump the oven', 'drop me a line', 'drop by the oven', 'knock on wood', 'knock it off', 'upgrade my phone', 'hand me the gym bag', 'hand it over', 'pass the salt', 'transfer money to Sam', 'withdraw cash', 'withdraw',
    'take the lid off the oven', 'take the day off', 'take a load off my mind', 'drop the oven on my foot', 'strip the bed', 'award', 'amend', 'amend it', 'amend the constitution', 'revise for the exam', 'axe', 'axe the tree', 'eliminate the competition',
    'expect rain on friday', 'up the ante', 'up', 'take the kids to school', 'take the oven to the dump', 'place an order', 'advance to the next level', 'close the oven as usual', 'book the MOT as soon as you can', 'price the oven', 'count the oven as dirty', 'turn the oven over to the dealer', 'treat yourself as high priority', 'expect the worst', 'expect Elena on friday', 'put it down', 'put down the phone', 'put the dog down', 'put down roots', 'go to my room', 'go to my home', 'open my mail', 'take me to Paris', 'change from A to B', 'change the oven from gas to electric',
    'change trains from London to Leeds', 'move from Berlin to Paris', 'from 5 to 8', 'log 5', 'log off for the oven', 'note down', 'cut the cake', 'cut it down', 'cut the grass to 5 cm', 'mark it down', 'raise the bar from low to high',
  ],
  wine: ['cut the wine with water', 'strike a match', 'pass the Chablis', 'award me a glass', 'pour the Chablis down the sink', 'knock back the Chablis', 'hand over the Chablis', 'take the cork off the Chablis', 'expect the Chablis', 'change water to wine'],
  book: ['award the prize to Beloved', 'lend me Beloved', 'lend a hand to Mary', 'I lent Beloved to a friend of mine once', 'I lent him money', 'lend Beloved', 'place a bet on Beloved', 'shelf the idea', 'log in as Beloved', 'award Beloved', 'withdraw from society', 'amend Beloved', 'log the book', 'put the book down', "I couldn't put Beloved down", 'hand me Beloved', 'pass on Beloved', 'remove the cover from Beloved', 'remove the dust from Wolf Hall'],
}
