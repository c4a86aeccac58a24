import { settingFields } from '../app/built-in.ts'
import type { RowOf } from '../app/field.ts'
import type { Command } from './command.ts'
import type { Desk } from './desk.ts'
import { readKeptImage } from './rows.ts'

/** How this desk is set up: the row of the table `setting`, under its own names. Changed by a command, like any row. */
export type Settings = Omit<RowOf<typeof settingFields>, 'id'>

/** What stands in the settings now; the defaults where nothing was ever set. */
export const settings = (desk: Desk): Settings => {
  const kept = readKeptImage(desk.store, 'setting', settingId)
  return Object.fromEntries(Object.entries(settingFields).map(([name, field]) => [name, kept ? (kept[name] ?? null) : (field.default ?? null)])) as Settings // exactly the table's own fields
}

/** The command that changes settings, naming only what differs: an update, or the insert of the one row where there is none yet. */
export const settingCommand = (desk: Desk, values: Partial<Settings>): Command => {
  const now: Readonly<Record<string, unknown>> = settings(desk)
  const changed = Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== now[name]))
  if (!readKeptImage(desk.store, 'setting', settingId)) return { action: 'insert', table: 'setting', ...changed }
  // Where nothing differs the command says what was given, so that it is answered as unchanged.
  return { action: 'update', table: 'setting', id: settingId, ...(Object.keys(changed).length > 0 ? changed : values) }
}

/** The settings have one row. */
const settingId = 1
