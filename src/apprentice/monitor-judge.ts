import { jsonrepair } from 'jsonrepair'
import { isJsonObject } from '../app/json-object.ts'
import { verbKeys } from './aliases-names.ts'
import { readCalls } from './monitor-call.ts'
import { readJson } from './monitor-json.ts'
import type { Reading } from './monitor-json.ts'
import { straightenQuotes } from './monitor-quotes.ts'

/** One command as the model wrote it: a plain JSON object, of any shape that `looksLikeCommand` knows. */
export interface RawCommand {
  readonly [key: string]: unknown
}

/** `exact`: JSON as it stood; `repaired`: balanced, but made into JSON; `truncated`: its end is missing. */
export type Quality = 'exact' | 'repaired' | 'truncated'

/** What a candidate came to. `say` is an envelope's words. */
export type Verdict =
  | { readonly kind: 'commands'; readonly batch: readonly RawCommand[]; readonly quality: Quality; readonly say?: string; readonly refused?: string }
  | { readonly kind: 'words'; readonly say: string }
  | { readonly kind: 'text' }

/**
 * Longest text that is repaired, in characters. jsonrepair takes quadratic time on some (64 kB of `\"` took 6 s with
 * version 3.15), and no reply that a person waits for holds a longer command.
 */
const longestRepair = 8 * 1024

/** Decides whether a candidate's text is a command, a batch of them, an envelope of both words and commands, or just text. */
export const judge = (text: string, isWhole: boolean): Verdict => {
  const found = read(text, isWhole)
  if (!found) return { kind: 'text' }
  const { reading, quality } = found
  if (reading.refused) return mentionsCommand(text) ? { kind: 'commands', batch: [], quality, refused: reading.refused } : { kind: 'text' }
  const batch = unwrap(reading.value)
  const say = isJsonObject(reading.value) && !looksLikeCommand(reading.value) && typeof reading.value['say'] === 'string' ? reading.value['say'] : undefined
  if (batch && batch.length > 0) {
    const refused = quality !== 'exact' && nonFinite.test(text.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '')) ? 'number out of range' : undefined
    return { kind: 'commands', batch: refused ? [] : batch, quality, ...(say !== undefined && { say }), ...(refused && { refused }) }
  }
  return say !== undefined && isJsonObject(reading.value) && isEnvelope(reading.value) ? { kind: 'words', say } : { kind: 'text' }
}

const read = (text: string, isWhole: boolean): { reading: NonNullable<Reading>; quality: Quality } | undefined => {
  const exact = isWhole ? readJson(text) : undefined
  if (exact) return { reading: exact, quality: 'exact' }
  if (/^\[\s*\w[\w.]*\(/.test(text)) {
    const calls = isWhole ? readCalls(text, repair) : undefined
    const reading = calls && readJson(calls.json)
    return reading && { reading, quality: calls?.plain ? 'exact' : 'repaired' }
  }
  if (!mentionsCommand(text)) return undefined
  if (text.includes('\0')) return { reading: { refused: 'NUL character' }, quality: isWhole ? 'repaired' : 'truncated' }
  if (text.length > longestRepair) return { reading: { refused: 'too long to repair' }, quality: isWhole ? 'repaired' : 'truncated' }
  const repaired = repair(text)
  const reading = repaired === undefined ? undefined : readJson(repaired)
  return reading && { reading, quality: isWhole ? 'repaired' : 'truncated' }
}

const repair = (text: string): string | undefined => {
  if (text.length > longestRepair) return undefined
  try {
    return jsonrepair(straightenQuotes(text))
  } catch {
    return undefined
  }
}

const argumentKeys = ['arguments', 'parameters']
const listKeys = ['commands', 'tool_calls', 'actions']
const singleKeys = ['function', 'function_call', 'tool_call', 'command']
const mention = new RegExp(String.raw`["'“]?(?:${[...verbKeys, ...argumentKeys, ...listKeys, 'say'].join('|')})["'”]?\s*:|^\[\s*\w[\w.]*\(`)
const nonFinite = /(?:^|[^\w$])(?:NaN|Infinity)(?![\w$])/

/** Whether text that could not be read, or not safely, was meant as a command. */
const mentionsCommand = (text: string): boolean => mention.test(text)

/** The commands that a value stands for, out of an envelope or tool calls; undefined if it stands for none. */
export const unwrap = (value: unknown): readonly RawCommand[] | undefined => {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    const batch = items.map((item) => (isJsonObject(item) ? (unwrapOne(item) ?? item) : undefined))
    return items.some((item) => isJsonObject(item) && unwrapOne(item)) && batch.every((item) => item !== undefined) ? batch : undefined
  }
  if (!isJsonObject(value)) return undefined
  const one = unwrapOne(value)
  if (one) return [one]
  for (const key of listKeys) {
    const list = value[key]
    if (Array.isArray(list)) return list.length === 0 && isEnvelope(value) ? [] : unwrap(list)
    if (isJsonObject(list)) return unwrap([list])
  }
  return undefined
}

/** The command in one object: itself, or what a tool call's wrapper holds. */
const unwrapOne = (value: RawCommand): RawCommand | undefined => {
  if (looksLikeCommand(value)) return value
  for (const key of singleKeys) {
    const inner = value[key]
    if (isJsonObject(inner) && looksLikeCommand(inner)) return inner
  }
  return undefined
}

const looksLikeCommand = (value: RawCommand): boolean =>
  verbKeys.some((key) => typeof value[key] === 'string') ||
  (typeof value['name'] === 'string' && argumentKeys.some((key) => Object.hasOwn(value, key)))

const isEnvelope = (value: RawCommand): boolean =>
  Object.hasOwn(value, 'say') && Object.keys(value).every((key) => key === 'say' || listKeys.includes(key))
