import type { Command } from '../../src/data/command.ts'

type Values = Readonly<Record<string, string | number | boolean | null>>

/** A new row. */
export const add = (table: string, values: Values): Command => ({ action: 'insert', table, ...values })
/** Values of a row. */
export const set = (table: string, id: number, values: Values): Command => ({ action: 'update', table, id, ...values })
/** A row less. */
export const del = (table: string, id: number): Command => ({ action: 'delete', table, id })
/** What was done last, taken back. */
export const undo: Command = { action: 'undo' }
