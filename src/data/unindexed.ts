import type { Store } from './store.ts'

/** A row whose words changed after the search index took them. */
export interface UnindexedRow {
  readonly table: string
  readonly id: number
  /** Counts up with every row that is noted, the same one again too. */
  readonly noted: number
}

/** The rows that wait for the index, the last one noted last. */
export interface UnindexedRows {
  readonly size: number
  values(): Iterable<UnindexedRow>
  /** For who has indexed them all, durably. */
  clear(): void
}

/** Notes that words of a row have changed. A note whose writing is taken back does no harm: the row is looked at and found as it was. */
export const noteUnindexed = (store: Store, table: string, id: number): void => {
  const rows = rowsOf(store)
  const key = `${table} ${id}`
  rows.delete(key)
  rows.set(key, { table, id, noted: (notes += 1) })
}

/** The rows of a store that wait. */
export const unindexedRows = (store: Store): UnindexedRows => rowsOf(store)

const unindexed = new WeakMap<Store, Map<string, UnindexedRow>>()
let notes = 0

const rowsOf = (store: Store): Map<string, UnindexedRow> => {
  const rows = unindexed.get(store) ?? new Map<string, UnindexedRow>()
  unindexed.set(store, rows)
  return rows
}
