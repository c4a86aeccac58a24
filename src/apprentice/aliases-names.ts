import { actionAliases, builtInActions } from '../app/reserved.ts'
import type { Schema } from '../app/schema.ts'

/** What a word for a verb means. `sort` is no action but an order for several moves. */
export interface Verb {
  readonly action: string
  /** It sets the table's first checkbox. */
  readonly ticks?: true
}

/** Aliases that mean an update of the first checkbox. */
const ticking = new Set(['complete', 'done'])
const aliases: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ...Object.entries(actionAliases).map(([word, action]) => [word, ticking.has(word) ? { action, ticks: true as const } : { action }] as const),
  ['sort', { action: 'sort' }],
])

/** Keys that say what a command does, the canonical one first. */
export const verbKeys = ['action', 'action_type', 'operation', 'tool']

/** Every action that a command may say, for Problems. */
export const verbsOf = (actions: Schema['actions']): readonly string[] => [...builtInActions, ...actions.keys()]

/** Reads a word for a verb; an app's action goes before an alias of the same name. */
export const readVerb = (words: string, actions: Schema['actions']): Verb | undefined => {
  if (actions.has(words)) return { action: words }
  const word = nameParts(words).join('_')
  if (builtInActions.has(word) || actions.has(word)) return { action: word }
  return aliases.get(word)
}

/**
 * Reads a tool's name that says both verb and table: `insert_task`, `task.insert`, `updateTask`, `functions.list_tasks`.
 * Undefined if it does not come out even.
 */
export const readToolName = (name: string, { tables, actions }: Pick<Schema, 'tables' | 'actions'>): { readonly verb: Verb; readonly table?: string } | undefined => {
  const all = nameParts(name)
  const words = all.length > 1 && prefixes.has(all[0] ?? '') ? all.slice(1) : all
  const alone = readVerb(words.join('_'), actions)
  if (alone) return { verb: alone }
  for (let at = 1; at < words.length; at += 1) {
    const [left, right] = [words.slice(0, at).join('_'), words.slice(at).join('_')]
    for (const [said, of] of [[left, right], [right, left]] as const) {
      const verb = readVerb(said, actions)
      const table = verb && nameTable(of, tables)
      if (verb && table !== undefined) return { verb, table }
    }
  }
  return undefined
}

const prefixes = new Set(['functions', 'function', 'tools', 'tool', 'prentice'])

/** The table that a word names: its own name, else its other words, in any case, singular or plural. */
export const nameTable = (word: string, tables: Schema['tables']): string | undefined => {
  if (tables.has(word)) return word
  const said = nameParts(word).join('_')
  if (tables.has(said)) return said
  const singulars = [said, said.replace(/s$/, ''), said.replace(/es$/, ''), said.replace(/ies$/, 'y')]
  for (const [name, { aka }] of tables) {
    if ([name, ...aka].some((known) => singulars.includes(nameParts(known).join('_')))) return name
  }
  return undefined
}

/** A name's words in lower case, cut at punctuation, spaces and humps. */
const nameParts = (text: string): readonly string[] =>
  text.slice(0, 200).replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean)
