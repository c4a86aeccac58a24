import { wordCount, wordNumbers, wordRows } from './answer.ts'
import { readByAsked } from './ask-by.ts'
import { readDoerAsked } from './ask-doer.ts'
import { readOfPage } from './ask-page.ts'
import { readPeopleAsked, readWho } from './ask-people.ts'
import { readOwed, readSpentAsked, readTotal } from './ask-total.ts'
import { readValueAsked } from './ask-value.ts'
import { readWhenAsked } from './ask-when.ts'
import { readWhetherSo } from './ask-whether.ts'
import type { KnownTable } from './compile.ts'
import { fieldAt } from './field-names.ts'
import { readGreatest } from './greatest.ts'
import { readLeft } from './left.ts'
import { verbs } from './lexicon.ts'
import { readFind, readHas, readNumberOf, readRow, readState, readValueOf } from './look.ts'
import { fieldOfUnit } from './quantity.ts'
import { nameAt, reading, usualTable, verbAt, withoutArticles, type Meaning, type Rule, type Scene } from './scene.ts'
import { isNarrow, readSelection, selectionKeys, type Selection } from './selection.ts'
import { readWhatDone, readWhetherDone, readWhetherOpen } from './told-asks.ts'
import { isPastForm } from './verb-forms.ts'
import { phrases, standsAt, withoutEnd, type Word } from './words.ts'

/** Reads a question or a wish to see something of the tables. */
export const readQuestion = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  for (const read of questions) {
    const meaning = read(scene, words)
    if (meaning) return meaning
  }
  return undefined
}

/** Reads a table's name alone, in the plural: "overdue tasks". */
export const readNoun = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  // "Everything has been taken", "I took everything" tell of what was done.
  const isStatement = !scene.question && (/^(i|we|i've|we've|ive)$/.test(words[0]?.norm ?? '') || words.some(({ norm }, at) => /^(has|have)$/.test(norm) && words[at + 1]?.norm === 'been' && !words.slice(0, at).some((word) => /^(that|which|who)$/.test(word.norm))))
  const many = words.length <= 9 && !isStatement && !words.some(({ norm }) => /^(is|are|was|were)$/.test(norm)) ? readSelection(scene, words) : undefined
  // "reds I like", "everything from the bakery": two things said of rows of the open page, or of all of them.
  const parts = many && many.table.name === scene.world.page?.table ? Object.keys(many.where).length + (many.view === undefined ? 0 : 1) : 0
  const isTold = many !== undefined && words.length > 2 && !/^(have|did|do|am|should|can|has|does|will|would|was|were)$/.test(words[0]?.norm ?? '') && !Object.values(many.where).some((test) => typeof test === 'object' && test !== null && test.contains !== undefined) && (parts > 1 || (parts > 0 && (many.all || many.noun === 'list')))
  return many && (many.noun === 'many' || isTold) ? reading({ action: 'read', table: many.table.name, ...narrowKeys(many) }, wordRows(many.table)) : undefined
}

// "show my tasks", "what is overdue?", "list won deals sorted by amount"
const readList: Rule = (scene, all) => {
  // "Open tasks" are those that are open.
  if (all[0]?.norm === 'open' && readNoun(scene, all)) return readNoun(scene, all)
  const length = verbAt(all, 0, verbs.show)
  if (length === 0) return undefined
  const { words, sort } = takeSort(scene, dropHave(all.slice(length)))
  const said = words.at(-1)?.norm === 'page' ? words.slice(0, -1) : words
  if (said.length === 0) return undefined
  const owned = /( on| in)$/.test(all.slice(0, length).map((word) => word.norm).join(' '))
  const many = readSelection(scene, said)
  // "What's the date tomorrow?" is no question about rows.
  const isBareDay = many?.noun === 'none' && !said.some(({ norm }, i) => isPastForm(norm) && fieldAt(many.table, said, i)) && !many.all && many.view === undefined && said.length < 4 && /^(what|what is|what are|which)$/.test(all.slice(0, length).map(({ norm }) => norm).join(' ')) && many.table.fields.every(({ name, field }) => !(name in many.where) || /date/.test(field.kind)) && !said.some(({ norm }) => /^(due|on|for|by|before|after|until|left|from)$/.test(norm))
  if (many && !isBareDay) {
    if (many.noun === 'one' && !owned && !isNarrow(many) && !many.all) return undefined
    if (many.noun === 'none' && !isNarrow(many) && !many.all) return undefined
    const { view, where } = selectionKeys(many)
    const rest = { ...(view !== undefined && view !== 'all' ? { view } : {}), ...(where !== undefined ? { where } : {}) }
    return reading({ action: 'read', table: many.table.name, ...rest, ...sort(many.table) }, wordRows(many.table))
  }
  return undefined
}

// "books by Frank Herbert do I have": what follows a value must not be taken for a part of it.
const dropHave = (words: readonly Word[]) => withoutEnd(words, haves)
const haves = phrases('do i have, do we have, have i got, i have, we have, are there, there are, do i own')

const takeSort = (scene: Scene, words: readonly Word[]) => {
  const at = words.findIndex((word, i) => i > 0 && /^(sorted|ordered|by)$/.test(word.norm) && (word.norm === 'by' || words[i + 1]?.norm === 'by'))
  const from = at < 0 ? 0 : at + (words[at]?.norm === 'by' ? 1 : 2)
  const down = /^(descending|desc|down|downwards)$/.test(words.at(-1)?.norm ?? '')
  const named = words.slice(from, down || /^(ascending|asc)$/.test(words.at(-1)?.norm ?? '') ? -1 : undefined)
  const known = at > 0 && scene.reflex.tables.some((table) => fieldAt(table, named, 0)?.length === named.length)
  return {
    words: known ? words.slice(0, at) : words,
    sort: (table: KnownTable) => {
      const found = known ? fieldAt(table, named, 0) : undefined
      return found ? { sort: `${down ? '-' : ''}${found.field.name}` } : undefined
    },
  }
}

// "how many tasks are open?"
const readCount: Rule = (scene, words) => {
  const length = verbAt(words, 0, verbs.count)
  if (length === 0) return undefined
  const { words: said, by } = takeGroup(scene, dropHave(words.slice(length)))
  const many = readSelection(scene, said)
  if (!many || (many.noun === 'none' && !isNarrow(many))) return undefined
  return reading({ action: 'read', table: many.table.name, ...narrowKeys(many), count: true, ...by(many.table) }, wordCount(many.table))
}

// "by status", "per author" at the end
const takeGroup = (scene: Scene, words: readonly Word[]) => {
  const at = words.findLastIndex(({ norm }) => /^(by|per)$/.test(norm))
  const named = words.slice(at + 1)
  const known = at > 0 && scene.reflex.tables.some((table) => fieldAt(table, named, 0)?.length === named.length)
  return {
    words: known ? words.slice(0, at) : words,
    by: (table: KnownTable) => {
      const found = known ? fieldAt(table, named, 0) : undefined
      return found ? { by: found.field.name } : undefined
    },
  }
}

const measures: Readonly<Record<string, 'sum' | 'avg' | 'min' | 'max'>> = { sum: 'sum', total: 'sum', average: 'avg', mean: 'avg', avg: 'avg', lowest: 'min', smallest: 'min', minimum: 'min', min: 'min', least: 'min', highest: 'max', greatest: 'max', most: 'max', fewest: 'min', maximum: 'max', max: 'max', largest: 'max', biggest: 'max' }
// "sum of amount by stage", "what is the average rating of unread books?"
const readMeasure: Rule = (scene, all) => {
  const lead = [['what', 'is'], ['what', 'are'], ['show', 'me'], ['show'], ['give', 'me'], ['tell', 'me']].find((one) => standsAt(all, 0, one))?.length ?? 0
  const words = withoutArticles(all.slice(lead))
  const measure = measures[words[0]?.norm ?? '']
  if (!measure) return undefined
  let at = 1
  while (/^(of|the|all|my|our)$/.test(words[at]?.norm ?? '') || (words[at]?.norm === 'number' && words[at + 1]?.norm === 'of')) at++
  const tables = [usualTable(scene), ...scene.reflex.tables].flatMap((table) => table ?? [])
  for (const table of tables) {
    const skipped = at + nameAt(words, at, table.singulars)
    const unit = fieldOfUnit(table, words[at]?.norm ?? '')
    const found = fieldAt(table, words, at) ?? (skipped > at ? longer(fieldAt(table, words, skipped), skipped - at) : undefined) ?? (unit ? { field: unit, length: 1 } : undefined) ?? onlyMoney(scene, table, words.slice(at))
    if (!found || !/integer|decimal|money|date/.test(found.field.field.kind) || found.field.field.private || (/sum|avg/.test(measure) && /date/.test(found.field.field.kind))) continue
    const rest = words.slice(at + found.length)
    const by = rest.findIndex((word, i) => (/^(by|per)$/.test(word.norm) || (word.norm === 'each' && i > 0)) && fieldAt(table, rest, i + 1)?.length === rest.length - i - 1)
    const group = by >= 0 ? fieldAt(table, rest, by + 1)?.field : undefined
    const narrowed = by >= 0 ? rest.slice(0, by) : rest
    const many: Selection | undefined = narrowed.length > 0 ? readSelection(scene, narrowed, table) : undefined
    if (narrowed.length > 0 && !many) continue
    return reading({ action: 'read', table: table.name, ...(many ? narrowKeys(many) : {}), [measure]: found.field.name, ...(group ? { by: group.name } : {}) }, wordNumbers(table))
  }
  return undefined
}

const longer = (found: ReturnType<typeof fieldAt>, by: number) => found && { field: found.field, length: found.length + by }

// "the sum of all expenses": their one amount
const onlyMoney = (scene: Scene, table: KnownTable, words: readonly Word[]) => {
  const money = table.fields.filter(({ field }) => field.kind === 'money')
  const many = money.length === 1 ? readSelection(scene, words, table) : undefined
  return money[0] && (many?.noun === 'many' || many?.view !== undefined) ? { field: money[0], length: 0 } : undefined
}

const narrowKeys = (many: Selection) => (isNarrow(many) ? selectionKeys(many) : {})

// The surest first; of those that are not, the one that says more.
const questions: readonly Rule[] = [
  readGreatest, readOwed, readMeasure, readSpentAsked, readNumberOf, readCount, readTotal, readValueAsked, readValueOf, readState, readOfPage, readList, readHas, readFind, readLeft, readWho, readRow, readWhetherDone, readWhetherOpen, readWhetherSo, readWhatDone, readDoerAsked, readPeopleAsked, readWhenAsked, readByAsked,
]
