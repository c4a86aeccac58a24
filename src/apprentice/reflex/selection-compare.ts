import type { Where } from '../../app/define.ts'
import { dictionary } from '../../app/dictionary.ts'
import type { KnownField, KnownTable } from './compile.ts'
import { fieldAt } from './field-names.ts'
import { degreeOf, fieldOfQuality, fieldOfUnit, numberFields } from './quantity.ts'
import { nameAt } from './scene.ts'
import type { SelectionState, Take } from './selection-parts.ts'
import { readNumber } from './value.ts'
import { standsAt, type Word } from './words.ts'

/** "over 3000", "that take less than 20 minutes", "cheaper than 10 euro", "with at least 4 stars", "between 10 and 20 euro", "that have five stars". */
export const compared: Take = (_s, table, words, start, into) => {
  if (words[start]?.norm === 'between' && isYear.test(words[start + 1]?.norm ?? '') && fieldOfQuality(table, 'old')) return 0
  const found = comparisonAt(table, words, start)
  // "5 star books": the noun follows.
  if (!found || (isBare(into) && !(start === 0 && typeof found.test === 'number' && nameAt(words, found.length, table.plurals) > 0))) return 0
  into.where[found.field.name] = found.test
  return found.length
}

/** "from 2016", "before 2000", "older than 2010" where rows have a year. */
export const vintage: Take = (scene, table, words, at, into) => {
  const quality = fieldOfQuality(table, 'old')
  const field = quality && (!isBare(into) || table.name === scene.world.page?.table || (at === 0 && nameAt(words, 1, table.plurals) > 0)) ? quality : undefined
  const range = field && /^(from|between)$/.test(words[at]?.norm ?? '') && /^(to|until|till|and|-|–)$/.test(words[at + 2]?.norm ?? '') && [words[at + 1], words[at + 3]].every((word) => isYear.test(word?.norm ?? ''))
  if (field && range) { into.where[field.name] = { from: Number(words[at + 1]?.norm), to: Number(words[at + 3]?.norm) }; return 4 }
  if (field && at === 0 && isYear.test(words[0]?.norm ?? '')) { into.where[field.name] = Number(words[0]?.norm); return 1 }
  const lead = field && sided.find(([phrase]) => standsAt(words, at, phrase))
  const year = lead && isYear.test(words[at + lead[0].length]?.norm ?? '') ? Number(words[at + lead[0].length]?.norm) : undefined
  if (!field || !lead || year === undefined) return 0
  into.where[field.name] = lead[1] === '' ? year : { [lead[1]]: year }
  return lead[0].length + 1
}
const isYear = /^(1[5-9]|20)\d\d$/
const isBare = ({ noun, all, where, view }: SelectionState) => noun === 'none' && !all && view === undefined && Object.keys(where).length === 0
const sided = ([['from before', 'before'], ['from after', 'after'], ['before', 'before'], ['after', 'after'], ['older than', 'before'], ['newer than', 'after'], ['younger than', 'after'], ['since', 'from'], ['until', 'to'], ['from', ''], ['of', ''], ['in', '']] as const).map(([phrase, side]) => [phrase.split(' '), side] as const)

/** A number that a field is compared with at `at`, and how many words that takes. */
export const comparisonAt = (table: KnownTable, words: readonly Word[], start: number): { readonly field: KnownField; readonly test: Where[string]; readonly length: number } | undefined => {
  let at = start
  if (/^(that|which|who|to)$/.test(words[at]?.norm ?? '') && leads[words[at + 1]?.norm ?? '']) at++
  const lead = leads[words[at]?.norm ?? '']
  if (lead !== undefined) at++
  if (lead === '' && /^(only|just|exactly)$/.test(words[at]?.norm ?? '')) at++
  const compare = operatorAt(words, at)
  const quality = compare ? undefined : words[at + 1]?.norm === 'than' ? degreeOf(words[at]?.norm ?? '') : undefined
  const operator = compare ?? (quality ? { side: quality.more ? 'after' as const : 'before' as const, length: 2 } : undefined)
  if (!operator && lead === undefined && !isNumber(words[at])) return undefined
  const first = timeAt(table, words, at + (operator?.length ?? 0)) ?? numberAt(words, at + (operator?.length ?? 0))
  if (!first) return undefined
  const second = operator?.side === 'between' && words[first.end]?.norm === 'and' ? numberAt(words, first.end + 1) : undefined
  if ((operator?.side === 'between') !== (second !== undefined)) return undefined
  // "4 or more stars"
  const inner = second || operator ? undefined : tails.find(([phrase]) => standsAt(words, first.end, phrase))
  let end = (second?.end ?? first.end) + (inner?.[0].length ?? 0)
  const currency = first.isMoney || second?.isMoney ? table.fields.filter(({ field }) => field.kind === 'money' && !field.private) : []
  const longer = fieldAt(table, words, end)
  const unit = first.field ?? (longer && /^(integer|decimal|money)$/.test(longer.field.field.kind) && !longer.field.field.private ? longer.field : undefined) ?? fieldOfUnit(table, words[end]?.norm ?? '')
  if (unit && !first.field) end += unit === longer?.field ? longer.length : 1
  const tail = inner ?? tails.find(([phrase]) => standsAt(words, end, phrase))
  if (tail && !operator && !inner) end += tail[0].length
  const field = unit ?? (currency.length === 1 ? currency[0] : undefined) ?? (quality ? fieldOfQuality(table, quality.quality) : fieldOfLead(table, lead)) ?? (operator || tail ? onlyNumber(table) : undefined)
  // A bare number says nothing of itself: "4 stars" does, and "rated 4".
  if (!field || (!operator && !tail && !unit && !(lead && fieldOfLead(table, lead)))) return undefined
  if (unit && lead && fieldOfLead(table, lead) && fieldOfLead(table, lead) !== unit) return undefined
  // What is made in 20 minutes is made in less, too.
  const side = operator?.side ?? tail?.[1] ?? (/^(in|within)$/.test(words[start]?.norm ?? '') && !second ? 'to' : undefined)
  const test = second ? { from: first.value, to: second.value } : side === undefined || side === 'between' ? first.value : { [side]: first.value }
  return { field, test, length: end - start }
}

type Side = 'before' | 'after' | 'from' | 'to' | 'between'
const operators = ([
  ['over', 'after'], ['above', 'after'], ['under', 'before'], ['below', 'before'], ['more than', 'after'], ['greater than', 'after'], ['higher than', 'after'], ['less than', 'before'], ['lower than', 'before'], ['fewer than', 'before'], ['at least', 'from'], ['at most', 'to'], ['no more than', 'to'],
  ['not more than', 'to'], ['up to', 'to'], ['no less than', 'from'], ['no fewer than', 'from'], ['between', 'between'],
] as const).map(([phrase, side]): { readonly phrase: readonly string[]; readonly side: Side } => ({ phrase: phrase.split(' '), side }))
const operatorAt = (words: readonly Word[], at: number): { readonly side: Side; readonly length: number } | undefined => {
  const found = operators.find(({ phrase }) => standsAt(words, at, phrase))
  return found && { side: found.side, length: found.phrase.length }
}
const tails = ([['or more', 'from'], ['or over', 'from'], ['or better', 'from'], ['or above', 'from'], ['and up', 'from'], ['and more', 'from'], ['or less', 'to'], ['or under', 'to'], ['or fewer', 'to'], ['or below', 'to']] as const).map(([phrase, side]) => [phrase.split(' '), side] as const)

/** Words that a comparison may begin with, and what kind of number some of them mean. */
const leads = dictionary<string>({ with: '', have: '', only: '', just: '', exactly: '', has: '', having: '', of: '', in: '', within: '', take: 'long', takes: 'long', taking: 'long', last: 'long', lasts: 'long', lasting: 'long', cost: 'cheap', costs: 'cheap', costing: 'cheap', worth: 'cheap', weigh: 'heavy', weighs: 'heavy', weighing: 'heavy', rated: 'good', serve: 'people', serves: 'people', serving: 'people', for: 'people', got: '' })
const fieldOfLead = (table: KnownTable, lead: string | undefined): KnownField | undefined => (!lead ? undefined : lead === 'people' ? fieldOfUnit(table, 'people') : fieldOfQuality(table, lead))

const onlyNumber = (table: KnownTable): KnownField | undefined => {
  const numbers = numberFields(table)
  const money = numbers.filter(({ field }) => field.kind === 'money')
  return money.length === 1 ? money[0] : numbers.length === 1 ? numbers[0] : undefined
}

const isNumber = (word: Word | undefined) => word !== undefined && !word.quoted && readNumber(word.norm, true) !== undefined
// "half an hour", "2 hours" in minutes
const timeAt = (table: KnownTable, words: readonly Word[], at: number) => {
  const field = fieldOfUnit(table, 'minute')
  const half = standsAt(words, at, ['half', 'an', 'hour'])
  const hours = half ? 0.5 : /^(an|one)$/.test(words[at]?.norm ?? '') ? 1 : numberAt(words, at)?.value
  const length = half ? 3 : 2
  return field && hours !== undefined && /^hours?$/.test(words[at + length - 1]?.norm ?? '') && !fieldOfUnit(table, 'hour') ? { value: hours * 60, end: at + length, isMoney: false, field } : undefined
}
// "20", "£200", "1,200.50": whether it is money shows at once.
const numberAt = (words: readonly Word[], at: number) => {
  const word = words[at]
  // "10 grand", "two thousand"
  const large = word && !word.quoted && /^(grand|thousand|hundred|k|million)$/.test(words[at + 1]?.norm ?? '') ? readNumber(`${word.norm} ${words[at + 1]?.norm ?? ''}`, true) : undefined
  if (word && large !== undefined) return { value: large, end: at + 2, isMoney: /[€$£]/.test(word.norm) || words[at + 1]?.norm === 'grand', field: undefined }
  const value = word && !word.quoted ? readNumber(word.norm, true) : undefined
  return value === undefined || !word ? undefined : { value, end: at + 1, isMoney: /[€$£]/.test(word.norm), field: undefined }
}
