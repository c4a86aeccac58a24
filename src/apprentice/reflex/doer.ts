import type { Value } from '../../app/field.ts'
import { readChoice } from './choices.ts'
import type { KnownField, KnownTable } from './compile.ts'
import type { Scene } from './scene.ts'
import { readValue } from './value.ts'
import { isSameVerb } from './verb-forms.ts'
import { textOf, type Word } from './words.ts'

/** The field that holds who does or did what a verb says: "cook" of "cooks", "paid_by" of "paid", "driver" of "drove"; undefined when none or two do. */
export const doerField = (table: KnownTable, verb: string): KnownField | undefined => {
  const base = verb.length > 3 ? verb.replace(/([^s])s$/, '$1') : verb
  if (base.length < 3 || tooPlain.test(base)) return undefined
  const fields = table.fields.filter(({ name, field: { kind, private: hidden }, names }) => !hidden && name !== table.titleField && /^(text|choice|link)$/.test(kind) && names.some((said) => isDoer(said, base)))
  return fields.length === 1 ? fields[0] : undefined
}
const tooPlain = /^(has|have|had|was|were|is|are|be|do|does|did|done|for|from|with|by|on|in|at)$/
const isDoer = ([first = '', second = '', ...more]: readonly string[], verb: string): boolean =>
  more.length === 0 && (second === 'by' ? isSameVerb(first, verb) : second === '' && (/^(cook|guide|host|coach|judge|guard|nurse)$/.test(first) ? isSameVerb(first, verb) : /(er|or)$/.test(first) && [first.slice(0, -2), first.slice(0, -1)].some((stem) => stem.length > 2 && isSameVerb(stem, verb))))

/** The one field that says whose row is: who takes it on, or sees to it. */
export const chargeField = (table: KnownTable): KnownField | undefined => {
  const fields = table.fields.filter(({ name, field: { kind, private: hidden }, names }) => !hidden && name !== table.titleField && /^(text|choice|link)$/.test(kind) && names.some((said) => said.length < 3 && said.some((word) => charges.has(word))))
  return fields.length === 1 ? fields[0] : undefined
}
const charges = new Set('volunteer helper assignee assigned owner responsible who member staff worker employee driver cook chef teacher coach leader host guide carer nurse colleague teammate person sitter walker cleaner minder'.split(' '))

/** Whom words name as a field holds it: one of its choices, a row that it links to, or a name in free words with its capitals. */
export const whoIn = (scene: Scene, field: KnownField, words: readonly Word[]): Value | undefined => {
  if (words.length === 0 || words.length > 4) return undefined
  if (field.field.kind === 'choice') return readChoice(field, words)
  if (field.field.kind === 'link') return readValue(scene, field, words)
  return words.every(({ text, quoted }) => quoted || /^\p{Lu}[\p{L}'.-]+$/u.test(text)) && !/^(i|we|you|he|she|they|it|who|what|the|this|that|my|our|your|his|her|their|everyone|everybody|someone|somebody|nobody|anyone|anybody|let|please|all|today|tomorrow|yesterday|mum|mom|dad)$/.test(words[0]?.norm ?? '') ? textOf(words) : undefined
}
