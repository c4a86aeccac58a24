import type { Example, Schema } from '../app/schema.ts'
import { exampleWord } from '../data/parse-names.ts'
import { sampleValue, seenTables } from './card.ts'

/** An example for a model: what is said, and the command that it means. */
export interface Lesson {
  readonly say: string
  readonly command: Readonly<Record<string, unknown>>
}

/** The examples of the apps that are nearest to the words, at most `limit`. Their places hold what no row is called: with the row that may be meant in them, the right command would look like a mere repetition. */
export const findLessons = (schema: Schema, words: string, limit = 3): readonly Lesson[] => {
  const said = new Set(tellingWords(words))
  const seen = new Set(seenTables(schema).map(({ name }) => name))
  return schema.examples
    .filter(({ command, say }) => [...placesIn(say), command['table'] ?? schema.actions.get(command.action)?.on].every((table) => table === undefined || seen.has(String(table)) || !schema.tables.has(String(table))))
    .map((example) => ({ example, near: tellingWords(example.say.replace(place, ' ')).filter((word) => said.has(word)).length }))
    .filter(({ near }) => near > 0)
    .toSorted((a, b) => b.near - a.near)
    .slice(0, limit)
    .map(({ example }) => fill(schema, example))
}

/** Writes an example out as a model must say it: where an app leaves table and row to the place that names them, they are said. */
const fill = (schema: Schema, { say, command: { action, ...rest } }: Example): Lesson => {
  const named = placesIn(say).find((name) => schema.tables.has(name))
  const table = rest['table'] ?? schema.actions.get(action)?.on ?? named
  const fields = new Map([...(schema.tables.get(String(table))?.fields ?? []), ...Object.entries(schema.actions.get(action)?.input ?? {})])
  const sampleOf = (name: string): string | number | boolean => {
    const field = fields.get(name)
    return schema.tables.has(name) ? exampleWord : field ? sampleValue(field) : name
  }
  const filled = (text: string): string => text.replace(place, (_, name: string) => String(sampleOf(name)))
  const isOfRow = named !== undefined && named === table && action !== 'insert' && ['id', 'where', 'view'].every((key) => rest[key] === undefined)
  const values = Object.entries(rest).map(([key, value]) => [key, typeof value !== 'string' ? value : value === `{${key}}` ? sampleOf(key) : filled(value)])
  return { say: filled(say), command: { action, ...(table !== undefined && { table }), ...(isOfRow && { id: exampleWord }), ...Object.fromEntries(values) } }
}

/** `{task}` */
const place = /\{(\w+)\}/g
const placesIn = (say: string): readonly string[] => [...say.matchAll(place)].map(([, name = '']) => name)

/** Without those that are in every other sentence. */
const tellingWords = (text: string): readonly string[] => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !small.has(word))
const small = new Set('a an the and or of to in on at by for with from as is are it its this that my your i you please'.split(' '))
