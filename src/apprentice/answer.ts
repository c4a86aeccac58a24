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
    const label = by === undefined || isOpenLabel(schema, table, by) ? cell : (): string => '(hidden)'
    return [`${table}: ${measure}${field === undefined ? '' : ` of ${field}`}${by === undefined ? '' : ` by ${by}`}`, ...groups.map((group) => (by === undefined ? String(group.value ?? 'none') : `${label(group.label)}\t${String(group.value ?? 'none')}`))].join('\n')
  }
  const { table, rows, total } = answer
  const fields = seenFields(schema.tables.get(table)?.fields ?? [])
  if (rows.length === 0) return `${table}: no rows.`
  const shown = rows.slice(0, mostRows)
  return [
    `${table}: ${shown.length === total ? total : `${shown.length} of ${total}`} rows`,
    ['id', ...fields.map(([name]) => name)].join('\t'),
    ...shown.map((row) => [row.id, ...fields.map(([name]) => cell(valueOf(schema, table, row, name)))].join('\t')),
  ].join('\n')
}

/** One row as a short line for the last message: its id, its name, and what is set. */
export const rowToText = (schema: Schema, table: string, row: ShownRow): string => {
  const fields = seenFields(schema.tables.get(table)?.fields ?? [])
  const title = schema.tables.get(table)?.titleField ?? ''
  const values = fields.filter(([name]) => name !== title && row.values[name] !== null && row.values[name] !== '').map(([name]) => `${name} ${cell(valueOf(schema, table, row, name))}`)
  const named = fields.some(([name]) => name === title)
  return `${table} ${row.id}${named ? `: ${cell(valueOf(schema, table, row, title))}` : ''}${values.length > 0 ? ` (${values.join(', ')})` : ''}`
}

/** Whether a text says what an answer holds and a model may not know. */
export const saysPrivate = (schema: Schema, answer: Answer, words: string): boolean => {
  const says = (value: unknown): boolean => value !== null && value !== undefined && value !== '' && typeof value !== 'boolean' && words.includes(String(value))
  const { table } = answer
  if (answer.kind === 'numbers') return answer.by !== undefined && !isOpenLabel(schema, table, answer.by) && answer.groups.some(({ label }) => says(label))
  const closed = [...(schema.tables.get(table)?.fields.keys() ?? [])].filter((name) => !isOpenLabel(schema, table, name))
  return answer.rows.some(({ values, links }) => closed.some((name) => says(links[name] ?? values[name])))
}

/** The values of rows that a model is shown; data, never orders. */
export const valuesOf = (schema: Schema, table: string, rows: readonly ShownRow[]): readonly unknown[] => {
  const fields = seenFields(schema.tables.get(table)?.fields ?? [])
  // Cut as they are shown, too: a command may stand whole in one of the two only.
  return rows.flatMap((row) => fields.flatMap(([name]) => [row.values[name], valueOf(schema, table, row, name), cell(valueOf(schema, table, row, name))]))
}

/** A link is told by the name of its row, unless that name is not for a model. */
const valueOf = (schema: Schema, table: string, row: ShownRow, name: string): unknown => (isOpenLabel(schema, table, name) ? row.links[name] : undefined) ?? row.values[name] ?? ''

/** Whether a model may know what a field says of another row: the name of a hidden table's row, or a private name, is nothing for it. */
const isOpenLabel = (schema: Schema, table: string, name: string): boolean => {
  const field = schema.tables.get(table)?.fields.get(name)
  const to = schema.tables.get(field?.to ?? '')
  return field?.private !== true && (field?.kind !== 'link' || (to !== undefined && to.ai !== 'hidden' && !to.fields.get(to.titleField)?.private))
}

const cell = (value: unknown): string => {
  const text = String(value ?? '').replace(/\s+/g, ' ').trim()
  return text.length > mostCellChars ? `${text.slice(0, mostCellChars - 1).toWellFormed()}…` : text
}
