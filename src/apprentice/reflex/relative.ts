import type { KnownField, KnownTable } from './compile.ts'
import { dateField, fieldAt } from './field-names.ts'
import { shiftDay } from './odd-days.ts'
import { isOfPast } from './past-days.ts'
import { numberFields } from './quantity.ts'
import { findSure, type NamedRow } from './reference.ts'
import { changeableTables, withoutArticles, type Meaning, type Scene } from './scene.ts'
import { settle } from './set.ts'
import { matchWords, shapeOf, type Groups } from './shape.ts'
import { readNumber } from './value.ts'
import type { Word } from './words.ts'

/**
 * Reads a value that is said by how it shall differ from what stands there: "raise the logo by 10%", "double the tea catalogue", "the
 * invoice one week later", "amount *= 2". Of a row that is named surely, and only where a value stands.
 */
export const readRelative = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (scene.question || words.length < 2 || words.length > 16) return undefined
  const shape = shapeOf(words)
  for (const { pattern, of, by, change } of ways) {
    const groups = matchWords(pattern, shape, words)
    const meaning = groups && changed(scene, groups(of), change(groups, by))
    if (meaning) return meaning
  }
  return undefined
}

/** What a value becomes, by the kind of its field; undefined where it is none of that kind. */
type Change = { readonly kind: 'number'; readonly to: (value: number) => number; readonly isNamed?: true } | { readonly kind: 'date'; readonly to: (day: string) => string | undefined } | undefined
interface Way { readonly pattern: RegExp; readonly of: number; readonly by: number; readonly change: (groups: Groups, by: number) => Change }

const changed = (scene: Scene, words: readonly Word[], change: Change): Meaning | undefined => {
  for (const table of change ? changeableTables(scene) : []) {
    const meant = targetOf(scene, table, withoutArticles(words), change)
    const value = meant && meant.row.made === undefined ? scene.world.valueIn?.(table.name, meant.row.id, meant.field.name) : undefined
    const to = change?.kind === 'number' && typeof value === 'number' ? change.to(value) : change?.kind === 'date' && typeof value === 'string' ? change.to(value) : undefined
    if (meant && to !== undefined) return settle({ target: [meant.row], values: { [meant.field.name]: to } })
  }
  return undefined
}

// "the amount of the logo", "the logo's amount", "the logo amount", or the row alone where one field can be meant.
const targetOf = (scene: Scene, table: KnownTable, words: readonly Word[], change: Change): { readonly row: NamedRow; readonly field: KnownField } | undefined => {
  const fits = ({ field: { kind } }: KnownField) => (change?.kind === 'date' ? kind === 'date' : /integer|decimal|money/.test(kind))
  const meant = (field: KnownField | undefined, row: readonly Word[]) => {
    const found = field && fits(field) ? findSure(scene, row, { table: table.name }) : undefined
    return field && found && { row: found, field }
  }
  const first = fieldAt(table, words, 0)
  if (first && /^(of|for|on)$/.test(words[first.length]?.norm ?? '')) return meant(first.field, words.slice(first.length + 1))
  const at = words.findIndex((_, i) => i > 0 && fieldAt(table, words, i)?.length === words.length - i)
  const last = at > 0 ? meant(fieldAt(table, words, at)?.field, words.slice(0, words[at - 1]?.norm === "'s" ? at - 1 : at)) : undefined
  if (last || (change?.kind === 'number' && change.isNamed)) return last
  const numbers = numberFields(table)
  const sums = numbers.filter(({ field }) => field.kind === 'money')
  const day = dateField(table)
  // "Give Emma another week" cannot put off what has been.
  return meant(change?.kind === 'date' ? (day && isOfPast(day) ? undefined : day) : sums.length === 1 ? sums[0] : numbers.length === 1 ? numbers[0] : undefined, words)
}

const count = '(?:another|an?|one|two|three|four|five|six|seven|ten|\\d+)'
const span = `(?:${count}(?: more| extra)? (?:days?|weeks?|fortnights?|months?)(?: more| extra)?)`

const byDays = (sign: 1 | -1) => (groups: Groups, by: number): Change => {
  const match = /^(\S+?)(?: more| extra)? ?(d|w|day|week|fortnight|month)s?(?: more| extra)?$/.exec(shapeOf(groups(by)).replace(/^\+/, ''))
  const many = /^(?:an?|another)$/.test(match?.[1] ?? '') ? 1 : readNumber(match?.[1] ?? '', false)
  return match && many !== undefined ? { kind: 'date', to: (day) => shiftDay(day, sign * many, { d: 'day', w: 'week' }[match[2] ?? ''] ?? match[2]) } : undefined
}

const byNumber = (how: '+' | '-' | '*' | '/', isNamed = false) => (groups: Groups, by: number): Change => {
  const said = shapeOf(groups(by))
  const share = /^([\d.]+) ?(?:%|percent|per cent)$/.exec(said)
  const many = share ? Number(share[1]) / 100 : readNumber(said, true)
  if (many === undefined || !Number.isFinite(many) || (how === '/' && many === 0)) return undefined
  const sign = how === '-' ? -1 : 1
  const to = share ? (value: number) => value * (1 + sign * many) : (value: number) => (how === '*' ? value * many : how === '/' ? value / many : value + sign * many)
  // Cents, not the dust of binary fractions.
  return { kind: 'number', to: (value) => Math.round(to(value) * 100) / 100, ...(isNamed && !share && { isNamed: true as const }) }
}
const times = (many: number) => (): Change => ({ kind: 'number', to: (value) => value * many })

const ways: readonly Way[] = [
  { pattern: /^(?:raise|increase|lift|up|put up|bump up|bump|hike|boost) (.+?)(?: up)? by (.+)$/d, of: 1, by: 2, change: byNumber('+') },
  { pattern: /^(?:lower|reduce|cut|decrease|drop|bring down|knock down|discount) (.+?)(?: down)? by (.+)$/d, of: 1, by: 2, change: byNumber('-') },
  { pattern: /^(?:knock|take|cut|shave) (.+?) off (.+)$/d, of: 2, by: 1, change: byNumber('-') },
  { pattern: /^(?:add|put) (.+?) (?:to|on|onto) (.+)$/d, of: 2, by: 1, change: byNumber('+', true) },
  { pattern: /^double (.+)$/d, of: 1, by: 1, change: times(2) },
  { pattern: /^triple (.+)$/d, of: 1, by: 1, change: times(3) },
  { pattern: /^halve (.+)$/d, of: 1, by: 1, change: times(0.5) },
  ...(['+', '-', '*', '/'] as const).map((how): Way => ({ pattern: new RegExp(`^(.+?) \\${how}= (.+)$`, 'd'), of: 1, by: 2, change: byNumber(how) })),
  { pattern: new RegExp(`^(?:bring|pull|move) (.+?) forwards? (?:by )?(${span})$`, 'd'), of: 1, by: 2, change: byDays(-1) },
  { pattern: new RegExp(`^(?:push|move|shift|postpone|delay|defer|put|slide|extend|let) (.+?) (?:(?:back|out|off|slip) (?:by )?|by )(${span})$`, 'd'), of: 1, by: 2, change: byDays(1) },
  { pattern: new RegExp(`^(?:(?:push|move|shift|make|put|set|have|do) )?(.+?) (${span}) (?:later|on)$`, 'd'), of: 1, by: 2, change: byDays(1) },
  { pattern: new RegExp(`^(?:(?:push|move|shift|make|put|set|have|do|bring|pull) )?(.+?) (${span}) (?:earlier|sooner)$`, 'd'), of: 1, by: 2, change: byDays(-1) },
  { pattern: /^(?:give|allow|grant) (.+?) ((?:another|one more|an extra|\S+ more|\S+ extra) (?:days?|weeks?|months?)|\S+ (?:days?|weeks?|months?) (?:more|extra))$/d, of: 1, by: 2, change: byDays(1) },
  { pattern: /^(?:set |move |push )?(.+?) (\+\d+ ?[dw])$/d, of: 1, by: 2, change: byDays(1) },
]
