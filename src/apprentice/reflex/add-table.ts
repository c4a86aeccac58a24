import { readChoice } from './choices.ts'
import { nounOf, type KnownTable } from './compile.ts'
import { readNewRows } from './entries.ts'
import { isDoing } from './entry-joins.ts'
import { asking, nameAt, type Meaning, type Scene } from './scene.ts'
import { takeSlots } from './slots.ts'
import { textOf, type Word } from './words.ts'

/** The table that fits new rows best where none is named: by its fields, by the page, by being something to do; with `todo` only a list. */
export const chooseTable = (scene: Scene, words: readonly Word[], { todo = false } = {}): KnownTable | Meaning | undefined => {
  const tables = scene.reflex.tables.filter((table) => table.changeable && table.name !== 'profile')
  const page = tables.find((table) => table.name === scene.world.page?.table)
  const lists = tables.filter((table) => table.isList)
  const [list] = lists.length === 1 ? lists : []
  const isHere = page !== undefined && (page.isList || hasDeadlines(page))
  if (tables.length === 1) return tables[0]
  if (todo) return page && isHere && !page.isList && list ? askBetween([page, list], words) : isHere ? page : list
  const last = scene.also ? tables.find((table) => table.name === scene.recent[0]?.table) : undefined
  const scored = tables.map((table) => ({ table, score: valuesIn(scene, table, words) }))
  const best = Math.max(...scored.map(({ score }) => score))
  const fitting = scored.filter(({ score }) => score === best).map(({ table }) => table)
  // What the open page cannot read is not handed to another table.
  if (page && !page.isList && readNewRows(scene, page, words) === undefined) return page
  // "train ticket 45.50" is no training where the page's rows have an amount.
  if (page && !page.isList && scored.some(({ table, score }) => table === page && score > 0) && words.some(({ norm }) => /\d/.test(norm))) return page
  if (best > 0 && !isDoing(words)) {
    if (page && scored.some(({ table, score }) => table.name === page.name && score > 0)) return page
    if (page?.isList && isWeak(scene, fitting, words)) return page
    if (page && isWeak(scene, fitting, words)) return fitting.length === 1 && fitting[0] && !isTitle(words) ? askBetween([page, fitting[0]], words) : page
    if (fitting.length === 1 && fitting[0]) return page && !isNamed(words) ? askBetween([page, fitting[0]], words) : fitting[0]
  }
  if (last) return last
  const isPlainDoing = isDoing(words) && words.length > 1 && (/^\p{Ll}/u.test(words[0]?.text ?? '') || words.every(({ text }) => text === text.toUpperCase()))
  // "run 5 km" where a run is something that the page's rows may be
  if (page && list && isPlainDoing && page !== list && page.fields.some((field) => readChoice(field, words.slice(0, 1)) !== undefined)) return askBetween([page, list], words)
  if (page && !(isPlainDoing && list && !isHere)) return page
  if (isDoing(words) && list) return list
  if (best > 0 && fitting.length === 1) return fitting[0]
  if (list && /^\p{Ll}/u.test(words[0]?.text ?? '')) return list
  return undefined
}
// What must be ready by a day can be said as something to do: "write the essay" where rows are homework.
const hasDeadlines = ({ fields, titleField }: KnownTable) => /^(name|title|what|subject)$/.test(titleField) && fields.some(({ name, field }) => field.kind === 'date' && /^(due|deadline)$/.test(name)) && fields.every(({ name, field }) => name === titleField || !field.required)
const valuesIn = (scene: Scene, table: KnownTable, words: readonly Word[]) => {
  const rows = readNewRows(scene, table, words)
  if (rows && !('kind' in rows)) return rows.reduce((sum, { values }) => sum + Object.keys(values).length, 0)
  // What asks back may hold values all the same: "Primitivo red 9 euro".
  return rows && table.name === scene.world.page?.table ? Object.keys(takeSlots(scene, table, words).values).length : 0
}
// Free text after "in", "at", "for" says little of the table, where another one is open.
const isWeak = (scene: Scene, tables: readonly KnownTable[], words: readonly Word[]) =>
  !words.some(({ norm }) => norm === 'by') && tables.every((table) => {
    const rows = readNewRows(scene, table, words)
    return rows && !('kind' in rows) && rows.every(({ values }) => Object.keys(values).every((name) => table.fields.some((field) => field.name === name && /text/.test(field.field.kind) && !words.some((_, at) => nameAt(words, at, field.names) > 0))))
  })
// "The Left Hand of Darkness"
const isTitle = (words: readonly Word[]) => words.length > 2 && words.every((word) => /^\p{Lu}/u.test(word.text) || /^(of|the|a|an|and|in|to|at|on|for|from|with)$/.test(word.norm))
// "Dune by Frank Herbert": a name and a value with capital letters.
const isNamed = (words: readonly Word[]) => words.filter((word) => /^\p{Lu}/u.test(word.text)).length >= 2 || words.some((word) => /[@€$£]|^\d/.test(word.text))

/** Asks which of the tables new rows go to. */
export const askTable = (scene: Scene, words: readonly Word[]): Meaning => {
  const tables = scene.reflex.tables.filter((table) => table.changeable && table.name !== 'profile')
  return askBetween(tables, words)
}
const askBetween = (tables: readonly KnownTable[], words: readonly Word[]): Meaning =>
  asking(`Where does “${textOf(words)}” go?`, { choices: tables.slice(0, 6).map((table) => ({ label: table.table.title, say: `add a ${nounOf(table)} called ${textOf(words)}` })) })
