import { anyBasesOf, basesOf } from './verb-forms.ts'
import { phrases, standsAt, withoutEnd, type Word } from './words.ts'

/** Something that was done: the verbs that it may be, and what it was done to. */
export interface Deed {
  readonly verbs: readonly string[]
  readonly object: readonly Word[]
  /** The verb as it was said. */
  readonly said: Word
  /** Told as done by now ("I have", "just", "already"), not only at some time. */
  readonly isNow: boolean
}

/** Reads "I have just bought milk", "already bought milk", "we paid the rent": what someone tells of having done. */
export const readDeed = (words: readonly Word[]): Deed | undefined => {
  const lead = leads.find((one) => standsAt(words, 0, one))?.length ?? 0
  const teller = tellers.find((one) => standsAt(words, lead, one))
  const told = lead + (teller?.length ?? 0)
  let at = told
  while (/^(just|already|finally|now|also|at|last)$/.test(words[at]?.norm ?? '')) at++
  const said = words[at]
  const past = said?.norm ?? ''
  const verbs = anyBasesOf(past)
  const object = withoutEnd(words.slice(at + 1), tails)
  // Without a teller a word that is no past form alone ("read", "put") asks rather than tells.
  if (!said || verbs.length === 0 || said.quoted || object.length === 0 || (at === 0 && verbs.includes(past))) return undefined
  // "Fred was watered": a name may end as verbs do.
  if (at === 0 && basesOf(past).length === 0 && object.some(({ norm }) => /^(is|are|was|were|has|have)$/.test(norm))) return undefined
  return { verbs, object, said, isNow: at > told || (teller?.at(-1) ?? '').endsWith('ve') || object.length < words.length - at - 1 }
}

/** Reads "the rent is paid", "the bike has been fixed", "R-101 was sent yesterday": what is told of a thing; what follows the verb stays with it. */
export const readPassive = (words: readonly Word[]): (Deed & { readonly when: readonly Word[] }) | undefined => {
  const at = words.findIndex((_, i) => i > 0 && passives.some((one) => standsAt(words, i, one)))
  const passive = passives.find((one) => standsAt(words, at, one))
  if (at < 1 || !passive) return undefined
  const rest = withoutEnd(words.slice(at + passive.length), tails).filter(({ norm }, i) => !(i === 0 && /^(already|now|finally|all)$/.test(norm)))
  const [said] = rest
  const verbs = anyBasesOf(said?.norm ?? '')
  return said && verbs.length > 0 ? { verbs, said, object: words.slice(0, at), isNow: false, when: rest.slice(1) } : undefined
}

/** True when words begin to tell of something done: "I have paid", "called"; with `now` only of what is done by now. */
export const tellsAt = (words: readonly Word[], { now = false } = {}): boolean => {
  const deed = readDeed(words)
  return deed !== undefined && (!now || deed.isNow)
}

const leads = [['record', 'that'], ['note', 'that'], ['write', 'down', 'that'], ['note', 'down', 'that'], ['remember', 'that']]
const tellers = [['i', 'have'], ['we', 'have'], ["i've"], ["we've"], ['ive'], ['i'], ['we']]
const passives = [['has', 'been'], ['have', 'both', 'been'], ['have', 'all', 'been'], ['are', 'both'], ['are', 'all'], ['were', 'both'], ['were', 'all'], ['have', 'been'], ['have', 'both', 'been'], ['have', 'all', 'been'], ['are', 'both'], ['is'], ['are'], ['was'], ['were']]

const tails = phrases('just now, at last, by now, already, now, finally, yet')
