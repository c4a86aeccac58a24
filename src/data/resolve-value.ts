import type { Field, Value } from '../app/field.ts'
import { readDate, readMoment } from '../app/dates.ts'
import { problem, type Result } from '../app/problem.ts'
import { checkValue, whatIsAllowed } from '../app/value.ts'
import type { Desk } from './desk.ts'
import { plain } from './nearest.ts'

/**
 * Makes a value canonical as its field wants it: days and moments in the user's words become ISO 8601, numbers and
 * yes-or-no given as text become what they say, a choice finds its own spelling. Links are resolved before (resolve.ts).
 */
export const resolveValue = (desk: Desk, name: string, field: Field, said: unknown): Result<Value> => {
  if (said === null || said === undefined || said === '') return checkValue(name, field, null)
  if (typeof said !== 'string' && typeof said !== 'number' && typeof said !== 'boolean') return checkValue(name, field, said)
  const read = readers[field.kind](said, field, desk)
  if (typeof read === 'object' && read !== null) return read.ok ? checkValue(name, field, read.value) : wrongValue(name, read.message, field)
  return checkValue(name, field, read)
}

/** Reads a number as people write it: `1200`, `1,200.50`, `1.200,50`, `€1,200`, `1200 EUR`; undefined when it could mean two things. */
export const readNumber = (text: string, currency?: string): number | undefined => {
  // A run of spaces is looked at from its beginning only.
  const bare = text.trim().replace(/^[€$£¥]\s*|(?<!\s)\s*[€$£¥]$/g, '').replace(currency ? new RegExp(`^${currency}\\s*|(?<!\\s)\\s*${currency}$`, 'i') : /$^/, '').replace(/(?<=\d)[  '’](?=\d{3})/g, '')
  if (/^[-+]?\d+(\.\d+)?$/.test(bare)) return Number(bare)
  if (/^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare)) return Number(bare.replaceAll(',', ''))
  if (/^[-+]?\d{1,3}(\.\d{3})+,\d+$/.test(bare)) return Number(bare.replaceAll('.', '').replace(',', '.'))
  if (/^[-+]?\d+,\d{1,2}$/.test(bare)) return Number(bare.replace(',', '.'))
  return undefined
}

type Said = string | number | boolean
type Reader = (said: Said, field: Field, desk: Desk) => Said | Result<Value>

const asNumber: Reader = (said, field) => (typeof said === 'string' ? (readNumber(said, field.currency) ?? said) : said)
// A small model writes 5 for "5", and a year for a title.
const asLine = (said: Said): Said => (typeof said === 'number' ? String(said) : typeof said === 'string' ? said.trim() : said)

const readers: Readonly<Record<Field['kind'], Reader>> = {
  text: asLine,
  email: asLine,
  longtext: (said) => (typeof said === 'number' ? String(said) : said),
  url: (said) => (typeof said === 'string' && /^[\w-]+(\.[\w-]+)+([/?#]\S*)?$/.test(said.trim()) ? `https://${said.trim()}` : asLine(said)),
  integer: asNumber,
  decimal: asNumber,
  money: asNumber,
  link: asNumber,
  checkbox: (said) => {
    if (typeof said === 'boolean') return said
    const word = plain(String(said))
    return yes.has(word) ? true : no.has(word) ? false : said
  },
  date: (said, _field, desk) => (typeof said === 'string' ? readDate(said, { now: desk.now(), zone: desk.zone() }) : said),
  datetime: (said, _field, desk) => (typeof said === 'string' ? readMoment(said, { now: desk.now(), zone: desk.zone() }) : said),
  choice: (said, field) => (field.choices?.some((choice) => choice === said) ? said : field.choices?.find((choice) => sameChoice(choice, String(said))) ?? said),
}

const yes = new Set(['true', 'yes', 'done', 'on', '1', 'y', 'x', 'checked', 'finished'])
const no = new Set(['false', 'no', 'off', '0', 'n', 'open', 'unchecked', 'not done', 'undone'])

const sameChoice = (choice: string, said: string) => plain(choice).replaceAll('_', ' ') === plain(said).replaceAll('_', ' ')

const wrongValue = (name: string, message: string, field: Field) =>
  problem('bad-value', message, { next: `Give ${name} as ${whatIsAllowed(field)}.`, fields: { [name]: `Must be ${whatIsAllowed(field)}.` } })
