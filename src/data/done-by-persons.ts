import type { Desk } from './desk.ts'
import { lastSeq } from './journal.ts'
import { listen } from './listeners.ts'
import { readMeta, writeMeta } from './meta.ts'
import { guardWrite } from './store-problem.ts'

/** Whether a person has ever done this, by the journal. */
export const hasBeenDone = (desk: Desk, table: string, verb: string): boolean => doneByPersons(desk).has(key(table, verb))

/** Read once from the journal, from where it was noted last, then kept up from what is heard. */
const doneByPersons = (desk: Desk): ReadonlySet<string> => {
  const known = sets.get(desk)
  if (known) return known
  const { store } = desk
  const noted = JSON.parse(readMeta(store, noteKey) ?? '{"seq":0,"done":[]}') as Note // only this file writes it
  const last = lastSeq(desk)
  const since = store.all<{ table: string; verb: string }>({
    sql: `SELECT DISTINCT command ->> '$.table' AS "table", command ->> '$.action' AS verb FROM _entry WHERE seq > ? AND actor = 'person' AND command IS NOT NULL`, parameters: [noted.seq],
  })
  const done = new Set([...noted.done, ...since.map(({ table, verb }) => key(table, verb))])
  // A million entries take 0.2 s to look through, or many seconds from a cold disk: that is done once.
  if (last - noted.seq > entriesUnnoted) guardWrite<void>(() => writeMeta(store, noteKey, JSON.stringify({ seq: last, done: [...done] } satisfies Note)))
  sets.set(desk, done)
  listen(store, (entry) => {
    if (entry.actor === 'person') done.add(key(String(entry.command['table']), entry.command.action))
  })
  return done
}

/** All that persons had done up to an entry. */
interface Note { readonly seq: number; readonly done: readonly string[] }
const noteKey = 'done-by-persons'
const entriesUnnoted = 1000
const sets = new WeakMap<Desk, ReadonlySet<string>>()

const key = (table: string, verb: string): string => `${table} ${verb}`
