import type { Where } from '../../app/define.ts'
import { date } from '../../app/field.ts'
import type { KnownField, KnownTable } from './compile.ts'
import { fieldAt } from './field-names.ts'
import { fieldOfUnit } from './quantity.ts'
import { comparisonAt } from './selection-compare.ts'
import { daysOf } from './selection-dates.ts'
import type { Take } from './selection-parts.ts'
import { isPastForm, isSameVerb } from './verb-forms.ts'
import type { Word } from './words.ts'

/**
 * What the one who asks did with rows, likes of them or has still to do: "that I already bought", "do I like", "am I reading",
 * "I still have to do", "did I send this month", "have never been watered". A checkbox, a choice or a past date is called by the verb.
 */
export const told: Take = (scene, table, words, start, into) => {
  if (!begins.has(words[start]?.norm ?? '')) return 0
  const at = start + (/^(that|which|who|whom|what)$/.test(words[start]?.norm ?? '') ? 1 : 0)
  let end = at
  while (end < words.length && end - at < 8 && !words[end]?.quoted && helpers.has(words[end]?.norm ?? '')) end++
  // The last helping word may be the verb itself: "I have to do".
  for (let verb = Math.min(end, words.length - 1); verb > at; verb--) {
    const way = wayOf(words.slice(at, verb).map(({ norm }) => norm))
    const said = words[verb]
    const length = way && said && !said.quoted ? take({ scene, table, words, into }, way, verb) : 0
    if (length > 0) return length - start
  }
  return 0
}

/** "still to do", "left to buy": what is open. */
export const toBeDone: Take = (_s, table, words, at, into) => {
  if (!/^(still|left|yet)$/.test(words[at]?.norm ?? '') || words[at + 1]?.norm !== 'to') return 0
  const test = checked(table, words[at + 2]?.norm ?? '', false)
  if (!test) return 0
  into.where[test[0]] = test[1]
  return 3
}

/** "to drink before 2027": a date that is called by the verb. */
export const toDoBy: Take = (scene, table, words, at, into) => {
  const verb = words[at]?.norm === 'to' ? words[at + 1]?.norm : undefined
  const field = verb === undefined ? undefined : table.fields.find(({ field: { kind }, names }) => /date/.test(kind) && names.some((name) => name[0] === verb && /^(by|before|until|on)$/.test(name[1] ?? '')))
  const days = field && daysOf(scene, field, words, at + 2)
  if (!field || !days) return 0
  into.where[field.name] = days.test
  return 2 + days.length
}

interface Place { readonly scene: Parameters<Take>[0]; readonly table: KnownTable; readonly words: readonly Word[]; readonly into: Parameters<Take>[4] }
type Form = 'did' | 'has done' | 'does' | 'is doing' | 'was done' | 'must' | 'wants'
interface Way { readonly form: Form; readonly not: boolean }

const begins = new Set(`that which who whom what i we i've we've ive i'm i'd do did have has had am are were was haven't havent don't dont didn't didnt haven`.split(' '))
const helpers = new Set(`i we i've we've ive i'm have has had do did am are is was were been be not never haven't havent hasn't don't dont didn't didnt already just still currently ever also really to need want must got like'd yet`.split(' '))

/** What the helping words before a verb come to; undefined when they are no way to tell it of oneself. */
const wayOf = (norms: readonly string[]): Way | undefined => {
  const has = (one: RegExp) => norms.some((norm) => one.test(norm))
  const self = norms.filter((norm) => /^(i|we|i've|we've|ive|i'm)$/.test(norm)).length
  const not = has(/^(not|never|haven't|havent|hasn't|don't|dont|didn't|didnt)$/)
  const last = norms.at(-1) ?? ''
  if (self === 0) return has(/^(been|are|is|was|were|be)$/) && !has(/^(do|did|to|need|want|must|am)$/) && (not || has(/^been$/)) ? { form: 'was done', not } : undefined
  if (self > 1 || has(/^(is|was|were|been|be)$/)) return undefined
  if (has(/^to$/)) return last !== 'to' && last !== 'still' ? undefined : has(/^want$/) ? { form: 'wants', not } : has(/^(need|have|had|got|i've|we've)$/) && !(not && !has(/^yet$/)) ? { form: 'must', not: false } : undefined
  if (has(/^(need|want|got|yet)$/)) return undefined
  if (has(/^must$/)) return { form: 'must', not: false }
  if (has(/^(am|are|i'm)$/)) return { form: 'is doing', not }
  if (has(/^(have|i've|we've|ive|haven't|havent|had)$/)) return { form: 'has done', not }
  return has(/^(did|didn't|didnt)$/) ? { form: 'did', not } : { form: 'does', not }
}

const take = (place: Place, { form, not }: Way, at: number): number => {
  const { scene, table, words, into } = place
  const verb = words[at]?.norm ?? ''
  const isPast = form === 'did' || form === 'has done' || form === 'was done' || (form === 'does' && isPastForm(verb))
  const after = at + 1 + (/^(yet|already)$/.test(words[at + 1]?.norm ?? '') ? 1 : 0)
  const days = isPast ? dateTold(place, verb, after, not) : undefined
  if (days) { into.where[days.field.name] = days.test; return days.end }
  // "given five stars": the verb says nothing beside them.
  const rated = isPast && !not && /^(give|given|gave|rate|rated)$/.test(verb) ? comparisonAt(table, words, at + 1) : undefined
  const score = isPast && !rated && /^(rated|scored|graded)$/.test(verb) ? fieldOfUnit(table, 'star') : undefined
  if (score) { into.where[score.name] = not ? null : { not: null }; return after }
  if (rated) { into.where[rated.field.name] = rated.test; return at + 1 + rated.length }
  // "lent to" is a field, whose value follows.
  const named = isPast && !not ? fieldAt(table, words, at) : undefined
  if (named && named.length > 1 && named.length + at < words.length && /text|link/.test(named.field.field.kind)) return at
  // "What am I reading?" may ask for something else; "which books am I reading?" does not.
  const choice = into.noun === 'none' && !into.all ? undefined : choiceTold(table, verb, form)
  const test = choice ? ([choice.field, not ? { not: choice.value } : choice.value] as const) : form === 'must' ? checked(table, verb, false) : form === 'wants' || (form === 'is doing' && verb !== 'missing') || (form === 'does' && !isPast && !lasting.test(verb)) ? undefined : checked(table, verb, !not)
  // When it was done no checkbox says.
  if (!test || (isPast && dayFollows(scene, words, after))) return pastOnly(place, verb, after, { isPast, not })
  into.where[test[0]] = test[1]
  return after
}

// "What do I get at the bakery?" tells of nothing done; "which do I like?" does.
const lasting = /^(like|love|own|want|need|know|use|prefer|miss|recommend|trust|have)$/

// "have I never cooked", "that I watered": with a date of its own, a verb says whether there is one.
const pastOnly = ({ scene, table, words, into }: Place, verb: string, at: number, { isPast, not }: { readonly isPast: boolean; readonly not: boolean }): number => {
  const field = isPast ? dateCalled(table, verb) : undefined
  // "Which have I not watered?" hardly means never.
  if (!field || dayFollows(scene, words, at) || (not && !isOnce(verb) && !words.some(({ norm }) => norm === 'never' || norm === 'yet'))) return 0
  into.where[field.name] = not ? null : { not: null }
  return at
}

const dateTold = ({ scene, table, words }: Place, verb: string, at: number, not: boolean) => {
  const field = not ? undefined : dateCalled(table, verb)
  const days = field && daysOf(scene, field, words, at, { isPast: true })
  return field && days ? { field, test: days.test, end: at + days.length } : undefined
}
const dayFollows = (scene: Place['scene'], words: readonly Word[], at: number): boolean => at < words.length && daysOf(scene, anyDay, words, at) !== undefined
const anyDay: KnownField = { name: 'day', field: date(), names: [], sayings: [] }

/** What is done to a row but once: if it is not done, it never was. */
export const isOnce = (verb: string): boolean => once.some((one) => isSameVerb(one, verb))
const once = 'send pay finish complete ship deliver receive return close sign book order submit publish release read see try sell buy win lose'.split(' ')

/** The date that tells when rows were last treated so: "watered", "Last cooked", "sent". */
export const dateCalled = (table: KnownTable, verb: string): KnownField | undefined =>
  table.fields.find(({ field, names }) => /date/.test(field.kind) && !field.private && names.some((name) => name.length < 3 && (name.length === 1 || /^(last|date)$/.test(name[0] ?? '')) && isPastForm(name.at(-1) ?? '') && isSameVerb(name.at(-1) ?? '', verb)))

const choiceTold = (table: KnownTable, verb: string, form: Form): { readonly field: string; readonly value: string } | undefined => {
  const isAhead = form === 'must' || form === 'wants'
  for (const { name, sayings } of table.fields)
    for (const { choice, words, own } of sayings) {
      const [first = '', ...more] = words
      if (!own || (isAhead ? words.at(-2) !== 'to' || words.at(-1) !== verb : more.length > 0)) continue
      const isIt = isAhead || (form === 'is doing' ? first.endsWith('ing') && first === verb : !first.endsWith('ing') && isPastForm(first) && (form === 'did' ? isSameVerb(first, verb) : first === verb))
      if (isIt) return { field: name, value: choice }
    }
  return undefined
}

/** The checkbox that a verb calls, or the one that says whether a row is done. */
const checked = (table: KnownTable, verb: string, on: boolean): readonly [string, Where[string]] | undefined => {
  const called = table.fields.find(({ field, names }) => field.kind === 'checkbox' && names.some((name) => name.length === 1 && (isSameVerb(name[0] ?? '', verb) || (name[0] === 'bought' && /^(get|got|gotten)$/.test(verb)))))
  if (called) return [called.name, on]
  const { done } = table
  // "What do I need from the bakery?": what is not bought yet.
  if (/^(need|miss|missing)$/.test(verb) && done?.on === true && /^(bought|packed|got)$/.test(done.field)) return on ? [done.field, false] : undefined
  if (!done || !/^(do|done|did|finish|finished|complete|completed)$/.test(verb)) return undefined
  return [done.field, on ? done.on : typeof done.on === 'boolean' ? done.off : { not: done.on }]
}
