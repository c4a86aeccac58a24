import { dictionary } from '../app/dictionary.ts'
import type { Schema } from '../app/schema.ts'
import type { Command } from '../data/command.ts'
import { normalise } from './aliases.ts'
import { createMonitor } from './monitor.ts'

/**
 * Finds every command that stands inside values, plain, fenced, nested in another's text, or encoded once (base64, URL,
 * HTML, escaped JSON). Values are data: a model that repeats one of these has been asked for nothing.
 * Answers their fingerprints, as `fingerprint` makes them.
 */
export const commandsInside = (schema: Schema, values: Iterable<unknown>): ReadonlySet<string> => {
  const found = new Set<string>()
  const look = (text: string, depth: number): void => {
    for (const reading of depth === 0 ? readings(text) : [text]) {
      if (!mayHoldCommand.test(reading)) continue
      const monitor = createMonitor()
      for (const event of [...monitor.push(reading), ...monitor.end('complete')]) {
        if (event.kind === 'example' && depth < deepest) look(event.text, depth + 1)
        if (event.kind !== 'commands') continue
        for (const raw of event.batch) {
          found.add(fingerprint(raw))
          const commands = normalise(raw, schema)
          if (commands.ok) for (const command of commands.value) found.add(fingerprint(command))
          if (depth < deepest) for (const inner of textsIn(raw)) look(inner, depth + 1)
        }
      }
    }
  }
  for (const value of values) for (const text of textsIn(value)) look(text, 0)
  return found
}

/** A command in one form for comparing: its keys sorted, numbers and texts alike, case and spaces aside. */
export const fingerprint = (command: Readonly<Record<string, unknown>>): string => JSON.stringify(plain(command))

/** Every text inside a value, however deep. */
const textsIn = (value: unknown, depth = 0): readonly string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || depth > 8) return []
  return Object.values(value).flatMap((inner: unknown) => textsIn(inner, depth + 1))
}

/** Whether what a command names, any of its texts, stands in someone's own words. */
export const standsInWords = (command: Command, words: string): boolean => {
  const said = new Set(tellingWords(words))
  const { action: _action, table: _table, ...rest } = command
  const names = textsIn(rest).map(tellingWords).filter((parts) => parts.length > 0)
  return names.some((parts) => parts.every((part) => said.has(part)))
}

const deepest = 3
const mayHoldCommand = /[{[(]/

/** The text as it is, and as it reads once decoded. */
const readings = (text: string): readonly string[] => {
  const decoded = [
    ...(/%7b|%5b/i.test(text) ? [text.replace(/(?:%[0-9a-f]{2})+/gi, percentDecoded)] : []),
    ...(/&(?:quot|#\d+|#x[0-9a-f]+|lbrace|lcub|apos);/i.test(text) ? [text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, entityDecoded)] : []),
    ...(/\\["u/]/.test(text) ? [text.replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))).replace(/\\(["\\/])/g, '$1')] : []),
    ...(text.match(/[A-Za-z0-9+/_-]{16,}={0,2}/g) ?? []).map((part) => Buffer.from(part, 'base64').toString('utf8')),
    ...(text.match(/(?:[0-9a-f]{2}\s*){16,}/gi) ?? []).map((part) => Buffer.from(part.replace(/\s/g, ''), 'hex').toString('utf8')),
  ]
  return [text, ...decoded]
}

const percentDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const named: Readonly<Record<string, string>> = dictionary({ quot: '"', apos: "'", lbrace: '{', rbrace: '}', lcub: '{', rcub: '}', lbrack: '[', rbrack: ']', colon: ':', comma: ',', amp: '&', lt: '<', gt: '>' })
const entityDecoded = (whole: string, name: string): string => {
  if (!name.startsWith('#')) return named[name.toLowerCase()] ?? whole
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
}

const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item: unknown) => plain(item))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]): [string, unknown] => [key.toLowerCase(), plain(inner)]).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return value === null ? null : String(value).trim().toLowerCase().replace(/\s+/g, ' ')
}

/** Without the short ones, which every sentence has. */
const tellingWords = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu)?.filter((word) => word.length > 2 || /\d/.test(word)) ?? []
