import type { Actor, Command, Via } from './command.ts'
import type { Entry, Image, ToldEntry } from './entry.ts'
import type { Reading } from './store.ts'

/** The columns of an `EntryRow`. */
export const entryColumns = 'seq, at, actor, via, turn, profile, command, model, undoes, undone_by, hash'

/** An entry as its table holds it. */
export interface EntryRow {
  readonly seq: number; readonly at: string; readonly actor: Actor; readonly via: Via; readonly turn: number; readonly profile: number
  readonly command: string | null; readonly model: string | null; readonly undoes: number | null; readonly undone_by: number | null; readonly hash: Uint8Array
}

interface ChangeRow { readonly seq: number; readonly table: string; readonly row: number; readonly before: string | null; readonly after: string | null }

/** Gives entries all of their changes. */
export const withChanges = (reading: Reading, rows: readonly EntryRow[]): readonly Entry[] => readChanges(reading, rows, Number.MAX_SAFE_INTEGER)

/** Gives entries the first `atMost` of their changes. */
export const withFirstChanges = (reading: Reading, rows: readonly EntryRow[], atMost: number): readonly ToldEntry[] => readChanges(reading, rows, atMost)

const readChanges = (reading: Reading, rows: readonly EntryRow[], atMost: number): readonly Entry[] => {
  if (rows.length === 0) return []
  const changes = Map.groupBy(
    reading.all<ChangeRow>({
      sql: 'SELECT seq, "table", row, before, after FROM _change WHERE seq IN (SELECT value FROM json_each(?)) AND n < ? ORDER BY seq, n', parameters: [JSON.stringify(rows.map(({ seq }) => seq)), atMost],
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
