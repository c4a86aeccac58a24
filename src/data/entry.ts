import type { Value } from '../app/field.ts'
import type { Actor, Command, Via } from './command.ts'

/** The stored image of a row: every column but its version. `_profile` and `_position` are there where the table has them. */
export type Image = Readonly<Record<string, Value>>

/** One line of the journal: the very command, and the rows that it changed. */
export interface Entry {
  /** 1, 2, 3 … without a gap. */
  readonly seq: number
  /** ISO 8601 in UTC; for showing, never for order. */
  readonly at: string
  readonly actor: Actor
  readonly via: Via
  readonly turn: number
  /** 0 for what concerns no profile, such as a migration. */
  readonly profile: number
  readonly command: Command
  readonly model?: string
  /** The entry that this one reverses. */
  readonly undoes?: number
  /** The entry that has reversed this one, if one has and has not been reversed itself. */
  readonly undoneBy?: number
  readonly changes: readonly Change[]
  /** An entry that is known only in part is none that can be reversed. */
  readonly more?: never
  /** SHA-256 in hex, chained to the entry before. */
  readonly hash: string
}

/** An entry as it is told: of a bulk change the first hundred changes, and by table how many more there are. */
export interface ToldEntry extends Omit<Entry, 'more'> { readonly more?: Readonly<Record<string, number>> }

/** One row's change. `before` is absent for a new row, `after` for a deleted one. */
export interface Change {
  readonly table: string
  readonly row: number
  readonly before?: Image
  readonly after?: Image
}
