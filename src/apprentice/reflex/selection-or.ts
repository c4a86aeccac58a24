import { today } from '../../app/dates.ts'
import { readChoice } from './choices.ts'
import { chargeField, doerField, whoIn } from './doer.ts'
import { dateField, fieldAt } from './field-names.ts'
import type { Take } from './selection-parts.ts'
import { standsAt } from './words.ts'

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

/** "has nobody taken", "with nobody on them": rows that no one has taken on. */
export const unheld: Take = (_s, table, words, start, into) => {
  const at = start + (/^(that|which)$/.test(words[start]?.norm ?? '') ? 1 : 0)
  const phrase = into.noun === 'none' ? undefined : nobodies.find((one) => standsAt(words, at, one))
  const field = phrase && chargeField(table)
  if (!phrase || !field) return 0
  into.where[field.name] = null
  return at + phrase.length - start
}
const nobodies = ['nobody', 'no one'].flatMap((who) => [`has ${who} taken`, `has ${who} got`, `does ${who} have`, `${who} has taken`, `${who} has got`, `${who} has`, `${who} is on`, `${who} is doing`, `is ${who} on`, `is ${who} doing`, `have ${who} on them`, `have ${who}`, `has ${who}`, `with ${who} on them`, `with ${who}`, `need someone`]).concat(['are not covered', "aren't covered", 'are not taken', "aren't taken", 'are not assigned', 'are unassigned', 'are uncovered', 'unassigned', 'without anyone', 'without anybody', 'need someone', 'still need someone', 'need somebody'])
  .map((one) => one.split(' ')).toSorted((a, b) => b.length - a.length)

/** "that Alex paid", "Kofi has taken": who did it, in the place of "paid by Alex". */
export const doneByOne: Take = (scene, table, words, start, into) => {
  const at = start + (/^(that|which)$/.test(words[start]?.norm ?? '') ? 1 : 0)
  if (into.noun === 'none' && !into.all && Object.keys(into.where).length === 0) return 0
  for (let verb = at + 1; verb < Math.min(at + 4, words.length); verb++) {
    const helped = /^(has|is|was)$/.test(words[verb]?.norm ?? '') ? 1 : 0
    const field = doerField(table, words[verb + helped]?.norm ?? '')
    const value = field && whoIn(scene, field, words.slice(at, verb))
    if (!field || value === undefined || value === null) continue
    into.where[field.name] = field.field.kind === 'text' && typeof value === 'string' ? { contains: value } : value
    return verb + helped + 1 + (words[verb + helped + 1]?.norm === 'for' ? 1 : 0) - start
  }
  return 0
}

/** "still to come", "coming up", "ahead": from today on. */
export const toCome: Take = ({ world }, table, words, start, into) => {
  const phrase = into.noun === 'none' ? undefined : comings.find((one) => standsAt(words, start, one))
  const field = phrase && dateField(table)
  if (!phrase || !field) return 0
  into.where[field.name] = { from: today(world) }
  return phrase.length
}
const comings = ['still to come', 'yet to come', 'to come', 'coming up', 'upcoming', 'lie ahead', 'are ahead', 'in the future'].map((one) => one.split(' '))
