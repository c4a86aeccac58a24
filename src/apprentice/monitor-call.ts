/**
 * Reads a list of calls as Python writes them, `[add(name="Buy milk", done=False)]`, into JSON text:
 * `[{"name":"add","arguments":{"name":"Buy milk","done":false}}]`. Undefined if it is anything else, such as a call with
 * an argument that has no name. `plain` is false when a value had to be repaired.
 * Llama 4, Gemma and Phi write this shape (the "pythonic" format of vLLM's tool parsers).
 */
export const readCalls = (text: string, repair: (text: string) => string | undefined): { readonly json: string; readonly plain: boolean } | undefined => {
  const calls: string[] = []
  let plain = true
  for (const part of splitOutside(text.trim().slice(1, -1))) {
    const call = /^\s*([A-Za-z_][\w.]*)\(([^]*)\)\s*$/.exec(part)
    if (!call) {
      if (part.trim() === '' && calls.length > 0) continue
      return undefined
    }
    const pairs: string[] = []
    for (const argument of splitOutside(call[2] ?? '')) {
      if (argument.trim() === '') continue
      const pair = /^\s*([A-Za-z_]\w*)\s*=([^]*)$/.exec(argument)
      const value = pair?.[2]?.trim()
      if (!pair || !value) return undefined
      const literal = pythonLiteral(value)
      const json = literal ?? repair(value)
      if (json === undefined) return undefined
      plain &&= literal !== undefined
      pairs.push(`${JSON.stringify(pair[1])}:${json}`)
    }
    calls.push(`{"name":${JSON.stringify(call[1])},"arguments":{${pairs.join(',')}}}`)
  }
  return calls.length > 0 ? { json: `[${calls.join(',')}]`, plain } : undefined
}

/** Cuts at commas that stand in no text and no bracket. */
const splitOutside = (text: string): string[] => {
  const parts: string[] = []
  let depth = 0
  let quote = ''
  let start = 0
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at] ?? ''
    if (quote) {
      if (c === '\\') at += 1
      else if (c === quote) quote = ''
    } else if (c === '"' || c === "'") quote = c
    else if ('([{'.includes(c)) depth += 1
    else if (')]}'.includes(c)) depth -= 1
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  parts.push(text.slice(start))
  return parts
}

const pythonWords: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null' }

/** A value that means the same in JSON, as JSON text; undefined if it needs repair. */
const pythonLiteral = (value: string): string | undefined => {
  const word = Object.hasOwn(pythonWords, value) ? pythonWords[value] : undefined
  if (word) return word
  const quoted = /^'([^'"\\\n]*)'$/.exec(value)
  if (quoted) return JSON.stringify(quoted[1])
  try {
    JSON.parse(value)
    return value
  } catch {
    return undefined
  }
}
