import { dictionary } from '../../app/dictionary.ts'
import type { KnownField, KnownTable } from './compile.ts'
import { singular } from './spelling.ts'

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
