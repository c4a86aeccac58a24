import { standsAt, type Word } from './words.ts'

/**
 * Puts a wish that says what shall be done to a row as a request: "I want the MOT moved to friday", "the gym can be deleted" are "move the MOT
 * to friday", "delete the gym". Only verbs that the desk alone can mean: what shall be finished or bought is a chore.
 */
export const asRequest = (words: readonly Word[]): readonly Word[] | undefined => {
  const lead = leads.find((one) => standsAt(words, 0, one))
  const from = lead?.length ?? 0
  const at = words.findIndex(({ norm, quoted }, i) => i > from && !quoted && bases.has(norm))
  const verb = words[at]
  const base = bases.get(verb?.norm ?? '')
  if (!verb || base === undefined) return undefined
  const modal = modals.find((one) => at - one.length > from && standsAt(words, at - one.length, one))
  // "Milk was deleted" tells; "must be" and "can be" wish.
  if (lead ? modal !== undefined && modal[0] !== 'to' : modal === undefined || modal[0] === 'to') return undefined
  // "The oven needs to be checked" is a chore; "checked off" is none.
  const off = words[at + 1]?.norm === 'off' ? words.slice(at + 1, at + 2) : []
  if (off.length === 0 && /^(cross|check|strike)$/.test(base)) return undefined
  return [{ ...verb, text: base, norm: base }, ...off, ...words.slice(from, at - (modal?.length ?? 0)), ...words.slice(at + 1 + off.length)]
}

const phrases = (text: string) => text.split(', ').map((phrase) => phrase.split(' ')).toSorted((a, b) => b.length - a.length)
const leads = phrases("i want, i need, i would like, i'd like, we want, we need, we'd like, we would like, i require, have, get, i wish, i would love, i'd love, i would prefer, i'd prefer")
const modals = phrases('can be, may be, could be, should be, must be, can now be, may now be, should now be, needs to be, need to be, has to be, have to be, ought to be, is to be, are to be, to be, can safely be, shall be, can all be, might as well be')
const bases: ReadonlyMap<string, string> = new Map('marked mark|moved move|deleted delete|removed remove|erased erase|ticked tick|crossed cross|checked check|struck strike|renamed rename|added add|changed change|set set|unticked untick|reopened reopen|postponed postpone|rescheduled reschedule|raised raise|lowered lower|bumped bump|assigned assign|cleared clear|snoozed snooze|updated update'.split('|').map((pair) => pair.split(' ')).map(([past = '', base = '']) => [past, base]))
