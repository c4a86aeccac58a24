import type { Answer, ShownRow } from '../../data/command.ts'
import type { Value } from '../../app/field.ts'
import { sayNumber, sayMoney } from '../../data/say-value.ts'
import { nounOf, type KnownField, type KnownTable } from './compile.ts'
import type { NamedRow } from './reference.ts'
import { reading, type Meaning } from './scene.ts'

/** Words rows as an answer: how many, and the first ten by name. */
export const wordRows = (table: KnownTable) => (answers: readonly Answer[]): string => {
  const [answer] = answers
  if (answer?.kind !== 'rows') return wordNumbers(table)(answers)
  const { rows, total } = answer
  if (total === 0) return `No ${nounOf(table, 2)} there.`
  const named = rows.slice(0, 10).map((row) => row.label).join(', ')
  return `${total} ${nounOf(table, total)}: ${named}${total > 10 ? ` and ${total - 10} more` : ''}.`
}

/** Words a count. */
export const wordCount = (table: KnownTable) => (answers: readonly Answer[]): string => {
  const [answer] = answers
  const count = answer?.kind === 'numbers' && answer.groups.length === 1 ? Number(answer.groups[0]?.value ?? 0) : answer?.kind === 'rows' ? answer.total : undefined
  return count === undefined ? wordNumbers(table)(answers) : `${count === 0 ? 'No' : count} ${nounOf(table, count)}.`
}

/** Words numbers by group: "The sum of amount: won €1,200.00, lost €300.00." */
export const wordNumbers = (table: KnownTable) => (answers: readonly Answer[]): string =>
  answers.map((answer) => {
    if (answer.kind === 'rows') return `${answer.total} found.`
    if (answer.groups.length === 0) return 'Nothing to count.'
    const what = `${measureNames[answer.measure]}${answer.field ? ` of ${answer.field.replaceAll('_', ' ')}` : ''}`
    const said = (value: number | string | null) => sayNumber(value, table.table.fields.get(answer.field ?? ''), answer.measure)
    const [only] = answer.groups
    return answer.groups.length === 1 && answer.by === undefined ? `The ${what} is ${only?.value === null || !only ? 'nothing' : said(only.value)}.` : `The ${what}: ${answer.groups.map(({ label, value }) => `${label || 'none'} ${said(value)}`).join(', ')}.`
  }).join(' ')

/** Words whether there is such a row: "Yes: “Buy milk”.", "Yes: “Buy milk”, and it is done." or "No, no task with “milk”." The tables are those of the answers. */
export const wordHas = (words: string, tables: readonly KnownTable[]) => (answers: readonly Answer[]): string => {
  const found = answers.flatMap((answer, at) => (answer.kind === 'rows' ? answer.rows.map(({ label, values }) => ({ label, done: isDone(tables[at], values) })) : []))
  const named = (rows: typeof found) => rows.slice(0, 5).map(({ label }) => `“${label}”`).join(', ')
  const [open, done] = [found.filter((row) => !row.done), found.filter((row) => row.done)]
  if (found.length === 0) return `No, no ${tables[0] ? nounOf(tables[0]) : 'row'} with “${words}”.`
  if (done.length === 0) return `Yes: ${named(open)}.`
  return open.length === 0 ? `Yes: ${named(done)}, and ${done.length === 1 ? 'it is' : 'all are'} done.` : `Yes: ${named(open)}; done already: ${named(done)}.`
}
const isDone = (table: KnownTable | undefined, values: ShownRow['values']): boolean => table?.done !== undefined && values[table.done.field] === table.done.on

/** Words what was found for some words. */
export const wordFound = (words: string) => (answers: readonly Answer[]): string => {
  const labels = answers.flatMap((answer) => (answer.kind === 'rows' ? answer.rows.map((row) => row.label) : []))
  return labels.length > 0 ? `Found ${labels.slice(0, 10).map((label) => `“${label}”`).join(', ')}.` : `Nothing with “${words}”.`
}

/** Words one value of one row: "The priority of “Buy milk” is high." */
export const wordValue = ({ name, field }: KnownField) => (answers: readonly Answer[]): string => {
  const [answer] = answers
  const row = answer?.kind === 'rows' ? answer.rows[0] : undefined
  if (!row) return 'It is not there any more.'
  const label = (field.label ?? name).replaceAll('_', ' ').toLowerCase()
  const value: Value | undefined = field.kind === 'link' ? row.links[name] : row.values[name]
  if (field.kind === 'checkbox') return value ? `Yes, “${row.label}” is ${label}.` : `No, “${row.label}” is not ${label} yet.`
  return value === null || value === undefined ? `“${row.label}” has no ${label}.` : `The ${label} of “${row.label}” is ${field.kind === 'money' && typeof value === 'number' ? sayMoney(value, field.currency) : value}.`
}

/** A question for the rows that the keys of a command describe. */
export const asksRows = (table: KnownTable, keys: Readonly<Record<string, unknown>>): Meaning => reading({ action: 'read', table: table.name, ...keys }, wordRows(table))
/** A question for one value of one row. */
export const asksValue = ({ table, id, label }: Pick<NamedRow, 'table' | 'id' | 'label'>, field: KnownField): Meaning =>
  ({ kind: 'read', commands: [{ action: 'read', table: table.name, id }], spoken: [{ table: table.name, id, label }], render: wordValue(field) })

/** Words whether a row is still open: "Yes, “Pay rent” is not done yet.", "No, “Pay rent” is done." */
export const wordOpen = (table: KnownTable) => (answers: readonly Answer[]): string => {
  const [answer] = answers
  const row = answer?.kind === 'rows' ? answer.rows[0] : undefined
  if (!row) return 'It is not there any more.'
  return isDone(table, row.values) ? `No, “${row.label}” is done.` : `Yes, “${row.label}” is not done yet.`
}

const measureNames = { sum: 'sum', count: 'count', avg: 'average', min: 'lowest', max: 'highest' } as const
