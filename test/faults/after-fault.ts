import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { audit } from '../../src/data/audit.ts'
import { openDesk } from '../../src/data/desk.ts'
import { writerSchema } from './desk-writer.ts'

/** Hashes of entries by their seq. */
export type Hashes = ReadonlyMap<number, string>

/** What must be there after a fault, and what may. */
export interface Expected {
  /** Entries that were acknowledged. */
  readonly acks: Hashes
  /** Every entry that was ever written, where that is known: there is no other. */
  readonly history?: Hashes
}

/** What there is after a fault. */
export interface Found {
  /** The first thing that is not as it must be. */
  readonly wrong: string | undefined
  readonly entries: number
}

/** Opens a folder's database as SQLite does; tells what of the acknowledged entries is lost, or else what is damaged. */
export const lookInto = (dir: string, expected: Expected): Found => {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(join(dir, 'desk.db'))
    const damage = database.prepare('PRAGMA integrity_check').all().map((row) => Object.values(row)[0]).filter((found) => found !== 'ok')
    const there = entriesOf(database)
    return { wrong: lost(there, expected) ?? (damage.length > 0 ? damage.join('; ') : undefined), entries: there.size }
  } catch (error) {
    return { wrong: String(error), entries: 0 }
  } finally {
    database?.close()
  }
}

/** The same through the desk's own opening and audit. */
export const openAndAudit = async (dir: string, expected: Expected): Promise<Found> => {
  const opened = await openDesk({ dir, schema: writerSchema() })
  if (!opened.ok) return { wrong: `${opened.code}: ${opened.message}`, entries: 0 }
  const desk = opened.value
  try {
    const there = new Map(desk.store.all<{ seq: number; hash: string }>({ sql: entriesSql, parameters: [] }).map(({ seq, hash }) => [seq, hash]))
    return { wrong: lost(there, expected) ?? audit(desk).findings[0]?.message, entries: there.size }
  } finally {
    await desk.close()
  }
}

/** Every entry of a folder's database. */
export const entriesIn = (dir: string): Hashes => {
  const database = new DatabaseSync(join(dir, 'desk.db'))
  try {
    return entriesOf(database)
  } finally {
    database.close()
  }
}

const entriesSql = 'SELECT seq, lower(hex(hash)) AS hash FROM _entry'
const entriesOf = (database: DatabaseSync): Hashes => new Map(database.prepare(entriesSql).all().map(({ seq, hash }) => [Number(seq), String(hash)]))

const lost = (there: Hashes, { acks, history = there }: Expected): string | undefined => {
  for (const [seq, hash] of acks) if (there.get(seq) !== hash) return `entry ${seq} was acknowledged and is ${there.has(seq) ? 'another one' : 'not there'}`
  for (const [seq, hash] of there) if (history.get(seq) !== hash) return `entry ${seq} was never written`
  return there.size === Math.max(0, ...there.keys()) ? undefined : 'the journal has a gap'
}
