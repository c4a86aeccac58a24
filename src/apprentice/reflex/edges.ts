import { askings, courtesies, frames, greetings, hesitations, hums, isBroughtAbout, permissions, regrets, tails, wishesForState } from './edge-words.ts'
import { isUsualVerb } from './clause.ts'
import { closers, openers, requests, starters, verbs, wishes } from './lexicon.ts'
import { verbAt } from './scene.ts'
import { standsAt, type Word } from './words.ts'

/** The words between two ends of sentences, and whether a question mark ends them. */
export interface Sentence { readonly words: readonly Word[]; readonly question: boolean }
/** A sentence without its edges; `wish` and `also` are what they said. */
export interface Edged extends Sentence { readonly wish: boolean; readonly also: boolean }

/**
 * Takes off the edges of a sentence that carry no meaning: greetings, courtesy, thanks, hesitation. A question that asks for a deed is none any more.
 * Nothing is left of a sentence that is all edge.
 */
export const tidy = ({ words: all, question: asked }: Sentence): Edged => {
  let words = all
  const isStart = beginsText(all[0])
  if (courtesies.test(normsOf(words).replace(/(?: [,!])+$/, ''))) return { words: [], question: asked, wish: false, also: false }
  let question = asked
  let wish = false
  let also = false
  for (;;) {
    const start = words
    if (alone(words) || (isStart && words.length > 0 && atStart(words, starters) === words.length)) words = []
    while (words.length > 1 && /^[,:.!]$/.test(words[0]?.norm ?? '')) words = words.slice(1)
    const starter = isStart ? atStart(words, starters) : 0
    if (starter > 0 && starter < words.length) words = words.slice(starter)
    words = words.slice(greetingAt(words))
    const framed = frameAt(words)
    if (framed > 0) { words = words.slice(0, framed).some(({ norm }) => /^(mind|for)$/.test(norm)) ? plainVerb(words.slice(framed)) : words.slice(framed); question = false }
    const asking = lengthOf(words, askings)
    if (asking > 0) { words = asQuestion(words.slice(asking)); question = true }
    const request = atStart(words, requests)
    if (request > 0) { words = plainVerb(words.slice(request)); question = false }
    const wished = atStart(words, wishes)
    if (wished > 0 && verbAt(words, wished, wishable) > 0) { words = words.slice(wished); wish = true }
    const opener = atStart(words, openers)
    if (opener > 0 && !isPartOfRequest(words, opener)) { also ||= /^(also|plus|additionally)$/.test(words[opener - 1]?.norm ?? ''); words = words.slice(opener) }
    const either = /^(is|are|was|were|has|have|did|do|does)$/.test(words[0]?.norm ?? '') ? (/ (?:or not|or isn't it|or is it not|or is it no|or no|or hasn't it|or has it not)$/.exec(normsOf(words))?.[0].trim().split(' ').length ?? 0) : 0
    if (either > 0 && either < words.length - 1) { words = words.slice(0, -either); question = true }
    const tail = tailOf(words)
    if (tail > 0 && tail < words.length) words = words.slice(0, -tail)
    const closer = atEnd(words)
    if (closer > 0 && words.length > closer) {
      const said = words.slice(-closer).map((word) => word.norm).join(' ')
      also ||= /^(too|also|as well)$/.test(said)
      if (/^(would|will|can|could) you$|^please$|^if you/.test(said)) question = false
      words = words.slice(0, -closer)
    }
    while (words.length > 1 && /^[,!]$/.test(words.at(-1)?.norm ?? '')) words = words.slice(0, -1)
    if (words === start || words.length === start.length) return { words, question, wish, also }
  }
}

/** Leaves out the sounds of thinking, wherever they stand. */
export const withoutHums = (words: readonly Word[]): readonly Word[] => {
  if (!words.some(isHum)) return words
  return words.filter((word, at) => !isHum(word) && !(word.norm === ',' && isHum(words[at - 1])))
}

const isHum = (word: Word | undefined) => word !== undefined && !word.quoted && hums.test(word.text)

// What stands before it are but hums and marks.
const beginsText = (first: Word | undefined) => first !== undefined && (first.index === 0 || readHums(first.source.slice(0, first.start)))
const readHums = (before: string) => before.split(/[\s,.…!]+/).every((one) => one === '' || hums.test(one))

const normsOf = (words: readonly Word[]) => words.map(({ norm, quoted }) => (quoted ? '"' : norm)).join(' ')
// Of a long sentence only so much can be an edge.
const lengthOf = (words: readonly Word[], edge: RegExp) => {
  const said = edge.exec(`${normsOf(words.slice(0, 24))} `)?.[0]
  return said ? said.split(' ').length - 1 : 0
}

const greetingAt = (words: readonly Word[]): number => {
  const length = lengthOf(words, greetings) || lengthOf(words, regrets)
  if (length > 0) return length
  const hesitation = lengthOf(words, hesitations)
  // "Nice, milk is done" praises what was done; "nice, now delete milk" goes on.
  const isPraise = /^(awesome|perfect|lovely|brilliant|excellent|super|wonderful|sweet|nice|cool|great|good|do)$/.test(words[0]?.norm ?? '')
  return hesitation > 0 && ((!isPraise && words[hesitation - 1]?.norm === ',') || verbAt(words, hesitation, plainVerbs) > 0 || (hesitation > 0 && words[0]?.norm !== 'do' && /^(ok|okay|now|so|and|then|please|also|thanks|just|can|could|would)$/.test(words[hesitation]?.norm ?? ''))) ? hesitation : 0
}

const frameAt = (words: readonly Word[]): number => {
  const length = lengthOf(words, frames)
  if (length > 0) return length
  // "I think we can finish the report" weighs a chore; "we can tick off the report" asks for a deed.
  const permitted = lengthOf(words, permissions)
  const rest = words.slice(permitted)
  if (permitted > 0 && (!isUsualVerb(rest) || verbAt(rest, 0, ticks) > 0)) return permitted
  const state = lengthOf(words, wishesForState)
  return state > 0 && words.slice(state).every(({ norm }) => !isBroughtAbout(norm)) && words.slice(state).some(({ norm }) => /^(is|are|has|have|gets)$/.test(norm)) ? state : 0
}

// "when the MOT is due" is "when is the MOT due", "whether the MOT is done" is "is the MOT done".
const asQuestion = (words: readonly Word[]): readonly Word[] => {
  const [first] = words
  const at = words.findIndex(({ norm }) => /^(is|are|was|were)$/.test(norm))
  const is = words[at]
  if (!first || !is || at < 2 || !/^(what|when|where|who|if|whether)$/.test(first.norm)) return words
  return [...(/^(if|whether)$/.test(first.norm) ? [] : [first]), is, ...words.slice(1, at), ...words.slice(at + 1)]
}

const tailOf = (words: readonly Word[]): number => {
  // "which ones are overdue again?"
  if (words.length > 2 && words.at(-1)?.norm === 'again' && /^(what|which|when|who|where|how)$/.test(words[0]?.norm ?? '')) return 1
  if (standsAt(words, words.length - 2, ['i', 'guess']) && verbAt(words, 0, plainVerbs) > 0) return 2
  const said = tails.exec(normsOf(words.slice(-12)))?.[0].trim()
  return said ? said.split(' ').length : 0
}

// "would you mind adding milk"
const plainVerb = (words: readonly Word[]): readonly Word[] => {
  const [first, ...rest] = words
  const verb = first && !first.quoted ? /^([a-z]+?)(?:([dtnpg])\2)?ing$/.exec(first.norm) : null
  const stem = verb ? `${verb[1]}${verb[2] ?? ''}` : ''
  const norm = verb && first && [stem, `${stem}e`, first.norm.slice(0, -3)].find((form) => askable.has(form))
  return first && norm ? [{ ...first, norm }, ...rest] : words
}
const askable: ReadonlySet<string> = new Set([verbs.add, verbs.finish, verbs.reopen, verbs.delete, verbs.rename, verbs.set, verbs.move, verbs.show].flat().flatMap((phrase) => phrase.slice(0, 1)))

const wishable = [...verbs.add.filter(([first]) => /^(add|create|insert|append)$/.test(first ?? '')), ...verbs.delete.slice(0).filter(([first]) => /^(delete|remove|erase|get)$/.test(first ?? '')), ...verbs.rename.filter(([first]) => /^(rename|change)$/.test(first ?? '')), ...verbs.show.filter(([first]) => /^(show|see|list|view)$/.test(first ?? '')), ['set'], ['mark'], ['move'], ['undo'], ['clear'], ['switch'], ['untick']]

const atStart = (words: readonly Word[], phrases: readonly (readonly string[])[]) => phrases.find((phrase) => phrase.length < words.length + 1 && standsAt(words, 0, phrase))?.length ?? 0
const atEnd = (words: readonly Word[]) => {
  const phrase = closers.find((one) => one.length < words.length && standsAt(words, words.length - one.length, one))
  if (!phrase) return 0
  const said = phrase.join(' ')
  const apart = words.at(-phrase.length - 1)?.norm === ','
  // "add apocalypse now", "write thank you": in a new row's name these may be meant.
  return !apart && verbAt(words, 0, verbs.add) > 0 && /^(now|by the way|thank you|ok|okay|immediately|cheers|can you|will you)$/.test(said) ? 0 : phrase.length
}
const plainVerbs = [['undo'], ['revert'], ['switch'], ...verbs.clear, ...verbs.reopen, ...verbs.add, ...verbs.delete, ...verbs.finish, ...verbs.set, ...verbs.move, ...verbs.show, ...verbs.rename, ...verbs.find, ...verbs.count]
const ticks = verbs.finish.filter(([first, second]) => /^(tick|check|cross|strike)$/.test(first ?? '') && second !== undefined)
// "right" of "right now", "well" of "well done": only a whole opener counts, and something must follow.
const isPartOfRequest = (words: readonly Word[], length: number) => words.length === length ? false : /^(just|next|first|good|great|right|well|cool)$/.test(words[length - 1]?.norm ?? '') && verbAt(words, length, plainVerbs) === 0 && words[length]?.norm !== ','
const alone = (words: readonly Word[]) => words.length > 0 && (tailOf(words) === words.length || [...openers, ...closers].some((phrase) => phrase.length === words.length && standsAt(words, 0, phrase)))
