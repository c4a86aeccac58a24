import { fieldAt } from './field-names.ts'
import { isDoing } from './entry-joins.ts'
import { anyList, otherThings } from './lexicon.ts'
import { findRow } from './reference.ts'
import { nameAt, type Scene } from './scene.ts'
import { readNumber } from './value.ts'
import type { Word } from './words.ts'

/** True when what follows "add" is nothing for a table: a wish to the apprentice, a place elsewhere, a value of a row that is there, the bare name of a table. */
export const isNoRow = (scene: Scene, words: readonly Word[]): boolean => isOther(words) || isAnnounced(scene, words) || isSum(scene, words) || isOfRow(scene, words) || isNoun(scene, words) || isPlaced(words) || isBeside(scene, words)

// "two things to buy: milk and bread", "2 boxes of soup" where rows are boxes: rows that are announced in a way of its own.
const isAnnounced = ({ reflex }: Scene, words: readonly Word[]) => !words[0]?.quoted && (readNumber(words[0]?.norm ?? '', false) ?? 0) > 1 && (anyList.has(words[1]?.norm ?? '') || (words[2]?.norm === 'of' && reflex.tables.some((table) => nameAt(words, 1, table.plurals) === 1 && !fieldAt(table, words, 1))))

// "20 to R-101", "5 kg to squat": a number of a row that is there.
const isSum = (scene: Scene, words: readonly Word[]) => {
  const to = words.findIndex(({ norm }) => norm === 'to')
  const row = to > 0 && to < 4 && /^[€$£]?\d/.test(words[0]?.norm ?? '') ? findRow(scene, words.slice(to + 1)) : undefined
  return row !== undefined && (row.kind === 'unclear' || row.how !== 'fuzzy')
}

// "add up the amounts", "create a summary of my tasks", "add some humour to your answers": nothing for a table.
const isOther = (words: readonly Word[]) => {
  const at = /^(a|an|the|some|new|another)$/.test(words[0]?.norm ?? '') ? (words[1]?.norm === 'new' ? 2 : 1) : 0
  return /^(up|to|on|in|of|at|is|are|as|by|than|me|us|you|him|it|these|those|this|that)$/.test(words[0]?.text ?? '') || words.some(({ norm }) => /^(your|yourself|yours)$/.test(norm)) || isElsewhere(words) || (otherThings.has(words[at]?.norm ?? '') && (at > 0 || words.length === 1))
}

// "some energy to this sentence", "salt to the soup": to a place that is no table; "a trip to the zoo" and "Welcome to the Jungle" are names.
const isElsewhere = (words: readonly Word[]) => {
  const to = words.findLastIndex(({ norm }) => norm === 'to')
  const place = words[to + 1]?.norm ?? ''
  if (to < 1 || words[0]?.quoted || (isDoing(words) && !(to === 1 && nounsToo.test(words[0]?.norm ?? '')))) return false
  if (/^(this|that|these|those|his|her|their|everything|everyone|all|each|both)$/.test(place)) return true
  return /^(the|my|our)$/.test(place) && /^\p{Ll}/u.test(words[to + 2]?.text ?? '') && !words.slice(0, to).some(({ norm }) => waysTo.test(norm))
}
const nounsToo = /^(water|paint|wax|polish|drink|dust|iron|book|film|oil)$/
// What goes to a place by itself: "a trip to the zoo", "letter to the bank".
const waysTo = /^(trips?|visits?|letters?|invitations?|invites?|tickets?|trains?|flights?|drives?|rides?|walks?|journeys?|messages?|e-?mails?|answers?|reply|replies|introduction|guide|welcome|transfer|bus|way|road|return)$/

// "a note to Grace: likes tea": a field of a row that is there.
const isOfRow = (scene: Scene, all: readonly Word[]) => {
  const words = /^(an?|the)$/.test(all[0]?.norm ?? '') ? all.slice(1) : all
  return scene.reflex.tables.some((table) => {
    const length = fieldAt(table, words, 0)?.length ?? 0
    const colon = words.findIndex(({ norm }) => norm === ':')
    const named = length > 0 && /^(to|for|on)$/.test(words[length]?.norm ?? '') ? findRow(scene, words.slice(length + 1, colon < 0 ? undefined : colon), { table: table.name }) : undefined
    return named !== undefined && (named.kind === 'unclear' || named.how !== 'fuzzy')
  })
}

// "the drill the first": a place in the list, not a name; "on the first" is a day.
const isPlaced = (words: readonly Word[]) => words.length > 2 && !/^(on|by|until|till|before|since)$/.test(words.at(-3)?.norm ?? '') && words.at(-2)?.norm === 'the' && !words.some(({ quoted }) => quoted) && /^(first|last|top|bottom)$/.test(words.at(-1)?.norm ?? '')

// "Danny Boy right after Shenandoah": one row beside another, both of them there.
const isBeside = (scene: Scene, words: readonly Word[]) => {
  const at = words.findIndex(({ norm, quoted }, i) => !quoted && /^(after|before|above|below)$/.test(norm) && i > 1)
  const end = /^(right|just|directly|straight)$/.test(words[at - 1]?.norm ?? '') ? at - 1 : at
  const isThere = (named: readonly Word[]) => { const row = findRow(scene, named); return row?.kind === 'row' && (row.how === 'exact' || row.how === 'prefix') }
  return at > 0 && end > 0 && isThere(words.slice(0, end)) && isThere(words.slice(at + 1))
}

// "Can you add tasks?" asks what can be done.
const isNoun = ({ reflex }: Scene, words: readonly Word[]) =>
  words.every(({ text, norm, quoted }) => text === norm && !quoted) && reflex.tables.some(({ singulars, plurals }) => nameAt(words, 0, [...singulars, ...plurals]) === words.length)
