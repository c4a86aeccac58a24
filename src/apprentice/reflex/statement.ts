import { today } from '../../app/dates.ts'
import { readCard } from './card.ts'
import { readChoice } from './choices.ts'
import { fieldAt } from './field-names.ts'
import { doings, doneWords, turnWords } from './lexicon.ts'
import { findRow, type NamedRow } from './reference.ts'
import { changeableTables, nameAt, withoutArticles, type Meaning, type Scene } from './scene.ts'
import { pastDay } from './past-days.ts'
import { assign, fieldFirst, rowFirst, settle, surest, targetOf, type Change } from './set.ts'
import { readValue, trailingDate } from './value.ts'
import { readWords, standsAt, type Word } from './words.ts'

/** Reads a statement that says how a row shall be: "milk is high priority", "the priority of milk is high". */
export const readStatement = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (scene.question) return undefined
  // "Milk is not done" may be a sigh as well as a wish.
  if (words.some((word) => turnWords.has(word.norm))) return undefined
  const at = words.findIndex((word) => /^(is|are|has|have|should|needs|must|takes|lasts)$/.test(word.norm))
  if (at < 1 || at === words.length - 1 || words[at]?.norm === 'have') return undefined
  // "All is lost" is a sigh: rows must be described by more.
  if (at === 1 && /^(everything|all|it|everyone|everybody)$/.test(words[0]?.norm ?? '') && ((/^(is|are)$/.test(words[1]?.norm ?? '') && words.length === 3) || words[2]?.norm === 'been')) return undefined
  // "The oven must be done" says that it is not.
  if (/^(should|needs|must)$/.test(words[at]?.norm ?? '') && words.slice(at + 1).some(({ norm }) => doneWords.has(norm))) return undefined
  let from = at + 1
  // "It should read Hale & Sons", "it should say so"; "it should call back" is another verb.
  if (words[at]?.norm === 'should' && from < words.length - 1 && /^(read|say)$/.test(words[from]?.norm ?? '')) from++
  else if (words[at]?.norm === 'should' && doings.has(words[from]?.norm ?? '')) return undefined
  const noun = /^(is|are)$/.test(words[at]?.norm ?? '') && /^an?$/.test(words[from]?.norm ?? '') && words.length - from > 2 && scene.reflex.tables.some(({ singulars }) => nameAt(words, words.length - 1, singulars.filter(({ length }) => length === 1)) > 0) ? 1 : 0
  // "The Speedgoat is a trail shoe"
  if (noun > 0) return readStatement(scene, words.slice(0, -1))
  while (/^(be|been|now|to|have|a|an|the|is|back|all|both|each)$/.test(words[from]?.norm ?? '') && from < words.length - 1) from++
  // "The phone of Rosa is wrong" says what to think of it, not what it is.
  const isJudged = from === words.length - 1 && judgments.test(words[from]?.norm ?? '')
  const first = isJudged ? undefined : fieldFirst(scene, [...words.slice(0, at), ...asTo(words[at]), ...words.slice(from)])
  return settle(first) ?? settle(rowFirst(scene, [...words.slice(0, at), ...words.slice(from)], { only: at, strict: true }))
}

const judgments = /^(wrong|right|correct|incorrect|mistaken|missing|outdated|misspelt|misspelled|broken)$/

/** Reads "Buy milk due tomorrow": the whole name of a row, a field, and its value; no verb at all. */
export const readBareSet = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (scene.question || words.some((word) => turnWords.has(word.norm))) return undefined
  if (words.length > 3 && words.at(-1)?.norm === 'again') return readBareSet(scene, words.slice(0, -1))
  const change = rowFirst(scene, words, { strict: true })
  const named = withoutArticles(words)
  const isSure = change && Array.isArray(change.target) && change.target.every((row: NamedRow, _, { length }) => {
    // "Deadlift and squat felt hard": of several rows the field stands somewhere behind.
    // "book dune rating 3": the noun stands before the name.
    const at = length === 1 ? readWords(row.words).length + (!/^\d+$/.test(row.words) && row.label.toLowerCase().startsWith(named[0]?.norm ?? '') ? 0 : nameAt(named, 0, row.table.singulars)) : named.findIndex((_word, i) => i > length && fieldAt(row.table, named, i) !== undefined)
    const field = at < 0 ? undefined : fieldAt(row.table, named, at)?.field.field
    return field && (row.how === 'exact' || (row.how !== 'fuzzy' && !/text/.test(field.kind)))
  })
  return isSure ? settle(change) : settle(headed(scene, words))
}

/** Reads "we have 5 bottles of Chablis": a number that a row has. */
export const readHolding = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const lead = [['i', 'have'], ['we', 'have'], ['there', 'are'], ['only'], ['just']].find((one) => standsAt(words, 0, one))?.length ?? 0
  const at = lead + (/^(now|only|still)$/.test(words[lead]?.norm ?? '') ? 1 : 0)
  const end = words.length - (/^(left|now)$/.test(words.at(-1)?.norm ?? '') ? 1 : 0)
  const of = words.findIndex(({ norm }, i) => i > at && /^(of|in|for|from)$/.test(norm))
  if (scene.question || lead === 0 || of < 0) return undefined
  for (const table of scene.reflex.tables) {
    const held = fieldAt(table, words, at + 1)
    const value = held?.field.field.kind === 'integer' && at + 1 + held.length === of ? readValue(scene, held.field, words.slice(at, at + 1)) : undefined
    const target = held && typeof value === 'number' && table.changeable ? targetOf(scene, words.slice(of + 1, end), table) : undefined
    if (held && value !== undefined && Array.isArray(target) && target.every(({ how }: NamedRow) => how !== 'fuzzy')) return settle({ target, values: { [held.field.name]: value } })
  }
  return undefined
}

/** Reads "I'm reading Emma": a choice that is called by what someone does. */
export const readAmDoing = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const lead = [['i', 'am'], ["i'm"], ['im'], ['we', 'are'], ["we're"], ['i', 'started'], ['started'], ['i', 'have', 'started'], ["i've", 'started']].find((one) => standsAt(words, 0, one))?.length ?? 0
  const at = lead + (/^(now|currently)$/.test(words[lead]?.norm ?? '') ? 1 : 0)
  const end = words.length - (words.at(-1)?.norm === 'now' ? 1 : 0)
  if (scene.question || lead === 0 || !(words[at]?.norm ?? '').endsWith('ing')) return undefined
  for (const table of scene.reflex.tables) {
    const field = table.changeable ? table.fields.find((one) => readChoice(one, words.slice(at, at + 1)) !== undefined) : undefined
    const row = field && findRow(scene, words.slice(at + 1, end), { table: table.name })
    if (field && row?.kind === 'row' && row.how === 'exact') return settle({ target: [row], values: { [field.name]: readChoice(field, words.slice(at, at + 1)) ?? null } })
  }
  return undefined
}

/** Reads "pull-ups were yesterday": the one day of a row that lies back. */
export const readWasDay = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const at = words.findIndex(({ norm }) => /^(was|were)$/.test(norm))
  const when = words.slice(at + 1)
  if (scene.question || at < 1 || trailingDate(scene, when)?.before === undefined) return undefined
  for (const table of scene.reflex.tables) {
    const field = table.changeable ? table.fields.find(({ name, field: { kind } }) => kind === 'date' && /^(day|date|when)$/.test(name)) : undefined
    const read = field && readValue(scene, field, when)
    // "On wednesday" was the last one; a day with its month may be yet to come.
    const value = typeof read === 'string' && read > today(scene.world) && when.at(-1)?.norm.endsWith('day') && when.length < 3 && when[0]?.norm !== 'next' ? pastDay(read, today(scene.world)) : read
    const target = typeof value === 'string' && value <= today(scene.world) ? targetOf(scene, words.slice(0, at), table) : undefined
    if (field && value !== undefined && Array.isArray(target) && target.every(({ how }: NamedRow) => how !== 'fuzzy')) return settle({ target, values: { [field.name]: value } })
  }
  return undefined
}

// "milk: high priority", "priority of milk: high"
const headed = (scene: Scene, words: readonly Word[]): Change | undefined => {
  const colon = words.findIndex(({ norm }) => norm === ':')
  if (colon < 1) return undefined
  const first = fieldFirst(scene, words)
  if (first) return first
  return surest(changeableTables(scene).flatMap((table) => {
    const values = assign(scene, table, words.slice(colon + 1), false) ?? readCard(scene, table, words.slice(colon + 1))
    const target = values && targetOf(scene, words.slice(0, colon), table)
    return target && values && Array.isArray(target) && target.every(({ how }: NamedRow) => how !== 'fuzzy') ? [{ target, values }] : []
  }))
}

const asTo = (word: Word | undefined): readonly Word[] => (word ? [{ ...word, norm: 'to' }] : [])
