import type { Actor, Command, Via } from './command.ts'
import type { Desk } from './desk.ts'
import type { Entry, Image } from './entry.ts'
import { canonicalJson, chainHash, digestOf, firstHash } from './hash.ts'
import { randomBlock } from './random.ts'
import type { Reading, Store, Transaction } from './store.ts'

/** What is told of a new entry, its command canonical: its number and its hash are the journal's, and nothing has reversed it yet. */
export type NewEntry = Omit<Entry, 'seq' | 'hash' | 'undoneBy'>

/** The number that the next entry gets; rows are written with it before the entry itself. */
export const nextSeq = (store: Store): number => headOf(store).seq + 1

/** Writes an entry and its changes; must run in the transaction that wrote its rows. */
export const appendEntry = (store: Store, { at, actor, via, turn, profile, undoes, command, model, changes }: NewEntry): Entry => {
  if (!store.inTransaction) throw new Error('an entry is written only inside a transaction')
  const head = { at, actor, via, turn, profile, ...(undoes !== undefined && { undoes }) }
  const last = headOf(store)
  const seq = last.seq + 1
  const salt = randomBlock()
  const kept = changes.map(({ table, row, before, after }) => ({ table, row, before: imageJson(before), after: imageJson(after) }))
  const digest = digestOf(salt, { command, ...(model !== undefined && { model }), changes: kept })
  const hash = chainHash(last.hash, { seq, ...head }, digest)
  store.run({
    sql: 'INSERT INTO _entry (seq, at, actor, via, turn, profile, command, model, undoes, salt, digest, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    parameters: [seq, at, actor, via, turn, profile, canonicalCommand(command), model, undoes, salt, digest, hash],
  })
  kept.forEach(({ table, row, before, after }, n) => {
    store.run({ sql: 'INSERT INTO _change (seq, n, "table", row, before, after) VALUES (?, ?, ?, ?, ?, ?)', parameters: [seq, n, table, row, before, after] })
  })
  if (undoes !== undefined) markUndone(store, undoes, seq)
  keepHead(store, { seq, hash })
  return { seq, ...head, command, ...(model !== undefined && { model }), changes, hash: Buffer.from(hash).toString('hex') }
}

/** Entries with a greater seq, oldest first; at most `limit` (1,000 by default). */
export const entriesAfter = (desk: Pick<Desk, 'store'>, seq: number, limit = 1000): readonly Entry[] =>
  withChanges(desk.store.reader, desk.store.reader.all<EntryRow>({ sql: `SELECT ${columns} FROM _entry WHERE seq > ? ORDER BY seq LIMIT ?`, parameters: [seq, limit] }))

/** One entry; undefined if there is none of that number. */
export const entry = (desk: Pick<Desk, 'store'>, seq: number): Entry | undefined =>
  withChanges(desk.store.reader, desk.store.reader.all<EntryRow>({ sql: `SELECT ${columns} FROM _entry WHERE seq = ?`, parameters: [seq] }))[0]

/** The entries of one turn, oldest first. */
export const entriesOfTurn = (desk: Pick<Desk, 'store'>, turn: number): readonly Entry[] =>
  withChanges(desk.store.reader, desk.store.reader.all<EntryRow>({ sql: `SELECT ${columns} FROM _entry WHERE turn = ? ORDER BY seq`, parameters: [turn] }))

/** The number of the newest entry; 0 before the first. */
export const lastSeq = (desk: Pick<Desk, 'store'>): number => desk.store.reader.get<{ seq: number | null }>(lastSeqSql)?.seq ?? 0

/** The newest entries of a profile and of the desk itself, newest first; those before `before` when it is given. */
export const newestEntries = (desk: Pick<Desk, 'store'>, { profile, before, limit }: { readonly profile: number; readonly before?: number; readonly limit: number }): readonly Entry[] =>
  withChanges(desk.store.reader, desk.store.reader.all<EntryRow>({
    sql: `SELECT ${columns} FROM _entry WHERE profile IN (?, 0) AND seq < ? ORDER BY seq DESC LIMIT ?`, parameters: [profile, before ?? Number.MAX_SAFE_INTEGER, limit],
  }))

/** The entries of many rows' last changes, by row. */
export const lastChanges = (desk: Pick<Desk, 'store'>, table: string, ids: readonly number[]): ReadonlyMap<number, Entry> => {
  const { reader } = desk.store
  const newest = reader.all<{ row: number; seq: number }>({
    sql: 'SELECT value AS row, (SELECT max(seq) FROM _change WHERE "table" = ? AND row = value) AS seq FROM json_each(?) WHERE seq IS NOT NULL', parameters: [table, JSON.stringify(ids)],
  })
  const entries = new Map(withChanges(reader, reader.all<EntryRow>({
    sql: `SELECT ${columns} FROM _entry WHERE seq IN (SELECT value FROM json_each(?))`, parameters: [JSON.stringify(newest.map(({ seq }) => seq))],
  })).map((one) => [one.seq, one]))
  return new Map(newest.flatMap(({ row, seq }) => {
    const found = entries.get(seq)
    return found ? [[row, found] as const] : []
  }))
}

/** Everything that happened to one row, newest first; at most `limit` entries (100 by default). */
export const rowHistory = (desk: Pick<Desk, 'store'>, table: string, id: number, limit = 100): readonly Entry[] =>
  withChanges(desk.store.reader, desk.store.reader.all<EntryRow>({
    sql: `SELECT ${columns} FROM _entry WHERE seq IN (SELECT seq FROM _change WHERE "table" = ? AND row = ?) ORDER BY seq DESC LIMIT ?`, parameters: [table, id, limit],
  }))

const columns = 'seq, at, actor, via, turn, profile, command, model, undoes, undone_by, hash'
const lastSeqSql = { sql: 'SELECT max(seq) AS seq FROM _entry', parameters: [] }
const lastHashSql = { sql: 'SELECT seq, hash FROM _entry ORDER BY seq DESC LIMIT 1', parameters: [] }

interface Head { readonly seq: number; readonly hash: Uint8Array }
const heads = new WeakMap<Transaction, Head & { readonly takenBack: number }>()

/** The newest entry as the open transaction sees it: read from the table once, until a savepoint is taken back. */
const headOf = (store: Store): Head => {
  const { open } = store
  const known = open && heads.get(open)
  if (known?.takenBack === open?.takenBack && known) return known
  const head = store.get<Head>(lastHashSql) ?? { seq: 0, hash: firstHash }
  keepHead(store, head)
  return head
}

const keepHead = ({ open }: Store, head: Head): void => {
  if (open) heads.set(open, { ...head, takenBack: open.takenBack })
}

const imageJson = (image: Image | undefined): string | null => (image ? canonicalJson(image) : null)

/** A command is said with its action first; `JSON.stringify` keeps the order in which it was said. */
const canonicalCommand = (command: Command): string => JSON.stringify(command)

/** Marks an entry as reversed; what it had itself reversed then holds again, and so on down the chain of undos and redos. */
const markUndone = (store: Store, seq: number, by: number): void => {
  let standing = false
  let reversed: number | null = seq
  let reverser = by
  while (reversed !== null) {
    store.run({ sql: 'UPDATE _entry SET undone_by = ? WHERE seq = ?', parameters: [standing ? null : reverser, reversed] })
    standing = !standing
    reverser = reversed
    reversed = store.get<{ undoes: number | null }>({ sql: 'SELECT undoes FROM _entry WHERE seq = ?', parameters: [reversed] })?.undoes ?? null
  }
}

interface EntryRow {
  readonly seq: number; readonly at: string; readonly actor: Actor; readonly via: Via; readonly turn: number; readonly profile: number
  readonly command: string | null; readonly model: string | null; readonly undoes: number | null; readonly undone_by: number | null; readonly hash: Uint8Array
}
interface ChangeRow { readonly seq: number; readonly table: string; readonly row: number; readonly before: string | null; readonly after: string | null }

const withChanges = (reading: Reading, rows: readonly EntryRow[]): readonly Entry[] => {
  if (rows.length === 0) return []
  const changes = Map.groupBy(
    reading.all<ChangeRow>({
      sql: 'SELECT seq, "table", row, before, after FROM _change WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq, n', parameters: [JSON.stringify(rows.map(({ seq }) => seq))],
    }),
    ({ seq }) => seq,
  )
  return rows.map((row) => toEntry(row, changes.get(row.seq) ?? []))
}

const toEntry = ({ command, model, undoes, undone_by, hash, ...row }: EntryRow, changes: readonly ChangeRow[]): Entry => ({
  ...row,
  command: command === null ? { action: 'erased' } : (JSON.parse(command) as Command), // appendEntry wrote it from a Command
  ...(model !== null && { model }),
  ...(undoes !== null && { undoes }),
  ...(undone_by !== null && { undoneBy: undone_by }),
  changes: changes.map(({ table, row: id, before, after }) => ({
    table, row: id,
    ...(before !== null && { before: JSON.parse(before) as Image }), // appendEntry wrote it from an Image
    ...(after !== null && { after: JSON.parse(after) as Image }), // as above
  })),
  hash: Buffer.from(hash).toString('hex'),
})
