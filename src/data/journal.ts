import type { Command } from './command.ts'
import type { Desk } from './desk.ts'
import type { Entry, Image } from './entry.ts'
import { canonicalJson, chainHash, digestOf, firstHash } from './hash.ts'
import { entryColumns, withChanges, type EntryRow } from './journal-rows.ts'
import { randomBlock } from './random.ts'
import type { Store, Transaction } from './store.ts'

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

/**
 * Entries with a greater seq, oldest first; at most `limit` (1,000 by default), and no more than have 20,000 changes
 * together, but at least one: who wants all goes on after the last.
 */
export const entriesAfter = (desk: Pick<Desk, 'store'>, seq: number, limit = 1000): readonly Entry[] => {
  const { reader } = desk.store
  const found = reader.all<EntryRow & { readonly changes: number | null }>({
    sql: `SELECT ${entryColumns}, (SELECT n + 1 FROM _change WHERE seq = _entry.seq ORDER BY n DESC LIMIT 1) AS changes FROM _entry WHERE seq > ? ORDER BY seq LIMIT ?`, parameters: [seq, limit],
  })
  let sum = 0
  const end = found.findIndex(({ changes }, at) => (sum += changes ?? 0) > changesAtOnce && at > 0)
  return withChanges(reader, end === -1 ? found : found.slice(0, end))
}

/** One entry; undefined if there is none of that number. */
export const findEntry = (desk: Pick<Desk, 'store'>, seq: number): Entry | undefined =>
  withChanges(desk.store.reader, desk.store.reader.all<EntryRow>({ sql: `SELECT ${entryColumns} FROM _entry WHERE seq = ?`, parameters: [seq] }))[0]

/** The entries of one turn, oldest first. */
export const entriesOfTurn = (desk: Pick<Desk, 'store'>, turn: number): readonly Entry[] =>
  withChanges(desk.store.reader, desk.store.reader.all<EntryRow>({ sql: `SELECT ${entryColumns} FROM _entry WHERE turn = ? ORDER BY seq`, parameters: [turn] }))

/** The number of the newest entry; 0 before the first. */
export const lastSeq = (desk: Pick<Desk, 'store'>): number => desk.store.reader.get<{ seq: number | null }>(lastSeqSql)?.seq ?? 0

const changesAtOnce = 20_000
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
