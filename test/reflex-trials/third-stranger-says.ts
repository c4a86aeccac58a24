import type { Command } from '../../src/data/command.ts'

type Values = Readonly<Record<string, unknown>>

/** A new row with these values. */
export const add = (table: string, values: Values): Command => ({ action: 'insert', table, ...values })
/** One row changed. */
export const set = (table: string, id: number, values: Values): Command => ({ action: 'update', table, id, ...values })
/** All rows changed for which the conditions hold. */
export const setAll = (table: string, where: Values, values: Values): Command => ({ action: 'update', table, where, ...values })
/** One row deleted. */
export const cut = (table: string, id: number): Command => ({ action: 'delete', table, id })
/** All rows deleted for which the conditions hold. */
export const cutAll = (table: string, where: Values): Command => ({ action: 'delete', table, where })
/** A row put elsewhere in its list. */
export const put = (table: string, id: number, place: Values): Command => ({ action: 'move', table, id, ...place })
/** A question about a table. */
export const ask = (table: string, rest: Values = {}): Command => ({ action: 'read', table, ...rest })
/** The last change taken back. */
export const undo: Command = { action: 'undo' }
