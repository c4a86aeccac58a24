import type { Command } from '../../data/command.ts'

/** A command as pages show it: whole, or of a long one (a bulk change names every row) as much as can be taken in. Only what was done can be fetched whole. */
export const commandText = (command: Command): { readonly text: string; readonly isWhole: boolean } => {
  const text = JSON.stringify(command)
  return text.length <= longestShown ? { text, isWhole: true } : { text: JSON.stringify(command, (_key, value: unknown) => shorten(value)), isWhole: false }
}

/** Characters; a page shows dozens of commands. */
const longestShown = 2000
const listed = 10

const shorten = (value: unknown): unknown =>
  Array.isArray(value) && value.length > listed + 1 ? [...value.slice(0, listed), `… ${value.length - listed} more`]
  : typeof value === 'string' && value.length > 200 ? `${value.slice(0, 200).toWellFormed()}…`
  : value
