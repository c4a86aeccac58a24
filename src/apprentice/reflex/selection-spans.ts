import { addDays, today, type Clock } from '../../app/dates.ts'
import type { Word } from './words.ts'

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

// "the 5th": the next one, or of what is past the last; with a month it is a date of its own.
const nthOfMonth = (day: string, nth: number, { isPast, length, next = '' }: { readonly isPast: boolean; readonly length: number; readonly next?: string | undefined }): Days | undefined => {
  if (next === 'of' || months.some((name) => next.length > 2 && name.startsWith(next))) return undefined
  const shift = isPast ? (nth <= Number(day.slice(8)) ? 0 : -1) : nth >= Number(day.slice(8)) ? 0 : 1
  const found = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + shift, nth)).toISOString().slice(0, 10)
  return Number(found.slice(8)) === nth ? { from: found, to: found, length } : undefined
}

const isYear = /^(19|20)\d\d$/
const months = 'january february march april may june july august september october november december'.split(' ')
const weekdays = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ')

/** A month without a year is the nearest; of what is past it is this one or the last that was. */
const nearestYear = (day: string, month: number, isPast: boolean): number => {
  const year = Number(day.slice(0, 4))
  const ahead = month - Number(day.slice(5, 7))
  if (isPast) return ahead > 0 ? year - 1 : year
  return ahead > 6 ? year - 1 : ahead < -6 ? year + 1 : year
}
