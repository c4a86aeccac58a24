import type { Action, Example } from '../../app/schema.ts'
import { sayingsOf } from './choices.ts'
import type { KnownField, KnownTable } from './compile.ts'
import { fieldSynonyms } from './lexicon.ts'
import { nameWords, readWords } from './words.ts'

/** A taught phrase as a rule: words that must stand there, and gaps for a row or a value. */
export interface Taught {
  readonly parts: readonly TaughtPart[]
  readonly command: Example['command']
}
/** A part of a taught phrase: words as they are, or a place for a row or a value. */
export type TaughtPart =
  | { readonly kind: 'words'; readonly norms: readonly string[] }
  /** Names a row of the table. */
  | { readonly kind: 'row'; readonly name: string; readonly table: string }
  /** A value for the field or input. */
  | { readonly kind: 'value'; readonly name: string; readonly field: KnownField }

/** Makes a rule of one example: `finish {task}`, `log {name} at {rating}`. An example with a gap that nothing explains makes none. */
export const compileTaught = ({ say, command }: Example, tables: readonly KnownTable[], actions: readonly Action[]): readonly Taught[] => {
  const named = [...say.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  const action = actions.find((one) => one.name === command.action)
  const on = tableOf(tables, command['table'] ?? action?.on) ?? named.flatMap((name) => tableOf(tables, name) ?? [])[0]
  const parts: TaughtPart[] = []
  for (const piece of say.split(/(\{\w+\})/)) {
    const gap = /^\{(\w+)\}$/.exec(piece)?.[1]
    if (gap === undefined) {
      const norms = readWords(piece).map((word) => word.norm)
      if (norms.length > 0) parts.push({ kind: 'words', norms })
      continue
    }
    const table = tableOf(tables, gap)
    const usedAs = Object.keys(command).find((key) => command[key] === `{${gap}}`)
    const field = on?.fields.find(({ name }) => name === (usedAs ?? gap)) ?? inputOf(action, usedAs ?? gap)
    if (table && (usedAs === undefined || usedAs === 'id' || !field)) parts.push({ kind: 'row', name: gap, table: table.name })
    else if (field) parts.push({ kind: 'value', name: gap, field })
    else if (on && (usedAs === 'id' || gap === 'row')) parts.push({ kind: 'row', name: gap, table: on.name })
    else return []
  }
  return parts.some((part) => part.kind === 'words') ? [{ parts, command: { ...command, ...(on && !command['table'] && !/^(undo|switch)$/.test(command.action) ? { table: on.name } : {}) } }] : []
}

const tableOf = (tables: readonly KnownTable[], said: unknown) =>
  typeof said === 'string' ? tables.find((table) => table.name === said || [...table.singulars, ...table.plurals].some((words) => words.join(' ') === nameWords(said).join(' '))) : undefined

const inputOf = (action: Action | undefined, name: string): KnownField | undefined => {
  const field = action?.input?.[name]
  const names = [nameWords(name), ...(fieldSynonyms[name] ?? []).map(nameWords)]
  return field ? { name, field, names, sayings: sayingsOf(names, field) } : undefined
}
