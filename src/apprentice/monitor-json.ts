/** What JSON text came to: its value, or the reason for which nothing in it may be used; undefined if it is not JSON. */
export type Reading = { readonly value: unknown; readonly refused?: undefined } | { readonly refused: string; readonly value?: undefined } | undefined

/** Keys that reach an object's prototype; no command may hold one. */
export const reservedKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Reads JSON as `JSON.parse` does, and refuses what it would silently lose or change: duplicate keys, numbers that a
 * double cannot hold, NUL, lone surrogates; keys that reach an object's prototype; and what is nested beyond all use.
 */
export const readJson = (text: string): Reading => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const refused = whyRefused(text)
  return refused ? { refused } : { value }
}

const deepest = 64

/** Walks the tokens of text that is known to be JSON. */
const whyRefused = (json: string): string | undefined => {
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g
  const open: (Set<string> | undefined)[] = []
  let isKey = false
  for (let found = token.exec(json); found; found = token.exec(json)) {
    const part = found[0]
    const first = part[0]
    if (open.length > deepest) return 'nested too deeply'
    if (first === '{') {
      open.push(new Set())
      isKey = true
    } else if (first === '[') {
      open.push(undefined)
      isKey = false
    } else if (first === '}' || first === ']') {
      open.pop()
      isKey = false
    } else if (first === ',') isKey = open.at(-1) !== undefined
    else if (first === ':') isKey = false
    else {
      const refused = first === '"' ? whyTextRefused(part, isKey ? open.at(-1) : undefined) : whyNumberRefused(part)
      if (refused) return refused
    }
  }
  return undefined
}

const whyTextRefused = (part: string, keys: Set<string> | undefined): string | undefined => {
  // A decoded token differs from its source only if it holds an escape.
  const text: string = part.includes('\\') ? String(JSON.parse(part)) : part.slice(1, -1)
  if (text.includes('\0')) return 'NUL character'
  if (!text.isWellFormed()) return 'broken character'
  if (!keys) return undefined
  if (reservedKeys.has(text)) return 'reserved key'
  if (keys.has(text)) return 'duplicate key'
  keys.add(text)
  return undefined
}

const whyNumberRefused = (part: string): string | undefined =>
  part === 'true' || part === 'false' || part === 'null' || Math.abs(Number(part)) <= Number.MAX_SAFE_INTEGER ? undefined : 'number out of range'
