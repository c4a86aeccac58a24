import type { Value } from '../app/field.ts'
import { warnOfApp } from '../app/plain-text.ts'
import { problemToText } from '../app/problem.ts'
import type { Desk } from './desk.ts'
import { execute } from './execute.ts'
import { readMeta, writeMeta } from './meta.ts'
import { newId } from './rows.ts'
import { guardWrite } from './store-problem.ts'

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
    const due = linkedFirst(desk, Object.keys(samples ?? {}).filter((name) => tables.includes(name)))
    const commands = due.flatMap((name) => {
      const inserts = (samples?.[name] ?? []).map((row) => ({ action: 'insert', table: name, ...Object.fromEntries(Object.entries(row).map(([key, value]) => [key, idOfSample(desk, tables, { name, key, value })])) }))
      return isReversed(desk, name) ? inserts.toReversed() : inserts
    })
    if (commands.length === 0) continue
    const done = await execute(desk, { commands, actor: 'desk', via: 'start', profile: 1 })
    if (done.ok) continue
    warnOfApp(`The samples of the app ${app} were not added. ${problemToText(done)}`)
    if (done.code === 'read-only' || done.code === 'busy') still.push(...Object.keys(samples ?? {}).filter((name) => tables.includes(name)))
  }
  if (noted.length !== still.length) guardWrite<void>(() => writeMeta(desk.store, owed, JSON.stringify(still))) // a table that has rows gets none again
}

// A new row comes first where rows have places, so the last one is put in first.
const isReversed = (desk: Desk, table: string): boolean => desk.schema().tables.get(table)?.order === 'manual'

/** Tables in an order in which none links to a later one, as far as there is such an order. */
const linkedFirst = (desk: Desk, names: readonly string[]): readonly string[] => {
  const waiting = [...names]
  const inOrder: string[] = []
  while (waiting.length > 0) {
    const free = waiting.findIndex((name) => [...(desk.schema().tables.get(name)?.fields.values() ?? [])].every(({ to }) => to === undefined || to === name || !waiting.includes(to)))
    inOrder.push(...waiting.splice(Math.max(0, free), 1))
  }
  return inOrder
}

/** A sample links to another by its place among them, from 1; in a table that was filled from the end that is not its id. */
const idOfSample = (desk: Desk, fresh: readonly string[], { name, key, value }: { readonly name: string; readonly key: string; readonly value: Value }): Value => {
  const { schema } = desk
  const to = schema().tables.get(name)?.fields.get(key)?.to
  const rows = to !== undefined && fresh.includes(to) && isReversed(desk, to) ? [...schema().apps.values()].flatMap(({ samples }) => samples?.[to] ?? []) : []
  return typeof value === 'number' && value >= 1 && value <= rows.length ? rows.length + 1 - value : value
}

const owed = 'samples-owed'
const owedTables = (json: string | undefined): readonly string[] => JSON.parse(json ?? '[]') as readonly string[] // only this file writes it
