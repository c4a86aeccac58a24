import type { Entry } from './entry.ts'
import type { Store } from './store.ts'

/** Adds one that hears every entry of a desk's store, once, in order, after it is durable; returns the way to stop. `Desk.onEntry` is this. */
export const listen = (store: Store, listener: (entry: Entry) => void): (() => void) => {
  const heard = listeners.get(store) ?? new Set()
  listeners.set(store, heard)
  // A wrapper of its own, so that one function may listen twice and stop once.
  const own = (entry: Entry) => listener(entry)
  heard.add(own)
  return () => void heard.delete(own)
}

/** Tells entries to every listener, in order. One that throws does not keep the others from hearing; its error becomes a warning of the process. */
export const publish = (store: Store, entries: readonly Entry[]): void => {
  for (const entry of entries)
    for (const listener of listeners.get(store) ?? [])
      try {
        listener(entry)
      } catch (error) {
        process.emitWarning(error instanceof Error ? error : new Error(String(error)), { detail: `while hearing entry ${entry.seq}` })
      }
}

const listeners = new WeakMap<Store, Set<(entry: Entry) => void>>()
