/** One word of what was said, or one mark (`,` `;` `:` `(` `)` `.` `!` `?`); quoted text is one word. */
export interface Word {
  /** As it was typed, without its quotes. */
  readonly text: string
  /** Lower case, with straight apostrophes; for comparing. A quoted word compares with nothing. */
  readonly norm: string
  readonly start: number
  readonly end: number
  /** Its place among all words of the text. */
  readonly index: number
  readonly quoted: boolean
  /** The whole text that it stands in. */
  readonly source: string
}

/** Cuts a text into words. Nothing of it is lost: every word knows where it stood. */
export const readWords = (source: string): readonly Word[] => {
  const words: Word[] = []
  const push = (start: number, end: number, { quoted = false, norm }: { quoted?: boolean; norm?: string } = {}) => {
    if (end <= start) return
    const text = quoted ? source.slice(start + 1, end - 1).trim() : source.slice(start, end)
    if (text !== '') words.push({ text, norm: quoted ? `"${text}"` : (norm ?? straight(text).toLowerCase()), start, end, index: words.length, quoted, source })
  }
  for (let at = 0; at < source.length; ) {
    const quoted = quotedAt(source, at)
    if (quoted) { push(at, quoted, { quoted: true }); at = quoted; continue }
    if (/\s/.test(source.charAt(at))) { at++; continue }
    const todo = todoAt(source, at)
    if (todo) { push(at, todo, { norm: /s$/i.test(source.slice(at, todo)) ? 'todos' : 'todo' }); at = todo; continue }
    if (/[,;()]/.test(source.charAt(at))) { push(at, at + 1); at++; continue }
    let end = at
    while (end < source.length && !isBreak(source, end)) end++
    pushChunk(source, { at, end: Math.max(end, at + 1) }, push)
    at = Math.max(end, at + 1)
  }
  return words
}

/** The text of some words as it was typed; words that no longer stand side by side are joined by spaces. */
export const textOf = (words: readonly Word[]): string => {
  const [first] = words
  const last = words.at(-1)
  if (!first || !last) return ''
  if (words.length === 1) return first.text
  const together = words.every((word, i) => i === 0 || word.index === (words[i - 1]?.index ?? -1) + 1)
  return together ? first.source.slice(first.start, last.end).replace(/\s+/g, ' ') : words.map((word) => word.text).join(' ')
}

/** True when the words from `at` on are exactly these. */
export const standsAt = (words: readonly Word[], at: number, phrase: readonly string[]): boolean =>
  at >= 0 && at + phrase.length <= words.length && phrase.every((norm, i) => words[at + i]?.norm === norm)

/** Phrases parted by commas or lines, as words; the longest first. */
export const phrases = (text: string): readonly (readonly string[])[] =>
  text.split(/[,\n]/).map((phrase) => phrase.trim().split(/\s+/)).filter(([first]) => first !== undefined && first !== '').toSorted((a, b) => b.length - a.length)
/** How many words of the first of the phrases stand at the beginning; 0 for none. */
export const leadOf = (words: readonly Word[], leads: readonly (readonly string[])[]): number => leads.find((one) => standsAt(words, 0, one))?.length ?? 0
/** The words without the first of the phrases that they end in, if something stands before it. */
export const withoutEnd = (words: readonly Word[], ends: readonly (readonly string[])[]): readonly Word[] => {
  const end = ends.find((one) => words.length > one.length && standsAt(words, words.length - one.length, one))
  return end ? words.slice(0, -end.length) : words
}

/** The words of a name: `author_name`, `dueDate` and "Due date" give two each. */
export const nameWords = (name: string): readonly string[] =>
  name.replace(/([a-z])([A-Z])/g, '$1 $2').split(/[\s_]+/).filter((word) => word !== '').map((word) => straight(word).toLowerCase())

/** Where "to-do", the "to do" of a list, or "to do's" ends: they are the one word "todo", however it is written. */
const todoAt = (source: string, at: number): number | undefined => {
  todo.lastIndex = at
  return todo.test(source) ? todo.lastIndex : undefined
}
const todo = /to-do(?:['’]?s)?(?![\w-])|to do(?= lists?\b)|to do['’]?s(?![\w-])/iy

const straight = (text: string) => text.replace(/[‘’ʼ]/g, "'")

const closing: Readonly<Record<string, string>> = { '"': '"', '“': '”', '„': '“', '«': '»', '`': '`', '‘': '’', "'": "'" }
const quotedAt = (source: string, at: number): number | undefined => {
  const open = source.charAt(at)
  const close = closing[open]
  if (!close || (at > 0 && !/[\s(,;:]/.test(source.charAt(at - 1)))) return undefined
  for (let end = source.indexOf(close, at + 1); end > 0; end = source.indexOf(close, end + 1))
    if (end > at + 1 && (end + 1 === source.length || /[\s),;:.!?'’]/.test(source.charAt(end + 1)))) return end + 1
  return undefined
}

const isBreak = (source: string, at: number) => {
  const char = source.charAt(at)
  // "1,200" and "3,80" are numbers; "1,2,3" is a list.
  if (char === ',') return !(/\d/.test(source.charAt(at - 1)) && /^(\d{3}(?!\d)|\d{1,2}(?!\d|,\d))/.test(source.slice(at + 1, at + 6)) && !/,\d{1,2}$/.test(source.slice(0, at)))
  return /[\s;()]/.test(char)
}

// A mark at a word's end is a word of its own; so is the possessive.
const pushChunk = (source: string, { at, end }: { at: number; end: number }, push: (start: number, end: number, more?: { norm?: string }) => void) => {
  let stop = end
  while (stop > at + 1 && /[.!?:…]/.test(source.charAt(stop - 1))) stop--
  const body = straight(source.slice(at, stop)).toLowerCase()
  if (source.charAt(stop) === '.' && (abbreviations.has(body) || isInitial(source, at, stop))) stop++
  const owner = /^(.+)('s|s')$/.exec(body)
  const short = /^(what|who|where|when|how|there)s$/.exec(body)?.[1]
  if (owner?.[1] && body !== "let's") {
    const cut = body.endsWith("'s") ? stop - 2 : stop - 1
    push(at, cut)
    push(cut, stop, { norm: isAsker.test(owner[1]) ? 'is' : "'s" })
  } else if (short) {
    // "whats due"
    push(at, stop - 1, { norm: short })
    push(stop - 1, stop, { norm: 'is' })
  } else push(at, stop)
  for (let mark = stop; mark < end; mark++) push(mark, mark + 1)
}
// "J. R. R. Tolkien", "J.R.R. Tolkien", "by J. Tolkien": these points end no sentence.
const isInitial = (source: string, at: number, stop: number) => {
  const body = source.slice(at, stop)
  if (/^(\p{L}\.)+\p{L}$/u.test(body)) return source.slice(stop + 1).trim() !== ''
  return /^\p{Lu}$/u.test(body) && /^\.\s+\p{Lu}/u.test(source.slice(stop)) && (/(\b(by|to|as|for|from|with|author|artist|is|called|named)|(^|\s)\p{Lu}\.)\s+$/u.test(source.slice(0, at)) || /^\.\s+\p{Lu}\.\s/u.test(source.slice(stop)))
}
const isAsker = /^(what|who|where|when|how|that|it|there|here|which)$/
const abbreviations = new Set(['dr', 'mr', 'mrs', 'ms', 'st', 'prof', 'no', 'vs', 'e.g', 'i.e', 'etc'])
