/**
 * Where a candidate stands: `open` wants more; `not` is no command and its text, from the second character on, must be
 * looked at again (at most `longestHead` characters); `done` is balanced; `cut` was broken off by the character that
 * comes next; `over` was too long or too deep and has ended, all of it being text.
 */
export type CandidateState = 'open' | 'not' | 'done' | 'cut' | 'over'

/**
 * What the next character is read as. The head: `start`, then `key` (in quotes) or `word` (without) and `colon`, or the `name`
 * of a call. The body: `body` between texts, `text` inside one, `quoteEnd` after an apostrophe that may end one, `say` inside
 * the words of an envelope, and comments.
 */
export type Phase = 'start' | 'key' | 'word' | 'colon' | 'name' | 'body' | 'text' | 'quoteEnd' | 'say' | 'lineComment' | 'blockComment'

/** One value, followed from its opening bracket to its closing one: changed by every character that it is given. */
export interface Candidate {
  state: CandidateState
  phase: Phase
  /** What has been taken so far and not been released; the words of an envelope are left out. */
  raw: string
  /** Text that may be shown: the words of an envelope, or a candidate that grew over its bounds. */
  released: string
  /** Characters taken, without the words of an envelope. */
  size: number
  /** The brackets that are open; once `isOver`, only `depth` counts them. */
  stack: string
  depth: number
  /** Whether it is too long or too deep: it is followed to its end, but not kept. */
  isOver: boolean
  /** Whether it is an envelope whose words have begun to be released. */
  speaks: boolean
  /** Whether the value of the first key comes next. */
  isAtFirstValue: boolean
  /** The quote that ends the present text. */
  quote: string
  isEscaped: boolean
  /** The digits so far of a `\u` in the words of an envelope. */
  unicode: string | undefined
  /** The first key, or the name of the call. */
  name: string
  /** The last character outside texts that is neither space nor slash: it tells whether a value may follow. */
  previous: string
  /** The character before, where two of them begin or end a comment. */
  before: string
}

/** Starts after an opening bracket. */
export const startCandidate = (opener: '{' | '['): Candidate => ({
  state: 'open',
  phase: 'start',
  raw: opener,
  released: '',
  size: 0,
  stack: opener,
  depth: 1,
  isOver: false,
  speaks: false,
  isAtFirstValue: false,
  quote: '',
  isEscaped: false,
  unicode: undefined,
  name: '',
  previous: opener,
  before: '',
})

/** Deepest nesting that is kept to be read. */
const deepestCandidate = 32

/** Goes one bracket deeper. */
export const openBracket = (candidate: Candidate, bracket: string): void => {
  candidate.depth += 1
  if (candidate.depth > deepestCandidate) candidate.isOver = true
  else candidate.stack += bracket
  candidate.previous = bracket
}

/** Closes the innermost bracket of this kind, with whatever is open inside it; the outermost ends the candidate. */
export const closeBracket = (candidate: Candidate, closer: string): void => {
  candidate.previous = closer
  if (candidate.isOver) candidate.depth -= 1
  else {
    const at = candidate.stack.lastIndexOf(openers[closer] ?? '')
    if (at >= 0) candidate.stack = candidate.stack.slice(0, at)
    candidate.depth = candidate.stack.length
  }
  if (candidate.depth === 0) candidate.state = candidate.isOver ? 'over' : 'done'
}

const openers: Readonly<Record<string, string>> = { '}': '{', ']': '[', ')': '(' }

/** The closing quote of each that opens. */
export const quotes: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”' }

/** Whether a character is white space of JSON. */
export const isSpace = (c: string): boolean => c === ' ' || c === '\n' || c === '\t' || c === '\r'
