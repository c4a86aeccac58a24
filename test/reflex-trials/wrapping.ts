import type { Trial } from './trial.ts'

const done = (id: number) => ({ action: 'update', table: 'task', id, done: true })
const add = (name: string, more: Readonly<Record<string, string>> = {}) => ({ action: 'insert', table: 'task', name, ...more })
const undo = { action: 'undo' }

/** Plain requests with words around them that carry no meaning: courtesy, and the self-talk of dictation. */
export const wrappedTrials: Readonly<Record<string, readonly Trial[]>> = {
  task: [
    // Courtesy before it.
    ['I would be ever so grateful if you could tick off the dry cleaning.', done(1)],
    ["We'd be most obliged if you would kindly add call the vet", add('call the vet')],
    ['I should be very glad if you would delete Cancel the gym', { action: 'delete', table: 'task', id: 9 }],
    ['May I ask you to finish the oven?', done(8)],
    ['Could I trouble you to make the report high priority?', { action: 'update', table: 'task', id: 10, priority: 'high' }],
    ['Could I just get you to mark the MOT as done', done(5)],
    ["It would be lovely if you'd add call the vet", add('call the vet')],
    ['It would be very kind of you to add call the vet', add('call the vet')],
    ['I was wondering if you could possibly move the MOT to monday', { action: 'update', table: 'task', id: 5, due: '2026-11-30' }],
    ["I'm hoping you can tick off the oven", done(8)],
    ['Would you mind terribly ticking off the oven?', done(8)],
    ['would you mind awfully putting call the vet on my list', add('call the vet')],
    ['Do you mind dropping the birthday to low priority', { action: 'update', table: 'task', id: 6, priority: 'low' }],
    ["If it's not too much trouble, add call the vet", add('call the vet')],
    ["If you don't mind, tick off the oven", done(8)],
    ['If I may, add call the vet', add('call the vet')],
    ['When you have a moment, tick off the oven please', done(8)],
    ['Be an angel and tick off the oven', done(8)],
    ['Would you be good enough to tick off the oven', done(8)],
    ['Do please tick off the oven', done(8)],
    ['please to tick off the oven', done(8)],
    ['I think you can now tick off the oven', done(8)],
    ['I reckon we can delete Cancel the gym', { action: 'delete', table: 'task', id: 9 }],
    ['I suppose you may tick off the oven now', done(8)],
    ['Kindly see to it that the report is high priority', { action: 'update', table: 'task', id: 10, priority: 'high' }],
    ['Please ensure that the MOT is due on friday', { action: 'update', table: 'task', id: 5, due: '2026-12-04' }],
    ['Could you help me add call the vet', add('call the vet')],
    ['Would you strip the due date off the MOT?', { action: 'update', table: 'task', id: 5, due: null }],
    // Courtesy behind it.
    ['tick off the oven, thank you so much', done(8)],
    ['Tick off the oven. Many thanks.', done(8)],
    ['Hello there! Hope you are well. Tick off the oven. Thanks so much!', done(8)],
    ["tick off the oven if you don't mind", done(8)],
    ['tick off the oven, if it is not too much trouble', done(8)],
    ['add call the vet, that would be great', add('call the vet')],
    ['tick off the oven, much appreciated', done(8)],
    // Questions.
    ['Remind me, which tasks are overdue?', { action: 'read', table: 'task', view: 'overdue' }],
    ['remind me again, when is the MOT due?', { action: 'read', table: 'task', id: 5 }],
    ["I'd like to know how many tasks are open", { action: 'read', table: 'task', view: 'open', count: true }],
    ['do you happen to know when the MOT is due', { action: 'read', table: 'task', id: 5 }],
    ['what is overdue again', { action: 'read', table: 'task', view: 'overdue' }],
    ['so um like what is overdue', { action: 'read', table: 'task', view: 'overdue' }],
    // Self-talk.
    ['um tick off the oven', done(8)],
    ['okay so um tick off uh the oven', done(8)],
    ['alright so basically tick off the oven', done(8)],
    ['you know what delete Cancel the gym', { action: 'delete', table: 'task', id: 9 }],
    ['you know what, the oven is done', done(8)],
    ['yeah so anyway add uh call the vet', add('call the vet')],
    ['okay the oven that is done', done(8)],
    ["the oven it's done", done(8)],
    ['i finished the oven so go ahead and tick that off', [done(8), done(8)]],
    ['i finished the oven go ahead and cross it off', [done(8), done(8)]],
    ['hold on okay tick off the oven', done(8)],
    ['so i want you to just go ahead and tick off the oven', done(8)],
    ['what do i have coming up tomorrow', { action: 'read', table: 'task', where: { due: '2026-11-29' } }],
    ['just go ahead and add call the vet', add('call the vet')],
    // The last of two wishes counts.
    ['add call the vet no wait add call the dentist', add('call the dentist')],
    ['add call the vet. Scratch that, add call the dentist.', add('call the dentist')],
    ['tick off the oven, sorry, tick off the MOT', done(5)],
    ['tick off the oven I mean tick off the MOT', done(5)],
    ['delete the oven. No wait, tick off the oven.', done(8)],
    ['make the MOT low priority, actually, make the MOT high priority', { action: 'update', table: 'task', id: 5, priority: 'high' }],
    ['move the MOT to friday, no wait, monday', { action: 'update', table: 'task', id: 5, due: '2026-11-30' }],
    ['add call the vet tomorrow, sorry, on monday', add('call the vet', { due: '2026-11-30' })],
    // What was done last is taken back.
    ['undo that last change please', undo],
    ['oh no, undo that', undo],
    ['no wait undo that', undo],
    ['wait, actually, undo it', undo],
    ['Would you kindly undo what you just did?', undo],
    ['please undo my last edit', undo],
    ['revert the most recent change', undo],
    ['take back the last thing you did', undo],
    ['reverse that', undo],
    ['cancel the last change', undo],
    ['withdraw your last change', undo],
    ['that was wrong, undo it', undo],
    ['That was a mistake. Undo it, please.', undo],
    ['oops, my mistake, undo that', undo],
    ['roll that back', undo],
    ['take that last one back', undo],
    ['undo the previous step', undo],
    ['ctrl z', undo],
  ],
}

/** Edges alone, or around what is no plain request: nothing changes. */
export const wrappedLeft: Readonly<Record<string, readonly string[]>> = {
  task: [
    'I should be most grateful', 'I would be most grateful if you would', 'if you would', 'if you would be so kind', 'Might I trouble you?', 'Might I trouble you for the salt?', 'would you mind awfully',
    'would you mind the step', 'you know what', 'okay so', 'so basically', 'basically', 'anyway', 'go ahead', 'go ahead and', 'please to meet you', 'see to it', 'see to it that milk is done', 'make sure that the oven is done',
    'ensure that the oven is clean', 'I believe in you', 'I believe we can win', 'I think we can finish the report', 'I think I can tick off the oven', 'I believe we can now eat', 'I think you are right', 'I suppose so',
    'you know the oven is hot', 'you know what I mean', 'you know', 'I mean', 'um', 'uh', 'uh huh', 'remind me', 'remind me again', 'remind me, who was that?', 'remind me what the MOT costs', 'do you happen to know', 'do you know the way',
    "I'd like to know why", 'I was wondering if you could sing', 'I was wondering', 'could I ask you something', 'may I ask why', 'it would be great if it rained', 'it would be lovely to see you', 'be a dear', 'be an angel',
    "if it's not too much trouble", 'when you have a moment', 'that would be great', 'much appreciated', 'many thanks', 'Good afternoon.', 'Hope you are well.', 'Good afternoon. How are you?',
    // Of two wishes, one is no whole request, or points at what was never done.
    'add call the vet, no wait, bread', 'add call the vet, scratch that', 'add call the vet, no wait', 'add call the vet, no wait, delete it', 'tick off the oven no wait undo that', 'no wait', 'no wait, tick', 'scratch that', 'I mean it',
    "tick off the oven, no wait, don't", 'he was sorry, I mean really sorry', 'sorry, what was that', 'tick off the oven, sorry, never mind', 'move the MOT to friday, no wait, mars', 'I finished the oven I mean the gate',
    // Not to be taken back.
    'undo everything', 'undo the oven', 'undo the last two changes', 'take it back to the shop', 'take back control', 'withdraw money', 'withdraw', 'cancel that', 'cancel the last', 'reverse the car', 'roll back the rug', 'that was wrong', 'that was a mistake',
    "don't undo that", 'should I undo that?', 'did you undo that?', 'tick off the oven and undo that', 'what was the last change?', 'the last change was good', 'undo my last haircut',
  ],
}
