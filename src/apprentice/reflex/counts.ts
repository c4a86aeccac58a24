import type { KnownTable } from './compile.ts'
import { readNumber } from './value.ts'
import { fieldAt } from './field-names.ts'
import type { Values } from './slots.ts'
import type { Word } from './words.ts'

/** Takes how many off a new row, where its table has one field for that: "6 eggs", "2x soap", "napkins x4". A measure stays with the name: "2 kg flour". */
export const takeCount = (table: KnownTable, words: readonly Word[]): { readonly rest: readonly Word[]; readonly values: Values } | undefined => {
  const held = takeHeld(table, words)
  if (held) return held
  const [field, ...more] = table.fields.filter((one) => /integer|decimal/.test(one.field.kind) && one.names.some((name) => name.some((word) => countNames.has(word))))
  if (!field || more.length > 0 || words.length < 2) return undefined
  const [first = '', second = ''] = words.map(({ norm, quoted }) => (quoted ? '' : norm))
  const last = words.at(-1)?.quoted ? '' : (words.at(-1)?.norm ?? '')
  const dozen = first === 'dozen' ? 1 : /^an?$/.test(first) && second === 'dozen' ? 2 : 0
  if (dozen > 0 && words.length > dozen) return { rest: words.slice(dozen), values: { [field.name]: 12 } }
  const times = /^(\d{1,4})[x×]$/.exec(first)?.[1]
  const behind = /^[x×](\d{1,4})$/.exec(last)?.[1] ?? /^(\d{1,4})[x×]$/.exec(last)?.[1]
  if (times) return { rest: words.slice(1), values: { [field.name]: Number(times) } }
  if (behind) return { rest: words.slice(0, -1), values: { [field.name]: Number(behind) } }
  const count = /^\d{1,4}$/.test(first) || /^[a-z]+$/.test(first) ? readNumber(first, false) : undefined
  const isMany = words.length < 5 && words.slice(1).some(({ norm }) => /[^s]s$/.test(norm)) && !measures.has(second) && /^\p{L}/u.test(second)
  return count !== undefined && count > 1 && isMany ? { rest: words.slice(1), values: { [field.name]: count } } : undefined
}

// "3 bottles of Merlot", "6 bottles Chablis", where a field is called "bottles"
const takeHeld = (table: KnownTable, words: readonly Word[]): { readonly rest: readonly Word[]; readonly values: Values } | undefined => {
  const count = words[0]?.quoted ? undefined : readNumber(words[0]?.norm ?? '', false)
  const found = count === undefined ? undefined : fieldAt(table, words, 1)
  const at = 1 + (found?.length ?? 0)
  const from = at + (words[at]?.norm === 'of' ? 1 : 0)
  return found?.field.field.kind === 'integer' && words.length > from && count !== undefined ? { rest: words.slice(from), values: { [found.field.name]: count } } : undefined
}

const countNames = new Set(['quantity', 'qty', 'count', 'pieces', 'packs'])
const measures = new Set('kg kgs g gr grams gram kilo kilos l liter liters litre litres ml cl lb lbs oz pint pints cup cups pack packs packet packets bag bags bottle bottles can cans tin tins box boxes jar jars dozen slice slices bunch bunches loaf loaves rolls pairs pair sets days weeks months years hours minutes'.split(' '))
