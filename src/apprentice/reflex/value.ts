import { findDate, readDate, readMoment, today } from '../../app/dates.ts'
import type { Value } from '../../app/field.ts'
import { readChoice } from './choices.ts'
import type { KnownField } from './compile.ts'
import { readNumberWords } from './number-words.ts'
import { mayHoldOddDay, oddDayAtEnd, readOddDay } from './odd-days.ts'
import { isOfPast, pastDay } from './past-days.ts'
import { readQuantity } from './quantity.ts'
import { findRow } from './reference.ts'
import { withoutArticles, type Scene } from './scene.ts'
import { doings, turnWords } from './lexicon.ts'
import { textOf, type Word } from './words.ts'

/** Reads words as the value of a field: all of them, or undefined. A link's value is the id of the row named. */
export const readValue = (scene: Scene, known: KnownField, words: readonly Word[]): Value | undefined => {
  const { field } = known
  const text = textOf(words)
  if (text === '') return undefined
  const said = words.map((word) => word.norm).join(' ')
  if (!field.required && field.kind !== 'checkbox' && /^(none|nothing|empty|null|no one|nobody|blank)$/.test(said)) return null
  switch (field.kind) {
    case 'text':
    case 'longtext':
      return isPlainText(words) && !goesOn(words) && !beginsLate(words) ? text : undefined
    case 'email':
      return words.length === 1 && isEmail(text) ? text : undefined
    case 'url':
      return words.length === 1 && isWebAddress(text) ? (/^https?:/i.test(text) ? text : `https://${text}`) : undefined
    case 'integer':
    case 'decimal':
    case 'money':
      return readOf(known, field.kind === 'money' ? said : said.replace(/ ?(?:out of |\/ ?)(?:five|ten|5|10)$/, '').replace(known.names.some(([name]) => name === 'rating' || name === 'stars') ? / (?:stars?|points?)$/ : /^$/, ''))
    case 'checkbox':
      return /^(yes|true|on|checked|ticked|done)$/.test(said) ? true : /^(no|false|off|unchecked|unticked)$/.test(said) ? false : undefined
    case 'choice':
      return readChoice(known, words)
    case 'date':
    case 'datetime':
      return lookBack(scene, known, words, readTime(scene, field.kind, words))
    case 'link': {
      const row = findRow(scene, withoutArticles(words), { table: field.to ?? '' })
      return row?.kind === 'row' && row.how !== 'fuzzy' ? row.id : undefined
    }
  }
}

const readOf = (known: KnownField, said: string): number | undefined =>
  known.field.kind === 'integer' && !Number.isInteger(readNumber(said, false) ?? 0) ? undefined : (readNumber(said, known.field.kind === 'money') ?? readQuantity(known, said))

// "(next) step is call the bank": the first words go on with the field's name.
const beginsLate = (words: readonly Word[]): boolean => [1, 2].some((at) => words.length > at + 1 && words[at]?.quoted === false && /^(is|are|was|were|:|=)$/i.test(words[at].text) && words.slice(0, at).every(({ text, quoted }) => !quoted && /^\p{Ll}/u.test(text)))

/** A date that the words end in: its value by kind, and how many words stand before it. */
export const trailingDate = (scene: Scene, words: readonly Word[]): { readonly words: readonly Word[]; readonly before: number } | undefined => {
  const [first] = words
  const last = words.at(-1)
  if (!first || !last || last.quoted) return undefined
  const text = first.source.slice(first.start, last.end)
  const odd = isOdd(scene, first) ? oddDayAtEnd(text) : 0
  const oddAt = odd > 0 ? words.findIndex((word) => word.start - first.start >= text.length - odd) : -1
  if (oddAt >= 0 && !words.slice(oddAt).some((word) => word.quoted || /^\p{Lu}/u.test(word.text) && /^(day|days|after|tomorrow|week|month|year)$/.test(word.norm))) return { words: words.slice(oddAt), before: oddAt }
  const found = remember(scene, `at end ${text}`, () => findDate(text, scene.world))
  if (!found || found.end < text.trimEnd().length) return undefined
  const before = words.findIndex((word) => word.start - first.start >= found.start)
  const dated = words.slice(before)
  return before < 0 || dated.some((word) => word.quoted) ? undefined : { words: dated, before }
}

/** Whether a word looks like an e-mail address. */
export const isEmail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text)
/** Whether a word looks like a web address. */
export const isWebAddress = (text: string) => /^(https?:\/\/\S+|www\.\S+\.\S+)$/i.test(text)
/** Whether a word is a sum of money, its currency with it. */
export const isAmount = (text: string) => /^([€$£]\s?[\d.,]+k?|[\d.,]+k?\s?[€$£]|[\d.,]+k?\s?(eur|usd|gbp|euros?|dollars?|pounds?|bucks|quid|grand))$/i.test(text)

/** True when free text holds no word that turns the request around ("but", "not", "if"): such a request is not a plain one. */
export const isPlainText = (words: readonly Word[]): boolean => words.length > 0 && !words.some((word) => turnWords.has(word.norm) || /^[?;]$/.test(word.norm))

/** True when free text holds an "and" after which something else seems to be asked for ("to oat milk and call mum"). */
export const goesOn = (words: readonly Word[]): boolean => {
  const and = words.findLastIndex((word) => word.norm === 'and' || word.norm === ',')
  const rest = words.slice(and + 1)
  return and > 0 && !words.some((word) => word.quoted) && (doings.has(rest[0]?.norm ?? '') || (rest.length > 2 && rest.some((word) => /^\p{Ll}/u.test(word.text))))
}

// What was finished "on 3 September" was so this year or the last; only what is said to come, or of a year, is taken as it stands.
const lookBack = (scene: Scene, known: KnownField, words: readonly Word[], value: string | undefined): string | undefined =>
  value === undefined || !isOfPast(known) || /^(born|birth|since|joined)/.test(known.name) || value <= today(scene.world) || words.some(({ norm }) => /^(next|tomorrow|in|from|coming)$|\d{4}/.test(norm)) ? value : pastDay(value, today(scene.world))

const readTime = (scene: Scene, kind: 'date' | 'datetime', words: readonly Word[]): string | undefined => {
  const text = textOf(words).replace(/^(on|by|at|until|till|before|for|the)\s+/i, '').replace(/^(?:this (?:morning|afternoon|evening)|just now)$/i, 'today')
  // A day has no hour: what was said of it would be lost.
  if (kind === 'date' && (holdsClock.test(text) || /^(?:the )?(?:morning|afternoon|evening|night)$/i.test(text) || /(?:\b|\d)(?:hours?|hrs?|h|minutes?|mins?|seconds?|secs?)\b/i.test(text))) return undefined
  // "Monday to friday" is no one day.
  if (kind === 'date' && /\S\s+(?:to|till|until|through|and)\s|\S\s*[–—]\s*\S/i.test(text)) return undefined
  // "What a day" names none, nor does "55 minutes".
  if (/^(an?|one|the|\d+)?\s*(day|week|month|year|hour|minute)s?$/i.test(text)) return undefined
  const odd = words[0] && isOdd(scene, words[0]) ? readOddDay(textOf(words), scene.world) : undefined
  if (odd !== undefined && kind === 'date') return odd
  // A bare number is a year, an hour or a count: never a date.
  if (!/[a-z]{3}|\d{4}-\d\d-\d\d|\d+[./]\d+/i.test(text) && !(kind === 'datetime' && /\d/.test(text))) return undefined
  const value = remember(scene, `${kind} ${text}`, () => (kind === 'date' ? readDate(text, scene.world) : readMoment(text, scene.world)))
  return value.ok ? value.value : undefined
}

/** A number as it is written: `1,200`, `12.50`, `3,80`, `2k`, `three`; of money also with its currency. */
export const readNumber = (said: string, isMoney: boolean): number | undefined => {
  const plain = isMoney ? said.replace(/^(€|\$|£)\s?/, '').replace(/\s?(€|\$|£|eur|usd|gbp|euros?|dollars?|pounds?|bucks|quid)$/, '').replace(/(?<=\d)\s?grand$/, 'k') : said
  const counted = numberWords.indexOf(plain)
  if (counted >= 0) return counted
  const match = /^(-?\d{1,3}(?:,\d{3})+|-?\d+)([.,]\d+)?(k)?$/.exec(plain)
  return match ? Number(`${(match[1] ?? '').replaceAll(',', '')}${(match[2] ?? '').replace(',', '.')}`) * (match[3] ? 1000 : 1) : readNumberWords(plain)
}
const numberWords = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')

const holdsClock = /(?<!\bthis\s+|^)\b(?:morning|afternoon|evening|night)\b|\bat \d|\d:\d\d|\d\s?[ap]\.?m\b|o'clock|\bnoon\b|\bmidnight\b/i
/** Whether words are a time of the day: "at 9", "9:30 pm", "at noon". */
export const isClock = (words: readonly Word[]): boolean => /^(?:at )?(?:about )?(?:\d{1,2}(?:[:.]\d\d)? ?(?:[ap]m|o'clock)?|noon|midnight|night|in the (?:morning|afternoon|evening))$/.test(words.map(({ norm }) => norm).join(' ')) && holdsClock.test(textOf(words))

const isOdd = (scene: Scene, { source }: Word): boolean => remember(scene, `odd ${source}`, () => mayHoldOddDay(source))

// Reading a date is the slowest step; one request asks for the same words many times. The key begins with the kind of what is kept.
const remember = <T>({ found }: Scene, key: string, make: () => T): T => {
  if (!found.has(key)) found.set(key, make())
  return found.get(key) as T // put there under the same key, by the same caller
}
