import { wallClock } from '../../app/dates.ts'
import { capital } from '../../app/english.ts'
import type { Table } from '../../app/schema.ts'
import type { Actor } from '../../data/command.ts'
import type { Answerer } from './props-chat.ts'

/** Who did something, as the page names them. */
export const actorName = (actor: Actor): string => actorNames[actor]

const actorNames: Readonly<Record<Actor, string>> = {
  person: 'you', apprentice: 'apprentice', agent: 'agent', program: 'program', desk: 'desk',
}

/** Which of the two answered, in plain words. */
export const answeredBy = (by: Answerer): string =>
  by.kind === 'instant' ? 'instantly, without the model' : by.kind === 'command' ? 'as typed, without the model' : by.model

/** "reply_tokens" as "Reply tokens". */
export const labelOf = (name: string, label?: string): string => label ?? capital(name.replaceAll('_', ' '))

/** What the page calls each field of a table, by its name. */
export const labelsOf = ({ fields }: Pick<Table, 'fields'>): Readonly<Record<string, string>> => Object.fromEntries([...fields].map(([name, { label }]) => [name, labelOf(name, label)]))

/** `2026-11-28` as "28 Nov", with the year where it is not this one. */
export const dayInWords = (day: string, today: string): string => {
  const key = `${day} ${today.slice(0, 4)}`
  const said = saidDays.get(key) ?? sayDay(day, today)
  if (saidDays.size >= saidDaysKept) saidDays.clear()
  saidDays.set(key, said)
  return said
}

/** Rows of a page share few days, and each costs as much as the rest of its cell. */
const saidDays = new Map<string, string>()
const saidDaysKept = 500

const sayDay = (day: string, today: string): string => {
  const date = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(date.getTime())) return day
  const formats = (dayFormats ??= makeDayFormats()) // when first needed: the first of its kind takes 20 ms
  return (day.slice(0, 4) === today.slice(0, 4) ? formats.dayMonth : formats.dayMonthYear).format(date)
}

let dayFormats: ReturnType<typeof makeDayFormats> | undefined
const makeDayFormats = () => ({
  dayMonth: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  dayMonthYear: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
})

/** A moment in the person's zone: "10:42" today, "28 Nov 10:42" else. */
export const momentInWords = (at: string, { zone, today }: { readonly zone: string; readonly today: string }): string => {
  const local = localMoment(at, zone)
  if (!local) return at
  const [day = '', time = ''] = local.split('T')
  return day === today ? time : `${dayInWords(day, today)} ${time}`
}

/** A moment as a `datetime-local` input takes it: `2026-11-28T14:30` in the person's zone; empty if it is none. */
export const localMoment = (at: string, zone: string): string => {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return ''
  return wallClock(date.getTime(), zone).slice(0, 16)
}
