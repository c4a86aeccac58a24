import type { KnownTable } from './compile.ts'
import { articles, doings } from './lexicon.ts'
import type { Part } from './entry-parts.ts'
import { asking, saidInstead, type Meaning, type Scene } from './scene.ts'
import { takeSlots, type Values } from './slots.ts'
import { readNumber } from './value.ts'
import { textOf, type Word } from './words.ts'

/**
 * Where one "and" stands between two names: two rows when both begin with something to do or both have values, one when only the
 * first does ("buy milk and bread"), and else the person is asked ("salt and pepper"). `holdsValue` tells a name that hides a value.
 */
export const joinTwo = (scene: Scene, table: KnownTable, { words, rows, holdsValue }: { readonly words: readonly Word[]; readonly rows: readonly Part[]; readonly holdsValue: (name: readonly Word[]) => boolean }): readonly Part[] | Meaning | undefined => {
  const [one, two] = rows
  if (!one || !two || rows.length > 2) return rows
  const together = joins(one, two, table)
  if (together === 'ask') return [one, two].some(({ name }) => holdsValue(name)) || [one, two].every(({ name }) => name.every(isBareNumber)) ? undefined : askHowMany(one, two)
  if (!together) return rows
  const joined = takeSlots(scene, table, words.slice(one.start, two.wordsEnd))
  return [{ ...one, name: joined.rest, values: { ...joined.values, ...(two.end > two.wordsEnd && two.values) } }]
}

/** True when words are something to do: "buy milk", "call mum". */
export const isDoing = (words: readonly Word[]): boolean => doings.has(words[0]?.norm ?? '')

/** True for a number that nothing says the field of. */
export const isBareNumber = ({ quoted, norm }: Word): boolean => !quoted && /^[\d.,+-]+$/.test(norm)

/**
 * Of "name, value, value" with values among them the whole is one row: `"The Parting Glass", traditional, in D` fills the one field of free
 * text with what is no value, "petrol 40, car" the one amount; undefined where it stays unclear what a part is.
 */
export const asOneDescribed = (table: KnownTable, rows: readonly Part[]): readonly Part[] | undefined => {
  const [first, second, ...more] = rows
  const amount = first && !second ? trailingAmount(table, first) : undefined
  // "Route 66" is a name.
  if (first && amount) return /^\p{Lu}/u.test(first.name.at(-2)?.text ?? '') ? undefined : [{ ...first, name: first.name.slice(0, -1), values: { ...amount, ...first.values } }]
  if (!first || !second || second.joint !== ',' || !isBare(first)) return rows
  const described = second.end > second.wordsEnd
  if (!first.name[0]?.quoted || first.name.length > 1 || second.name.some(({ quoted }) => quoted)) return described && second.name.length > 0 ? undefined : rows
  if (!described && isBare(second)) return rows
  const [free, ...frees] = table.fields.filter(({ name, field }) => field.kind === 'text' && name !== table.titleField && !(name in second.values))
  return more.length === 0 && free && frees.length === 0 && second.name.length < 5 ? [{ ...first, end: second.end, values: { [free.name]: textOf(second.name), ...second.values } }] : undefined
}

const isBare = ({ values }: Part): boolean => Object.keys(values).length === 0

/** The number at the end of a name that values were told of, as the table's one amount; a year is none. */
const trailingAmount = ({ fields }: KnownTable, row: Part): Values | undefined => {
  const [money, ...sums] = fields.filter(({ field }) => field.kind === 'money')
  const said = row.name.at(-1)?.norm ?? ''
  if (!money || sums.length > 0 || money.name in row.values || isBare(row) || row.end === row.wordsEnd || row.name.length < 2) return undefined
  if (row.name.some(({ quoted }) => quoted) || !/^\d+([.,]\d+)?$/.test(said) || /^(19|20)\d\d$/.test(said)) return undefined
  const value = readNumber(said, true)
  return value === undefined ? undefined : { [money.name]: value }
}

const joins = (one: Part, two: Part, table: KnownTable): boolean | 'ask' => {
  if (one.name[0]?.quoted && two.name[0]?.quoted) return false
  if (two.joint === ',' || two.joint === ';') return one.name.length <= 5 && two.name.length <= 4 && !articles.has(two.name[0]?.norm ?? '') ? false : 'ask'
  // What is bought is bought one by one; only a dish or a pair is one thing.
  if (isShopping(table)) return pairs.has(`${one.name.at(-1)?.norm} ${two.name[0]?.norm}`) ? 'ask' : false
  const [withValues, moreValues] = [one, two].map(({ values }) => Object.keys(values).length > 0)
  if (withValues && moreValues) return false
  // "Good Omens by Terry Pratchett and Neil Gaiman": the second part goes on with the first one's value.
  if (withValues && two.joint === '&' && /^\p{Lu}/u.test(one.words.at(-1)?.text ?? '')) return two.words.every((word) => /^\p{Lu}/u.test(word.text)) ? true : 'ask'
  if (withValues) return two.words.length >= 2 && !isDoing(two.words) && two.words.every((word) => /^\p{Lu}/u.test(word.text)) ? true : isDoing(two.words) ? false : 'ask'
  if (isDoing(two.name)) return false
  // "War and Peace by Leo Tolstoy"
  if (moreValues && !table.isList) return true
  return isDoing(one.name) ? true : 'ask'
}

const isShopping = ({ singulars, done }: KnownTable) => done?.field === 'bought' || singulars.some((name) => name.some((word) => /^(shopping|grocery)$/.test(word)))
const pairs = new Set(['salt pepper', 'fish chips', 'bread butter', 'mac cheese', 'ham cheese', 'cheese onion', 'gin tonic', 'sweet sour', 'oil vinegar', 'cookies cream', 'lemon ginger', 'bangers mash', 'beans toast', 'rum coke', 'butter jelly', 'strawberries cream', 'pork beans', 'black white', 'salt vinegar', 'head shoulders', 'ben jerry\'s', 'rice peas'])

const askHowMany = (one: Part, two: Part): Meaning => {
  const span = [...one.words, ...two.words]
  const [all, first, second] = [textOf([...one.words.slice(0, 1), ...two.words.slice(-1)]), textOf(one.words), textOf(two.words)]
  const whole = one.words[0] && two.words.at(-1) ? one.words[0].source.slice(one.words[0].start, two.words.at(-1)?.end) : all
  return asking(`Is “${whole}” one entry, or two?`, { choices: [
    { label: 'One', say: saidInstead(span, `"${whole}"`) },
    { label: 'Two', say: saidInstead(span, `"${first}", "${second}"`) },
  ] })
}
