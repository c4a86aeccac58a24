import { dictionary } from '../../app/dictionary.ts'

/** True when two words are the same but for one letter: one more, one less, another one, or two neighbours swapped. */
export const isOneLetterOff = (said: string, known: string): boolean => {
  const gap = said.length - known.length
  if (said === known || Math.abs(gap) > 1) return false
  let at = 0
  while (at < said.length && said[at] === known[at]) at++
  if (gap === 1) return said.slice(at + 1) === known.slice(at)
  if (gap === -1) return said.slice(at) === known.slice(at + 1)
  return said.slice(at + 1) === known.slice(at + 1) || (said[at] === known[at + 1] && said[at + 1] === known[at] && said.slice(at + 2) === known.slice(at + 2))
}

/** True when a verb was meant: the verb itself, or with one letter wrong where that makes no other word. */
export const isVerb = (said: string, verb: string): boolean => said === verb || isMistypedVerb(said, verb)

/** True when the name of a field, a choice or a table was meant. Short words must be right. */
export const isName = (said: string, name: string): boolean =>
  said === name || (name.length === 4 && isSwapped(said, name)) || (name.length >= 5 && said.length >= 4 && said[0] === name[0] && !realWords.has(said) && isOneLetterOff(said, name) && said !== `${name}s` && name !== `${said}s`)

/** True when two words are the same noun, one of them in the plural. */
export const isSameNoun = (one: string, other: string): boolean =>
  one === other || singular(one) === singular(other)

/** The singular of an English noun, near enough for comparing. */
export const singular = (noun: string): string =>
  irregular[noun] ?? (/[^aeiou]ies$/.test(noun) ? `${noun.slice(0, -3)}y` : /(s|x|z|ch|sh)es$/.test(noun) ? noun.slice(0, -2) : /[^s]s$/.test(noun) && noun.length > 3 ? noun.slice(0, -1) : noun)
const irregular: Readonly<Record<string, string>> = dictionary({ people: 'person', children: 'child', men: 'man', women: 'woman', mice: 'mouse', leaves: 'leaf', series: 'series', movies: 'movie', cookies: 'cookie', pies: 'pie', ties: 'tie', shoes: 'shoe' })
/** The plural where it does not follow the rule. */
export const irregularPlural = (noun: string): string | undefined => Object.keys(irregular).find((many) => irregular[many] === noun)

const isMistypedVerb = (said: string, verb: string): boolean => {
  if (verb === 'add') return said === 'ad' || said === 'addd' || said === 'aad'
  if (said[0] !== verb[0] || realWords.has(said) || !isOneLetterOff(said, verb)) return false
  if (said === `${verb}s` || said === `${verb}d` || said === `${verb}r`) return false
  // Four letters are often one letter away from another verb: only swapped or doubled letters count.
  return verb.length >= 5 || (verb.length === 4 && (said.length === 5 ? isDoubled(said, verb) : isSwapped(said, verb)))
}
const isSwapped = (said: string, name: string) => said.length === name.length && !realWords.has(said) && isOneLetterOff(said, name) && [...said].toSorted().join('') === [...name].toSorted().join('')
const isDoubled = (said: string, verb: string) => [...verb].some((letter, i) => said === verb.slice(0, i) + letter + verb.slice(i))

/** Words one letter away from a verb or a name of ours that mean something else. */
const realWords = new Set(`clean charge chance chase change's remote crate greater cream great marked makes mover finished finishes finisher
  removed removal deleted deletes created creates renamed renames updated updates changed changes charger showed shown shows lists listed listen
  insect inserts cleared clears clearer closed closer closes clone close loses switched searched undone resole resolved solve dissolve sent send
  compete competed repaid snoozed red reed planets road reads reader ready reading unready open opens opened hight height hugh law lows lower slow
  medius tasks tank ask bask mask books look cook hook boot boost bowl boon planet plans plant plane place plate`.split(/\s+/))
