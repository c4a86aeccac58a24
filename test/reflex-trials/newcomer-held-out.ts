import type { Trial } from './trial.ts'

/** One page's part of what was held out. */
interface HeldOut {
  /** To be understood. */
  readonly must: readonly Trial[]
  /** To be understood so, or not at all. */
  readonly may: readonly Trial[]
  /** To change and to read nothing. */
  readonly not: readonly string[]
}

/** A third of a newcomer's sayings, drawn by a coin before any was tried and looked at only once: nothing was made to fit them, nor should it be. */
export const newcomerHeldOut: Readonly<Record<string, HeldOut>> = {
  task: {
    must: [
      ['add buy stamps', { action: 'insert', table: 'task', name: 'buy stamps' }],
      ['Add "Order new glasses"', { action: 'insert', table: 'task', name: 'Order new glasses' }],
      ['remind me to call mum tomorrow', { action: 'insert', table: 'task', name: 'call mum', due: '2026-11-29' }],
      ['remind me to take the bins out on friday', { action: 'insert', table: 'task', name: 'take the bins out', due: '2026-12-04' }],
      ['put bread, butter and jam on the list', [{ action: 'insert', table: 'task', name: 'bread' }, { action: 'insert', table: 'task', name: 'butter' }, { action: 'insert', table: 'task', name: 'jam' }]],
      ['could you add "defrost the freezer" for saturday', { action: 'insert', table: 'task', name: 'defrost the freezer', due: '2026-11-28' }],
      ['can you add a task to email the landlord', { action: 'insert', table: 'task', name: 'email the landlord' }],
      ['add a task: book MOT, due next monday, high priority', { action: 'insert', table: 'task', name: 'book MOT', due: '2026-11-30', priority: 'high' }],
      ['add sweep the yard with low priority', { action: 'insert', table: 'task', name: 'sweep the yard', priority: 'low' }],
      ['add high priority task renew the insurance', { action: 'insert', table: 'task', name: 'renew the insurance', priority: 'high' }],
      ['ADD BUY PETROL', { action: 'insert', table: 'task', name: 'BUY PETROL' }],
      ['add to my list: descale the kettle', { action: 'insert', table: 'task', name: 'descale the kettle' }],
      ["I'd like to add a task: visit gran", { action: 'insert', table: 'task', name: 'visit gran' }],
      ['also add shampoo', { action: 'insert', table: 'task', name: 'shampoo' }],
      ['add buy tea, then finish the bike', [{ action: 'insert', table: 'task', name: 'buy tea' }, { action: 'update', table: 'task', id: 8, done: true }]],
      ['add sugar to the list and tick off milk', [{ action: 'insert', table: 'task', name: 'sugar' }, { action: 'update', table: 'task', id: 2, done: true }]],
      ['milk is done', { action: 'update', table: 'task', id: 2, done: true }],
      ['tick off the invoice', { action: 'update', table: 'task', id: 1, done: true }],
      ['complete fix the bike please', { action: 'update', table: 'task', id: 8, done: true }],
      ['Done: water the plants', { action: 'update', table: 'task', id: 4, done: true }],
      ['finsh the dentist', { action: 'update', table: 'task', id: 3, done: true }],
      ['finish the dentsit', { action: 'update', table: 'task', id: 'dentsit', done: true }],
      ['reopen book flights to lisbon', { action: 'update', table: 'task', id: 5, done: false }],
      ['rent is not done', { action: 'update', table: 'task', id: 7, done: false }],
      ["rent isn't done yet", { action: 'update', table: 'task', id: 7, done: false }],
      ['set the priority of the bike to low', { action: 'update', table: 'task', id: 8, priority: 'low' }],
      ['make the passport high', { action: 'update', table: 'task', id: 6, priority: 'high' }],
      ['change the dentist to low priority', { action: 'update', table: 'task', id: 3, priority: 'low' }],
      ["change milk's priority to low", { action: 'update', table: 'task', id: 2, priority: 'low' }],
      ['milk due tomorrow', { action: 'update', table: 'task', id: 2, due: '2026-11-29' }],
      ['postpone the dentist to next tuesday', { action: 'update', table: 'task', id: 3, due: '2026-12-01' }],
      ['remove the due date from the dentist', { action: 'update', table: 'task', id: 3, due: null }],
      ['clear the due date of the invoice', { action: 'update', table: 'task', id: 1, due: null }],
      ['set milk and bike to high priority', [{ action: 'update', table: 'task', id: 2, priority: 'high' }, { action: 'update', table: 'task', id: 8, priority: 'high' }]],
      ['move milk to the top', { action: 'move', table: 'task', id: 2, to: 'top' }],
      ['erase fix the bike', { action: 'delete', table: 'task', id: 8 }],
      ['delete milk and the bike', [{ action: 'delete', table: 'task', id: 'milk' }, { action: 'delete', table: 'task', id: 'bike' }]],
      ['could you please delete the task "Water the plants"?', { action: 'delete', table: 'task', id: 4 }],
      ['clear completed', { action: 'delete', table: 'task', where: { done: true } }],
      ['get rid of all done tasks', { action: 'delete', table: 'task', where: { done: true } }],
      ['delete task 3', { action: 'delete', table: 'task', id: 3 }],
      ['delte milk', { action: 'delete', table: 'task', id: 'milk' }],
      ['show all tasks', { action: 'read', table: 'task' }],
      ['what is due today?', { action: 'read', table: 'task', where: { due: '2026-11-28' } }],
      ['show overdue', { action: 'read', table: 'task', view: 'overdue' }],
      ['how many tasks are open?', { action: 'read', table: 'task', view: 'open', count: true }],
      ['is there bread on my list?', { action: 'read', table: 'task', where: { name: { contains: 'bread' } } }],
      ["what's left to do?", { action: 'read', table: 'task', where: { done: false } }],
      ['what do I still have to do', { action: 'read', table: 'task', where: { done: false } }],
      ['what priority is the invoice', { action: 'read', table: 'task', id: 1 }],
      ['find passport', { action: 'read', table: 'task', where: { name: { contains: 'passport' } } }],
      ['undo', { action: 'undo' }],
      ['undo that', { action: 'undo' }],
    ],
    may: [
      ['add an urgent task to fix the boiler', { action: 'insert', table: 'task', name: 'fix the boiler', priority: 'high' }],
      ['add three tasks: sort photos, clean oven, feed the cat', [{ action: 'insert', table: 'task', name: 'sort photos' }, { action: 'insert', table: 'task', name: 'clean oven' }, { action: 'insert', table: 'task', name: 'feed the cat' }]],
      ['and add conditioner too', { action: 'insert', table: 'task', name: 'conditioner' }],
      ['list everything', { action: 'read', table: 'task' }],
    ],
    not: [
      'note to self: measure the window', 'the bike is fixed', 'finish it', 'finish the plumber', 'the dentist has no due date', 'scratch milk',
      'delete the plumber', 'hi', 'hello there', 'ok', 'cool', 'stop', 'lol', '?', 'tell me something funny', 'turn the lights off in the kitchen',
      'wake me at seven', 'start a ten minute timer', 'what time is it in Tokyo', 'text Anna that I am late', 'how do you make pancakes',
      "don't delete milk", 'please never delete the invoice', 'should I buy milk?', 'can I finish the dentist tomorrow instead?',
      'when Anna calls, tick off the dentist', 'how can I add a task', 'yesterday I sent the invoice', 'Tom finished the bike race',
      'she said "delete milk"', 'he told me to add more salt', 'my boss wants me to finish early', 'I almost deleted the invoice',
      'would you delete milk if you were me?', 'I was going to add bread but changed my mind', 'I hate the dentist', 'the dentist was nice',
      'delete my account', 'clear my throat', 'show me a picture of a cat', 'summarise my day in a sonnet', 'complete the lyrics: yellow sub',
      'check the weather', 'mark my words', "add insult to injury, why don't you", 'book a table for two', 'let it go', 'ok delete milk then',
      'delete milk, no wait, the bike', 'finish the dentist or the invoice', 'add bread unless milk is done', 'delete milk if it is done',
      'finish the dentist tomorrow',
    ],
  },
  contact: {
    must: [
      ['add Linus Berg', { action: 'insert', table: 'contact', name: 'Linus Berg' }],
      ['who is at Acme?', { action: 'read', table: 'contact', where: { company: { contains: 'Acme' } } }],
      ['show Bob Miller', { action: 'read', table: 'contact', id: 3 }],
      ['new deal: Hosting, contact Bob Miller, amount 1,200', { action: 'insert', table: 'deal', title: 'Hosting', contact: 3, amount: 1200 }],
    ],
    may: [
      ['who do we know at Initech?', { action: 'read', table: 'contact', where: { company: { contains: 'Initech' } } }],
    ],
    not: [
      'is Grace nice?',
    ],
  },
  deal: {
    must: [
      ['we won the website relaunch', { action: 'update', table: 'deal', id: 1, stage: 'won' }],
      ['show deals in lead', { action: 'read', table: 'deal', where: { stage: 'lead' } }],
      ['show late deals', { action: 'read', table: 'deal', view: 'late' }],
    ],
    may: [
      ['training is worth 2000 now', { action: 'update', table: 'deal', id: 4, amount: 2000 }],
    ],
    not: [
      'how many deals did we win?', 'should we give up on training?', 'we won the lottery', 'did we win the website relaunch?',
    ],
  },
  book: {
    must: [
      ['add a book: Middlemarch, author George Eliot', { action: 'insert', table: 'book', title: 'Middlemarch', author: 'George Eliot' }],
      ['mark Dune as finished', { action: 'update', table: 'book', id: 1, status: 'finished' }],
      ['set rating of dune to 4', { action: 'update', table: 'book', id: 1, rating: 4 }],
      ['delete Ulysses', { action: 'delete', table: 'book', id: 4 }],
    ],
    may: [
      ['add Piranesi by Susanna Clarke', { action: 'insert', table: 'book', title: 'Piranesi', author: 'Susanna Clarke' }],
      ['average rating of books', { action: 'read', table: 'book', avg: 'rating' }],
    ],
    not: [
      'put Persuasion on my reading list', 'which books am I reading?', 'recommend me a book', 'I read Dune years ago',
    ],
  },
  plant: {
    must: [
      ['put Basil on the balcony', { action: 'update', table: 'plant', id: 2, place: 'balcony' }],
      ['remove the big cactus', { action: 'delete', table: 'plant', id: 3 }],
    ],
    may: [],
    not: [
      'when did I last water fred', 'show plants never watered', 'water is wet',
    ],
  },
  expense: {
    must: [
      ['add expense Groceries, amount 48.20, category food', { action: 'insert', table: 'expense', what: 'Groceries', amount: 48.2, category: 'food' }],
      ['mark the train as reimbursed', { action: 'update', table: 'expense', id: 2, reimbursed: true }],
      ['change category of cinema to other', { action: 'update', table: 'expense', id: 4, category: 'other' }],
    ],
    may: [
      ['add lunch 12.50', { action: 'insert', table: 'expense', what: 'lunch', amount: 12.5 }],
      ['total amount', { action: 'read', table: 'expense', sum: 'amount' }],
      ['expenses from yesterday', { action: 'read', table: 'expense', where: { day: '2026-11-27' } }],
    ],
    not: [
      'what did the cinema cost',
    ],
  },
  workout: {
    must: [
      ['add evening swim, kind swim, minutes 35', { action: 'insert', table: 'workout', name: 'evening swim', kind: 'swim', minutes: 35 }],
      ['mark leg day as awful', { action: 'update', table: 'workout', id: 2, felt: 'awful' }],
      ['rename leg day to squats', { action: 'update', table: 'workout', id: 2, name: 'squats' }],
    ],
    may: [
      ['workouts from yesterday', { action: 'read', table: 'workout', where: { day: '2026-11-27' } }],
    ],
    not: [
      'how many workouts did I do', 'longest distance', 'how many calories are in a banana',
    ],
  },
  recipe: {
    must: [
      ['show vegetarian recipes', { action: 'read', table: 'recipe', where: { vegetarian: true } }],
      ['apple pie is vegetarian', { action: 'update', table: 'recipe', id: 3, vegetarian: true }],
      ['remove pad thai', { action: 'delete', table: 'recipe', id: 4 }],
      ['show recipes that are not tried', { action: 'read', table: 'recipe', where: { tried: false } }],
    ],
    may: [
      ['add dish Tiramisu as dessert', { action: 'insert', table: 'recipe', name: 'Tiramisu', course: 'dessert' }],
      ['add shakshuka for 4 servings', { action: 'insert', table: 'recipe', name: 'shakshuka', servings: 4 }],
    ],
    not: [
      'what goes well with lasagne?',
    ],
  },
  client: {
    must: [
      ['show unpaid', { action: 'read', table: 'invoice', view: 'unpaid' }],
    ],
    may: [
      ['who is in York', { action: 'read', table: 'client', where: { city: { contains: 'York' } } }],
    ],
    not: [
      'clients are the worst',
    ],
  },
  record: {
    must: [
      ['delete blue', { action: 'delete', table: 'record', id: 1 }],
      ['mark rumours as signed', { action: 'update', table: 'record', id: 3, signed: true }],
    ],
    may: [
      ['add Nevermind by Nirvana', { action: 'insert', table: 'record', title: 'Nevermind', artist: 'Nirvana' }],
    ],
    not: [],
  },
  sighting: {
    must: [
      ['add Goldfinch seen yesterday', { action: 'insert', table: 'sighting', species: 'Goldfinch', seen: '2026-11-27' }],
    ],
    may: [],
    not: [
      'robin called me yesterday',
    ],
  },
}
