import type { Schema } from '../app/schema.ts'
import type { Answer, CommandResult, ShownRow } from '../data/command.ts'
import { describeEntry } from '../data/describe.ts'
import type { Desk } from '../data/desk.ts'
import { seenFields } from './card.ts'

/** The most rows, and characters in one cell, that are told back to a model. */
const mostRows = 20
const mostCellChars = 80

/** Tells a result to a model: rows as tab-separated text, a change as what happened. */
export const resultToText = (desk: Desk, result: CommandResult): string => {
  switch (result.kind) {
    case 'read': return answerToText(desk.schema(), result.answer)
    case 'changed': return describeEntry(desk, result.entry).text
    case 'unchanged': return 'Nothing changed: it stands so already.'
    case 'switched': return `The user now looks at ${result.name}.`
  }
}

/** An answer as a table of text: a header line, then one line per row; private fields are left out. */
export const answerToText = (schema: Schema, answer: Answer): string => {
  if (answer.kind === 'numbers') {
    const { measure, field, by, groups, table } = answer
    return [`${table}: ${measure}${field === undefined ? '' : ` of ${field}`}${by === undefined ? '' : ` by ${by}`}`, ...groups.map(({ label, value }) => (by === undefined ? String(value ?? 'none') : `${cell(label)}\t${String(value ?? 'none')}`))].join('\n')
  }
  const { table, rows, total } = answer
  const fields = seenFields(schema.tables.get(table)?.fields ?? [])
  if (rows.length === 0) return `${table}: no rows.`
  const shown = rows.slice(0, mostRows)
  return [
    `${table}: ${shown.length === total ? total : `${shown.length} of ${total}`} rows`,
    ['id', ...fields.map(([name]) => name)].join('\t'),
    ...shown.map((row) => [row.id, ...fields.map(([name]) => cell(valueOf(row, name)))].join('\t')),
  ].join('\n')
}

/** One row as a short line for the last message: its id, its name, and what is set. */
export const rowToText = (schema: Schema, table: string, row: ShownRow): string => {
  const fields = seenFields(schema.tables.get(table)?.fields ?? [])
  const title = schema.tables.get(table)?.titleField ?? ''
  const values = fields.filter(([name]) => name !== title && row.values[name] !== null && row.values[name] !== '').map(([name]) => `${name} ${cell(valueOf(row, name))}`)
  const named = fields.some(([name]) => name === title)
  return `${table} ${row.id}${named ? `: ${cell(valueOf(row, title))}` : ''}${values.length > 0 ? ` (${values.join(', ')})` : ''}`
}

/** The values of rows that a model is shown; data, never orders. */
export const valuesOf = (schema: Schema, table: string, rows: readonly ShownRow[]): readonly unknown[] => {
  const fields = seenFields(schema.tables.get(table)?.fields ?? [])
  // Cut as they are shown, too: a command may stand whole in one of the two only.
  return rows.flatMap((row) => fields.flatMap(([name]) => [row.values[name], valueOf(row, name), cell(valueOf(row, name))]))
}

const valueOf = (row: ShownRow, name: string): unknown => row.links[name] ?? row.values[name] ?? ''

const cell = (value: unknown): string => {
  const text = String(value ?? '').replace(/\s+/g, ' ').trim()
  return text.length > mostCellChars ? `${text.slice(0, mostCellChars - 1).toWellFormed()}…` : text
}
