import { firmOn, readCard } from './card.ts'
import { takeCount } from './counts.ts'
import type { KnownTable } from './compile.ts'
import { fieldAt } from './field-names.ts'
import { withoutArticles, type Scene } from './scene.ts'
import { readSlots, takeSlots, type Values } from './slots.ts'
import { isAmount, readNumber, readValue } from './value.ts'
import { isPastForm } from './verb-forms.ts'
import type { Word } from './words.ts'

/** A stretch of words between two joints; `start` and `end` count words. */
interface Cut { readonly words: readonly Word[]; readonly start: number; readonly wordsEnd: number; readonly end: number; readonly joint: string }
/** A row as it was told: the words of its name, the values said with it or after it, and the comma or "and" before it. */
export interface Part extends Cut { readonly name: readonly Word[]; readonly values: Values }

/** Reads the parts between commas and ands as rows; one that only tells of the row before goes to it. Undefined where one is neither. */
export const readParts = (scene: Scene, table: KnownTable, words: readonly Word[]): readonly Part[] | undefined => {
  const rows: Part[] = []
  for (const part of cut(words, (inside) => (!table.isList && readCard(scene, table, inside) !== undefined) || cut(inside, () => true).every(({ words: some }) => readSlots(scene, table, some) !== undefined))) {
    const last = rows.at(-1)
    // ", both urgent" is said of every row.
    const common = last && /^(both|all|each)$/.test(part.words[0]?.norm ?? '') ? readSlots(scene, table, part.words.slice(1)) : undefined
    if (common) {
      rows.splice(0, rows.length, ...rows.map((row) => ({ ...row, values: { ...common, ...row.values } })))
      continue
    }
    const told = last && (toldOf(scene, table, { last, part }) ?? (/^[,(]$/.test(part.joint) && !table.isList && rows.length === 1 ? firmOn(table, words, part.words) : undefined))
    if (told === 'unclear' || (!told && isOfNobody(table, part.words))) return undefined
    if (last && told) rows[rows.length - 1] = { ...last, end: part.end, values: { ...last.values, ...told } }
    else rows.push(rowOf(scene, table, part))
  }
  // "Zoe Chen, zoe@chen.test, Acme": where rows are described, what describes nothing is unclear.
  const [first, newest] = [rows[0], rows.at(-1)]
  return !table.isList && rows.length > 1 && newest?.joint === ',' && isDescribed(first) && !isDescribed(newest) ? undefined : rows
}

const isDescribed = (row: Part | undefined): boolean => Object.keys(row?.values ?? {}).length > 0

/** The values that a part tells of the row before it; undefined where it is a row of its own, `unclear` where it should have told some. */
const toldOf = (scene: Scene, table: KnownTable, { last, part }: { readonly last: Part; readonly part: Cut }): Values | 'unclear' | undefined => {
  const isNew = (values: Values): boolean => !Object.keys(values).some((field) => field in last.values)
  const more = readSlots(scene, table, part.words)
  if (more && isNew(more)) return more
  if (announcesValue(table, part.words)) return 'unclear'
  const tells = tellsOf(part.words)
  if (tells > 0 || (!table.isList && isParticiple(part.words))) {
    const described = readSlots(scene, table, withoutArticles(part.words.slice(tells, part.words.length > 2 && part.words.at(-1)?.norm === 'it' ? -1 : undefined)))
    return described && isNew(described) ? described : 'unclear'
  }
  if (part.joint !== ',' || table.isList || part.words.length !== 1 || !/^[\d.,]+$/.test(part.words[0]?.norm ?? '')) return undefined
  const only = onlyNumber(scene, table, part.words)
  return only && isNew(only) ? only : 'unclear'
}

const rowOf = (scene: Scene, table: KnownTable, part: Cut): Part => {
  const paid = takeAmount(table, part.words)
  const { rest, values } = takeSlots(scene, table, paid?.rest ?? part.words)
  const counted = takeCount(table, rest)
  const name = counted?.rest ?? rest
  // "Hannah Weber she works at North Star": the value was told of her.
  const isTold = !table.isList && name.length > 1 && Object.keys(values).length > 0 && /^(she|he|they|who)$/.test(name.at(-1)?.text ?? '')
  return { ...part, name: isTold ? name.slice(0, -1) : name, values: { ...counted?.values, ...paid?.values, ...values } }
}

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
    if (at <= kept || !/^(,|;|\(|\)|and|&|plus|\+)$/.test(norm) && !(norm === 'n' && at > start && at < words.length - 1)) return
    const before = at === start && at > 0 ? joint : ''
    push(at)
    joint = norm === ',' || before === ',' ? ',' : norm
    start = at + 1
  })
  push(words.length)
  return parts
}

// "Tim's phone: 0123" is a value of someone who is not there.
const isOfNobody = (table: KnownTable, words: readonly Word[]): boolean =>
  words.some(({ norm }, at) => norm === "'s" && at > 0 && words.length > at + 1 + (fieldAt(table, words, at + 1)?.length ?? words.length))

// "£20 for flowers"
const takeAmount = (table: KnownTable, words: readonly Word[]): { readonly rest: readonly Word[]; readonly values: Values } | undefined => {
  const [field, ...more] = table.fields.filter((one) => one.field.kind === 'money')
  const said = words[0]?.norm ?? ''
  const value = isAmount(said) || /^\d+[.,]\d\d$/.test(said) ? readNumber(said, true) : undefined
  return field && more.length === 0 && value !== undefined && /^(for|on)$/.test(words[1]?.norm ?? '') && words.length > 2 ? { rest: words.slice(2), values: { [field.name]: value } } : undefined
}

// ", 1972": the year where rows have no other number.
const onlyNumber = (scene: Scene, table: KnownTable, words: readonly Word[]): Values | undefined => {
  const [field, ...more] = table.fields.filter((one) => /integer|decimal|money/.test(one.field.kind))
  const value = field && more.length === 0 ? readValue(scene, field, words) : undefined
  return field && value !== undefined ? { [field.name]: value } : undefined
}

// ", who joined yesterday", ", he is away": what tells of the row before is no row, and all of it must be a value.
const tellsOf = (words: readonly Word[]): number => {
  const [first, second] = words
  // ", I read it"
  if (/^(i|we)$/.test(first?.norm ?? '') && words.length > 2 && words.at(-1)?.norm === 'it') return /^have$/.test(second?.norm ?? '') ? 2 : 1
  if (!first || first.quoted || first.text !== first.norm || !/^(who|which|that|whose|whom|where|when|he|she|it|they|he's|she's|it's)$/.test(first.norm) || words.length < 2) return 0
  return /^(is|are|was|were|has|have|'s)$/.test(second?.norm ?? '') && words.length > 2 ? 2 : 1
}

// ", found by Mr Blake", ", bought in York"
const isParticiple = ([first, second]: readonly Word[]): boolean => first !== undefined && !first.quoted && first.text === first.norm && isPastForm(first.norm) && /^(by|from|in|at|on|for|to|with)$/.test(second?.norm ?? '')

// "rating awesome": a field is named, but what follows is no value of it. Dates read on ("due diligence").
const announcesValue = (table: KnownTable, words: readonly Word[]) => {
  const found = fieldAt(table, words, 0)
  return found !== undefined && words.length > found.length && !/date/.test(found.field.field.kind)
}
