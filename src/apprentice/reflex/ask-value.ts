import { asksValue } from './answer.ts'
import type { KnownField, KnownTable } from './compile.ts'
import { fieldAt } from './field-names.ts'
import { prepositions } from './lexicon.ts'
import { fieldOfQuality, fieldOfUnit } from './quantity.ts'
import { findSure } from './reference.ts'
import { pageFirst, withoutArticles, type Meaning, type Scene } from './scene.ts'
import { dateCalled } from './selection-told.ts'
import { isSameVerb } from './verb-forms.ts'
import { standsAt, type Word } from './words.ts'

/** Reads "what stage is the fit-out in?", "how long does the curry take?", "who did I lend Wolf Hall to?", "where is the monstera?": one value of one row, each table by its own fields and the open page first. */
export const readValueAsked = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (!/^(what|which|how|who|whom|to|where|when|by|do|did|have)$/.test(words[0]?.norm ?? '') || words.length < 3 || words.length > 14) return undefined
  const page = scene.world.page?.table
  for (const table of pageFirst(scene))
    for (const way of ways) {
      const asked = way(table, words)
      const named = asked && withoutArticles(asked.named)
      if (!asked || !named || named.length === 0 || asked.field.field.private) continue
      const row = findSure(scene, named, { table: table.name })
      if (row && (!asked.weak || table.name === page || row.how === 'exact')) return asksValue(row, asked.field)
    }
  return undefined
}

/** What is asked for and the words that name the row; `weak` when the field is not named itself. */
interface Asked { readonly field: KnownField; readonly named: readonly Word[]; readonly weak?: boolean }
type Way = (table: KnownTable, words: readonly Word[]) => Asked | undefined

// "what stage is the fit-out in", "which meal is the curry for", "what priority does the oven have", "what page am I on in Wolf Hall"
const byName: Way = (table, words) => {
  if (!/^(what|which)$/.test(words[0]?.norm ?? '')) return undefined
  const found = fieldAt(table, words, 1)
  const at = 1 + (found?.length ?? 0)
  if (!found || !/^(is|was|are|were|does|do|did|has|have|am)$/.test(words[at]?.norm ?? '')) return undefined
  const mine = [['am', 'i', 'on', 'in'], ['am', 'i', 'on', 'with'], ['am', 'i', 'at', 'in'], ['did', 'i', 'give'], ['did', 'i', 'give', 'to'], ['did', 'i', 'do', 'for'], ['did', 'i', 'do', 'on'], ['did', 'i', 'use', 'for'], ['did', 'i', 'do'], ['do', 'i', 'have', 'for'], ['do', 'we', 'have', 'for']].toSorted((a, b) => b.length - a.length).find((one) => standsAt(words, at, one))
  return { field: found.field, named: mine ? words.slice(at + mine.length) : withoutTail(words.slice(at + 1)) }
}

// "how long does the curry take", "how heavy was the squat", "how expensive is the Barolo", "how many does the risotto serve"
const howMuch: Way = (table, words) => {
  const unit = standsAt(words, 0, ['how', 'many']) && /^(is|was|are|were|does|do|did|has|have)$/.test(words[3]?.norm ?? '') ? fieldOfUnit(table, words[2]?.norm ?? '') : undefined
  if (unit && unit.field.kind !== 'money') return { field: unit, named: words.slice(4, /^(make|makes|serve|serves|feed|take|have|need|get|last|for|weigh)$/.test(words.at(-1)?.norm ?? '') ? -1 : undefined), weak: true }
  if (words[0]?.norm !== 'how' || !/^(is|was|are|were|does|do|did|cost|costs)$/.test(words[2]?.norm ?? '')) return undefined
  const quality = words[1]?.norm ?? ''
  const verb = words.at(-1)?.norm ?? ''
  const called = quality === 'many' ? table.fields.find(({ field, names }) => /integer|decimal/.test(field.kind) && names.some((name) => name.length === 1 && isSameVerb((name[0] ?? '').replace(/s$/, ''), verb))) : undefined
  if (called) return { field: called, named: words.slice(3, -1), weak: true }
  const isMoney = (quality === 'much' && (/^costs?$/.test(words[2]?.norm ?? '') || /^costs?$/.test(verb))) || quality === 'expensive' || quality === 'dear'
  const field = quality === 'much' && /^weigh$/.test(verb) ? fieldOfQuality(table, 'heavy') : fieldOfQuality(table, isMoney ? 'cheap' : quality === 'much' ? '' : quality)
  // "How long is the banana bread?" has nothing to do with its minutes.
  if (!field || (quality === 'long' && !/^(take|takes|last|lasts|need|needs)$/.test(verb) && !/length|page|minute|duration/.test(field.name)) || (quality === 'long' && /^(is|are)$/.test(words[2]?.norm ?? '') && fieldOfUnit(table, 'minute') === field)) return undefined
  return { field, named: /^(take|last|need|cost|costs|weigh)$/.test(verb) ? words.slice(3, -1) : words.slice(3), weak: true }
}

// "what does the Rioja cost", "what did the train cost"
const whatCosts: Way = (table, words) => {
  if (standsAt(words, 0, ['what', 'did', 'i', 'pay', 'for']) || standsAt(words, 0, ['what', 'did', 'we', 'pay', 'for'])) { const price = fieldOfQuality(table, 'cheap'); return price && { field: price, named: words.slice(5), weak: true } }
  if (standsAt(words, 0, ['what', 'is']) && words.at(-1)?.norm === 'worth') { const worth = fieldOfQuality(table, 'cheap'); return worth && { field: worth, named: words.slice(2, -1), weak: true } }
  if (words[0]?.norm !== 'what' || !/^(does|do|did)$/.test(words[1]?.norm ?? '')) return undefined
  const verb = words.at(-1)?.norm ?? ''
  const field = verb === 'cost' ? fieldOfQuality(table, 'cheap') : verb === 'weigh' ? fieldOfQuality(table, 'heavy') : undefined
  return field && { field, named: words.slice(2, -1), weak: true }
}

// "who did I lend Wolf Hall to", "to whom did I lend Wolf Hall": a field that is called by the verb and "to".
const toWhom: Way = (table, words) => {
  const first = /^(to|from|with)$/.test(words[0]?.norm ?? '') ? 1 : 0
  const to = first ? words[0]?.norm : words.at(-1)?.norm
  if (!/^(who|whom)$/.test(words[first]?.norm ?? '') || !/^(did|have)$/.test(words[first + 1]?.norm ?? '') || !/^(i|we)$/.test(words[first + 2]?.norm ?? '') || to === undefined) return undefined
  const field = table.fields.find(({ names, field: { kind } }) => /text|link/.test(kind) && names.some((name) => name.length === 2 && name[1] === to && isSameVerb(name[0] ?? '', words[first + 3]?.norm ?? '')))
  return field && { field, named: words.slice(first + 4, first ? undefined : -1) }
}

// "who is R-104 for", "who is Emma by"
const whoFor: Way = (table, words) => {
  const family = words[0]?.norm === 'who' && /^(is|was)$/.test(words[1]?.norm ?? '') && /^(for|by)$/.test(words.at(-1)?.norm ?? '') ? prepositions[words.at(-1)?.norm ?? ''] : undefined
  const fields = family ? table.fields.filter(({ field: { kind }, names }) => /text|link/.test(kind) && names.some((name) => name.some((word) => family.has(word)))) : []
  return fields.length === 1 && fields[0] ? { field: fields[0], named: words.slice(2, -1) } : undefined
}

// "how did the squat feel", "what did I rate Beloved": a field that is called by the verb
const byVerb: Way = (table, words) => {
  const rated = /^(what|how)$/.test(words[0]?.norm ?? '') && words[1]?.norm === 'did' && /^(i|we)$/.test(words[2]?.norm ?? '') && /^(rate|score|grade)$/.test(words[3]?.norm ?? '') ? fieldOfQuality(table, 'good') : undefined
  if (rated) return { field: rated, named: words.slice(4) }
  const verb = words.at(-1)?.norm ?? ''
  const field = words[0]?.norm === 'how' && /^(did|does)$/.test(words[1]?.norm ?? '') ? table.fields.find(({ field: { kind }, names }) => /choice|text/.test(kind) && names.some((name) => name.length === 1 && isSameVerb(name[0] ?? '', verb) && name[0] !== verb)) : undefined
  return field && { field, named: words.slice(2, -1) }
}

// "where do I get the light bulbs"
const whereGot: Way = (table, words) => {
  const isAsked = words[0]?.norm === 'where' && /^(do|did|can|could|should)$/.test(words[1]?.norm ?? '') && /^(i|we)$/.test(words[2]?.norm ?? '') && /^(get|buy|find|order)$/.test(words[3]?.norm ?? '')
  const field = isAsked ? table.fields.find(({ name }) => /^(shop|store|source|seller|supplier|market|vendor)$/.test(name)) : undefined
  return field && { field, named: words.slice(4, /^(from|at)$/.test(words.at(-1)?.norm ?? '') ? -1 : undefined), weak: true }
}

// "when should I drink the Barolo", "when do I have to drink …": a day by which it is to be done
const whenDue: Way = (table, words) => {
  const lead = [['when', 'should', 'i'], ['when', 'should', 'we'], ['when', 'must', 'i'], ['when', 'do', 'i', 'have', 'to'], ['when', 'do', 'we', 'have', 'to'], ['when', 'do', 'i', 'need', 'to'], ['by', 'when', 'should', 'i']].find((one) => standsAt(words, 0, one))
  const verb = lead ? words[lead.length]?.norm : undefined
  if (!lead || verb === undefined) return undefined
  const called = table.fields.find(({ field: { kind }, names }) => kind === 'date' && names.some((name) => name.length === 2 && name[0] === verb && /^(by|before|on)$/.test(name[1] ?? '')))
  if (called) return { field: called, named: words.slice(lead.length + 1) }
  const due = table.fields.find(({ name }) => /^(due|deadline)$/.test(name))
  return due && { field: due, named: words.slice(lead.length) }
}

// "where is the monstera"
const where: Way = (table, words) => {
  const fields = words[0]?.norm === 'where' && /^(is|are)$/.test(words[1]?.norm ?? '') ? table.fields.filter(({ name, field: { kind } }) => /^(text|choice|link)$/.test(kind) && /^(room|place|location|spot|shelf|position|bed|box|drawer)$/.test(name)) : []
  return fields.length === 1 && fields[0] ? { field: fields[0], named: words.slice(2), weak: true } : undefined
}

// "when did I last water the rosemary", "when was the aloe last watered"
const whenLast: Way = (table, words) => {
  if (words[0]?.norm !== 'when') return undefined
  const plain = words.filter(({ norm }, i) => !(norm === 'last' && (i === 3 || i >= words.length - 2)))
  const isDid = words[1]?.norm === 'did' && /^(i|we)$/.test(words[2]?.norm ?? '')
  const field = isDid && plain[3]?.norm === 'do' ? table.fields.find(({ name, field: { kind } }) => kind === 'date' && /^(day|date|when)$/.test(name)) : isDid ? dateCalled(table, plain[3]?.norm ?? '') : /^(was|were)$/.test(words[1]?.norm ?? '') ? dateCalled(table, plain.at(-1)?.norm ?? '') : undefined
  return field && { field, named: isDid ? plain.slice(4) : plain.slice(2, -1) }
}

// "do I like the Rioja", "have I bought the light bulbs": a checkbox that is called by the verb.
const whether: Way = (table, words) => {
  if (!/^(do|did|have)$/.test(words[0]?.norm ?? '') || !/^(i|we)$/.test(words[1]?.norm ?? '')) return undefined
  const at = /^(already|ever|really)$/.test(words[2]?.norm ?? '') ? 3 : 2
  const verb = words[at]?.norm ?? ''
  const field = table.fields.find(({ field: { kind }, names }) => kind === 'checkbox' && names.some((name) => name.length === 1 && isSameVerb(name[0] ?? '', verb)))
  return field && verb !== 'have' ? { field, named: words.slice(at + 1, /^(yet|already)$/.test(words.at(-1)?.norm ?? '') ? -1 : undefined), weak: true } : undefined
}

const ways: readonly Way[] = [byName, howMuch, whatCosts, toWhom, whoFor, byVerb, whereGot, whenDue, where, whenLast, whether]

const withoutTail = (words: readonly Word[]) => (words.length > 1 && /^(in|on|at|for|from|have|has|need|get|take|now|to|with)$/.test(words.at(-1)?.norm ?? '') ? words.slice(0, -1) : words)
