/**
 * Rewrites texts in single quotes, as Python writes them, into JSON's. A quote ends its text only where a comma, a colon
 * or a closing bracket follows, so that `'Don't panic'` stays whole (jsonrepair makes `Don"t` of it). Linear in time.
 */
export const straightenQuotes = (text: string): string => {
  let straight = ''
  let kept = 0
  let previous = ''
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at] ?? ''
    if (c === '"') at = endOfQuoted(text, at + 1, c)
    else if (c === "'" && opensAfter.has(previous)) {
      const end = endOfQuoted(text, at + 1, c)
      if (end >= text.length) break
      const inner = text.slice(at + 1, end).replaceAll("\\'", "'").replaceAll(/\\[^]|"/g, (part) => (part === '"' ? '\\"' : part))
      straight += `${text.slice(kept, at)}"${inner}"`
      kept = end + 1
      at = end
    }
    if (c.trim() !== '') previous = c
  }
  return straight + text.slice(kept)
}

const opensAfter = new Set(['{', '[', '(', ',', ':', '='])

/** The index of the quote that ends a text; the length of all if none does. */
const endOfQuoted = (text: string, from: number, quote: string): number => {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === quote && (quote === '"' || endsBefore(text, at + 1))) return at
  }
  return text.length
}

const endsBefore = (text: string, from: number): boolean => {
  let at = from
  while (at < text.length && (text[at] ?? '').trim() === '') at += 1
  return ',:}])/'.includes(text[at] ?? '')
}
