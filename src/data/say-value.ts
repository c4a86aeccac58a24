import type { Field, Value } from '../app/field.ts'

/** Where and when a sentence is read, so that dates can be short. */
export interface Telling {
  readonly now: number
  readonly zone: string
  /** Names the row that a link points to. */
  readonly labelOf: (table: string, id: number) => string
}

/** Tells one value inside a sentence: `28 Nov`, `€1,200.50`, `high`, `nothing`; text in quotes, cut to 60 characters. */
export const sayValue = (field: Field, value: Value | undefined, { now, zone, labelOf }: Telling): string => {
  if (value === null || value === undefined || value === '') return 'nothing'
  switch (field.kind) {
    case 'checkbox':
      return value ? 'yes' : 'no'
    case 'date':
      return sayDay(String(value), new Date(now).getUTCFullYear())
    case 'datetime':
      return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: zone }).format(new Date(String(value)))
    case 'money':
      return sayMoney(Number(value), field.currency)
    case 'integer':
    case 'decimal':
      return String(value)
    case 'link':
      return labelOf(field.to ?? '', Number(value))
    case 'choice':
      return String(value)
    default:
      return sayLabel(String(value))
  }
}

/** Tells an amount with its currency: `€1,200.50`, by default in euros. */
export const sayMoney = (amount: number, currency = 'EUR'): string => {
  const format = moneyFormats.get(currency) ?? makeMoneyFormat(currency)
  moneyFormats.set(currency, format)
  return format(amount)
}

/** Tells a number as lists show it, alone or worked out of many rows: money as money, an average to what can be read, a count plainly; `–` where there is none. */
export const sayNumber = (value: number | string | null, field?: Pick<Field, 'kind' | 'currency'>, measure?: 'sum' | 'count' | 'avg' | 'min' | 'max'): string => {
  if (typeof value !== 'number') return value ?? '–'
  if (field?.kind === 'money' && measure !== 'count') return sayMoney(value, field.currency)
  numberFormats ??= makeNumberFormats() // when first needed
  return (measure === 'avg' ? numberFormats.average : numberFormats.plain).format(value)
}

/** Puts a row's name or a text in quotes, on one line, cut to 60 characters. */
export const sayLabel = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return `“${line.length > 60 ? `${line.slice(0, 59)}…` : line}”`
}

/** Joins parts as a sentence does: `a`, `a and b`, `a, b and c`. */
export const sayList = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const sayDay = (iso: string, thisYear: number) => {
  const [year, month, day] = iso.split('-').map(Number)
  return `${day} ${months[(month ?? 1) - 1]}${year === thisYear ? '' : ` ${year}`}`
}

const moneyFormats = new Map<string, (amount: number) => string>()
const makeMoneyFormat = (currency: string): ((amount: number) => string) => {
  try {
    return new Intl.NumberFormat('en-GB', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format
  } catch {
    return (amount) => `${amount.toFixed(2)} ${currency}` // a code that is not ISO 4217
  }
}

let numberFormats: ReturnType<typeof makeNumberFormats> | undefined
const makeNumberFormats = () => ({
  plain: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 }),
  // two decimals, or as many as the first three digits of a small one take
  average: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2, maximumSignificantDigits: 3, roundingPriority: 'morePrecision' }),
})
