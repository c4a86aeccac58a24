import { createRequire } from 'node:module'
import type { ParsedResult } from 'chrono-node'
import { dictionary } from './dictionary.ts'
import { ok, problem, type Result } from './problem.ts'

/** The moment and the place from which words like "tomorrow" are understood. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: number
  /** An IANA time zone, `Europe/Berlin`. */
  readonly zone: string
}

/** A date found in a text, at the characters from `start` up to, not including, `end`. */
export interface FoundDate {
  readonly iso: string
  readonly kind: 'date' | 'datetime'
  readonly start: number
  readonly end: number
}

/** Today in the zone, `2026-11-28`. */
export const today = ({ now, zone }: Clock): string => wallClock(now, zone).slice(0, 10)

/** What a clock on the wall shows in the zone, to the second: `2026-11-28T14:30:00`. */
export const wallClock = (at: number, zone: string): string => {
  let format = formats.get(zone)
  // The Swedish way to write a moment is ISO 8601 but for the space.
  if (!format) formats.set(zone, (format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })))
  return format.format(at).replace(' ', 'T')
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Reads a day in the user's words or as ISO 8601; answers `2026-11-28`, or the Problem `bad-value`. */
export const readDate = (words: string, clock: Clock): Result<string> => {
  const text = words.trim()
  if (isoDate.test(text)) return isRealDay(text) ? ok(text) : notADate(words)
  if (/^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text))) return ok(wallClock(Date.parse(text), clock.zone).slice(0, 10))
  const shift = dayWords[text.toLowerCase().replace(/^the /, '')]
  if (shift !== undefined) return ok(addDays(today(clock), shift))
  const found = parseWhole(text, clock)
  return found ? ok(dayOf(found)) : notADate(words)
}

/** Reads a moment in the user's words or as ISO 8601; answers UTC to the second, `2026-11-28T14:30:00Z`, or the Problem `bad-value`. A day alone means its midnight. */
export const readMoment = (words: string, clock: Clock): Result<string> => {
  const text = words.trim()
  if (isoMoment.test(text)) {
    const withZone = /(Z|[+-]\d\d:?\d\d)$/i.test(text)
    const utc = withZone ? Date.parse(text) : utcOf(text.replace(' ', 'T'), clock.zone)
    return Number.isNaN(utc) ? notADate(words) : ok(toSeconds(utc))
  }
  if (isoDate.test(text)) return isRealDay(text) ? ok(toSeconds(utcOf(`${text}T00:00`, clock.zone))) : notADate(words)
  const found = parseWhole(text, clock)
  return found ? ok(momentOf(found, clock)) : notADate(words)
}

/**
 * Finds the last date in a text. Short words that are also others ("sun cream", "may", "mar") count only as whole dates
 * (`sunday`, `2 may`), and bare numbers never do.
 */
export const findDate = (text: string, clock: Clock): FoundDate | undefined => {
  const plain = [...text.matchAll(/\b(today|(?:the )?day after tomorrow|(?:the )?day before yesterday|tomorrow|yesterday|\d{4}-\d\d-\d\d)\b(?!\s+(?:at\b|\d|morning|evening|night))/gi)].at(-1)
  if (plain && !/\d/.test(text.slice(plain.index + plain[0].length))) {
    const iso = readDate(plain[0], clock)
    if (iso.ok) return { iso: iso.value, kind: 'date', start: plain.index, end: plain.index + plain[0].length }
  }
  if (!mayHoldDate.test(text)) return undefined
  const found = parseAll(text, clock).filter(isClear).at(-1)
  if (!found) return undefined
  const timed = found.start.isCertain('hour')
  return {
    iso: timed ? momentOf(found, clock) : dayOf(found),
    kind: timed ? 'datetime' : 'date',
    start: found.index,
    end: found.index + found.text.length,
  }
}

/** The first and the last day of "this week", "last month", "next year"; undefined for other words. Weeks begin on Monday. */
export const readSpan = (words: string, clock: Clock): Span | undefined => {
  const [, which = '', unit = ''] = /^(this|last|next) (week|weekend|month|year)$/i.exec(words.trim()) ?? []
  const shift = spanWords[which.toLowerCase()]
  return shift === undefined ? undefined : spanOf(unit.toLowerCase(), shift, today(clock))
}

/** The week, weekend, month or year that a day lies in, or the one so many before or after it. */
export const spanOf = (unit: string, shift: number, day: string): Span => {
  const [year = 0, month = 0] = day.split('-').map(Number)
  if (unit === 'year') return { from: `${year + shift}-01-01`, to: `${year + shift}-12-31` }
  const firstOf = (shifted: number) => new Date(Date.UTC(year, month - 1 + shifted, 1)).toISOString().slice(0, 10)
  if (unit === 'month') return { from: firstOf(shift), to: addDays(firstOf(shift + 1), -1) }
  const monday = addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 7 * shift)
  return { from: unit === 'weekend' ? addDays(monday, 5) : monday, to: addDays(monday, 6) }
}

/** Days from one to another, both included. */
export interface Span { readonly from: string; readonly to: string }

/** Moves an ISO day by a number of days; negative goes back. */
export const addDays = (day: string, days: number): string => {
  const moved = new Date(`${day}T00:00:00Z`)
  moved.setUTCDate(moved.getUTCDate() + days)
  return moved.toISOString().slice(0, 10)
}

const isoDate = /^\d{4}-\d\d-\d\d$/
const isoMoment = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/i
const dayWords: Readonly<Record<string, number>> = dictionary({ today: 0, tomorrow: 1, yesterday: -1, 'day after tomorrow': 2, 'day before yesterday': -2 })
const spanWords: Readonly<Record<string, number>> = dictionary({ last: -1, this: 0, next: 1 })
const mayHoldDate = /\b(mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|today|tonight|tomorrow|yesterday|day|week|month|year|hour|minute|morning|noon|evening|midnight|\d)/i
const ambiguousAlone = /^(sun|sat|mon|wed|fri|mar|may|dec|jan|jun|jul|apr|sep|oct|nov|feb|aug|march|second|now|day|week|month|year|night)$/i

// Loaded when first needed: it takes longer than the whole desk's start. `require` keeps the caller synchronous.
let loaded: typeof import('chrono-node').casual | undefined
const chrono = () => (loaded ??= (createRequire(import.meta.url)('chrono-node/en') as typeof import('chrono-node').en).casual)

// chrono ignores zone names: it is told the offset in minutes.
const reference = ({ now, zone }: Clock) => ({ instant: new Date(now), timezone: offsetMinutes(now, zone) })

// A day without a date is the next one, which makes a week from now of "last friday": that is read again as it is.
const parseAll = (text: string, clock: Clock): readonly ParsedResult[] => {
  const ahead = chrono().parse(text, reference(clock), { forwardDate: true })
  if (!ahead.some(isPast)) return ahead
  const asSaid = chrono().parse(text, reference(clock))
  return ahead.map((found) => (isPast(found) ? (asSaid.find(({ index }) => index === found.index) ?? found) : found))
}

const isPast = ({ text }: ParsedResult) => /\b(last|past)\b/i.test(text)

const parseWhole = (text: string, clock: Clock): ParsedResult | undefined => {
  // 12/11 is December here and November there: never guessed.
  if (text.length > 60 || /^\d{1,2}[/.]\d{1,2}([/.]\d{2,4})?$/.test(text)) return undefined
  const [found, ...others] = parseAll(text, clock)
  if (!found || others.length > 0) return undefined
  const rest = (text.slice(0, found.index) + text.slice(found.index + found.text.length)).replace(/\b(on|by|the|at|until|due|from)\b|[\s,.!]/gi, '')
  return rest === '' ? found : undefined
}

const isClear = (found: ParsedResult) => {
  const text = found.text.trim()
  return !ambiguousAlone.test(text) && !/^[\d\s/.:,-]+$/.test(text)
}

const dayOf = ({ start }: ParsedResult) => `${pad(start.get('year'), 4)}-${pad(start.get('month'), 2)}-${pad(start.get('day'), 2)}`
const momentOf = (found: ParsedResult, { zone }: Clock) =>
  toSeconds(utcOf(`${dayOf(found)}T${found.start.isCertain('hour') ? `${pad(found.start.get('hour'), 2)}:${pad(found.start.get('minute'), 2)}` : '00:00'}`, zone))

/** The offset of a zone from UTC at a moment, in minutes; falls back to UTC for an unknown zone. */
const offsetMinutes = (at: number, zone: string) => Math.round((Date.parse(`${wallClock(at, zone)}Z`) - Math.floor(at / 1000) * 1000) / 60_000)

// Twice, because the offset may differ on the other side of a clock change.
const utcOf = (wall: string, zone: string) => {
  const naive = Date.parse(`${wall}Z`)
  const guess = naive - offsetMinutes(naive, zone) * 60_000
  return naive - offsetMinutes(guess, zone) * 60_000
}

const isRealDay = (day: string) => new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) ?? false
const toSeconds = (utc: number) => `${new Date(utc).toISOString().slice(0, 19)}Z`
const pad = (value: number | null, width: number) => String(value ?? 0).padStart(width, '0')
const notADate = (words: string) =>
  problem('bad-value', `“${words.slice(0, 60)}” is not a date that I can read.`, { next: 'Write it like 2026-11-28, 28 Nov, friday, tomorrow or in 2 weeks.' })
