import type { Value } from '../../app/field.ts'
import { readChoice } from './choices.ts'
import type { KnownField, KnownTable } from './compile.ts'
import { fieldAt, flagAt } from './field-names.ts'
import { articles, degrees, doneWords, prepositions } from './lexicon.ts'
import { fieldOfUnit, isUnit, readQuantity, unitOf } from './quantity.ts'
import { nameAt, type Scene } from './scene.ts'
import { date } from './slot-dates.ts'
import { isAmount, isEmail, isPlainText, isWebAddress, readNumber, readValue } from './value.ts'
import { textOf, type Word } from './words.ts'

/** How strictly words are taken for values. */
export interface Way {
  /** The words must be values from the first to the last ("high priority, due friday"): a choice or a date may stand alone. */
  readonly whole?: boolean
  /** A statement: a degree ("low") must name its field, a day too. */
  readonly strict?: boolean
}
/** One value read at the end of words, `at` being the first of its words. */
interface Taken {
  readonly at: number
  readonly field: string
  readonly value: Value
  /** Words that were said within the value and are no part of it: the hour of a day. */
  readonly kept?: readonly Word[]
}

/** Reads one value at the end of words. */
export type Read = (scene: Scene, table: KnownTable, words: readonly Word[], way: Way) => Taken | undefined

// "author Frank Herbert", "with email ada@x.org", "rating: 5"
const fieldThenValue: Read = (scene, table, words, { whole }) => {
  for (let at = words.length - 2; at >= 0; at--) {
    const found = fieldAt(table, words, at)
    if (!found) continue
    const { field, length } = found
    // "due date of friday" is read from "due" on.
    const longer = at > 0 ? fieldAt(table, words, at - 1) : undefined
    if (longer?.field === field && longer.length > length) continue
    let from = at + length
    const marked = /^(of|is|to|=|:|as|are|being)$/.test(words[from]?.norm ?? '')
    if (marked) from += words[from + 1]?.norm === 'now' ? 2 : 1
    const link = words[from]?.norm === 'be' ? 1 : 0
    const value = readValue(scene, field, words.slice(from + link))
    if (value === undefined) continue
    const led = at === 0 || /^(with|and|,|whose|the|a|an|having|its|his|her|their|has)$/.test(words[at - 1]?.norm ?? '')
    // Free text takes in anything, so its field must be plainly announced.
    if (isFree(field) && !led && !marked && !(whole && at === 0) && mayBeAName(words, at)) continue
    if (isFree(field) && at === 0 && !whole) continue
    return { at, field: field.name, value }
  }
  return undefined
}

// "high priority", "5 stars", "a due date of friday" is the other way round
const valueThenField: Read = (scene, table, words) => {
  for (let length = 1; length < Math.min(words.length, 4); length++) {
    const at = words.length - length
    const found = fieldAt(table, words, at)
    if (found?.length !== length || isFree(found.field)) continue
    for (let from = Math.max(0, at - 4); from < at; from++) {
      const value = readValue(scene, found.field, words.slice(from, at))
      if (value !== undefined && value !== null) return { at: from, field: found.field.name, value }
    }
  }
  return undefined
}

// An address or an amount says by its shape what it is.
const shape: Read = (_, table, words) => {
  const text = words.at(-1)?.text ?? ''
  const only = (kind: string) => { const all = table.fields.filter(({ field }) => field.kind === kind); return all.length === 1 ? all[0] : undefined }
  const field = isEmail(text) ? only('email') : isWebAddress(text) ? only('url') : undefined
  if (field) return { at: words.length - 1, field: field.name, value: isWebAddress(text) && !/^http/i.test(text) ? `https://${text}` : text }
  // "0171 555 88" where there is a phone: figures that are no other number.
  const figures = words.length - 1 - words.findLastIndex(({ norm }) => !/^[+\d][\d()/-]*$/.test(norm))
  const phone = table.fields.find(({ names }) => names.some(([name]) => name === 'phone'))
  if (phone && figures > 0 && textOf(words.slice(-figures)).replace(/\D/g, '').length > 6) return { at: words.length - figures, field: phone.name, value: textOf(words.slice(-figures)) }
  const money = only('money')
  for (const length of [2, 1]) {
    const said = textOf(words.slice(-length)).toLowerCase()
    // A number with cents is an amount, its currency said or not.
    if (!money || words.length < length || !(isAmount(said) || /^\d+[.,]\d\d$/.test(said))) continue
    const value = readNumber(said, true)
    if (value !== undefined) return { at: words.length - length, field: money.name, value }
  }
  return undefined
}

// "by Frank Herbert" where there is an author, "for Ada" where there is a client
const preposition: Read = (scene, table, words, way) => {
  for (let at = words.length - 2; at >= 0; at--) {
    const family = prepositions[words[at]?.norm ?? '']
    if (!family) continue
    const value = words.slice(at + 1)
    const link = linkNamed(scene, table, value)
    for (const field of table.fields) {
      // "for Cornwall" is the trip of that name rather than an owner in free words.
      if (field.name === table.titleField || (link && isFree(field)) || !field.names.some((name) => name.some((word) => family.has(word) && (name.length === 1 || word !== words[at]?.norm)))) continue
      const isPlace = /^(in|at|on|from|under)$/.test(words[at]?.norm ?? '') && words[at + 1]?.text === 'the' && value.length > 1
      // "the pond to the lake" names two places, "Jane Austen to my wishes" no author.
      if (isFree(field) && value.some(({ norm }) => /^(to|as)$/.test(norm))) continue
      if (isFree(field) && !isPlace && (!looksLikeName(value) || words[at]?.norm === 'on')) continue
      const read = readValue(scene, field, isPlace && field.field.kind !== 'link' ? value.slice(1) : value)
      if (read !== undefined && read !== null) return { at, field: field.name, value: read }
    }
    if (link && !/^(by|of|about|worth|costing|rated)$/.test(words[at]?.norm ?? '')) return { at, ...link }
    if (way.whole && at === 0) return undefined
  }
  return undefined
}

// ", 5000" is the amount where there is only one
const bareAmount: Read = (scene, table, words, { whole }) => {
  const money = table.fields.filter(({ field }) => field.kind === 'money')
  const value = whole && money.length === 1 && money[0] && (words.length === 1 ? /\d{2}|\dk$/.test(words[0]?.norm ?? '') : words.length < 6 && words.some(({ norm }) => /^(thousand|hundred)$/.test(norm))) ? readValue(scene, money[0], words) : undefined
  return value === undefined ? undefined : { at: 0, field: money[0]?.name ?? '', value }
}

// "4" of what is rated, where a request says no more
const bareScore: Read = (scene, table, words, { whole, strict }) => {
  const field = whole && !strict && words.length < 5 ? fieldOfUnit(table, 'star') : undefined
  const value = field && readValue(scene, field, words)
  return field && typeof value === 'number' && value <= 10 ? { at: 0, field: field.name, value } : undefined
}

// ", unread", "as done", "high"
const bare: Read = (scene, table, words, { whole, strict }) => {
  for (let from = Math.max(0, words.length - 4); from < words.length; from++) {
    // Behind an amount a name has ended: "taxi €23 travel".
    const marked = /^(as|in|to|marked|into)$/.test(words[from - 1]?.norm ?? '') || (words[from - 1]?.norm === 'is' && /^(who|which)$/.test(words[from - 2]?.norm ?? '')) || (table.fields.some(({ field }) => field.kind === 'money') && /^[€$£]?\d+([.,]\d\d)?[€$£]?$/.test(words[from - 1]?.norm ?? '') && /[€$£]|[.,]\d\d/.test(words[from - 1]?.norm ?? ''))
    const said = words.slice(from)
    // "for Max" where people are to be chosen from.
    const isNamed = /^(for|with|by|from)$/.test(words[from - 1]?.norm ?? '') && /^\p{Lu}/u.test(said[0]?.text ?? '')
    if (!marked && !isNamed && !(whole && from === 0)) continue
    const fields = table.fields.filter((one) => readChoice(one, said) !== undefined)
    const [field] = fields
    if (isNamed && !marked && !/^\p{Lu}/u.test(field ? (readChoice(field, said) ?? '') : '')) continue
    if (field && fields.length === 1 && !(strict && degrees.has(said[0]?.norm ?? ''))) return { at: from, field: field.name, value: readChoice(field, said) ?? null }
    const flag = flagAt(table, said, 0)
    if (flag?.length === said.length) return { at: from, field: flag.field.name, value: flag.value }
    if (table.done && said.length === 1 && doneWords.has(said[0]?.norm ?? '')) return { at: from, field: table.done.field, value: table.done.on }
    const past = table.fields.find((one) => one.field.kind === 'date' && one.name.endsWith('ed') && nameAt(said, 0, one.names) === said.length)
    const today = past && !strict ? readValue(scene, past, [{ ...(said[0] as Word), text: 'today', norm: 'today', quoted: false }]) : undefined // `said` is not empty: `from` is within words
    if (past && today !== undefined) return { at: from, field: past.name, value: today }
  }
  return undefined
}

// "for Ada 3000": a number behind a row that is linked to.
const amountAfterLink: Read = (scene, table, words) => {
  const money = table.fields.filter(({ field }) => field.kind === 'money')
  const value = money.length === 1 && /^[\d.,]+k?$/.test(words.at(-1)?.norm ?? '') ? readNumber(words.at(-1)?.norm ?? '', true) : undefined
  const at = value === undefined ? -1 : words.findLastIndex(({ norm }) => /^(for|with|from|to)$/.test(norm))
  return at > 0 && money[0] && value !== undefined && linkNamed(scene, table, words.slice(at + 1, -1)) ? { at: words.length - 1, field: money[0].name, value } : undefined
}

// "for 1100": a sum by its size, where rows have one amount and serve nobody.
const amountLed: Read = (_, table, words) => {
  if (words.length < 3 || !/^(for|at)$/.test(words.at(-2)?.norm ?? '') || !/^[\d.,]+k?$/.test(words.at(-1)?.norm ?? '')) return undefined
  const money = table.fields.filter(({ field }) => field.kind === 'money')
  const value = money.length === 1 ? readNumber(words.at(-1)?.norm ?? '', true) : undefined
  return money[0] && value !== undefined && value >= 100 && !fieldOfUnit(table, 'people') ? { at: words.length - 2, field: money[0].name, value } : undefined
}

// "4kg", "two and a half hours": the unit says of which field.
const measured: Read = (_, table, words, { whole }) => {
  const last = words.at(-1)
  if (!last || last.quoted || !/^\d|\d$/.test(words.at(-2)?.norm ?? '') && !/\d/.test(last.norm) && !isUnit(last.norm)) return undefined
  // Behind a name the unit must stand in the field's own label: "Aspirin 5 mg".
  const at = whole && words.length < 6 ? 0 : words.length - (/^\d/.test(last.norm) ? 1 : 2)
  const said = words.slice(at).map(({ norm }) => norm).join(' ')
  const found = table.fields.flatMap((field) => {
    const value = at === 0 || unitOf(field.field) !== undefined ? readQuantity(field, said) : undefined
    return value === undefined ? [] : [{ at, field: field.name, value }]
  })
  return found.length === 1 ? found[0] : undefined
}

/** Every way in which words may end in a value, the surest first. */
export const readers: readonly Read[] = [fieldThenValue, valueThenField, date, shape, bareAmount, bareScore, amountAfterLink, amountLed, preposition, bare, measured]

/** The one link of a table whose row the words name, with that row's id. */
export const linkNamed = (scene: Scene, table: KnownTable, words: readonly Word[]): { field: string; value: Value } | undefined => {
  const links = table.fields.filter(({ field }) => field.kind === 'link').flatMap((field) => {
    const value = readValue(scene, field, words)
    return typeof value === 'number' ? [{ field: field.name, value }] : []
  })
  return links.length === 1 ? links[0] : undefined
}

const isFree = ({ field }: KnownField) => field.kind === 'text' || field.kind === 'longtext'
// "call author Frank": a lower-case word before the field's name reads on; a name of something does not.
const mayBeAName = (words: readonly Word[], at: number) => !/^\p{Lu}/u.test(words[at + 1]?.text ?? '') || !/^[\p{Lu}"]/u.test(words[0]?.text ?? '')
// "A Walk by the River" has no author; "help by the beatles" has.
const looksLikeName = (words: readonly Word[]) => {
  const [first] = words
  // "at 10:30" is no place.
  if (!first || !isPlainText(words) || (!first.quoted && !/\p{L}/u.test(textOf(words)))) return false
  if (first.quoted) return true
  if (/^(myself|yourself|himself|herself|hand|bus|car|train|bike|foot|plane|then|now|it|me|him|her|them|us|you|accident|heart|default|mistake|chance)$/.test(first.norm)) return false
  return !articles.has(first.norm) || /^\p{Lu}/u.test(first.text) || (first.norm === 'the' && !/\p{Lu}/u.test(first.source))
}
