import type { Value } from '../../app/field.ts'
import type { KnownField, KnownTable } from './compile.ts'
import { chargeField, doerField, whoIn } from './doer.ts'
import { dateField } from './field-names.ts'
import { turnWords } from './lexicon.ts'
import { findSure, type NamedRow } from './reference.ts'
import { changeableTables, type Meaning, type Scene } from './scene.ts'
import { settle } from './set.ts'
import type { Values } from './slots.ts'
import { readValue, trailingDate } from './value.ts'
import { phrases, standsAt, withoutEnd, type Word } from './words.ts'

/**
 * Reads who did or does something, or takes it on: "Deniz is cooking the tacos", "Alex paid for the broadband", "Rosa will take the soup run",
 * "put Hamid down for the front desk", "nobody is on the delivery van". The row must be named surely, and the one who does it be a choice, a row or a name.
 */
export const readToldDoer = (scene: Scene, all: readonly Word[]): Meaning | undefined => {
  const words = withoutEnd(handedOn(all) ?? all, tails)
  if (scene.question || scene.wish || words.length < 3 || words.length > 14) return undefined
  const isNone = words.findIndex(({ norm, quoted }) => !quoted && turnWords.has(norm))
  const length = nobodies.find((one) => standsAt(words, 0, one))?.length ?? 0
  if (isNone >= length) return undefined
  const page = scene.world.page?.table
  const found = changeableTables(scene).flatMap((table) => (length > 0 ? emptied(scene, table, words.slice(length)) : (putDown(scene, table, words) ?? doneBy(scene, table, words) ?? takenOn(scene, table, words))) ?? [])
  const here = found.filter(({ row }) => row.table.name === page)
  const [one, ...more] = here.length > 0 ? here : found
  return one && more.length === 0 ? settle({ target: [one.row], values: one.values }) : undefined
}

// "Bridget can't do the food bank any more, so Kofi has it" is "Kofi has the food bank".
const handedOn = (words: readonly Word[]): readonly Word[] | undefined => {
  const so = words.findIndex(({ norm }, i) => i > 3 && /^(so|but)$/.test(norm))
  const lost = so < 0 ? undefined : losses.find((one) => [1, 2, 3].some((at) => standsAt(words, at, one)))
  const at = lost ? [1, 2, 3].find((one) => standsAt(words, one, lost)) : undefined
  if (!lost || at === undefined || words.at(-1)?.norm !== 'it') return undefined
  const row = withoutEnd(words.slice(at + lost.length, words[so - 1]?.norm === ',' ? so - 1 : so), tails)
  return row.length > 0 ? [...words.slice(so + 1, -1), ...row] : undefined
}
const losses = ["can't", 'cannot', 'can not', "won't", 'cant'].flatMap((not) => ['do', 'take', 'make', 'cover', 'have'].map((verb) => [...not.split(' '), verb]))

interface Told { readonly row: NamedRow; readonly values: Values }

/** How one has something to do, said between the one and the row. */
export const charges = ['will take', 'will be taking', 'is taking', 'takes', 'took', 'has taken', 'will do', 'is doing', 'does', 'will be doing', 'will cover', 'is covering', 'covers', 'will handle', 'is handling', 'handles', 'is on', 'will be on', 'is down for', 'has', 'has got', 'will have', 'is in charge of', 'is responsible for', 'can take', 'can do', 'can cover', 'is taking over', 'takes over', 'will take over', 'looks after', 'is looking after', 'signed up for', 'volunteered for'].map((one) => one.split(' ')).toSorted((a, b) => b.length - a.length)
const nobodies = [['nobody'], ['no', 'one'], ['no-one'], ['noone']]

// "nobody is on the delivery van"
const emptied = (scene: Scene, table: KnownTable, words: readonly Word[]): Told | undefined => {
  const phrase = charges.find((one) => standsAt(words, 0, one))
  const field = phrase && chargeField(table)
  const row = phrase && field && !field.field.required ? rowOf(scene, table, words.slice(phrase.length)) : undefined
  return row && field && { row, values: { [field.name]: null } }
}

// "put Hamid down for the front desk (on Thursday)"
const putDown = (scene: Scene, table: KnownTable, words: readonly Word[]): Told | undefined => {
  const at = words.findIndex((_, i) => i > 1 && (standsAt(words, i, ['down', 'for']) || standsAt(words, i, ['down', 'on']) || standsAt(words, i, ['up', 'for'])))
  const field = at > 0 && /^(put|sign|pencil|set)$/.test(words[0]?.norm ?? '') ? chargeField(table) : undefined
  const value = field && whoIn(scene, field, words.slice(1, at))
  if (!field || value === undefined) return undefined
  const rest = words.slice(at + 2)
  const whole = rowOf(scene, table, rest)
  if (whole) return { row: whole, values: { [field.name]: value } }
  const dated = trailingDate(scene, rest)
  const day = dated && dateField(table)
  const end = dated && dated.before > 1 && /^(on|for)$/.test(rest[dated.before - 1]?.norm ?? '') ? dated.before - 1 : (dated?.before ?? 0)
  const row = day && rowOf(scene, table, rest.slice(0, end))
  const when = day && dated && readValue(scene, day, dated.words)
  return row && day && when !== undefined ? { row, values: { [field.name]: value, [day.name]: when } } : undefined
}

// "Rosa will take the soup run"
const takenOn = (scene: Scene, table: KnownTable, words: readonly Word[]): Told | undefined => {
  const field = chargeField(table)
  return field && told(scene, table, words, (at) => { const phrase = charges.find((one) => standsAt(words, at, one)); return phrase && { field, length: phrase.length } })
}

// "Deniz is cooking the tacos", "Alex paid for the broadband"
const doneBy = (scene: Scene, table: KnownTable, words: readonly Word[]): Told | undefined =>
  told(scene, table, words, (at) => {
    const helper = helpers.find((one) => standsAt(words, at, one))?.length ?? 0
    const field = doerField(table, words[at + helper]?.norm ?? '')
    // Who will pay has not paid.
    const isAhead = helper > 0 && /^(will|is)$/.test(words[at]?.norm ?? '') && field?.names.some((name) => name[1] === 'by') === true
    return field && !isAhead ? { field, length: helper + 1 + (words[at + helper + 1]?.norm === 'for' ? 1 : 0) } : undefined
  })
const helpers = [['will', 'be'], ['has', 'been'], ['is'], ['was'], ['will'], ['has']]

const told = (scene: Scene, table: KnownTable, words: readonly Word[], saidAt: (at: number) => { readonly field: KnownField; readonly length: number } | undefined): Told | undefined => {
  for (let at = 1; at < Math.min(5, words.length - 1); at++) {
    const said = saidAt(at)
    const value: Value | undefined = said && whoIn(scene, said.field, words.slice(0, at))
    const row = value === undefined || value === null || !said ? undefined : rowOf(scene, table, words.slice(at + said.length))
    if (said && row && value !== undefined) return { row, values: { [said.field.name]: value } }
  }
  return undefined
}

const rowOf = (scene: Scene, table: KnownTable, words: readonly Word[]): NamedRow | undefined => {
  // "A pizza", "some tacos" are others than the row.
  if (words.length === 0 || /^(an?|some|another|one|my|our|it|that|this|them)$/.test(words[0]?.norm ?? '')) return undefined
  return findSure(scene, words, { table: table.name })
}

const tails = phrases('any more, at the moment, anymore, now, yet, then, instead')
