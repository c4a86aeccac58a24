import { problemToText } from '../app/problem.ts'
import type { Desk } from './desk.ts'
import { execute } from './execute.ts'
import { readMeta, writeMeta } from './meta.ts'
import { newId } from './rows.ts'

/** Notes, in the transaction that makes tables, that their sample rows are still to come. */
export const oweSamples = ({ store }: Desk, tables: readonly string[]): void => {
  if (tables.length > 0) writeMeta(store, owed, JSON.stringify([...owedTables(readMeta(store, owed)), ...tables]))
}

/**
 * Puts the sample rows that are still owed into the first profile, by commands of the desk itself, one request for each app.
 * A table that ever had a row gets none. Samples that are refused become a warning of the process; the app runs without them.
 * Those that only the disk refused are still owed at the next opening.
 */
export const addSamples = async (desk: Desk): Promise<void> => {
  const noted = owedTables(readMeta(desk.store, owed))
  const tables = noted.filter((name) => desk.schema().tables.has(name) && newId(desk.store, name) === 1)
  const still: string[] = []
  for (const [app, { samples }] of desk.schema().apps) {
    const commands = Object.entries(samples ?? {}).flatMap(([name, rows]) => {
      if (!tables.includes(name)) return []
      const inserts = rows.map((row) => ({ action: 'insert', table: name, ...row }))
      // a new row comes first where rows have places, so the last one is put in first
      return desk.schema().tables.get(name)?.order === 'manual' ? inserts.toReversed() : inserts
    })
    if (commands.length === 0) continue
    const done = await execute(desk, { commands, actor: 'desk', via: 'start', profile: 1 })
    if (done.ok) continue
    process.emitWarning(`The samples of the app ${app} were not added. ${problemToText(done)}`)
    if (done.code === 'read-only' || done.code === 'busy') still.push(...Object.keys(samples ?? {}).filter((name) => tables.includes(name)))
  }
  if (noted.length !== still.length) writeMeta(desk.store, owed, JSON.stringify(still))
}

const owed = 'samples-owed'
const owedTables = (json: string | undefined): readonly string[] => JSON.parse(json ?? '[]') as readonly string[] // only this file writes it
