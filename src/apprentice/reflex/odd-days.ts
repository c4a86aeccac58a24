import { addDays, today, type Clock } from '../../app/dates.ts'
import { readNumberWords } from './number-words.ts'

/**
 * A day that is said as a plain reader of dates does not know it: "a week from today", "the last day of the month", "June the first",
 * "friday week", "last tuesday", "the 18th"; as `2026-11-28`. Of the coming ones it is the next.
 */
export const readOddDay = (said: string, clock: Clock): string | undefined => {
  const text = said.toLowerCase().replaceAll('’', "'")
  if (!mayBeOdd.test(text)) return undefined
  const day = today(clock)
  for (const [pattern, read] of ways) {
    const match = pattern.exec(text)
    const found = match ? read(day, match) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

/** The odd day that a text ends in, as the number of its characters; 0 for none. A day of the month counts only behind a word that leads a day in. */
export const oddDayAtEnd = (text: string): number => {
  if (!mayBeOdd.test(text)) return 0
  return (atEnd.exec(text)?.[1] ?? ledAtEnd.exec(text)?.[1] ?? firstAtEnd.exec(text)?.[1] ?? '').length
}

/** Whether a text may hold such a day at all; one look at a whole request spares many at its parts. */
export const mayHoldOddDay = (text: string): boolean => mayBeOdd.test(text)

type Read = (day: string, match: RegExpExecArray) => string | undefined

const count = '(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\\d{1,3})'
/** From Sunday on, as a date counts them. */
export const weekdays: readonly string[] = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ')
const weekday = '(?:sun|mon|tue|wed|thu|fri|sat|tues|weds|thur|thurs|sunday|monday|tuesday|wednesday|thursday|friday|saturday)'
/** From January on. */
export const months: readonly string[] = 'january february march april may june july august september october november december'.split(' ')
const month = '(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)'
const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first'.split(' ')
const nth = `(?:[12]?\\d(?:st|nd|rd|th)|3[01](?:st|th)|${ordinals.toReversed().join('|')})`
// Of the ordinals in words the first three are places in a list as well.
const plainNth = `(?:[12]?\\d(?:st|nd|rd|th)|3[01](?:st|th)|${ordinals.slice(3).toReversed().join('|')})`

const spans = `${count} (?:days?|weeks?|fortnights?|months?|years?)`
const alone = [`${spans} from (?:today|now|tomorrow)`, `${spans} ago today`, 'the day after tomorrow', 'the day before yesterday', '(?:the )?last day of (?:the|this|next) month', `${month} the ${nth}`, `mid[ -]${month}`, `${weekday} week`, `a week (?:on|from) ${weekday}`, `last ${weekday}`, `${weekday} coming`, `(?:this|the) coming ${weekday}`, '(?:the )?week after next', '(?:tues|weds|thur|thurs)']
const mayBeOdd = /\b(?:from (?:today|now|tomorrow|mon|tue|wed|thu|fri|sat|sun)|ago today|day after tomorrow|day before yesterday|last day of|\d{1,2}(?:st|nd|rd|th)\b|[a-z]+th\b|[a-z-]*(?:first|second|third)|mid[ -]|week|last (?:sun|mon|tue|wed|thu|fri|sat)|coming|tues|weds|thurs?|christmas|boxing|new year|valentine|hallowe)/i
const atEnd = new RegExp(`(?:^|\\s)(${alone.join('|').replace('the day after', '(?:the )?day after').replace('the day before', '(?:the )?day before')})$`, 'i')
const ledAtEnd = new RegExp(`(?:(?:^|\\s)(?:on|by|for|to|till|until|before|from|since|due|is) (?=the )|^)((?:the )?${plainNth})$`, 'i')
const firstAtEnd = /\s((?:on|by|until|till|before|since|due) the (?:first|second|third))$/i
const whole = (source: string) => new RegExp(`^(?:on |by |for )?${source}$`)

const ways: readonly (readonly [RegExp, Read])[] = [
  [whole(`(${count}) (day|week|fortnight|month|year)s? from (today|now|tomorrow)`), (day, [, many, unit, from]) => shiftDay(from === 'tomorrow' ? addDays(day, 1) : day, numberOf(many), unit)],
  [whole(`(${count}) (day|week|fortnight|month|year)s? ago today`), (day, [, many, unit]) => shiftDay(day, -numberOf(many), unit)],
  [whole('(?:the )?day after tomorrow'), (day) => addDays(day, 2)],
  [whole('(?:the )?day before yesterday'), (day) => addDays(day, -2)],
  [whole('(?:the )?last day of (the|this|next) month'), (day, [, which]) => endOfMonth(day, which === 'next' ? 1 : 0)],
  [whole(`(${month}) the (${nth})`), (day, [, name, said]) => coming(day, monthOf(name), nthOf(said))],
  [whole(`mid[ -](${month})`), (day, [, name]) => coming(day, monthOf(name), 15)],
  [whole(`(${weekday}) week`), (day, [, name]) => addDays(nextOf(day, name), 7)],
  [whole(`a week (?:on|from) (${weekday})`), (day, [, name]) => addDays(nextOf(day, name), 7)],
  [whole(`last (${weekday})`), (day, [, name]) => addDays(nextOf(day, name), nextOf(day, name) === addDays(day, 7) ? -14 : -7)],
  [whole(`(${weekday}) coming`), (day, [, name]) => nextOf(day, name)],
  [whole(`(?:this|the) coming (${weekday})`), (day, [, name]) => nextOf(day, name)],
  [whole('(?:the )?week after next'), (day) => addDays(nextOf(day, 'monday'), 7)],
  [whole('(tues|weds|thurs?)'), (day, [, name]) => nextOf(day, name)],
  [whole(`(?:the )?(${plainNth})`), (day, [, said]) => comingNth(day, nthOf(said))],
  [whole('(?:on|by|until|till|before|since|due) the (first|second|third)'), (day, [, said]) => comingNth(day, nthOf(said))],
  [/^(christmas eve|christmas|christmas day|boxing day|new year'?s eve|new year'?s day|valentine'?s day|hallowe'?en)(?: (?:in )?((?:19|20)\d\d))?$/, (day, [, name = '', year]) => feast(day, name.replaceAll("'", ''), year)],
]

const numberOf = (said = ''): number => (/^\d+$/.test(said) ? Number(said) : /^an?$/.test(said) ? 1 : (readNumberWords(said) ?? 1))
/** A day so many days, weeks, fortnights, months or years on, or back. */
export const shiftDay = (day: string, many: number, unit = ''): string | undefined =>
  unit === 'day' ? addDays(day, many) : unit === 'week' ? addDays(day, many * 7) : unit === 'fortnight' ? addDays(day, many * 14) : sameDay(day, unit === 'year' ? many * 12 : many)

// The 31st a month on is the last day of a shorter month.
const sameDay = (day: string, shifted: number): string => {
  const last = endOfMonth(day, shifted)
  return Number(day.slice(8)) > Number(last.slice(8)) ? last : `${last.slice(0, 8)}${day.slice(8)}`
}
const endOfMonth = (day: string, shifted: number): string => new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) + shifted, 0)).toISOString().slice(0, 10)
const monthOf = (name = '') => months.findIndex((one) => one.startsWith(name.slice(0, 3)))
const nthOf = (said = '') => (/^\d/.test(said) ? Number.parseInt(said, 10) : ordinals.indexOf(said) + 1)

const coming = (day: string, monthAt: number, date: number): string | undefined => {
  const of = (year: number) => new Date(Date.UTC(year, monthAt, date)).toISOString().slice(0, 10)
  const found = of(Number(day.slice(0, 4)))
  return Number(found.slice(8)) !== date ? undefined : found < day ? of(Number(day.slice(0, 4)) + 1) : found
}
const comingNth = (day: string, date: number): string | undefined => {
  const first = `${endOfMonth(day, date < Number(day.slice(8)) ? 1 : 0).slice(0, 8)}${String(date).padStart(2, '0')}`
  return new Date(`${first}T00:00:00Z`).toJSON()?.startsWith(first) ? first : undefined
}
// Never today: "friday week" said on a friday is two weeks off.
const nextOf = (day: string, name = ''): string => {
  const at = weekdays.findIndex((one) => one.startsWith(name.slice(0, 3)))
  return addDays(day, (at - new Date(`${day}T00:00:00Z`).getUTCDay() + 7) % 7 || 7)
}
const feast = (day: string, name: string, year: string | undefined): string | undefined => {
  const date = feasts.find(([one]) => one === name)?.[1]
  if (date === undefined) return undefined
  return year === undefined ? coming(day, Number(date.slice(0, 2)) - 1, Number(date.slice(3))) : `${year}-${date}`
}
const feasts: readonly (readonly [string, string])[] = [['christmas eve', '12-24'], ['christmas', '12-25'], ['christmas day', '12-25'], ['boxing day', '12-26'], ['new years eve', '12-31'], ['new years day', '01-01'], ['valentines day', '02-14'], ['halloween', '10-31']]
