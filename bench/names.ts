/** The name of the n-th task, always the same: two of its words together stand in one row of 1,200, its first one in a twentieth. */
export const nameOf = (n: number): string =>
  `${pick(verbs, n)} ${pick(people, Math.floor(n / verbs.length))} about the ${pick(things, Math.floor(n / (verbs.length * people.length)) + n)} ${n}`

const verbs = ['Call', 'Write', 'Ask', 'Remind', 'Visit', 'Thank', 'Invite', 'Answer', 'Meet', 'Pay', 'Tell', 'Warn', 'Greet', 'Help', 'Teach', 'Join', 'Find', 'Brief', 'Draw', 'Hear']
const people = [
  'Ada', 'Bela', 'Cleo', 'Dora', 'Emil', 'Finn', 'Gita', 'Hugo', 'Ines', 'Jan', 'Kai', 'Lena', 'Mara', 'Nils', 'Olga', 'Pia', 'Quin', 'Rosa', 'Sven', 'Tara',
  'Udo', 'Vera', 'Wim', 'Xenia', 'Yann', 'Zoe', 'Arno', 'Bjarne', 'Carla', 'Dirk', 'Elsa', 'Fritz', 'Greta', 'Heike', 'Ivo', 'Jule', 'Klaus', 'Lotte', 'Milan', 'Nora',
]
const things = [
  'invoice', 'garden', 'dentist', 'window', 'concert', 'bicycle', 'ladder', 'kitchen', 'journey', 'contract', 'piano', 'fence', 'lecture', 'harbour', 'meadow',
  'ticket', 'orchard', 'lantern', 'bakery', 'museum', 'printer', 'canal', 'summit', 'library', 'wedding', 'chimney', 'market', 'balcony', 'archive', 'orchestra',
]

const pick = (words: readonly string[], at: number): string => words[at % words.length] ?? ''
