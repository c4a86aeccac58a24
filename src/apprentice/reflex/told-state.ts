import { addDays, today } from '../../app/dates.ts'
import type { Value } from '../../app/field.ts'
import { readChoice } from './choices.ts'
import { fieldOf, type KnownTable } from './compile.ts'
import { fieldAt } from './field-names.ts'
import { doneWords } from './lexicon.ts'
import { findRow, type NamedRow } from './reference.ts'
import { changeableTables, pageFirst, type Meaning, type Rule, type Scene } from './scene.ts'
import { settle } from './set.ts'
import { linkNamed } from './slot-readers.ts'
import { readTold, rowsToDo } from './told.ts'
import { readValue, trailingDate } from './value.ts'
import { anyBasesOf, basesOf, isBase, isPastForm, isSameVerb } from './verb-forms.ts'
import { phrases, readWords, standsAt, textOf, withoutEnd, type Word } from './words.ts'

/**
 * Reads what has become of a row, or has not: "that's the shed painted", "the plumber was called today", "the nail trim went well",
 * "nobody has learned Ave Verum", "I did not shop for the tacos yet", "Hamid hasn't got a phone any more". The row must be named by its whole name or surely.
 */
export const readToldState = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (scene.question || scene.wish || words.length < 2 || words.length > 14) return undefined
  for (const read of ways) {
    const meaning = read(scene, words)
    if (meaning) return meaning
  }
  return undefined
}

// "last night we sang Hallelujah"
const dayFirst: Rule = (scene, all) => {
  const words = standsAt(all, 0, ['last', 'night']) && all[0] ? [{ ...all[0], text: 'yesterday', norm: 'yesterday', end: all[1]?.end ?? all[0].end }, ...all.slice(2)] : all
  for (let length = 1; length < Math.min(5, words.length - 2); length++) {
    const found = trailingDate(scene, readWords(textOf(words.slice(0, length))))
    if (!found || found.before > 1 || (found.before === 1 && !/^(on|at|in|this)$/.test(words[0]?.norm ?? ''))) continue
    const rest = words.slice(words[length]?.norm === ',' ? length + 1 : length)
    if (!/^(i|we|i've|we've)$/.test(rest[0]?.norm ?? '')) continue
    return readTold(scene, readWords(`${textOf(rest)} ${textOf(found.words)}`))
  }
  return undefined
}

// "that's the shed painted", "thesis draft sent", "the plumber was called today"
const done: Rule = (scene, all) => {
  const words = /^(period)$/.test(all.at(-1)?.norm ?? '') && all.length > 2 ? all.slice(0, -1) : all
  const lead = standsAt(words, 0, ['that', 'is']) ? 2 : 0
  const was = words.findIndex(({ norm }, i) => i > 0 && /^(was|were)$/.test(norm))
  const end = was > 0 && !lead ? was + 2 : words.length
  const verb = words[end - 1]
  const object = words.slice(lead, was > 0 && !lead ? was : -1)
  const when = words.slice(end)
  if (!verb || verb.quoted || object.length === 0 || object.length > 5 || (!lead && was < 0 && words.length > 5) || !isPastForm(verb.norm)) return undefined
  if ((when.length > 0 && !isBehind(scene, when)) || (!lead && was < 0 && mayHaveDone(verb, object))) return undefined
  const rows = lead && doneWords.has(verb.norm) ? [findRow(scene, object, { fits: ({ done: state, changeable }) => state !== undefined && changeable })] : rowsToDo(scene, { verbs: anyBasesOf(verb.norm), object })
  const [row, ...more] = rows
  const state = row?.kind === 'row' && row.how === 'exact' && more.length === 0 ? row.table.done : undefined
  return row?.kind === 'row' && state ? settle({ target: [row], values: { [state.field]: state.on } }) : undefined
}

// "The school called", "Bob paid": it may as well be they who did it.
const mayHaveDone = ({ norm }: Word, object: readonly Word[]): boolean =>
  anyBasesOf(norm).some((base) => callers.has(base) || (/^(pay|send)$/.test(base) && object.length === 1 && /^\p{Lu}/u.test(object[0]?.text ?? '')))
const callers = new Set('call ring phone text email e-mail mail message write reply respond answer contact visit ask tell meet invite talk speak chase see come help cancel order thank teach test attend join follow google post report check wait move travel'.split(' '))

// A day of the last week, or a part of this one.
const isBehind = (scene: Scene, when: readonly Word[]): boolean => {
  if (/^(?:this (?:morning|afternoon|evening)|just now|earlier|last night|already)$/.test(when.map(({ norm }) => norm).join(' '))) return true
  const found = trailingDate(scene, when)
  const day = today(scene.world)
  const date = found?.before === 0 ? scene.reflex.tables.flatMap(({ fields }) => fields).find(({ field }) => field.kind === 'date') : undefined
  const value = date && readValue(scene, date, when)
  return typeof value === 'string' && value <= day && value >= addDays(day, -7)
}

// "nobody has learned Ave Verum", "I haven't painted the shed yet", "I did not shop for the tacos"
const notDone: Rule = (scene, all) => {
  const words = withoutEnd(all, tails)
  const lead = notLeads.find((one) => standsAt(words, 0, one))
  const verb = lead && words[lead.length]
  if (!lead || !verb || verb.quoted) return undefined
  const rest = words.slice(lead.length + 1)
  // "I haven't paid the rent" may be a sigh; "yet" is none, nor what is said of a row that stands as done.
  const isPlain = words.length < all.length || lead[0] === 'nobody' || lead[0] === 'no'
  for (const table of pageFirst(scene)) {
    const called = table.changeable ? checkboxAt(table, words, lead.length) : undefined
    const row = called && rowOf(scene, table, words.slice(lead.length + called.length))
    if (called && row && (isPlain || standsOn(scene, row, called.name, true))) return settle({ target: [row], values: { [called.name]: false } })
  }
  const verbs = basesOf(verb.norm).length > 0 ? basesOf(verb.norm) : isBase(verb.norm) ? [verb.norm] : []
  const [row, ...more] = rest.length > 0 ? rowsToDo(scene, { verbs, object: rest }) : []
  return row?.table.done && more.length === 0 && row.how === 'exact' && (isPlain || standsOn(scene, row, row.table.done.field, row.table.done.on)) ? settle({ target: [row], values: { [row.table.done.field]: row.table.done.off } }) : undefined
}
const standsOn = ({ world }: Scene, { table, id, made }: NamedRow, field: string, on: Value): boolean => made === undefined && world.valueIn?.(table.name, id, field) === on
const notLeads = ['nobody has', 'no one has', 'nobody', 'no one', ...['i', 'we'].flatMap((who) => ['have not', "haven't", 'havent', 'did not', "didn't", 'didnt', 'have never'].map((not) => `${who} ${not}`)), "i've not", "we've not", 'ive not', "i've no", "we've no"].map((one) => one.split(' ')).toSorted((a, b) => b.length - a.length)

// "the nail trim went well", "the booster jab did not go well", "the parcel hasn't arrived"
const wentSo: Rule = (scene, all) => {
  const words = withoutEnd(all, tails)
  for (const table of changeableTables(scene))
    for (let at = 1; at < words.length; at++) {
      const helper = helpers.find(({ said }) => standsAt(words, at, said))
      const from = at + (helper?.said.length ?? 0)
      const called = checkboxAt(table, words, from)
      if (!called || from + called.length !== words.length || (!helper && called.length === 1)) continue
      const row = rowOf(scene, table, words.slice(0, at))
      if (row) return settle({ target: [row], values: { [called.name]: helper?.on ?? true } })
    }
  return undefined
}
const helpers = [...['did not', "didn't", 'didnt', 'has not', "hasn't", 'hasnt', 'have not', "haven't", 'was not', "wasn't", 'has never', 'never'].map((said) => ({ said: said.split(' '), on: false })), ...['got', 'has', 'have'].map((said) => ({ said: [said], on: true }))]

// "Hamid hasn't got a phone any more", "Tom no longer has an email"
const hasNoMore: Rule = (scene, words) => {
  const end = [['any', 'more'], ['anymore'], ['any', 'longer'], ['now']].find((one) => standsAt(words, words.length - one.length, one))
  const no = words.findIndex((_, i) => i > 0 && hasNone.some((one) => standsAt(words, i, one)))
  const phrase = hasNone.find((one) => standsAt(words, no, one))
  if (no < 1 || !phrase || (!end && !phrase.includes('longer'))) return undefined
  const at = no + phrase.length + (/^(an?|any|the|his|her|their|its)$/.test(words[no + phrase.length]?.norm ?? '') ? 1 : 0)
  for (const table of changeableTables(scene)) {
    const found = fieldAt(table, words, at)
    const known = found && fieldOf(table, found.field.name)
    if (!found || !known || known.field.required || known.field.kind === 'checkbox' || at + found.length !== words.length - (end?.length ?? 0)) continue
    const row = rowOf(scene, table, words.slice(0, no))
    const none: Value = null
    if (row) return settle({ target: [row], values: { [known.name]: none } })
  }
  return undefined
}
const hasNone = ['has not got', "hasn't got", 'hasnt got', 'does not have', "doesn't have", 'doesnt have', 'has no longer', 'no longer has', 'has no'].map((one) => one.split(' '))

// "Jean-Paul has confirmed the food bank", "Alex has settled the cinema": one whom rows are linked to, or who is one of their choices.
const oneHas: Rule = (scene, words) => {
  const at = words.findIndex(({ norm }, i) => i > 0 && i < 4 && /^(has|have)$/.test(norm))
  const from = at + (words[at + 1]?.norm === 'just' || words[at + 1]?.norm === 'already' ? 2 : 1)
  if (at < 1 || words.length < at + 3) return undefined
  for (const table of changeableTables(scene)) {
    const called = checkboxAt(table, words, from)
    const who = words.slice(0, at)
    const isOne = called && isPastForm(words[from]?.norm ?? '') && (linkNamed(scene, table, who) ?? table.fields.find((field) => readChoice(field, who) !== undefined))
    const row = called && isOne ? rowOf(scene, table, words.slice(from + called.length)) : undefined
    if (called && row) return settle({ target: [row], values: { [called.name]: true } })
  }
  return undefined
}

const ways: readonly Rule[] = [dayFirst, done, notDone, wentSo, hasNoMore, oneHas]

// A checkbox that is called by what was done, word for word but for the form of the verb: "went well" for "go well", "shopped for".
const checkboxAt = (table: KnownTable, words: readonly Word[], at: number): { readonly name: string; readonly length: number } | undefined => {
  for (const { name, field, names } of table.fields) {
    const called = field.kind === 'checkbox' && !field.private ? names.find(([first = '', ...more]) => isPastForm(first) && !words[at]?.quoted && isSameVerb(first, words[at]?.norm ?? '') && standsAt(words, at + 1, more)) : undefined
    if (called) return { name, length: called.length }
  }
  return undefined
}

const rowOf = (scene: Scene, table: KnownTable, words: readonly Word[]): NamedRow | undefined => {
  const row = words.length > 0 && !/^(an?|some|any|another|it|that|this|them)$/.test(words[0]?.norm ?? '') ? findRow(scene, words, { table: table.name }) : undefined
  return row?.kind === 'row' && row.how !== 'fuzzy' ? row : undefined
}

const tails = phrases('so far, any more, after all, yet, at all, anymore')
