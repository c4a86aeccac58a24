import type { Command } from '../data/command.ts'
import type { Desk } from '../data/desk.ts'

/** A command as a model may read it: without private fields; undefined for a table that it may not know of. */
export const openCommand = (desk: Desk, command: Command): Command | undefined => {
  const schema = desk.schema()
  const table = schema.tables.get(String(command['table']))
  if (command['table'] !== undefined && (!table || table.ai === 'hidden' || table.guarded)) return undefined
  const isOpen = ([name]: readonly [string, unknown]): boolean => table?.fields.get(name)?.private !== true && schema.actions.get(command.action)?.input?.[name]?.private !== true
  const open = (value: unknown): unknown => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).filter(isOpen)) : value)
  return { ...Object.fromEntries(Object.entries(command).filter(isOpen).map(([name, value]) => [name, open(value)])), action: command.action }
}

/** The command with its long texts cut to `longest` characters. */
export const cutCommand = (command: Command, longest: number): object =>
  Object.fromEntries(Object.entries(command).map(([name, value]) => [name, typeof value === 'string' ? cut(value, longest) : value]))

/** A text of at most `longest` characters; where some are missing, “…” is the last. */
export const cut = (text: string, longest: number): string => (text.length > longest ? `${text.slice(0, longest - 1).toWellFormed()}…` : text)
