import { addDays, spanOf, today, type Clock } from '../../app/dates.ts'
import type { Where } from '../../app/define.ts'
import { dictionary } from '../../app/dictionary.ts'
import { readChoice } from './choices.ts'
import type { KnownField } from './compile.ts'
import { dateField, fieldAt } from './field-names.ts'
import { months, weekdays } from './odd-days.ts'
import { isOfPast, pastDay } from './past-days.ts'
import { fieldOfQuality } from './quantity.ts'
import type { Scene } from './scene.ts'
import type { Take } from './selection-parts.ts'
import { readNumber, readValue } from './value.ts'
import { standsAt, type Word } from './words.ts'

/** "due today", "before friday", "due this week", "since monday", "from yesterday", "in the last 3 days", "tomorrow". */
export const dated: Take = (scene, table, words, start, into) => {
  let at = start
  const named = fieldAt(table, words, at)
  const isDate = named && /date/.test(named.field.field.kind)
  const field = isDate ? named.field : dateField(table)
  if (!field) return 0
  // A field that is called "since" is named by the word that leads its day in.
  if (isDate) at += /^(since|until|from|by)$/.test(words[start]?.norm ?? '') ? 0 : named.length
  else if (words[at]?.norm === 'due') at++
  // "From 2016" is the year of a wine rather than a day of it.
  else if (/^(19|20)\d\d$/.test(words[at + 1]?.norm ?? '') && fieldOfQuality(table, 'old')) return 0
  const days = daysOf(scene, field, words, at)
  // "On friday" is the lesson's weekday where rows have one.
  const isChosen = days && !isDate && at === start && words.slice(at, at + days.length).some((word) => table.fields.some((one) => readChoice(one, [word]) !== undefined))
  if (!days || isChosen) return 0
  into.where[field.name] = days.test
  return at + days.length - start
}

/** The condition on a date that words at `at` come to ("before friday", "in October", "since monday"), and how many they are; with `isPast` a day or a month without a year has been. */
export const daysOf = (scene: Scene, field: KnownField, words: readonly Word[], start: number, { isPast = isOfPast(field) }: { readonly isPast?: boolean } = {}): { readonly test: Where[string]; readonly length: number } | undefined => {
  const how = /^(before|after|by|until|till|from|since|on|for|at|in|within|during|of|over|between)$/.exec(words[start]?.norm ?? '')?.[1]
  const at = start + (how ? 1 : 0)
  const range = rangeAt(scene, field, words, at)
  if (range) return { test: { from: range.from, to: range.to }, length: at + range.length - start }
  const said = ((how && !/^(on|at)$/.test(how)) || isMonth.test(words[at]?.norm ?? '') ? monthOrYear(scene, words, at, { isPast: isPast || how === 'since' }) : undefined) ?? oddDay(scene, words, at, { isPast }) ?? dayAt(scene, field, words, at, how)
  if (!said) return undefined
  const isBareDay = isPast && how !== 'for' && said.length === 1 && said.from === said.to && how !== 'since' && words[at]?.norm.endsWith('day') === true
  const found = isBareDay ? { ...said, from: pastDay(said.from, today(scene.world)), to: pastDay(said.to, today(scene.world)) } : said
  const isOn = /^(on|onwards?)$/.test(words[at + found.length]?.norm ?? '')
  const side = how === 'from' && (isOn || (found.from === found.to && found.from > today(scene.world))) ? 'since' : how
  return { test: conditionOf(found, side), length: at + found.length + (isOn && side === 'since' ? 1 : 0) - start }
}
// "May" and "march" are more often verbs.
const isMonth = /^(january|february|april|june|july|august|september|october|november|december)$/
/** "finished since March": a date by its own name, before the name can be taken for a state. */
export const datedByName: Take = (scene, table, words, at, into) => {
  const named = fieldAt(table, words, at)
  return named && /date/.test(named.field.field.kind) && words.length > at + named.length ? dated(scene, table, words, at, into) : 0
}

/** "today's tasks", "this week's expenses": a day or a span before the noun. */
export const datedBefore: Take = (scene, table, words, at, into) => {
  const owner = words.findIndex(({ norm }, i) => i > at && i < at + 4 && norm === "'s")
  const field = owner > 0 && words[owner + 1] ? dateField(table) : undefined
  const found = field && dayAt(scene, field, words.slice(0, owner), at)
  if (!field || found?.length !== owner - at) return 0
  into.where[field.name] = conditionOf(found)
  return owner + 1 - at
}

// "since monday" looks back, though a day without a year is read as one to come.
/** "still to come", "coming up", "ahead": from today on. */
export const toCome: Take = ({ world }, table, words, start, into) => {
  const phrase = into.noun === 'none' ? undefined : comings.find((one) => standsAt(words, start, one))
  const field = phrase && dateField(table)
  if (!phrase || !field) return 0
  into.where[field.name] = { from: today(world) }
  return phrase.length
}
const comings = ['still to come', 'yet to come', 'to come', 'coming up', 'upcoming', 'lie ahead', 'are ahead', 'in the future'].map((one) => one.split(' '))

/** Days from one to another, and how many words say so. */
export interface Days { readonly from: string; readonly to: string; readonly length: number }

/** "December", "November 2026", "2025" behind a word such as "in" or "before", which must be there: "may" is more often a verb. */
export const monthOrYear = ({ world }: { readonly world: Clock }, words: readonly Word[], at: number, { isPast }: { readonly isPast: boolean }): Days | undefined => {
  const said = words[at]?.norm ?? ''
  const next = words[at + 1]?.norm ?? ''
  if (isYear.test(said)) return { from: `${said}-01-01`, to: `${said}-12-31`, length: 1 }
  const month = months.findIndex((name) => name === said || (said.length > 2 && said.replace('.', '') === (name === 'september' && said.startsWith('sept') ? 'sept' : name.slice(0, 3))))
  if (month < 0 || /^\d{1,2}(st|nd|rd|th)?$/.test(next)) return undefined
  const year = isYear.test(next) ? Number(next) : nearestYear(today(world), month + 1, isPast)
  const from = `${year}-${String(month + 1).padStart(2, '0')}-01`
  return { from, to: addDays(new Date(Date.UTC(year, month + 1, 1)).toISOString().slice(0, 10), -1), length: isYear.test(next) ? 2 : 1 }
}

/** "last friday", "this morning", "the 5th": days that are not read as a date is. */
export const oddDay = ({ world }: { readonly world: Clock }, words: readonly Word[], at: number, { isPast }: { readonly isPast: boolean }): Days | undefined => {
  // Most words are none of these, and what day it is takes a while to work out.
  if (!/^(the|last|this|\d{1,2}(st|nd|rd|th))$/.test(words[at]?.norm ?? '')) return undefined
  const day = today(world)
  const nth = /^([12]?\d|3[01])(?:st|nd|rd|th)$/.exec(words[at + (words[at]?.norm === 'the' ? 1 : 0)]?.norm ?? '')?.[1]
  if (nth !== undefined) return nthOfMonth(day, Number(nth), { isPast, length: words[at]?.norm === 'the' ? 2 : 1, next: words[at + (words[at]?.norm === 'the' ? 2 : 1)]?.norm })
  if (words[at]?.norm === 'this' && /^(morning|afternoon|evening)$/.test(words[at + 1]?.norm ?? '')) return { from: day, to: day, length: 2 }
  const weekday = words[at]?.norm === 'last' ? weekdays.indexOf(words[at + 1]?.norm ?? '') : -1
  if (weekday < 0) return undefined
  const back = (new Date(`${day}T00:00:00Z`).getUTCDay() - weekday + 7) % 7 || 7
  const found = addDays(day, -back)
  return { from: found, to: found, length: 2 }
}

// "(from) monday to friday", "(between) 1 and 5 december"
const rangeAt = (scene: Scene, field: KnownField, words: readonly Word[], at: number): Days | undefined => {
  const joint = words.findIndex(({ norm }, i) => i > at && i < at + 6 && (/^(to|until|till|through|[–—-])$/.test(norm) || (norm === 'and' && words[at - 1]?.norm === 'between')))
  const first = joint > 0 ? dayAt(scene, field, words.slice(0, joint), at) : undefined
  const last = first?.length === joint - at ? dayAt(scene, field, words, joint + 1) : undefined
  return first && last && first.from <= last.to ? { from: first.from, to: last.to, length: joint + 1 + last.length - at } : undefined
}

/** The condition that a day or a span comes to after such a word: "before next week" is before its first day, "since last week" from that day on. */
const conditionOf = ({ from, to }: Days, how?: string): Where[string] => {
  switch (how) {
    case 'before': return { before: from }
    case 'after': return { after: to }
    case 'by': case 'until': case 'till': return { to }
    case 'since': return { from }
    default: return from === to ? from : { from, to }
  }
}

const dayAt = (scene: Scene, field: KnownField, words: readonly Word[], at: number, how?: string): Days | undefined => {
  const span = weekOrMonth(scene, words, at) ?? lastDays(scene, words, at)
  if (span) return span
  // "In tomorrow", "of friday" are no way to name a day.
  if (/^(in|within|during|of|over|between)$/.test(how ?? '')) return undefined
  if (!mayBegin.test(words[at]?.norm ?? '')) return undefined
  // A month alone is no day.
  for (let length = Math.min(5, words.length - at); length > 0; length--) {
    const value = length === 1 && months.includes(words[at]?.norm ?? '') ? undefined : readValue(scene, field, words.slice(at, at + length))
    if (typeof value !== 'string') continue
    const day = how === 'since' && !words.slice(at, at + length).some(({ norm }) => /\d{4}/.test(norm)) ? pastDay(value, today(scene.world)) : value
    return { from: day, to: day, length }
  }
  return undefined
}

// Reading a date is slow, and most words begin none.
const mayBegin = /\d|^(?:mo|tu|we|th|fr|sa|su|ja|fe|ma|ap|ju|au|se|oc|no|de|to|tm|2m|ye|ne|la|an?$|a\s|in$|on|end|be|mi|fi|ea|co|ch|cu|half|two|tw|fo|si|ei|ni|te|el|day|pa|pr|xm|wi|sp|eve)/

// "this week", "last month", "next year"
const weekOrMonth = ({ world }: Scene, words: readonly Word[], at: number): Days | undefined => {
  const shift = weeks[words[at]?.norm ?? '']
  const span = words[at + 1]?.norm ?? ''
  if (shift === undefined || !/^(week|weekend|month|year)$/.test(span) || (words[at]?.norm === 'the' && span !== 'weekend')) return undefined
  return { ...spanOf(span, shift, today(world)), length: 2 }
}
const weeks = dictionary({ this: 0, the: 0, next: 1, last: -1 })

// "the last 3 days", "the next two weeks": up to today, or from today on.
const lastDays = ({ world }: Scene, words: readonly Word[], start: number): Days | undefined => {
  let at = start
  if (words[at]?.norm === 'the') at++
  const way = /^(last|past|next|coming)$/.exec(words[at]?.norm ?? '')?.[1]
  const count = readNumber(words[at + 1]?.norm ?? '', false)
  const unit = /^(day|week)s$/.exec(words[at + 2]?.norm ?? '')?.[1]
  if (!way || !unit || count === undefined || !Number.isInteger(count) || count < 1 || count > 1000) return undefined
  const day = today(world)
  const days = unit === 'week' ? count * 7 : count
  const length = at + 3 - start
  return /last|past/.test(way) ? { from: addDays(day, -days), to: day, length } : { from: day, to: addDays(day, days), length }
}

// "the 5th": the next one, or of what is past the last; with a month it is a date of its own.
const nthOfMonth = (day: string, nth: number, { isPast, length, next = '' }: { readonly isPast: boolean; readonly length: number; readonly next?: string | undefined }): Days | undefined => {
  if (next === 'of' || months.some((name) => next.length > 2 && name.startsWith(next))) return undefined
  const shift = isPast ? (nth <= Number(day.slice(8)) ? 0 : -1) : nth >= Number(day.slice(8)) ? 0 : 1
  const found = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + shift, nth)).toISOString().slice(0, 10)
  return Number(found.slice(8)) === nth ? { from: found, to: found, length } : undefined
}

const isYear = /^(19|20)\d\d$/

/** A month without a year is the nearest; of what is past it is this one or the last that was. */
const nearestYear = (day: string, month: number, isPast: boolean): number => {
  const year = Number(day.slice(0, 4))
  const ahead = month - Number(day.slice(5, 7))
  if (isPast) return ahead > 0 ? year - 1 : year
  return ahead > 6 ? year - 1 : ahead < -6 ? year + 1 : year
}
