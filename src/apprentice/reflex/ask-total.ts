import type { Answer } from '../../data/command.ts'
import { asksValue, wordNumbers, wordRows } from './answer.ts'
import type { KnownField, KnownTable } from './compile.ts'
import { fieldAt } from './field-names.ts'
import { fieldOfUnit, numberFields } from './quantity.ts'
import { findSure } from './reference.ts'
import { nameAt, pageTable, reading, usualTable, type Meaning, type Rule, type Scene } from './scene.ts'
import { daysOf } from './selection-dates.ts'
import { dateCalled } from './selection-told.ts'
import { isNarrow, readSelection, selectionKeys } from './selection.ts'
import { linkNamed } from './slot-readers.ts'
import { isSameVerb } from './verb-forms.ts'
import { phrases, standsAt, textOf, withoutEnd, type Word } from './words.ts'

/** Reads "how many bottles do I have?", "how many reps did I do yesterday?", "how many bottles of Chablis are left?": the sum of a number, or that of one row. */
export const readTotal: Rule = (scene, words) => {
  const isMuch = standsAt(words, 0, ['how', 'much'])
  if (!(isMuch || standsAt(words, 0, ['how', 'many'])) || words.length < 4 || /^(hours?|days?|weeks?|months?|years?|times?)$/.test(words[2]?.norm ?? '') || scene.reflex.tables.some((table) => nameAt(words, 2, table.plurals) > 0)) return undefined
  for (const table of tablesOf(scene)) {
    const found = fieldAt(table, words, 2)
    const field = found && numberFields(table).includes(found.field) ? found.field : isMuch ? undefined : fieldOfUnit(table, words[2]?.norm ?? '')
    const at = 2 + (found && field === found.field ? found.length : 1)
    const meaning = field && field.field.kind !== 'money' ? (numberOfRow(scene, table, field, words.slice(at)) ?? sumOf(scene, table, field, words.slice(at))) : undefined
    if (meaning) return meaning
  }
  return isMuch ? undefined : howManyOf(scene, words.slice(2))
}

/** Reads "how much is outstanding in total?", "how much am I owed?", "who still owes me money?": of amounts, those that are not paid. */
export const readOwed: Rule = (scene, words) => {
  const isSum = standsAt(words, 0, ['how', 'much'])
  const said = withoutTotal(words).map(({ norm }) => norm).join(' ')
  const owed = isSum ? /^how much (?:money )?(?:(?:am i|are we|is) (?:still )?owed(?: to (?:me|us))?|do (?:they|people|(?:my |our |the )?(?:clients|customers)) (?:still )?owe (?:me|us))$/ : /^(?:who|(?:which|what) (?:clients|customers|people|contacts)) (?:still )?(?:owes? (?:me|us)(?: money| something)?|(?:hasn't|hasnt|has not|haven't|have not) paid(?: (?:me|us))?(?: yet)?|(?:has|have)(?: still)? to pay(?: (?:me|us))?)$/
  const tables = [...tablesOf(scene)].flatMap((table) => {
    const sums = numberFields(table).filter(({ field }) => field.kind === 'money')
    const paid = table.fields.find(({ field, names }) => field.kind === 'checkbox' && names.some((name) => name.length === 1 && (isSameVerb(name[0] ?? '', 'pay') || isSameVerb(name[0] ?? '', 'settle'))))
    return sums[0] && sums.length === 1 ? [{ table, sum: sums[0], paid }] : []
  })
  if (owed.test(said)) {
    const known = tables.find(({ paid }) => paid)
    const where = known?.paid && { [known.paid.name]: false }
    return known && where && reading({ action: 'read', table: known.table.name, where, ...(isSum ? { sum: known.sum.name } : {}) }, isSum ? wordNumbers(known.table) : wordDebtors(known.table))
  }
  const debts = isSum ? debtOf(scene, words, tables) : undefined
  if (debts) return debts
  const lead = isSum ? [['how', 'much', 'have'], ['how', 'much', 'has'], ['how', 'much', 'did'], ['how', 'much', 'money', 'is'], ['how', 'much', 'money', 'are'], ['how', 'much', 'is'], ['how', 'much', 'are']].find((one) => standsAt(words, 0, one)) : undefined
  const rest = lead ? withoutTotal(words.slice(/^(have|did|has)$/.test(lead.at(-1) ?? '') ? 2 : lead.length)) : []
  const usual = usualTable(scene)
  const known = rest.length > 0 ? tables.find(({ table }) => table === usual) ?? (usual && scene.world.page ? undefined : tables[0]) : undefined
  const many = known && readSelection(scene, rest, known.table)
  return known && many && isNarrow(many) ? reading({ action: 'read', table: known.table.name, ...selectionKeys(many), sum: known.sum.name }, wordNumbers(known.table)) : undefined
}

/** Reads "how much did I spend on travel?": the sum of the one amount that rows of the open page's table, else of a single other one, have. */
export const readSpentAsked: Rule = (scene, words) => {
  const at = standsAt(words, 0, ['how', 'much']) ? 2 : words[0]?.norm === 'what' ? 1 : words.length
  const lead = [['did', 'i', 'spend'], ['did', 'we', 'spend'], ['have', 'i', 'spent'], ['have', 'we', 'spent'], ['did', 'i', 'pay'], ['did', 'we', 'pay']].find((one) => standsAt(words, at, one))
  if (!lead) return undefined
  const rest = words.slice(at + lead.length)
  const said = /^(on|for)$/.test(rest[0]?.norm ?? '') ? rest.slice(1) : rest
  const usual = usualTable(scene)
  const sums = usual?.fields.filter(({ field }) => field.kind === 'money' && !field.private) ?? []
  if (usual && sums[0] && sums.length === 1 && /^(in total|altogether|so far|in all|overall|all in all|all together)$/.test(textOf(rest).toLowerCase())) return reading({ action: 'read', table: usual.name, sum: sums[0].name }, wordNumbers(usual))
  const fitting = scene.reflex.tables.flatMap((table) => {
    const money = table.fields.filter(({ field }) => field.kind === 'money' && !field.private)
    const many = money.length === 1 ? readSelection(scene, said, table) : undefined
    return money[0] && many && isNarrow(many) ? [{ table, command: { action: 'read', table: table.name, ...selectionKeys(many), sum: money[0].name } }] : []
  })
  const chosen = fitting.find(({ table }) => table === usualTable(scene)) ?? (fitting.length === 1 ? fitting[0] : undefined)
  return chosen && reading(chosen.command, wordNumbers(chosen.table))
}

interface Sums { readonly table: KnownTable; readonly sum: KnownField; readonly paid: KnownField | undefined }

// "how much does Marcus owe me", "how much has Elena paid", "how much did I invoice in October"
const debtOf = (scene: Scene, words: readonly Word[], tables: readonly Sums[]): Meaning | undefined => {
  const said = withoutTotal(words)
  const isOwing = /^(does|do)$/.test(said[2]?.norm ?? '') && /^(me|us)$/.test(said.at(-1)?.norm ?? '') && said.at(-2)?.norm === 'owe'
  const isPaid = /^(has|did)$/.test(said[2]?.norm ?? '') && /^(paid|pay)$/.test(said.at(-1)?.norm ?? '')
  for (const { table, sum, paid } of tables) {
    const by = (isOwing || isPaid) && paid ? linkNamed(scene, table, said.slice(3, isOwing ? -2 : -1).filter(({ norm }) => norm !== 'still')) : undefined
    if (by && paid) return reading({ action: 'read', table: table.name, where: { [by.field]: by.value, [paid.name]: isPaid }, sum: sum.name }, wordNumbers(table))
    // "Invoice" and "bill" are what rows are called, and what is done with them.
    const noun = /^(did|have)$/.test(said[2]?.norm ?? '') && /^(i|we)$/.test(said[3]?.norm ?? '') && table.singulars.some(([name, ...more]) => name !== undefined && more.length === 0 && isSameVerb(name, said[4]?.norm ?? ''))
    const day = noun ? (dateCalled(table, 'send') ?? table.fields.find(({ name, field }) => field.kind === 'date' && /^(day|date)$/.test(name))) : undefined
    const days = day && daysOf(scene, day, said, 5, { isPast: true })
    if (day && days && days.length === said.length - 5) return reading({ action: 'read', table: table.name, where: { [day.name]: days.test }, sum: sum.name }, wordNumbers(table))
  }
  return undefined
}

const tablesOf = (scene: Scene): readonly KnownTable[] => {
  const page = pageTable(scene)
  return page ? [page, ...scene.reflex.tables.filter((one) => one !== page)] : scene.reflex.tables
}

// "of the Chablis do we have", "for squats", "did I give Beloved"
const numberOfRow = (scene: Scene, table: KnownTable, field: KnownField, all: readonly Word[]): Meaning | undefined => {
  const words = withoutHave(all)
  const given = gifts.find((one) => standsAt(all, 0, one))
  const named = given ? all.slice(given.length) : /^(of|for|in|on|from)$/.test(words[0]?.norm ?? '') ? words.slice(1) : []
  const row = named.length > 0 ? findSure(scene, named, { table: table.name }) : undefined
  return row && asksValue(row, field)
}
const gifts = [['did', 'i', 'give'], ['did', 'we', 'give'], ['have', 'i', 'given'], ['did', 'i', 'do', 'for'], ['did', 'i', 'do', 'of'], ['do', 'i', 'have', 'for']]

const sumOf = (scene: Scene, table: KnownTable, field: KnownField, all: readonly Word[]): Meaning | undefined => {
  const words = withoutHave(all)
  const isOpen = table.name === scene.world.page?.table
  if (words.length === all.length && words.length === 0) return undefined
  const read = (keys: Readonly<Record<string, unknown>>) => reading({ action: 'read', table: table.name, ...keys, sum: field.name }, wordNumbers(table))
  if (words.length === 0) return isOpen ? read({}) : undefined
  const day = isOpen && /^(did|have)$/.test(all[0]?.norm ?? '') ? table.fields.filter(({ field: { kind } }) => kind === 'date') : []
  const days = day.length === 1 && day[0] ? daysOf(scene, day[0], words, 0, { isPast: true }) : undefined
  if (days?.length === words.length && day[0]) return read({ where: { [day[0].name]: days.test } })
  const many = readSelection(scene, /^(of|in|on|from)$/.test(words[0]?.norm ?? '') && words.length > 1 ? words.slice(1) : words, table)
  return many && (many.noun === 'many' || (isOpen && isNarrow(many))) ? read(isNarrow(many) ? selectionKeys(many) : {}) : undefined
}

// "how many bananas do we need": a row whose quantity is kept.
const howManyOf = (scene: Scene, all: readonly Word[]): Meaning | undefined => {
  const words = withoutHave(all)
  const table = usualTable(scene)
  const field = table?.fields.find(({ name, field: { kind } }) => kind === 'integer' && /^(quantity|count|stock|pieces)$/.test(name))
  const row = table && field && words.length > 0 && words.length < all.length ? findSure(scene, words, { table: table.name }) : undefined
  return row && field && asksValue(row, field)
}

const totals = phrases('in total, altogether, all together, overall, in all, right now, at the moment, now')
const withoutTotal = (words: readonly Word[]) => withoutEnd(words, totals)
/** Leaves out "do we have", "are left", "did I do" at either end: what is asked for stays. */
const withoutHave = (all: readonly Word[]): readonly Word[] => {
  const words = totals.some((one) => standsAt(all, 0, one) && one.length === all.length) ? [] : withoutTotal(all)
  const ahead = haves.find((one) => standsAt(words, 0, one))
  if (ahead) return words.slice(ahead.length)
  const behind = haves.find((one) => standsAt(words, words.length - one.length, one))
  return behind ? words.slice(0, -behind.length) : words
}
const haves = [...[['i'], ['we']].flatMap((who) => [['do', ...who, 'still', 'have'], ['do', ...who, 'have'], ['do', ...who, 'own'], ['do', ...who, 'need'], ['have', ...who, 'got'], ['have', ...who, 'done'], ['have', ...who], ['did', ...who, 'do'], ['did', ...who, 'get'], ['do', ...who, 'have', 'left'], ['have', ...who, 'got', 'left'], [...who, 'have']]), ['are', 'there'], ['there', 'are'], ['are', 'left'], ['is', 'left'], ['left'], ['are', 'there', 'left']].toSorted((a, b) => b.length - a.length)

/** Words what is owed by whom: "2 invoices: R-103 (Sam Okafor), R-104 (Elena Rossi)." */
const wordDebtors = (table: KnownTable) => (answers: readonly Answer[]): string => {
  const link = table.fields.find(({ field }) => field.kind === 'link' && !field.private)?.name
  return wordRows(table)(answers.map((answer) => (answer.kind === 'rows' && link !== undefined ? { ...answer, rows: answer.rows.map((row) => (row.links[link] ? { ...row, label: `${row.label} (${row.links[link]})` } : row)) } : answer)))
}
