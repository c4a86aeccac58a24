import { readChoice } from './choices.ts'
import { fieldAt, flagAt } from './field-names.ts'
import { doneWords } from './lexicon.ts'
import { daysOf } from './selection-dates.ts'
import type { Take } from './selection-parts.ts'
import { dateCalled, isOnce } from './selection-told.ts'
import { wordFor } from './shape.ts'
import { standsAt, type Word } from './words.ts'

/** "without a date", "that don't have a phone number", "missing an email": a field that is empty. */
export const without: Take = (_s, table, words, at, into) => {
  const start = at + (/^(that|which|who)$/.test(words[at]?.norm ?? '') ? 1 : 0)
  const lead = empties.find((one) => standsAt(words, start, one))
  let from = start + (lead?.length ?? 0)
  if (/^(a|an|any|the)$/.test(words[from]?.norm ?? '')) from++
  const found = lead ? fieldAt(table, words, from) : undefined
  if (!lead || !found || found.field.field.kind === 'checkbox') return 0
  into.where[found.field.name] = null
  return from + found.length - at
}
/** "without the finished ones", "except the low ones": rows that are not so. */
export const except: Take = (scene, table, words, at, into) => {
  const lead = excepts.find((one) => standsAt(words, at, one))
  if (!lead || into.noun === 'none' && !into.all) return 0
  const from = at + lead.length + (/^(the|any|all|those|that are)$/.test(words[at + lead.length]?.norm ?? '') ? 1 : 0)
  const length = denied(scene, table, words, from, into)
  const end = from + length
  return length > 0 && /^(ones|tasks|rows|items|things)$/.test(words[end]?.norm ?? '') && end === words.length - 1 ? words.length - at : 0
}
const excepts = [['without'], ['except'], ['except', 'for'], ['excluding'], ['but', 'not'], ['apart', 'from'], ['other', 'than'], ['minus']].toSorted((a, b) => b.length - a.length)

/** "that isn't done", "not sent yet", "haven't been watered", "unread", "unsent": what is not so. */
export const negated: Take = (scene, table, words, start, into) => {
  const first = words[start]
  const said = first?.norm ?? ''
  const inside = first && !first.quoted ? /^un([a-z]{3,})$/.exec(said)?.[1] : undefined
  // "unread"
  if (inside !== undefined) return flagAt(table, words, start) || table.fields.some((one) => one.sayings.length > 0 && readChoice(one, words.slice(start, start + 1)) !== undefined) ? 0 : denied(scene, table, [{ ...(first as Word), norm: inside }], 0, into) // `first` is there: its inside was read
  let at = start + (/^(that|which|who)$/.test(said) ? 1 : 0)
  const lead = denials.find((one) => standsAt(words, at, one))
  if (!lead) return 0
  at += lead.length
  while (/^(yet|been|being|so|far)$/.test(words[at]?.norm ?? '')) at++
  const length = denied(scene, table, words, at, into)
  return length === 0 ? 0 : at + length - start
}
const denials = [["isn't"], ['isnt'], ["aren't"], ['arent'], ["wasn't"], ["weren't"], ["hasn't", 'been'], ["haven't", 'been'], ['is', 'not'], ['are', 'not'], ['not', 'yet'], ['not'], ['never']]

/** "in G or D", "high or medium priority", "red and white": two or three choices of one field. */
export const either: Take = (_s, table, words, start, into) => {
  const at = start + (/^(in|for|from|with|of|at|on|either|are|is)$/.test(words[start]?.norm ?? '') ? 1 : 0)
  const first = words[at]
  if (!first || !words.slice(at + 1, at + 6).some(({ norm, quoted }) => norm === 'or' && !quoted)) return 0
  const fields = table.fields.filter((one) => readChoice(one, [first]) !== undefined)
  const [field] = fields
  if (!field || fields.length > 1) return 0
  const values = [readChoice(field, [first]) ?? '']
  let end = at + 1
  for (;;) {
    const joint = words[end]?.norm === ',' && words[end + 1]?.norm === 'or' ? 2 : /^(or|,)$/.test(words[end]?.norm ?? '') ? 1 : 0
    const word = joint > 0 ? words[end + joint] : undefined
    const next = word && readChoice(field, [word])
    if (next === undefined) break
    values.push(next)
    end += joint + 1
  }
  if (values.length < 2 || new Set(values).size < values.length) return 0
  const after = fieldAt(table, words, end)
  into.where[field.name] = { in: values }
  return end - start + (after?.field.name === field.name ? after.length : 0)
}

const empties = [['missing'], ['is', 'missing'], ['are', 'missing'], ['lacks'], ['lacking'], ['without'], ['with', 'no'], ['have', 'no'], ['has', 'no'], ["don't", 'have'], ['dont', 'have'], ['do', 'not', 'have'], ["doesn't", 'have'], ['does', 'not', 'have'], ["haven't", 'got'], ["hasn't", 'got'], ['have', 'not', 'got']]

const denied = (scene: Parameters<Take>[0], table: Parameters<Take>[1], words: readonly Word[], at: number, into: Parameters<Take>[4]): number => {
  const word = words[at]
  if (!word) return 0
  // "Not coming" may be a choice of its own, and then it is meant.
  const own = table.fields.find((one) => readChoice(one, [...wordFor('not', [word]), word]) !== undefined)
  if (own) { into.where[own.name] = readChoice(own, [...wordFor('not', [word]), word]) ?? null; return 1 }
  const flag = flagAt(table, words, at)
  if (flag) { into.where[flag.field.name] = !flag.value; return flag.length }
  const date = dateCalled(table, word.norm)
  // "Not watered since Monday" is neither never nor then.
  const isEver = isOnce(word.norm) || words.some(({ norm }) => norm === 'never' || norm === 'yet')
  if (date) { if (!isEver || (at + 1 < words.length && daysOf(scene, date, words, at + 1))) return 0; into.where[date.name] = null; return 1 }
  const chosen = table.fields.find((one) => one.sayings.length > 0 && readChoice(one, [word]) !== undefined)
  if (chosen && (into.noun === 'many' || !/^(low|medium|high)$/.test(word.norm))) { into.where[chosen.name] = { not: readChoice(chosen, [word]) ?? null }; return 1 }
  if (!table.done || !doneWords.has(word.norm)) return 0
  into.where[table.done.field] = typeof table.done.on === 'boolean' ? false : { not: table.done.on }
  return 1
}
