import type { Command } from '../../src/data/command.ts'

type Parts = Readonly<Record<string, unknown>>
interface OnTable {
  readonly add: (values: Parts) => Command
  /** Changes one row by its id. */
  readonly set: (id: number, values: Parts) => Command
  /** Changes what a filter finds. */
  readonly setAll: (where: Parts, values: Parts) => Command
  readonly drop: (id: number) => Command
  readonly dropAll: (where: Parts) => Command
  /** Reads one row. */
  readonly show: (id: number) => Command
  /** Reads, or counts, what the rest says. */
  readonly read: (rest?: Parts) => Command
  /** An action of the app's own. */
  readonly act: (action: string, id: number, values?: Parts) => Command
}

/** The commands of one table, short enough that a saying and its meaning stand on one line. */
export const on = (table: string): OnTable => ({
  add: (values) => ({ action: 'insert', table, ...values }),
  set: (id, values) => ({ action: 'update', table, id, ...values }),
  setAll: (where, values) => ({ action: 'update', table, where, ...values }),
  drop: (id) => ({ action: 'delete', table, id }),
  dropAll: (where) => ({ action: 'delete', table, where }),
  show: (id) => ({ action: 'read', table, id }),
  read: (rest = {}) => ({ action: 'read', table, ...rest }),
  act: (action, id, values = {}) => ({ action, table, id, ...values }),
})

/** Takes the last change back. */
export const undo: Command = { action: 'undo' }
