import type { Image } from './entry.ts'
import { layoutOf } from './layout.ts'
import { searchRowId, searchTextOf } from './search-text.ts'
import type { Store, Transaction } from './store.ts'

/**
 * Notes that words of a row have changed. The index follows once, right before the commit and outside of every savepoint,
 * since each write to it inside one costs more than the row itself.
 */
export const indexLater = (store: Store, row: Row): void => {
  const { open } = store
  if (!open) throw new Error('a row is indexed only inside a transaction')
  const waiting = pending.get(open) ?? begin(store, open)
  const key = `${row.table} ${row.id}`
  waiting.rows.set(key, row)
  waiting.unindexed.set(key, row)
}

/** Brings the index up to what the open transaction has written so far; before words are looked up in it. */
export const indexNow = (store: Store): void => {
  const { open } = store
  const waiting = open && pending.get(open)
  if (!waiting) return
  // A savepoint that was taken back may have taken back what was indexed in it, too.
  for (const row of (waiting.takenBack === open.takenBack ? waiting.unindexed : waiting.rows).values()) index(store, row)
  waiting.unindexed.clear()
  waiting.takenBack = open.takenBack
}

/** `read` gives the row as it stands at that moment: one whose writing was taken back is found as it was, and nothing is written. */
interface Row { readonly table: string; readonly id: number; readonly read: (store: Store, table: string, id: number) => Image | undefined }
interface Pending { readonly rows: Map<string, Row>; readonly unindexed: Map<string, Row>; takenBack: number }
interface Indexed { readonly text: string; readonly secret: string; readonly profile: number | null }

const pending = new WeakMap<Transaction, Pending>()

const begin = (store: Store, open: Transaction): Pending => {
  const waiting: Pending = { rows: new Map(), unindexed: new Map(), takenBack: open.takenBack }
  pending.set(open, waiting)
  open.beforeCommit.push(() => indexNow(store))
  return waiting
}

const index = (store: Store, { table, id, read }: Row): void => {
  const layout = layoutOf(store, table)
  if (!layout) return
  const image = read(store, table, id)
  const rowid = searchRowId(layout, id)
  const there = store.get<Indexed>({ sql: 'SELECT text, secret, profile FROM _search WHERE rowid = ?', parameters: [rowid] })
  if (!image) {
    if (there) store.run({ sql: 'DELETE FROM _search WHERE rowid = ?', parameters: [rowid] })
    return
  }
  const { text, secret } = searchTextOf(layout, image)
  const profile = image['_profile'] ?? null
  if (!there) store.run({ sql: 'INSERT INTO _search (rowid, text, secret, profile) VALUES (?, ?, ?, ?)', parameters: [rowid, text, secret, profile] })
  else if (there.text !== text || there.secret !== secret || there.profile !== profile)
    store.run({ sql: 'UPDATE _search SET text = ?, secret = ?, profile = ? WHERE rowid = ?', parameters: [text, secret, profile, rowid] })
}
