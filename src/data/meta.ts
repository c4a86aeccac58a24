import type { Store } from './store.ts'

/** What the desk has noted under a key; undefined if nothing. */
export const readMeta = (store: Store, key: string): string | undefined =>
  store.reader.get<{ value: string }>({ sql: 'SELECT value FROM _meta WHERE key = ?', parameters: [key] })?.value

/** Notes a text under a key, in place of what stood there. */
export const writeMeta = (store: Store, key: string, value: string): void => {
  store.run({ sql: 'INSERT INTO _meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', parameters: [key, value] })
}
