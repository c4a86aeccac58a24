import type { KnownField, KnownTable } from './compile.ts'
import { nameAt } from './scene.ts'
import type { Word } from './words.ts'

/** A field's name at `at`, longest name first, and how many words it takes. */
export const fieldAt = (table: KnownTable, words: readonly Word[], at: number): { readonly field: KnownField; readonly length: number } | undefined => {
  let best: { readonly field: KnownField; readonly length: number } | undefined
  for (const field of table.fields) {
    const named = nameAt(words, at, field.names)
    // "the finished date" is the date that is called "finished".
    const length = named > 0 && /date/.test(field.field.kind) && /^(date|day)$/.test(words[at + named]?.norm ?? '') ? named + 1 : named
    const exact = (one: KnownField) => one.names.some((name) => name.every((word, i) => words[at + i]?.norm === word))
    if (length > (best?.length ?? 0) || (length > 0 && length === best?.length && exact(field) && !exact(best.field))) best = { field, length }
  }
  return best
}

/** A checkbox named at `at`, and what it is then: "paid", "not paid", "unpaid", "inactive". */
export const flagAt = (table: KnownTable, words: readonly Word[], at: number): { readonly field: KnownField; readonly value: boolean; readonly length: number } | undefined => {
  const not = /^(not|un|non)$/.test(words[at]?.norm ?? '') ? 1 : 0
  for (const field of table.fields) {
    if (field.field.kind !== 'checkbox') continue
    const length = nameAt(words, at + not, field.names)
    if (length > 0) return { field, value: not === 0, length: length + not }
    const said = /^(?:un|in|non-?)(\p{L}{3,})$/u.exec(words[at]?.norm ?? '')?.[1]
    if (said !== undefined && field.names.some((name) => name.length === 1 && name[0] === said)) return { field, value: false, length: 1 }
  }
  return undefined
}

/** The field that a date without a name of its own goes to: the one that is due, else the only one. */
export const dateField = (table: KnownTable): KnownField | undefined => {
  const dates = table.fields.filter(({ field }) => field.kind === 'date' || field.kind === 'datetime')
  return dates.find(({ name }) => isDue(name)) ?? (dates.length === 1 ? dates[0] : undefined)
}
/** True for a date that lies ahead by its name: a bare "tomorrow" can only mean it. */
export const isDue = (name: string) => /^(due|deadline|date|day|when|start|starts|begin|begins|until|remind|appointment|scheduled|next)|(due|deadline|_on|_at|_date)$/.test(name)
