import type { Store } from './store.ts'

/** What the desk has noted under a key; undefined if nothing. */
export const readMeta = (store: Store, key: string): string | undefined =>
  store.reader.get(store.db.selectFrom('_meta').select('value').where('key', '=', key))?.value

/** Notes a text under a key, in place of what stood there. */
export const writeMeta = (store: Store, key: string, value: string): void => {
  store.run(store.db.insertInto('_meta').values({ key, value }).onConflict((at) => at.column('key').doUpdateSet({ value })))
}
