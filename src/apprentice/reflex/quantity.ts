import type { Field } from '../../app/field.ts'
import type { KnownField } from './compile.ts'
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

const ofKind = (kind: Field['kind'], value: number | undefined): number | undefined => (kind === 'integer' && !Number.isInteger(value) ? undefined : value)

/** Whether a word is a unit, or a number with one: "kg", "4kg", "minutes". */
export const isUnit = (word: string): boolean => kinds.some(({ units }) => units.has(singular(word.replace(/^[\d.,]+/, ''))))

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

const numberOf = (said: string): number | undefined => (/^\d{1,6}(?:[.,]\d{1,3})?$/.test(said) ? Number(said.replace(',', '.')) : readNumberWords(said))
