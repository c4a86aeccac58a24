import { chargeField, doerField, whoIn } from './doer.ts'
import { nameAt } from './scene.ts'
import type { Take } from './selection-parts.ts'
import { readValue } from './value.ts'
import { standsAt } from './words.ts'

/** "Grace's deals" */
export const owned: Take = (scene, table, words, at, into) => {
  const owner = words.findIndex(({ norm }, i) => i > at && norm === "'s")
  const links = table.fields.filter(({ field }) => field.kind === 'link')
  if (owner < 0 || links.length !== 1 || !links[0] || nameAt(words, owner + 1, table.plurals) === 0) return 0
  const value = readValue(scene, links[0], words.slice(at, owner))
  if (typeof value !== 'number') return 0
  into.where[links[0].name] = value
  return owner + 1 - at
}

/** "does Elena have", "has Marcus got" */
export const had: Take = (scene, table, words, at, into) => {
  const isHad = /^(does|do|has|have)$/.test(words[at]?.norm ?? '') && /^(have|got|has)$/.test(words.at(-1)?.norm ?? '') && at > 0 && words.length - at > 2 && into.noun !== 'none'
  const links = isHad ? table.fields.filter(({ field }) => field.kind === 'link') : []
  const value = links[0] && links.length === 1 ? readValue(scene, links[0], words.slice(at + 1, -1)) : undefined
  if (typeof value !== 'number' || !links[0]) return 0
  into.where[links[0].name] = value
  return words.length - at
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
