import { settingFields } from '../app/built-in.ts'
import type { RowOf } from '../app/field.ts'
import type { Command } from './command.ts'
import type { Desk } from './desk.ts'
import { readImage } from './rows.ts'

/** How this desk is set up: the row of the table `setting`, under its own names. Changed by a command, like any row. */
export type Settings = Omit<RowOf<typeof settingFields>, 'id'>

/** What stands in the settings now; the defaults where nothing was ever set. */
export const settings = (desk: Desk): Settings => ({ ...defaults, ...readImage(desk.store, 'setting', settingId) }) as Settings // the table's own columns and no others

/** The command that changes settings: an update, or the insert of the one row where there is none yet. */
export const settingCommand = (desk: Desk, values: Partial<Settings>): Command =>
  readImage(desk.store, 'setting', settingId)
    ? { action: 'update', table: 'setting', id: settingId, ...values }
    : { action: 'insert', table: 'setting', ...values }

/** The settings have one row. */
const settingId = 1

const defaults = Object.fromEntries(Object.entries(settingFields).map(([name, field]) => [name, field.default ?? null]))
