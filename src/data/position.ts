import { generateKeyBetween } from 'fractional-indexing'
import type { Table } from '../app/schema.ts'
import type { Desk } from './desk.ts'
import { quote } from './tables.ts'

/** A row's place among those of its profile. Rows of equal position (an undone delete can make two) stand by their ids. */
export interface Placed { readonly id: number; readonly position: string | null }

/** Which row is meant: the first or last one, or the one right before or after another. */
export interface Beside {
  readonly profile: number
  /** Rows that are passed over: those that are about to move. */
  readonly without?: readonly number[]
  readonly side: 'first' | 'last' | 'before' | 'after'
  readonly of?: number
}

/** Finds a neighbour in a table that is ordered by hand; undefined at the end. */
export const neighbour = (desk: Desk, table: Table, { profile, without = [], side, of }: Beside): Placed | undefined => {
  const scoped = table.scope === 'profile'
  const upward = side === 'before' || side === 'last'
  const name = quote(table.name)
  const conditions = [
    ...(scoped ? ['_profile = ?'] : []),
    ...(of !== undefined ? [`(_position, id) ${upward ? '<' : '>'} (SELECT _position, id FROM ${name} WHERE id = ?)`] : []),
    ...(without.length > 0 ? ['id NOT IN (SELECT value FROM json_each(?))'] : []),
  ]
  const down = upward ? ' DESC' : ''
  return desk.store.get<Placed>({
    sql: `SELECT id, _position AS position FROM ${name}${conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''} ORDER BY _position${down}, id${down} LIMIT 1`,
    parameters: [...(scoped ? [profile] : []), ...(of !== undefined ? [of] : []), ...(without.length > 0 ? [JSON.stringify(without)] : [])],
  })
}

/** The position of a new row: before all others. */
export const firstPosition = (desk: Desk, table: Table, profile: number): string =>
  generateKeyBetween(null, neighbour(desk, table, { profile, side: 'first' })?.position ?? null)

/** A position right after a row, or before all when `after` is null; where equal positions stand in the way, after those. */
export const positionAfter = (desk: Desk, table: Table, { profile, id, after }: { readonly profile: number; readonly id: number; readonly after: Placed | null }): string => {
  if (after === null) return generateKeyBetween(null, neighbour(desk, table, { profile, without: [id], side: 'first' })?.position ?? null)
  let next = neighbour(desk, table, { profile, without: [id], side: 'after', of: after.id })
  while (next && next.position === after.position) next = neighbour(desk, table, { profile, without: [id], side: 'after', of: next.id })
  return generateKeyBetween(after.position, next?.position ?? null)
}
