import type { Stranger } from './stranger.ts'
import { add, ask, cut, set } from './third-stranger-says.ts'

/** What two more people say; written when the rules for the others stood, to see how well they hold. */
export const openMore: readonly Stranger[] = [
  {
    who: 'a piano teacher', apps: ['pupils'], page: 'pupil', says: [
      ['new pupil: Ben Adler, beginner, tuesday', add('pupil', { name: 'Ben Adler', level: 'beginner', weekday: 'tuesday' })],
      ['Clara is advanced now', set('pupil', 4, { level: 'advanced' })],
      ['Emil Sand comes on thursdays', { either: [set('pupil', 1, { weekday: 'thursday' }), 'left alone'] }],
      ['Rosa owes 40 euros', set('pupil', 2, { owes: 40 })],
      ['Rosa paid', { either: ['left alone', 'asked back', set('pupil', 2, { owes: 0 })] }],
      ['Tim is paused', set('pupil', 3, { paused: true })],
      ['unpause Tim', { either: [set('pupil', 3, { paused: false }), 'left alone'] }],
      ["tim isn't paused any more", set('pupil', 3, { paused: false })],
      ['fee for Clara is 35', set('pupil', 4, { fee: 35 })],
      ["put Rosa's fee up to 32", { either: [set('pupil', 2, { fee: 32 }), 'left alone'] }],
      ['which pupils are beginners?', ask('pupil', { where: { level: 'beginner' } })],
      ['who owes me money', { either: [ask('pupil', { where: { owes: { after: 0 } } }), ask('pupil', { where: { owes: { not: null } } }), 'left alone'] }],
      ['how much do they owe in total?', { either: [ask('pupil', { sum: 'owes' }), 'left alone'] }],
      ['Emil has been here since march 2024', { either: [set('pupil', 1, { since: '2024-03-01' }), 'left alone', 'asked back'] }],
      ['delete Clara, she moved away', { either: [cut('pupil', 4), 'asked back'] }],
      ['Clara played beautifully today', 'left alone'],
      ['I need to tune the piano', add('task', { name: 'tune the piano' })],
      ['add two pupils: Noor and Jan', [add('pupil', { name: 'Noor' }), add('pupil', { name: 'Jan' })]],
      ['pupils on friday', { either: [ask('pupil', { where: { weekday: 'friday' } }), 'left alone'] }],
      ['everyone is paused over christmas', { either: ['left alone', 'asked back'] }],
    ],
  },
  {
    who: 'a collector of games', apps: ['games'], page: 'game', says: [
      ['add Cascadia by Randy Flynn, 4 players, 45 min', { either: [add('game', { title: 'Cascadia', designer: 'Randy Flynn', players: 4, minutes: 45 }), 'left alone', 'asked back'] }],
      ['we played Azul yesterday', set('game', 1, { played: '2026-11-27' })],
      ['lent Wingspan to Jonas', set('game', 2, { lent_to: 'Jonas' })],
      ['Jonas gave Wingspan back', { either: [set('game', 2, { lent_to: null }), 'left alone', 'asked back'] }],
      ['Wingspan is back', { either: [set('game', 2, { lent_to: null }), 'left alone', 'asked back'] }],
      ['rate Dixit 8', set('game', 5, { rating: 8 })],
      ['dixit gets 8 points', { either: [set('game', 5, { rating: 8 }), 'left alone'] }],
      ['terra mystica takes 120 minutes', set('game', 4, { minutes: 120 })],
      ['codenames is for 8 players', set('game', 3, { players: 8 })],
      ['games under an hour', ask('game', { where: { minutes: { before: 60 } } })],
      ['what can 6 people play?', { either: [ask('game', { where: { players: { from: 6 } } }), 'left alone'] }],
      ['never played', ask('game', { where: { played: null } })],
      ['which games have we not played since summer', { either: ['left alone', 'asked back'] }],
      ['best rated game', ask('game', { sort: '-rating', limit: 1 })],
      ['who has wingspan?', { either: [ask('game', { id: 2 }), 'left alone'] }],
      ['azul is missing a tile', 'left alone'],
      ['game over', 'left alone'],
      ['designer of Azul is Michael Kiesling', set('game', 1, { designer: 'Michael Kiesling' })],
      ['throw out codenames', cut('game', 3)],
      ["let's play dixit tonight", 'left alone'],
    ],
  },
]
