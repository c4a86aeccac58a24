import { readChoice } from './choices.ts'
import type { KnownTable } from './compile.ts'
import { takeCount } from './counts.ts'
import { fieldAt } from './field-names.ts'
import { articles, doings, pronouns, weakWords } from './lexicon.ts'
import { asking, saidInstead, withoutArticles, type Meaning, type Scene } from './scene.ts'
import { readSlots, takeSlots, type Values } from './slots.ts'
import { isAmount, isPlainText, readNumber, readValue, trailingDate } from './value.ts'
import { isPastForm } from './verb-forms.ts'
import { textOf, type Word } from './words.ts'

/** One new row: the words of its name, and the values said with it. */
export interface NewRow {
  readonly name: readonly Word[]
  readonly values: Values
}

/**
 * Reads the rows that "add" is followed by. A part between commas and ands that is nothing but values belongs to the row
 * before it ("Dune, unread"). Where only one "and" stands between two names, they are two rows when both begin with something
 * to do or both have values, one when only the first does ("buy milk and bread"), and else the person is asked
 * ("salt and pepper"); a list with commas is always several rows, and so is one that was announced as such (`isSeveral`).
 */
export const readNewRows = (scene: Scene, table: KnownTable, words: readonly Word[], { isSeveral = false } = {}): readonly NewRow[] | Meaning | undefined => {
  const parts = cut(words, (inside) => cut(inside, () => true).every((part) => readSlots(scene, table, part.words) !== undefined))
  const rows: Part[] = []
  for (const part of parts) {
    const last = rows.at(-1)
    // ", both urgent" is said of every row.
    const common = last && /^(both|all|each)$/.test(part.words[0]?.norm ?? '') ? readSlots(scene, table, part.words.slice(1)) : undefined
    if (common) {
      rows.splice(0, rows.length, ...rows.map((row) => ({ ...row, values: { ...common, ...row.values } })))
      continue
    }
    const more = last && readSlots(scene, table, part.words)
    if (last && more && !Object.keys(more).some((field) => field in last.values)) {
      rows[rows.length - 1] = { ...last, end: part.end, values: { ...last.values, ...more } }
      continue
    }
    if (last && announcesValue(table, part.words)) return undefined
    const tells = tellsOf(part.words)
    if (tells > 0 || (!table.isList && last && isParticiple(part.words))) {
      const described = last && readSlots(scene, table, withoutArticles(part.words.slice(tells)))
      if (!last || !described || Object.keys(described).some((field) => field in last.values)) return undefined
      rows[rows.length - 1] = { ...last, end: part.end, values: { ...last.values, ...described } }
      continue
    }
    if (last && part.joint === ',' && part.words.length === 1 && /^[\d.,]+$/.test(part.words[0]?.norm ?? '') && !table.isList) {
      const only = onlyNumber(scene, table, part.words)
      if (!only || only.field in last.values) return undefined
      rows[rows.length - 1] = { ...last, end: part.end, values: { ...last.values, [only.field]: only.value } }
      continue
    }
    // "Tim's phone: 0123" is a value of someone who is not there.
    if (part.words.some(({ norm }, at) => norm === "'s" && at > 0 && part.words.length > at + 1 + (fieldAt(table, part.words, at + 1)?.length ?? part.words.length))) return undefined
    const paid = takeAmount(table, part.words)
    const { rest, values } = takeSlots(scene, table, paid?.rest ?? part.words)
    const counted = takeCount(table, rest)
    rows.push({ ...part, name: counted?.rest ?? rest, values: { ...counted?.values, ...paid?.values, ...values } })
  }
  // "Zoe Chen, zoe@chen.test, Acme": where rows are described, what describes nothing is unclear.
  if (!table.isList && rows.length > 1 && rows.at(-1)?.joint === ',' && Object.keys(rows[0]?.values ?? {}).length > 0 && Object.keys(rows.at(-1)?.values ?? {}).length === 0) return undefined
  const whole = table.isList ? rows : asOneDescribed(table, rows)
  if (!whole) return undefined
  rows.splice(0, rows.length, ...whole)
  const [one, two] = rows
  if (one && two && rows.length === 2 && !isSeveral) {
    const together = joins(one, two, table)
    if (together === 'ask') return [one, two].some(({ name }) => holdsValue(scene, table, name)) || [one, two].every(({ name }) => name.every(isBareNumber)) ? undefined : askHowMany(one, two)
    if (together) {
      const joined = takeSlots(scene, table, words.slice(one.start, two.wordsEnd))
      const { values } = two.end > two.wordsEnd ? two : { values: {} }
      rows.splice(0, 2, { ...one, name: joined.rest, values: { ...joined.values, ...values } })
    }
  }
  const unclear = rows.length === 1 && rows[0] ? askChoice(table, rows[0].name) : undefined
  if (unclear) return unclear
  return rows.every((row) => isPlainText(row.name) && !holdsValue(scene, table, row.name) && !(Object.keys(row.values).length > 0 && holdsWho(table, row.name))) ? rows.map(({ name, values }) => ({ name, values })) : undefined
}

/** True when words are something to do: "buy milk", "call mum". */
export const isDoing = (words: readonly Word[]): boolean => doings.has(words[0]?.norm ?? '')

/** A stretch of words between two joints; `start` and `end` count words. */
interface Cut { readonly words: readonly Word[]; readonly start: number; readonly wordsEnd: number; readonly end: number; readonly joint: string }
interface Part extends Cut { readonly name: readonly Word[]; readonly values: Values }

/** Cuts at commas, ands and brackets; brackets round anything but values are part of the name: "ring the plumber (Leeds)". */
const cut = (words: readonly Word[], holdsValues: (inside: readonly Word[]) => boolean): readonly Cut[] => {
  const parts: Cut[] = []
  let start = 0
  let kept = -1
  let joint = ''
  const push = (end: number) => {
    if (end > start) parts.push({ words: words.slice(start, end), start, wordsEnd: end, end, joint })
  }
  words.forEach(({ norm }, at) => {
    const close = norm === '(' && at > start ? words.findIndex((word, i) => i > at && word.norm === ')') : -1
    if (close > at + 1 && !holdsValues(words.slice(at + 1, close))) kept = close
    if (at <= kept || !/^(,|;|\(|\)|and|&|plus)$/.test(norm) && !(norm === 'n' && at > start && at < words.length - 1)) return
    const before = at === start && at > 0 ? joint : ''
    push(at)
    joint = norm === ',' || before === ',' ? ',' : norm
    start = at + 1
  })
  push(words.length)
  return parts
}

/**
 * Of "name, value, value" with values among them the whole is one row: `"The Parting Glass", traditional, in D` fills the one field of free
 * text with what is no value, "petrol 40, car" the one amount; undefined where it stays unclear what a part is.
 */
const asOneDescribed = ({ fields, titleField }: KnownTable, rows: readonly Part[]): readonly Part[] | undefined => {
  const [first, second, ...more] = rows
  const isBare = (part: Part) => Object.keys(part.values).length === 0
  const [money, ...sums] = fields.filter(({ field }) => field.kind === 'money')
  const amount = first && first.name.length > 1 && rows.length === 1 && !isBare(first) && !first.name.some(({ quoted }) => quoted) && /^\d+([.,]\d+)?$/.test(first.name.at(-1)?.norm ?? '') && !/^(19|20)\d\d$/.test(first.name.at(-1)?.norm ?? '') && first.end > first.wordsEnd ? readNumber(first.name.at(-1)?.norm ?? '', true) : undefined
  // "Route 66" is a name.
  if (first && amount !== undefined && money && sums.length === 0 && !(money.name in first.values)) return /^\p{Lu}/u.test(first.name.at(-2)?.text ?? '') ? undefined : [{ ...first, name: first.name.slice(0, -1), values: { [money.name]: amount, ...first.values } }]
  if (!first || !second || second.joint !== ',' || !isBare(first)) return rows
  const described = second.end > second.wordsEnd
  if (!first.name[0]?.quoted || first.name.length > 1 || second.name.some(({ quoted }) => quoted)) return described && second.name.length > 0 ? undefined : rows
  if (!described && isBare(second)) return rows
  const [free, ...frees] = fields.filter(({ name, field }) => field.kind === 'text' && name !== titleField && !(name in second.values))
  return more.length === 0 && free && frees.length === 0 && second.name.length < 5 ? [{ ...first, end: second.end, values: { [free.name]: textOf(second.name), ...second.values } }] : undefined
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

const isBareNumber = ({ quoted, norm }: Word) => !quoted && /^[\d.,+-]+$/.test(norm)

// "Dune with rating awesome": a field is announced in the name itself; "bread to it" points at another row.
const holdsValue = (scene: Scene, table: KnownTable, words: readonly Word[]) =>
  words.some((word, at) => word.norm === 'with' && fieldAt(table, words, /^(a|an|the)$/.test(words[at + 1]?.norm ?? '') ? at + 2 : at + 1) !== undefined) ||
  // "5 and 7", "milk tomorrow or friday"
  (table.isList && words.every(isBareNumber)) || holdsChoice(table, words) || (/^(set|make|mark|give|put|move|change|rename|delete|remove|finish|tick)$/.test(words[0]?.norm ?? '') && /^(it|its|them)$/.test(words[1]?.norm ?? '')) || words.some(({ norm }, at) => norm === 'or' && at > 0 && trailingDate(scene, words.slice(at + 1))?.before === 0) ||
  (words.length === 1 && words[0]?.quoted === false && (weakWords.has(words[0].norm) || pronouns.has(words[0].norm))) ||
  words.some(({ norm }) => /^["“”„«»`]/.test(norm) && !norm.endsWith('"')) ||
  (/^(to|for|with)$/.test(words.at(-2)?.norm ?? '') && /^(it|them|that|this|those|these)$/.test(words.at(-1)?.norm ?? ''))

// "Tignanello red 89": a choice and a number that nothing says the field of.
const holdsChoice = (table: KnownTable, words: readonly Word[]) =>
  !table.isList && words.some((word, at) => at > 0 && !word.quoted && words[at + 1] !== undefined && words.slice(at + 1).every(isBareNumber) && table.fields.some((field) => readChoice(field, [word]) !== undefined))

// "Dune unread": a choice or the end of the name?
const askChoice = (table: KnownTable, words: readonly Word[]): Meaning | undefined => {
  const last = words.slice(-1)
  const field = words.length > 1 && !isDoing(words) && !last[0]?.quoted ? table.fields.find((one) => readChoice(one, last) !== undefined) : undefined
  if (!field) return undefined
  const name = textOf(words.slice(0, -1))
  return asking(`Is “${textOf(last)}” its ${field.names[0]?.join(' ') ?? field.name}, or part of its name?`, { choices: [
    { label: `“${name}”, ${textOf(last)}`, say: saidInstead(words, `"${name}", ${textOf(last)}`) },
    { label: `“${textOf(words)}”`, say: saidInstead(words, `"${textOf(words)}"`) },
  ] })
}

// "£20 for flowers"
const takeAmount = (table: KnownTable, words: readonly Word[]): { readonly rest: readonly Word[]; readonly values: Values } | undefined => {
  const [field, ...more] = table.fields.filter((one) => one.field.kind === 'money')
  const said = words[0]?.norm ?? ''
  const value = isAmount(said) || /^\d+[.,]\d\d$/.test(said) ? readNumber(said, true) : undefined
  return field && more.length === 0 && value !== undefined && /^(for|on)$/.test(words[1]?.norm ?? '') && words.length > 2 ? { rest: words.slice(2), values: { [field.name]: value } } : undefined
}

// ", 1972": the year where rows have no other number.
const onlyNumber = (scene: Scene, table: KnownTable, words: readonly Word[]) => {
  const [field, ...more] = table.fields.filter((one) => /integer|decimal|money/.test(one.field.kind))
  const value = field && more.length === 0 ? readValue(scene, field, words) : undefined
  return field && value !== undefined ? { field: field.name, value } : undefined
}

// ", who joined yesterday", ", he is away": what tells of the row before is no row, and all of it must be a value.
const tellsOf = (words: readonly Word[]): number => {
  const [first, second] = words
  if (!first || first.quoted || first.text !== first.norm || !/^(who|which|that|whose|whom|where|when|he|she|it|they|he's|she's|it's)$/.test(first.norm) || words.length < 2) return 0
  return /^(is|are|was|were|has|have|'s)$/.test(second?.norm ?? '') && words.length > 2 ? 2 : 1
}

// ", found by Mr Blake", ", bought in York"
const isParticiple = ([first, second]: readonly Word[]): boolean => first !== undefined && !first.quoted && first.text === first.norm && isPastForm(first.norm) && /^(by|from|in|at|on|for|to|with)$/.test(second?.norm ?? '')

// "Sam who lives" with a value behind it: half of what was told of the row would be its name.
const holdsWho = ({ isList }: KnownTable, words: readonly Word[]) => !isList && /^\p{Lu}/u.test(words[0]?.text ?? '') && words.some(({ text, quoted }, at) => at > 0 && !quoted && /^(who|which|whose)$/.test(text))

// "rating awesome": a field is named, but what follows is no value of it. Dates read on ("due diligence").
const announcesValue = (table: KnownTable, words: readonly Word[]) => {
  const found = fieldAt(table, words, 0)
  return found !== undefined && words.length > found.length && !/date/.test(found.field.field.kind)
}
