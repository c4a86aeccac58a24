import type { Schema } from '../app/schema.ts'
import { seenTables } from './card.ts'
import type { SeenRow } from './context-sight.ts'

/** An example for a model: what is said, and the command that it means. */
export interface Lesson {
  readonly say: string
  readonly command: Readonly<Record<string, unknown>>
}

/** The examples of the apps that are nearest to the words, at most `limit`; their places are filled with rows that are shown anyway. */
export const findLessons = (schema: Schema, { words, rows, limit = 3 }: { readonly words: string; readonly rows: readonly SeenRow[]; readonly limit?: number }): readonly Lesson[] => {
  const said = new Set(wordsOf(words))
  const seen = new Set(seenTables(schema).map(({ name }) => name))
  return schema.examples
    .filter(({ command, say }) => [...placesIn(say), command['table'] ?? schema.actions.get(command.action)?.on].every((table) => table === undefined || seen.has(String(table)) || !schema.tables.has(String(table))))
    .map((example) => ({ example, near: wordsOf(example.say).filter((word) => said.has(word)).length }))
    .filter(({ near }) => near > 0)
    .toSorted((a, b) => b.near - a.near)
    .slice(0, limit)
    .map(({ example }) => fill(schema, example, rows))
}

/** Puts the name of a row, or a plain word, wherever the example has a place: `{task}`. */
const fill = (schema: Schema, { say, command }: Lesson, rows: readonly SeenRow[]): Lesson => {
  const isOpen = (name: string): boolean => { const table = schema.tables.get(name); return table?.fields.get(table.titleField)?.private !== true }
  const named = (place: string): string => rows.find(({ table }) => table === place && isOpen(table))?.row.label ?? place
  const filled = (text: string): string => text.replace(/\{(\w+)\}/g, (_, place: string) => named(place))
  return { say: filled(say), command: Object.fromEntries(Object.entries(command).map(([key, value]) => [key, typeof value === 'string' ? filled(value) : value])) }
}

const placesIn = (say: string): readonly string[] => [...say.matchAll(/\{(\w+)\}/g)].map(([, place = '']) => place)
const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
