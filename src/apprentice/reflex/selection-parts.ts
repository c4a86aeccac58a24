import { today } from '../../app/dates.ts'
import type { Where } from '../../app/define.ts'
import { dictionary } from '../../app/dictionary.ts'
import { readChoice } from './choices.ts'
import { fieldOf, type KnownField, type KnownTable } from './compile.ts'
import { dateField, fieldAt, flagAt } from './field-names.ts'
import { doneWords, openWords, prepositions } from './lexicon.ts'
import { nameAt, type Scene } from './scene.ts'
import { compared, comparisonAt, vintage } from './selection-compare.ts'
import { dated, datedBefore, datedByName, toCome } from './selection-dates.ts'
import { doneByOne, had, owned, unheld } from './selection-links.ts'
import { either, except, negated, without } from './selection-not.ts'
import { toBeDone, toDoBy, told } from './selection-told.ts'
import { singular } from './spelling.ts'
import { isPlainText, readValue } from './value.ts'
import { standsAt, textOf, type Word } from './words.ts'

/** What a description of rows has come to so far; the parts add to it. */
export interface SelectionState {
  where: Record<string, Where[string]>
  view: string | undefined
  all: boolean
  noun: 'one' | 'many' | 'list' | 'none'
}
/** Takes words at `at` into the state; answers how many. */
export type Take = (scene: Scene, table: KnownTable, words: readonly Word[], at: number, state: SelectionState) => number

const quantifier: Take = (_s, { fields }, words, at, state) => {
  // "Everyone" is said of people, and never of all of them alone.
  const isPeople = at === 0 && words.length > 1 && /^every(one|body)$/.test(words[0]?.norm ?? '') && fields.some(({ names }) => names.some(([name]) => name === 'email' || name === 'phone'))
  const length = isPeople ? 1 : standsAt(words, at, ['all', 'of']) || standsAt(words, at, ['every', 'single']) ? 2 : /^(all|every|everything|each|anything)$/.test(words[at]?.norm ?? '') ? 1 : 0
  if (length) state.all = true
  return length
}

// "exercises" where rows are called by their exercise
const isTitleNoun = ({ titleField }: KnownTable, said: string) => !/^(name|title|number|label|what|subject|text)$/.test(titleField) && said !== titleField && singular(said) === titleField

const noun: Take = (scene, table, words, at, state) => {
  const title = scene.world.page?.table === table.name && isTitleNoun(table, words[at]?.norm ?? '') ? 1 : 0
  const many = nameAt(words, at, table.plurals) || title
  const one = nameAt(words, at, table.singulars)
  if (many || one) {
    const list = words[at + Math.max(many, one)]?.norm === 'list' ? 1 : 0
    state.noun = many >= one || list ? 'many' : state.noun === 'many' ? 'many' : 'one'
    return Math.max(many, one) + list
  }
  if (standsAt(words, at, ['todo', 'list']) && table.isList) { state.noun = 'list'; return 2 }
  if (/^(ones|list|items|things|entries|rows|stuff|records)$/.test(words[at]?.norm ?? '')) { state.noun = 'list'; return 1 }
  return 0
}

const view: Take = ({ reflex }, table, words, at, state) => {
  for (const known of reflex.views) {
    const length = known.view.table === table.name ? nameAt(words, at, known.names) : 0
    if (length > 0) { state.view = known.name; return length }
  }
  const own = reflex.views.some((known) => known.view.table === table.name && known.name === words[at]?.norm)
  if ((!own && /^(overdue|late)$/.test(words[at]?.norm ?? '')) || standsAt(words, at, ['past', 'due'])) {
    const length = words[at]?.norm === 'past' ? 2 : 1
    const named = reflex.views.find((known) => known.view.table === table.name && known.name === 'overdue')
    if (named) { state.view = named.name; return length }
  }
  return 0
}

const overdue: Take = (scene, table, words, at, state) => {
  const due = dateField(table)
  if (words[at]?.norm !== 'overdue' || !due) return 0
  state.where[due.name] = { before: today(scene.world) }
  if (table.done) state.where[table.done.field] = typeof table.done.on === 'boolean' ? false : { not: table.done.on }
  return 1
}

const state: Take = (_s, table, words, at, into) => {
  const norm = words[at]?.norm ?? ''
  // "with a balcony", "that have no balcony"
  const held = into.noun === 'none' && !into.all ? undefined : holdings.find(({ said }) => standsAt(words, at, said))
  const named = held && flagAt(table, words, at + held.said.length)
  if (held && named?.value) { into.where[named.field.name] = held.on; return held.said.length + named.length }
  const flag = flagAt(table, words, at)
  const not = /^(not|un)$/.test(norm) ? 1 : standsAt(words, at, ['not', 'yet']) ? 2 : 0
  if (not) {
    const off = flagAt(table, words, at + not)
    if (off) { into.where[off.field.name] = !off.value; return not + off.length }
    if (!table.done || !doneWords.has(words[at + not]?.norm ?? '')) return 0
    into.where[table.done.field] = typeof table.done.on === 'boolean' ? false : { not: table.done.on }
    return not + 1
  }
  if (flag) { into.where[flag.field.name] = flag.value; return flag.length }
  if (choiceLength(table, words, at) > 0 || !table.done) return 0
  if (doneWords.has(norm)) { into.where[table.done.field] = table.done.on; return 1 }
  const still = norm === 'still' ? 1 : 0
  const said = words[at + still]?.norm ?? ''
  if (!openWords.has(said) && !(said === 'missing' && (still > 0 || into.noun !== 'none'))) return 0
  into.where[table.done.field] = typeof table.done.on === 'boolean' ? false : { not: table.done.on }
  return 1 + still
}

const holdings = ['with', 'that has', 'that have', 'which has', 'which have', 'having', 'without'].flatMap((lead) => ['', ' a', ' an', ' the', ...(lead === 'without' ? [] : [' no'])].map((article) => ({ said: `${lead}${article}`.split(' '), on: lead !== 'without' && article !== ' no' }))).toSorted((a, b) => b.said.length - a.said.length)

const choiceLength = (table: KnownTable, words: readonly Word[], at: number): number => {
  for (let length = 3; length > 0; length--)
    if (at + length <= words.length && table.fields.some((field) => choiceOf(field, words.slice(at, at + length)) !== undefined)) return length
  return 0
}

// "desserts" are those whose course is "dessert", a "bill" is one of "bills".
const choiceOf = (field: KnownField, words: readonly Word[]): string | undefined => {
  if (field.sayings.length === 0) return undefined
  const [first] = words
  const many = first && words.length === 1 && !first.quoted && !first.norm.endsWith('s') ? field.sayings.find(({ own, words: [said, ...more] }) => own && more.length === 0 && said === `${first.norm}s`) : undefined
  return many?.choice ?? readChoice(field, words) ?? (first && words.length === 1 && singular(first.norm) !== first.norm ? readChoice(field, [{ ...first, norm: singular(first.norm) }]) : undefined)
}

// "high priority", "won", "with priority high", "in stage won"
const choice: Take = (_s, table, words, first, into) => {
  let at = first
  // "from the bakery", "for dinner"
  if (choiceLength(table, words, at) === 0) while (at - first < 2 && /^(in|for|from|at|on|the|my)$/.test(words[at]?.norm ?? '')) at++
  const length = choiceLength(table, words, at)
  if (length === 0) return 0
  const said = words.slice(at, at + length)
  const after = fieldAt(table, words, at + length)
  const fields = table.fields.filter((one) => choiceOf(one, said) !== undefined)
  const field = fields.find(({ name }) => name === after?.field.name) ?? (fields.length === 1 ? fields[0] : undefined)
  if (!field) return 0
  into.where[field.name] = choiceOf(field, said) ?? null
  return at - first + length + (after && after.field.name === field.name ? after.length : 0)
}

const sides = dictionary<'before' | 'after'>({ above: 'after', over: 'after', below: 'before', under: 'before' })
const comparatives = dictionary<'before' | 'after'>({ more: 'after', greater: 'after', higher: 'after', less: 'before', lower: 'before', fewer: 'before' })
// "with priority high", "author Frank Herbert", "rating 5", "whose email is …": the value goes to the end.
const valued: Take = (scene, table, words, start, into) => {
  let at = start
  while (/^(with|the|a|an|whose|where|of)$/.test(words[at]?.norm ?? '')) at++
  const found = fieldAt(table, words, at)
  if (!found) return 0
  at += found.length
  // "What's the next thing due" names no field: rows or a word for one must lead it in.
  if (/text/.test(found.field.field.kind) && into.noun === 'none' && !into.all && found.length === 1 && !/^(with|whose)$/.test(words[start]?.norm ?? '') && words[at]?.norm !== ':') return 0
  // "What's next in fashion?" names no field.
  if (/text/.test(found.field.field.kind) && /^(in|on|for|to|at|with|from|about)$/.test(words[at]?.norm ?? '')) return 0
  while (/^(is|are|of|=|:|as)$/.test(words[at]?.norm ?? '')) at++
  const { field } = found.field
  const more = sides[words[at]?.norm ?? ''] ?? (words[at + 1]?.norm === 'than' ? comparatives[words[at]?.norm ?? ''] : undefined)
  if (more && /integer|decimal|money/.test(field.kind)) at += words[at + 1]?.norm === 'than' ? 2 : 1
  const value = readValue(scene, found.field, words.slice(at))
  if (value === undefined) return 0
  into.where[found.field.name] = more && typeof value === 'number' ? { [more]: value } : field.kind === 'text' && typeof value === 'string' ? { contains: value } : value
  return words.length - start
}

// "by Frank Herbert", "for Ada", "from Acme": the value goes to the end.
const led: Take = (scene, table, words, at, into) => {
  if (into.noun !== 'many' && into.noun !== 'one' && !into.all) return 0
  const belong = [['that', 'belong', 'to'], ['which', 'belong', 'to'], ['belong', 'to'], ['belonging', 'to']].find((one) => standsAt(words, at, one))?.length ?? 0
  const family = prepositions[belong ? 'for' : (words[at]?.norm ?? '')]
  const whole = words.slice(at + (belong || 1))
  // "for Marcus over 300": a comparison is no part of a name.
  const clause = whole.findIndex(({ norm, quoted }, i) => i > 0 && i < whole.length - 2 && !quoted && /^(that|which|who)$/.test(norm))
  const cut = clause > 0 ? clause : whole.findIndex((_, i) => i > 0 && /^(over|above|under|below|more|less|at|between|fewer|up)$/.test(whole[i]?.norm ?? '') && comparisonAt(table, whole, i)?.length === whole.length - i)
  const value = cut > 0 ? whole.slice(0, cut) : whole
  if (!family || value.length === 0 || !isPlainText(value) || value.some(({ norm, quoted }) => norm === 'or' && !quoted)) return 0
  for (const { name, names } of linksFirst(table)) {
    const field = fieldOf(table, name)
    if (!field || name === table.titleField || !(names.some((one) => one.some((word) => family.has(word))) || field.field.kind === 'link')) continue
    const read = readValue(scene, field, value[0]?.text === 'the' && value.length > 1 && field.field.kind === 'text' ? value.slice(1) : value)
    if (read === undefined || read === null) continue
    into.where[name] = field.field.kind === 'text' && typeof read === 'string' ? { contains: read } : read
    return words.length - at - (whole.length - value.length)
  }
  return 0
}

// A row of that name is rather meant than free words.
const linksFirst = ({ fields }: KnownTable) => fields.toSorted((a, b) => Number(b.field.kind === 'link') - Number(a.field.kind === 'link'))

// "tasks about milk", "deals called Logo": words of the name
const titled: Take = (_s, table, words, at, into) => {
  const rest = words.slice(at + 1)
  if (into.noun !== 'many' || !/^(about|containing|called|named|mentioning)$/.test(words[at]?.norm ?? '') || rest.length === 0 || rest.length > 4 || !isPlainText(rest)) return 0
  into.where[table.titleField] = { contains: textOf(rest[0]?.norm === 'the' && rest.length > 1 ? rest.slice(1) : rest) }
  return words.length - at
}

const filler: Take = (_s, _t, words, at, into) => {
  const phrase = [['have', 'i'], ['have', 'we'], ['that', 'are'], ['which', 'are'], ['that', 'is'], ['who', 'are'], ['do', 'i', 'have'], ['do', 'we', 'have'], ['have', 'i', 'got'], ['i', 'have'], ['we', 'have'], ['are', 'there'], ['there', 'are'], ['is', 'there'], ['so', 'far'], ['at', 'the', 'moment'], ['at', 'present'], ['right', 'now'], ['to', 'do']].find((one) => standsAt(words, at, one))
  if (phrase) return phrase.length
  // "that are overdue and of high priority": both must hold.
  if (words[at]?.norm === 'and' && at < words.length - 1 && (into.view !== undefined || Object.keys(into.where).length > 0) && words.slice(0, at).some(({ norm }) => norm === 'is' || norm === 'are')) return 1
  // "clients who work at Acme"
  if (into.noun !== 'none' && /^(who|work|works|working|live|lives|living|based)$/.test(words[at]?.norm ?? '') && words[at + 1]) return 1
  return at > 0 || words.length > 1 ? (/^(the|my|our|of|is|are|in|on|from|any|only|these|those|me|currently|now|a|an|that|which|still|yet|already|there|off|were|was)$/.test(words[at]?.norm ?? '') ? 1 : 0) : 0
}

/** Every part that a description may have; the first that takes words wins. */
export const takes: readonly Take[] = [quantifier, except, without, either, unheld, toCome, view, overdue, noun, toDoBy, toBeDone, told, datedByName, doneByOne, compared, vintage, state, negated, datedBefore, dated, choice, valued, owned, had, led, titled, filler]
