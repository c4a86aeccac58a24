/**
 * Writes words of a person as an FTS5 query: every word must be there, the last one may be only begun.
 * Nothing in them is syntax. Undefined if there is no word in them. With `open`, private fields are left out.
 */
export const matchOf = (words: string, { open = false }: { readonly open?: boolean } = {}): string | undefined => {
  const found = words.normalize('NFC').match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu)?.slice(0, mostWords)
  if (!found) return undefined
  const terms = found.map((word, at) => `"${word}"${at === found.length - 1 ? '*' : ''}`)
  return `${open ? '{text} : ' : ''}(${terms.join(' AND ')})`
}

const mostWords = 20
