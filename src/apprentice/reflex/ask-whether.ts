import { asksValue } from './answer.ts'
import { fieldOf, type KnownField, type KnownTable } from './compile.ts'
import { findSure } from './reference.ts'
import { pageFirst, type Meaning, type Scene } from './scene.ts'
import { readSelection } from './selection.ts'
import { dateCalled } from './selection-told.ts'
import { daysOf } from './selection-dates.ts'
import { readWords, textOf, type Word } from './words.ts'

/** Reads "is the curry vegetarian?", "has the aloe been watered today?", "is the monstera in the kitchen?", "did I send R-101?": the answer tells what the one row really holds. */
export const readWhetherSo = (scene: Scene, all: readonly Word[]): Meaning | undefined => {
  const words = all.filter(({ norm }, i) => !(i > 1 && /^(yet|already|ever|still|now|currently)$/.test(norm) && (i === all.length - 1 || i > 2)))
  if (words.length < 3 || words.length > 12 || /^(there|it|that|this|he|she|they|you|anything|something|everything|nothing|anyone|any|all)$/.test(words[1]?.norm ?? '') && words[0]?.norm !== 'did') return undefined
  for (const table of pageFirst(scene)) {
    const found = /^(is|are|was|were|has|have)$/.test(words[0]?.norm ?? '') && !/^(i|we)$/.test(words[1]?.norm ?? '') ? isSo(scene, table, words.slice(1), /^(was|were)$/.test(words[0]?.norm ?? '')) : /^(did|have)$/.test(words[0]?.norm ?? '') && /^(i|we)$/.test(words[1]?.norm ?? '') ? didSo(scene, table, words) : undefined
    if (found) return asksValue({ table, ...found }, found.field)
  }
  return undefined
}

interface Found { readonly id: number; readonly label: string; readonly field: KnownField }

// The row, then one condition as a description of rows has it.
const isSo = (scene: Scene, table: KnownTable, words: readonly Word[], past: boolean): Found | undefined => {
  const noun = table.plurals[0]?.join(' ') ?? table.name
  for (let at = words.length - 1; at > 0; at--) {
    const row = findSure(scene, words.slice(0, at), { table: table.name })
    if (row?.kind !== 'row' || row.how === 'fuzzy' || row.made !== undefined) continue
    const state = words.slice(at).filter(({ norm }, i) => !(i === 0 && norm === 'been'))
    const many = state.length > 0 && !/^(an?|the|it|any|good|my|your)$/.test(state[0]?.norm ?? '') ? readSelection(scene, readWords(`${noun} that are ${textOf(state)}`), table) : undefined
    const held = many && !many.all ? { ...many.where, ...(many.view === undefined ? {} : scene.reflex.views.find(({ name: one }) => one === many.view)?.view.where) } : {}
    const [name, ...more] = Object.keys(held)
    const field = name === undefined || more.length > 0 ? dateCalled(table, state.length === 1 ? (state[0]?.norm ?? '') : '') : fieldOf(table, name)
    // A text takes in anything: a word or two are surely its own.
    const test = many?.where[field?.name ?? '']
    if (typeof test === 'object' && test !== null && (test.contains ?? '').split(' ').length > 2) continue
    if (past && field?.name === table.done?.field) continue
    if (field && !field.field.private && name !== table.titleField) return { id: row.id, label: row.label, field }
  }
  return undefined
}

// "did I water the rosemary (today)": the day on which it was
const didSo = (scene: Scene, table: KnownTable, words: readonly Word[]): Found | undefined => {
  const field = /^(i|we)$/.test(words[1]?.norm ?? '') ? dateCalled(table, words[2]?.norm ?? '') : undefined
  if (!field) return undefined
  for (let end = words.length; end > 3; end--) {
    const days = end < words.length ? daysOf(scene, field, words, end, { isPast: true }) : undefined
    if (end < words.length && days?.length !== words.length - end) continue
    const row = findSure(scene, words.slice(3, end), { table: table.name })
    if (row) return { id: row.id, label: row.label, field }
  }
  return undefined
}
