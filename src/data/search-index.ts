import { lastSeq } from './journal.ts'
import { layoutOf } from './layout.ts'
import { listen } from './listeners.ts'
import { readMeta, writeMeta } from './meta.ts'
import { readImage } from './rows.ts'
import { searchRowId, searchTextOf } from './search-text.ts'
import type { Store, Transaction } from './store.ts'
import { guardWrite } from './store-problem.ts'
import { noteUnindexed, unindexedRows, type UnindexedRow, type UnindexedRows } from './unindexed.ts'

/**
 * Lets the search index follow the journal: soon after a commit, many rows in one transaction, since in the commit of a
 * lone command it would cost more than the command. Returns the way to stop, which indexes what still waits.
 */
export const followWithIndex = (store: Store): (() => void) => {
  let timer: NodeJS.Timeout | undefined
  let hurries = false
  const follow = (): void => {
    timer = undefined
    hurries = false
    indexNow(store)
  }
  const stop = listen(store, () => {
    const { size } = unindexedRows(store)
    if (size === 0 || hurries || (timer && size < mostUnindexed)) return
    hurries = size >= mostUnindexed
    clearTimeout(timer)
    timer = setTimeout(follow, hurries ? 0 : followMs).unref()
  })
  return () => {
    stop()
    clearTimeout(timer)
    indexNow(store)
  }
}

/** Indexes what a crash kept from the index: the rows of every entry after the last one that it is known to have. */
export const catchUpIndex = (store: Store): void => {
  const known = Number(readMeta(store, mark) ?? 0)
  const rows = store.all<{ table: string; row: number }>({ sql: 'SELECT DISTINCT "table", row FROM _change WHERE seq > ?', parameters: [known] })
  for (const { table, row } of rows) noteUnindexed(store, table, row)
  indexNow(store)
}

/**
 * Brings the index up to all that was written so far; before words are looked up in it. Inside a transaction it becomes part of it.
 * Where nothing can be written, the index stays as it is, and the rows wait.
 */
export const indexNow = (store: Store): void => {
  const rows = unindexedRows(store)
  if (rows.size === 0) return
  if (store.open) return indexInside(store, store.open, rows)
  const failed = guardWrite(() => store.transaction(() => {
    for (const row of rows.values()) index(store, row)
    writeMeta(store, mark, String(lastSeq({ store })))
  }))
  if (!failed) rows.clear()
}

/** Whether every row that was written is in the index. */
export const isIndexed = (store: Store): boolean => unindexedRows(store).size === 0

/** Longer than a burst of commands, shorter than a crash needs to be remembered. */
const followMs = 200
/** More at once would hold up the commands that come meanwhile. */
const mostUnindexed = 250

/** The number of the newest entry whose words are in the index, with those of all before it. */
const mark = 'search-indexed'

const indexed = new WeakMap<Transaction, { takenBack: number; upTo: number }>()

/** The rows still wait afterwards, for this transaction may be taken back; within it, none is looked at twice for nothing. */
const indexInside = (store: Store, open: Transaction, rows: UnindexedRows): void => {
  const known = indexed.get(open)
  // A savepoint that was taken back may have taken back what was indexed in it, too.
  let upTo = known?.takenBack === open.takenBack ? known.upTo : 0
  const fresh = [...rows.values()].filter(({ noted }) => noted > upTo)
  for (const row of fresh) {
    index(store, row)
    upTo = row.noted
  }
  indexed.set(open, { takenBack: open.takenBack, upTo })
}

interface Indexed { readonly text: string; readonly secret: string; readonly profile: number | null }

const index = (store: Store, { table, id }: UnindexedRow): void => {
  const layout = layoutOf(store, table)
  if (!layout) return
  const image = readImage(store, table, id)
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
