import type { Value } from '../../app/field.ts'
import type { KnownField, KnownTable } from './compile.ts'
import { doerField } from './doer.ts'
import { fieldAt } from './field-names.ts'
import { askStill } from './from-to.ts'
import { prepositions, verbs } from './lexicon.ts'
import { fieldOfUnit, numberFields } from './quantity.ts'
import { findRow, type NamedRow } from './reference.ts'
import { pageFirst, verbAt, withoutArticles, type Meaning, type Scene } from './scene.ts'
import { fieldFirst, settle } from './set.ts'
import { readValue } from './value.ts'
import { phrases, standsAt, textOf, type Word } from './words.ts'

/**
 * Reads "the cinema was 18, not 16", "the takeaway is fun instead of food", "not Deniz but Emre cooks the pizza": what a value is said to be
 * and what it is not. Both must be values of one field of a row that is named; a row that stands at neither is asked about.
 */
export const readCorrection = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (scene.question || words.length > 20) return undefined
  const said = contrasted(words)
  if (!said) return undefined
  const found = pageFirst(scene).filter(({ changeable }) => changeable).map((table) => changesIn(scene, table, said)).find((changes) => changes.length > 0) ?? []
  const standing = found.filter(({ was, stands }) => stands === was)
  const [change, ...more] = standing.length > 0 ? standing : found
  if (!change || more.length > 0) return undefined
  const { row, field, was, value, stands, old, now } = change
  if (stands !== undefined && stands !== was && stands !== value && typeof row.id === 'number') return askStill({ table: row.table, field, id: row.id, stands }, old, now)
  return settle({ target: [row], values: { [field.name]: value } })
}

/** Reads "the due date of insurance is wrong, it should be 15 December" and "Danny Boy is two minutes longer than I wrote, so five": what was noted is wrong, and what is right stands last. */
export const readWrong = (scene: Scene, words: readonly Word[]): Meaning | undefined =>
  scene.question || words.length > 20 ? undefined : (saidWrong(scene, words) ?? byHowMuch(scene, words))

// "the due date of insurance is wrong, correct is 2026-12-15"
const saidWrong = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const at = words.findIndex((_, i) => i > 1 && wrongs.some((one) => standsAt(words, i, one)))
  const wrong = wrongs.find((one) => standsAt(words, at, one))
  const from = at + (wrong?.length ?? 0) + (/^[,:–—-]$/.test(words[at + (wrong?.length ?? 0)]?.norm ?? '') ? 1 : 0)
  const right = wrong && rights.find((one) => standsAt(words, from, one))
  const verb = words[at]
  const value = words.slice(from + (right?.length ?? 0))
  return right && verb && value.length > 0 ? settle(fieldFirst(scene, [...words.slice(0, at), { ...verb, norm: 'to' }, ...value])) : undefined
}
const wrongs = phrases("is wrong, are wrong, was wrong, is not right, isn't right, is incorrect, is not correct")
const rights = phrases('correct is, the correct one is, right is, the right one is, it is, it should be, should be, it must be, make it, it has to be, it was, change it to, set it to, please make it, please change it to')

/** What was said without the value that does not hold: the new value begins at `at`, and ends there too if nothing else may follow it. */
interface Contrast { readonly rest: readonly Word[]; readonly at: number | undefined; readonly old: readonly Word[] }
interface Found { readonly row: NamedRow; readonly field: KnownField; readonly was: Value; readonly value: Value; readonly stands: Value | undefined; readonly old: string; readonly now: string }

const contrasted = (words: readonly Word[]): Contrast | undefined => {
  const not = words.findIndex(({ norm, quoted }) => norm === 'not' && !quoted)
  const but = words.findIndex(({ norm, quoted }, i) => i > not + 1 && norm === 'but' && !quoted)
  if (not >= 0 && but > 0 && but - not < 7) return { rest: [...words.slice(0, not), ...words.slice(but + 1)], at: not, old: unmarked(words.slice(not + 1, but)) }
  for (let at = words.length - 2; at > 1; at--) {
    const marker = words[at]?.quoted ? undefined : markers.find((one) => standsAt(words, at, one))
    // "18, no, 16" means the other way round.
    if (!marker || (marker[0] === 'no' && !/^(and|but)$/.test(words[at - 1]?.norm ?? ''))) continue
    const old = words.slice(at + marker.length)
    return old.length > 0 && old.length < 6 ? { rest: unmarked(words.slice(0, at)), at: undefined, old } : undefined
  }
  return undefined
}
const markers = ['instead of', 'rather than', 'not', 'no'].map((one) => one.split(' '))
const unmarked = (words: readonly Word[]): readonly Word[] => (/^(,|and|but)$/.test(words.at(-1)?.norm ?? '') ? unmarked(words.slice(0, -1)) : words)

const changesIn = (scene: Scene, table: KnownTable, { rest, at, old }: Contrast): readonly Found[] => {
  for (let length = 1; length <= Math.min(5, rest.length - 1); length++) {
    const from = at ?? rest.length - length
    if (from + length > rest.length) break
    const now = rest.slice(from, from + length)
    const named = rowNamed(scene, table, rest.slice(0, from), rest.slice(from + length))
    if (!named) continue
    const { row, field: only } = named
    const lead = prepositions[leadsIn.test(now[0]?.norm ?? '') ? (now[0]?.norm ?? '') : leadsIn.test(rest[from - 1]?.norm ?? '') ? (rest[from - 1]?.norm ?? '') : '']
    const fields = only ? [only] : table.fields.filter(({ name }) => name !== table.titleField)
    const found = fields.flatMap((field): readonly Found[] => {
      const stands = typeof row.id === 'number' && row.made === undefined ? scene.world.valueIn?.(table.name, row.id, field.name) : undefined
      const [was, value] = [valueOf(scene, table, field, old), valueOf(scene, table, field, now)]
      // A text takes in anything: it must be named, or hold the old words.
      if (was === undefined || value === undefined || was === value || was === null || (/text|email|url/.test(field.field.kind) && !only && stands !== was && !(lead && stands === undefined && isName(old) && isName(now) && field.names.some((name) => name.some((word) => lead.has(word)))))) return []
      return [{ row, field, was, value, stands, old: textOf(old), now: textOf(now) }]
    })
    if (found.length > 0) return found
  }
  return []
}

// "the cinema was", "hours of the delivery van", "the gym's priority is", "is the priority of stamps", "cooks the pizza"
const rowNamed = (scene: Scene, table: KnownTable, before: readonly Word[], after: readonly Word[]): { readonly row: NamedRow; readonly field?: KnownField } | undefined => {
  const ahead = withoutJoints(before.slice(verbAt(before, 0, verbs.set)))
  if (after.length > 0 && ahead.length > 0) return undefined
  const behind = after.filter(({ norm }, i) => !(i === 0 && /^(is|are|was|,)$/.test(norm)))
  const doer = after.length > 0 ? doerField(table, behind[0]?.norm ?? '') : undefined
  const words = withoutArticles(after.length > 0 ? (doer ? behind.slice(1) : behind) : ahead)
  const first = doer ? undefined : fieldAt(table, words, 0)
  const of = first && /^(of|for|on|in)$/.test(words[first.length]?.norm ?? '') ? first : undefined
  const owner = words.findIndex(({ norm }) => norm === "'s")
  const last = owner > 0 ? fieldAt(table, words, owner + 1) : undefined
  const own = last && owner + 1 + last.length === words.length ? last : undefined
  const row = findRow(scene, of ? words.slice(of.length + 1) : own ? words.slice(0, owner) : words, { table: table.name })
  if (row?.kind !== 'row' || row.how === 'fuzzy') return undefined
  const field = doer ?? of?.field ?? own?.field
  return { row, ...(field ? { field } : {}) }
}

// "by Bach, not Mozart"; "by the river, not the sea" names no one.
const isName = (words: readonly Word[]) => /^\p{Lu}/u.test(words.find(({ norm }) => !leadsIn.test(norm))?.text ?? '')
const leadsIn = /^(at|by|from|in)$/

const withoutJoints = (words: readonly Word[]): readonly Word[] => {
  let end = words.length
  while (end > 1 && joints.has(words[end - 1]?.norm ?? '') && !words[end - 1]?.quoted) end--
  return words.slice(0, end)
}
const joints = new Set("is was are were be should works work working lives live living employed costs cost takes took lasts lasted weighs has had to on at for in by with a an the of , : it we i eat have do only really actually now".split(' '))

const valueOf = (scene: Scene, table: KnownTable, field: KnownField, all: readonly Word[]): Value | undefined => {
  if (field.field.kind === 'checkbox') return undefined
  const words = all.length > 1 && /^(for|on|at|by|in|to|with)$/.test(all[0]?.norm ?? '') ? all.slice(1) : all
  const bare = withoutArticles(words)
  const isNumber = numberFields(table).includes(field)
  const hasUnit = isNumber && words.length > 1 && fieldOfUnit(table, words.at(-1)?.norm ?? '') === field
  // "an hour"
  if (hasUnit && words.length === 2 && /^(a|an|one)$/.test(words[0]?.norm ?? '')) return 1
  if (/text/.test(field.field.kind) && bare.some(({ norm }) => joints.has(norm))) return undefined
  return readValue(scene, field, hasUnit ? words.slice(0, -1) : bare.length > 0 && !/text/.test(field.field.kind) ? bare : words)
}

// "two minutes longer than I wrote, so five", "4p more than I said, 37.19": of the one number that the unit counts
const byHowMuch = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const than = words.findIndex(({ norm }, i) => i > 2 && norm === 'than' && /^(i|we)$/.test(words[i + 1]?.norm ?? '') && /^(said|wrote|thought|put|noted|entered|told)$/.test(words[i + 2]?.norm ?? ''))
  const is = words.findIndex(({ norm }, i) => i > 0 && i < than && /^(is|was|takes|took|costs|cost|weighs|lasts)$/.test(norm))
  if (than < 0 || is < 0 || !/^(more|less|longer|shorter|fewer|heavier|lighter|cheaper|dearer|higher|lower)$/.test(words[than - 1]?.norm ?? '') || than - is > 5) return undefined
  const from = than + 3 + (words[than + 3]?.norm === ',' ? 1 : 0)
  const value = words.slice(from + (/^(so|now|hence)$/.test(words[from]?.norm ?? '') ? 1 : 0))
  for (const table of pageFirst(scene).filter(({ changeable }) => changeable)) {
    const unit = words[than - 2]?.norm ?? ''
    const named = fieldAt(table, words, than - 2)?.field
    const numbers = numberFields(table)
    const field = named && numbers.includes(named) ? named : (fieldOfUnit(table, unit) ?? (numbers.length === 1 ? numbers[0] : undefined))
    const right = field && readValue(scene, field, value)
    const row = typeof right === 'number' ? findRow(scene, words.slice(0, is), { table: table.name }) : undefined
    if (field && right !== undefined && row?.kind === 'row' && row.how !== 'fuzzy') return settle({ target: [row], values: { [field.name]: right } })
  }
  return undefined
}
