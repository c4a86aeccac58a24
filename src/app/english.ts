/** The plural of an English noun, near enough; a table's `title` says it better where this is wrong. */
export const plural = (noun: string): string =>
  /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : /(s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`

/** Makes the first letter a capital. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** Puts `a` or `an` before a noun, by its first letter. */
export const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`
