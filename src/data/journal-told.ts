import type { Actor } from './command.ts'
import type { Desk } from './desk.ts'
import type { ToldEntry } from './entry.ts'
import { entryColumns, withFirstChanges, type EntryRow } from './journal-rows.ts'
import type { Store } from './store.ts'

/** One entry as it is told; undefined if there is none of that number. */
export const toldEntry = (desk: Told, seq: number): ToldEntry | undefined => told(desk, { where: 'seq = ?', parameters: [seq] })[0]

/** Entries with a greater seq, oldest first; at most `limit`. */
export const toldAfter = (desk: Told, seq: number, limit: number): readonly ToldEntry[] => told(desk, { where: 'seq > ? ORDER BY seq LIMIT ?', parameters: [seq, limit] })

/** The entries of one turn, oldest first. */
export const toldOfTurn = (desk: Told, turn: number): readonly ToldEntry[] => told(desk, { where: 'turn = ? ORDER BY seq', parameters: [turn] })

/** The newest entries of a profile and of the desk itself, newest first; those before `before` when it is given. */
export const newestEntries = (desk: Told, { profile, before, limit }: { readonly profile: number; readonly before?: number; readonly limit: number }): readonly ToldEntry[] =>
  told(desk, { where: 'profile IN (?, 0) AND seq < ? ORDER BY seq DESC LIMIT ?', parameters: [profile, before ?? Number.MAX_SAFE_INTEGER, limit] })

/** Everything that happened to one row, newest first; at most `limit` entries (100 by default). */
export const rowHistory = (desk: Told, table: string, id: number, limit = 100): readonly ToldEntry[] =>
  told(desk, { where: 'seq IN (SELECT seq FROM _change WHERE "table" = ? AND row = ?) ORDER BY seq DESC LIMIT ?', parameters: [table, id, limit] })

/** Who changed a row last, when, and by which entry. */
export interface LastChange { readonly seq: number; readonly at: string; readonly actor: Actor }

/** The last changes of many rows, by row. */
export const lastChanges = (desk: Told, table: string, ids: readonly number[]): ReadonlyMap<number, LastChange> =>
  new Map(desk.store.reader.all<LastChange & { readonly row: number }>({
    sql: 'SELECT value AS row, seq, at, actor FROM json_each(?) JOIN _entry ON seq = (SELECT max(seq) FROM _change WHERE "table" = ? AND row = value)', parameters: [JSON.stringify(ids), table],
  }).map(({ row, ...last }) => [row, last]))

type Told = Pick<Desk, 'store'>

/** A bulk change has as many changes as its table has rows; pages tell dozens of entries each. */
const changesTold = 100

const told = ({ store }: Told, { where, parameters }: { readonly where: string; readonly parameters: readonly unknown[] }): readonly ToldEntry[] =>
  withFirstChanges(store.reader, store.reader.all<EntryRow>({ sql: `SELECT ${entryColumns} FROM _entry WHERE ${where}`, parameters }), changesTold)
    .map((entry) => (entry.changes.length < changesTold ? entry : { ...entry, more: countMore(store, entry.seq) }))

/** What was written once stays: counted once. */
const countMore = (store: Store, seq: number): Readonly<Record<string, number>> => {
  const known = counts.get(store) ?? new Map<number, Readonly<Record<string, number>>>()
  counts.set(store, known)
  const counted = known.get(seq) ?? Object.fromEntries(store.reader.all<{ readonly table: string; readonly count: number }>({
    sql: 'SELECT "table", count(*) AS count FROM _change WHERE seq = ? AND n >= ? GROUP BY "table"', parameters: [seq, changesTold],
  }).map(({ table, count }) => [table, count]))
  if (known.size >= countsKept) known.clear()
  known.set(seq, counted)
  return counted
}

const counts = new WeakMap<Store, Map<number, Readonly<Record<string, number>>>>()
const countsKept = 1000
