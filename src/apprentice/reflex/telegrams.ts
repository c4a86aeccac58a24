import { readAdd } from './add.ts'
import { readChoice } from './choices.ts'
import { fieldOf, nounOf, type KnownTable } from './compile.ts'
import { readField } from './delete.ts'
import { fieldAt, flagAt } from './field-names.ts'
import { spokenOf } from './finish.ts'
import { readMove } from './move.ts'
import { askWhich, findRows, findSure, idOf, type NamedRow } from './reference.ts'
import { asking, changeableTables, doing, pageTable, usualTable, type Meaning, type Scene } from './scene.ts'
import { readSlots, type Values } from './slots.ts'
import type { Word } from './words.ts'

/** Reads a wish without a verb, as short as can be: "birthday to top", "no date for the report", "not liked: Rioja". Every row is named surely. */
export const readTelegram = (scene: Scene, words: readonly Word[]): Meaning | undefined =>
  scene.question || words.length > 10 ? undefined : (readPlace(scene, words) ?? readEmptied(scene, words) ?? readHeadline(scene, words) ?? readTo(scene, words) ?? readArrow(scene, words) ?? readPlus(scene, words))

// "birthday to top", "the gym above the oven"
const readPlace = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (!/\S (?:(?:to|at) (?:the )?(?:very )?(?:top|bottom)\b|above |below |under )/.test(words.map(({ norm }) => norm).join(' '))) return undefined
  const meaning = readMove(scene, words)
  return meaning?.kind === 'do' && meaning.commands.some(({ id, before, after }) => [id, before, after].some((one) => typeof one === 'string')) ? undefined : meaning
}

// "no date for the report", "the report: no date"
const readEmptied = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const at = words.findIndex(({ norm }) => norm === 'no')
  const no = words[at]
  const isHead = at > 1 && /^[:,–-]$/.test(words[at - 1]?.norm ?? '')
  if (!no || (at > 0 && !isHead)) return undefined
  const meaning = readField(scene, isHead ? [...words.slice(at + 1), { ...no, norm: 'of' }, ...words.slice(0, at - 1)] : words.slice(1))
  if (meaning?.kind !== 'do') return meaning
  const [command, ...more] = meaning.commands
  const table = scene.reflex.tables.find((one) => one.name === command?.['table'])
  const field = table?.fields.find((one) => command && one.name in command && command[one.name] === null)
  const [row] = meaning.spoken
  if (!table || !field || !row || meaning.commands.some((one) => typeof one['id'] === 'string')) return undefined
  if (/date|choice|link/.test(field.field.kind)) return meaning
  // What was typed in would be lost, and "no email for Dana" may as well tell of it.
  const called = (field.field.label ?? field.name).replaceAll('_', ' ').toLowerCase()
  return more.length > 0 ? undefined : asking(`Shall “${row.label}” have no ${called}?`, { choices: [{ label: `Clear its ${called}`, say: `clear the ${called} of ${nounOf(table)} #${String(command?.['id'])}` }] })
}

// "the oven -> high", "MOT = friday": what can be no name of its own.
const readArrow = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const at = words.findIndex(({ norm }) => /^(->|=>|→|=)$/.test(norm))
  if (at < 1 || at === words.length - 1) return undefined
  for (const table of changeableTables(scene)) {
    const values = readSlots(scene, table, words.slice(at + 1))
    const rows = values && Object.keys(values).every((name) => !/text|url|email/.test(fieldOf(table, name)?.field.kind ?? 'text')) ? findRows(scene, words.slice(0, at), { table: table.name }) : undefined
    if (rows && 'kind' in rows) return askWhich(rows)
    if (values && rows && areSure(rows)) return doing(rows.map((row) => ({ action: 'update', table: table.name, id: idOf(row), ...values })), rows.map(spokenOf))
  }
  return undefined
}

// "brompton to ready": a choice of the open page's rows.
const readTo = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const table = pageTable(scene)
  const at = words.findLastIndex(({ norm, quoted }) => norm === 'to' && !quoted)
  const field = table?.changeable && at > 0 ? table.fields.find((one) => readChoice(one, words.slice(at + 1)) !== undefined) : undefined
  if (!field && at > 0) return readNamedTo(scene, words.slice(0, at), words.slice(at + 1))
  const rows = table && field && findRows(scene, words.slice(0, at), { table: table.name })
  return table && field && rows && !('kind' in rows) && areSure(rows) ? doing(rows.map((row) => ({ action: 'update', table: table.name, id: idOf(row), [field.name]: readChoice(field, words.slice(at + 1)) ?? null })), rows.map(spokenOf)) : undefined
}

// "website redesign to 5.2k": of a row that is named from its beginning, a day, an amount or a choice.
const readNamedTo = (scene: Scene, named: readonly Word[], said: readonly Word[]): Meaning | undefined => {
  const row = findSure(scene, named)
  const values = row && /^(exact|prefix)$/.test(row.how) && row.table.changeable ? readSlots(scene, row.table, said) : undefined
  return row && values && Object.keys(values).length === 1 && Object.keys(values).every((name) => /date|choice|money/.test(fieldOf(row.table, name)?.field.kind ?? '')) ? doing([{ action: 'update', table: row.table.name, id: row.id, ...values }], [spokenOf(row)]) : undefined
}

// "+ call the vet": on the page of a list
const readPlus = (scene: Scene, words: readonly Word[]): Meaning | undefined =>
  words[0]?.norm === '+' && words.length > 1 && usualTable(scene)?.isList ? readAdd(scene, words.slice(1)) : undefined

const areSure = (rows: readonly NamedRow[]) => rows.length > 0 && rows.every(({ how, made }) => how !== 'fuzzy' && made === undefined)

// "not liked: Rioja", "high priority: the oven and the gym"
const readHeadline = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const colon = words.findIndex(({ norm }) => norm === ':')
  if (colon < 1 || colon > 3) return undefined
  for (const table of changeableTables(scene)) {
    const values = headValues(scene, table, words.slice(0, colon))
    const rows = values && findRows(scene, words.slice(colon + 1), { table: table.name })
    if (rows && 'kind' in rows) return askWhich(rows)
    if (values && rows && areSure(rows)) return doing(rows.map((row) => ({ action: 'update', table: table.name, id: idOf(row), ...values })), rows.map(spokenOf))
  }
  return undefined
}

const headValues = (scene: Scene, table: KnownTable, words: readonly Word[]): Values | undefined => {
  const flag = flagAt(table, words, 0)
  if (flag?.length === words.length) return { [flag.field.name]: flag.value }
  // A field's name alone, or a day, leads something else in.
  const values = fieldAt(table, words, 0)?.length === words.length ? undefined : readSlots(scene, table, words)
  return values && Object.keys(values).every((name) => fieldOf(table, name)?.field.kind === 'choice') ? values : undefined
}
