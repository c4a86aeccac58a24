import { dictionary } from '../../app/dictionary.ts'
import type { Field } from '../../app/field.ts'
import type { KnownField, KnownTable } from './compile.ts'
import { readNumberWords } from './number-words.ts'
import { singular } from './spelling.ts'

/** A number with its unit as a number field keeps it: "4.2 kg" and "3900 g" in "Weight (kg)", "two and a half hours", "half an hour" in minutes, "eight persons"; undefined where the unit is none of the field's. */
export const readQuantity = ({ field, names }: KnownField, said: string): number | undefined => {
  const match = /integer|decimal/.test(field.kind) ? /^(?:(half) (?:an?|of an) |(.+?) ?)(\p{L}[\p{L}²³]*|%)$/u.exec(said) : null
  if (!match) return undefined
  const unit = singular(match[3] ?? '')
  const kind = kinds.find(({ units }) => units.has(unit))
  if (!kind || unitOf(field) === match[3]) return unitOf(field) === match[3] ? ofKind(field.kind, numberOf(match[2] ?? '')) : undefined
  const words = names.flatMap((name) => name.map((word) => singular(word.replace(/[()]/g, ''))))
  const own = words.map((word) => kind.units.get(word)).find((one) => one !== undefined) ?? (words.some((word) => kind.called.has(word)) && kind.size === 1 ? 1 : undefined)
  const many = match[1] === 'half' ? 0.5 : /^an?$/.test(match[2] ?? '') ? 1 : numberOf(match[2] ?? '')
  const times = kind.units.get(unit)
  if (own === undefined || many === undefined || times === undefined) return undefined
  return ofKind(field.kind, Math.round((many * times * 1e6) / own) / 1e6)
}

/** The unit that stands in brackets in a field's label: "mg" of "Dose (mg)". */
export const unitOf = ({ label }: Field): string | undefined => /\(([^()\s]+)\)\s*$/.exec(label ?? '')?.[1]?.toLowerCase()

/** Whether a word is a unit, or a number with one: "kg", "4kg", "minutes". */
export const isUnit = (word: string): boolean => kinds.some(({ units }) => units.has(singular(word.replace(/^[\d.,]+/, ''))))

/** The fields of numbers that a table has and that may be told. */
export const numberFields = (table: KnownTable): readonly KnownField[] => table.fields.filter(({ field }) => !field.private && /^(integer|decimal|money)$/.test(field.kind))

/** The one number that a unit counts: "bottles", "star" of "stars", "kg" of "Weight (kg)", "euro" of the only amount; undefined when none or two fit. */
export const fieldOfUnit = (table: KnownTable, said: string): KnownField | undefined => {
  const fields = numberFields(table)
  const one = singular(said)
  const named = fields.filter(({ names }) => names.some((name) => name.some((word) => bare(word) === one)))
  if (named.length === 1) return named[0]
  const family = units[one]
  return family && named.length === 0 ? only(fields.filter((field) => (family === money ? field.field.kind === 'money' : isOf(field, family)))) : undefined
}

/** The one number that such a word is about: "long" of minutes, "heavy" of a weight, "cheap" of an amount. */
export const fieldOfQuality = (table: KnownTable, quality: string): KnownField | undefined => {
  const family = qualities[quality]
  if (!family) return undefined
  const fields = numberFields(table)
  const sums = fields.filter(({ field }) => field.kind === 'money')
  const named = fields.filter((field) => isOf(field, family))
  return family === money ? only(sums) : only(named) ?? (/^(big|small)$/.test(quality) && named.length === 0 ? only(sums) : undefined)
}

/** How much or how little a comparing word means: "heavier" is more of what is heavy, "cheapest" the least of what costs. */
export const degreeOf = (word: string): { readonly quality: string; readonly more: boolean } | undefined => degreesOf.get(word)

const ofKind = (kind: Field['kind'], value: number | undefined): number | undefined => (kind === 'integer' && !Number.isInteger(value) ? undefined : value)

/** How much of the smallest unit each one is; `called` are fields without a unit in their name, where all units are alike. */
interface Kind { readonly units: ReadonlyMap<string, number>; readonly called: ReadonlySet<string>; readonly size?: number }

const kindOf = (units: string, called = ''): Kind => {
  const sizes = new Map(units.split(' ').map((pair) => pair.split('=')).map(([unit = '', size = '1']): [string, number] => [unit, Number(size)]))
  return { units: sizes, called: new Set(called.split(' ')), ...(new Set(sizes.values()).size === 1 && { size: 1 }) }
}
const kinds: readonly Kind[] = [
  kindOf('mg=0.001 milligram=0.001 g=1 gram=1 gramme=1 kg=1000 kilo=1000 kilogram=1000 kilogramme=1000'),
  kindOf('second=1 sec=1 minute=60 min=60 minut=60 hour=3600 hr=3600 h=3600'),
  kindOf('ml=1 millilitre=1 milliliter=1 cl=10 dl=100 l=1000 litre=1000 liter=1000'),
  kindOf('mm=0.001 cm=0.01 centimetre=0.01 centimeter=0.01 m=1 metre=1 meter=1 km=1000 kilometre=1000 kilometer=1000'),
  kindOf('people person head guest diner', 'people person serve serving portion guest'),
  kindOf('serving portion', 'serve serving portion'),
]

// "1,200" are thousands, as everywhere; "3,9" is a fraction.
const numberOf = (said: string): number | undefined =>
  /^\d{1,3}(?:,\d{3})+$/.test(said) ? Number(said.replaceAll(',', '')) : /^\d{1,6}(?:[.,]\d{1,3})?$/.test(said) ? Number(said.replace(',', '.')) : readNumberWords(said)

const isOf = ({ names }: KnownField, family: ReadonlySet<string>) => names.some((name) => name.some((word) => family.has(bare(word)) || family.has(word)))
const bare = (word: string) => singular(word.replace(/[()]/g, ''))
const only = (fields: readonly KnownField[]) => (fields.length === 1 ? fields[0] : undefined)
const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

const money = words('amount')
const time = words('minute duration time')
const weight = words('weight mass kg')
const stars = words('star rating score grade')
const people = words('serve serving portion people person')
const units = dictionary<ReadonlySet<string>>({
  minute: time, min: time, minut: time, kg: weight, kilo: weight, kilogram: weight, g: weight, gram: weight, lb: weight, km: words('distance km'), kilometre: words('distance km'), kilometer: words('distance km'), mile: words('distance mile'), cm: words('height length size cm'), metre: words('height length distance'), meter: words('height length distance'),
  star: stars, point: stars, people: people, person: people, serving: people, portion: people, euro: money, eur: money, '€': money, dollar: money, usd: money, $: money, pound: money, gbp: money, '£': money, quid: money, buck: money,
})
const qualities = dictionary<ReadonlySet<string>>({
  long: words('minute duration length time hour pages distance'), short: words('minute duration length time hour pages distance'), quick: time, slow: time, heavy: weight, light: weight, cheap: money, expensive: money, dear: money, costly: money, big: words('size area amount'), small: words('size area amount'),
  tall: words('height'), high: words('height'), far: words('distance'), good: stars, bad: stars, old: words('year vintage'), new: words('year vintage'),
})
const degreesOf: ReadonlyMap<string, { readonly quality: string; readonly more: boolean }> = new Map(
  `long longer longest|short- shorter shortest|quick- quicker quickest faster fastest|slow slower slowest|heavy heavier heaviest fattest fatter|light- thinnest thinner|light- lighter lightest|cheap- cheaper cheapest|expensive costlier costliest pricier priciest dearer dearest|big bigger biggest larger largest greater greatest higher highest|small- smaller smallest lower lowest|
  tall taller tallest|far farther farthest further furthest|good better best|bad- worse worst|old- older oldest|new newer newest younger youngest`.split('|').flatMap((line) => {
    const [head = '', ...forms] = line.trim().split(' ')
    return forms.map((form): [string, { quality: string; more: boolean }] => [form, { quality: head.replace('-', ''), more: !head.endsWith('-') }])
  }),
)
