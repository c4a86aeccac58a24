/** Longest candidate that is kept to be read, in characters; a longer one is text to its end. */
const longestCandidate = 256 * 1024
/** Deepest nesting that is kept to be read. */
const deepestCandidate = 32
/** Characters within which a first key, or a call's name, must have come. */
const longestHead = 512
const longestName = 128

/**
 * Where a candidate stands: `open` wants more; `not` is no command and its text, from the second character on, must be
 * looked at again (at most `longestHead` characters); `done` is balanced; `cut` was broken off by the character that
 * comes next; `over` was too long or too deep and has ended, all of it being text.
 */
export type ScanState = 'open' | 'not' | 'done' | 'cut' | 'over'

/** Follows one value from its opening bracket to its closing one. */
export interface Scan {
  readonly state: ScanState
  /** What has been taken so far and not been released; the words of an envelope are left out. */
  readonly raw: string
  /** Whether it is an envelope whose words have begun to be released. */
  readonly speaks: boolean
  /** Forgets all and starts after an opening bracket. */
  begin(opener: '{' | '['): void
  /** Takes characters of `piece` from `from` on; returns the index of the first that was not taken. */
  take(piece: string, from: number): number
  /** Text that may be shown now: the words of an envelope, or a candidate that grew over its bounds; asked for once. */
  release(): string
}

/**
 * Makes a scan, to be begun at each `{` or `[`. A candidate is told apart from prose within a few characters: an object
 * begins with a key and a colon, a list with an object or with a call, `[f(`. From there on brackets are counted; quotes
 * open only where a value can stand, so that apostrophes in prose do not.
 */
export const createScan = (): Scan => {
  type Phase = 'start' | 'key' | 'word' | 'colon' | 'name' | 'body' | 'text' | 'quoteEnd' | 'say' | 'line' | 'block'
  let phase: Phase = 'start'
  let state: ScanState = 'open'
  let raw = ''
  let released = ''
  let size = 0
  let stack = ''
  let depth = 0
  let over = false
  let speaks = false
  let atFirstValue = false
  let quote = ''
  let escaped = false
  let unicode: string | undefined
  let name = ''
  let previous = ''
  let before = ''

  const begin = (opener: '{' | '['): void => {
    phase = 'start'
    state = 'open'
    raw = stack = previous = opener
    depth = 1
    size = 0
    over = speaks = atFirstValue = escaped = false
    released = quote = name = before = ''
    unicode = undefined
  }

  const push = (bracket: string): void => {
    depth += 1
    if (depth > deepestCandidate) over = true
    else stack += bracket
    previous = bracket
  }
  const pop = (closer: string): void => {
    previous = closer
    if (over) depth -= 1
    else {
      const at = stack.lastIndexOf(openers[closer] ?? '')
      if (at >= 0) stack = stack.slice(0, at)
      depth = stack.length
    }
    if (depth === 0) state = over ? 'over' : 'done'
  }

  const takeHead = (c: string): void => {
    if (size > longestHead || name.length > longestName) state = 'not'
    else if (phase === 'start') {
      if (isSpace(c)) return
      const inObject = stack.endsWith('{')
      if (c === '{' && !inObject) push(c)
      else if (closers[stack.at(-1) ?? ''] === c) {
        pop(c)
        phase = 'body'
      } else if (inObject && quotes[c]) {
        quote = quotes[c] ?? c
        phase = 'key'
      } else if (isNameChar(c) && !(c >= '0' && c <= '9')) {
        name = c
        phase = inObject ? 'word' : 'name'
      } else state = 'not'
    } else if (phase === 'key') {
      if (escaped) escaped = false
      else if (c === '\\') escaped = true
      else if (c === quote) phase = 'colon'
      else if (c === '\n') state = 'not'
      else name += c
    } else if (phase === 'word') {
      if (isNameChar(c) || c === '-') name += c
      else if (c === ':') beginBody(c)
      else if (isSpace(c)) phase = 'colon'
      else state = 'not'
    } else if (phase === 'name') {
      if (isNameChar(c) || c === '.') name += c
      else if (c === '(') {
        phase = 'body'
        push(c)
      } else state = 'not'
    } else if (c === ':') beginBody(c)
    else if (!isSpace(c)) state = 'not'
  }
  const beginBody = (c: string): void => {
    phase = 'body'
    previous = c
    atFirstValue = true
  }

  const takeBody = (c: string): void => {
    const isFirstValue = atFirstValue
    if (!isSpace(c)) atFirstValue = false
    if (isFirstValue && c === '"' && name === 'say' && stack === '{') {
      speaks = true
      phase = 'say'
    } else if (quotes[c] && valueMayFollow.has(previous)) {
      quote = quotes[c] ?? c
      phase = 'text'
    } else if (c === '{' || c === '[' || c === '(') push(c)
    else if (c === '}' || c === ']' || c === ')') pop(c)
    else if (c === '/' && before === '/') phase = 'line'
    else if (c === '*' && before === '/') phase = 'block'
    else if (!isSpace(c)) {
      if (c !== '/') previous = c
      // `http://` begins no comment.
      before = c === '/' && before === ':' ? ':' : c
      return
    }
    before = ''
  }

  const takeText = (c: string): void => {
    if (escaped) escaped = false
    else if (c === '\\') escaped = true
    else if (c === quote) {
      previous = c
      // An apostrophe ends a text only if what follows could not be inside it.
      phase = c === "'" ? 'quoteEnd' : 'body'
    }
  }

  const takeSay = (c: string): void => {
    if (unicode !== undefined) {
      unicode += c
      if (unicode.length < 4) return
      released += String.fromCharCode(Number.parseInt(unicode, 16) || 0xfffd)
      unicode = undefined
    } else if (escaped) {
      escaped = false
      if (c === 'u') unicode = ''
      else released += escapes[c] ?? c
    } else if (c === '\\') escaped = true
    else if (c === '"') {
      phase = 'body'
      previous = c
    } else released += c
  }

  const step = (c: string): void => {
    if (phase === 'quoteEnd') {
      if (isSpace(c) || c === quote) return
      phase = endsQuoted.has(c) ? 'body' : 'text'
    }
    if (phase === 'body') takeBody(c)
    else if (phase === 'text') takeText(c)
    else if (phase === 'say') takeSay(c)
    else if (phase === 'line') phase = c === '\n' ? 'body' : phase
    else if (phase === 'block') {
      if (c === '/' && before === '*') phase = 'body'
      before = phase === 'body' ? '' : c
    } else takeHead(c)
  }

  /** Whether `c`, which no JSON has here, shows that the value was broken off: a fence, a tag, another object. */
  const breaksOff = (c: string): boolean => phase === 'body' && !over && (c === '`' || c === '<' || (c === '{' && stack === '{' && previous !== ':'))

  return {
    begin,
    get state() { return state },
    get raw() { return raw },
    get speaks() { return speaks },
    take(piece, from) {
      let at = from
      let kept = from
      while (at < piece.length && state === 'open') {
        const c = piece[at] ?? ''
        if (breaksOff(c)) {
          state = 'cut'
          break
        }
        at += 1
        const wasOver = over
        const spoke = speaks
        step(c)
        if (phase === 'say') {
          if (!spoke) raw += piece.slice(kept, at)
          kept = at
        } else size += 1
        if (size >= longestCandidate && state === 'open') over = true
        if (over && !wasOver) {
          released += raw + piece.slice(kept, at)
          raw = ''
          kept = at
        }
      }
      if (over) released += piece.slice(kept, at)
      else raw += piece.slice(kept, at)
      return at
    },
    release() {
      const text = released
      released = ''
      return text
    },
  }
}

const openers: Readonly<Record<string, string>> = { '}': '{', ']': '[', ')': '(' }
const closers: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' }
const quotes: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”' }
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }
const valueMayFollow = new Set(['{', '[', '(', ',', ':', '='])
const endsQuoted = new Set([',', ':', '}', ']', ')', '/'])
const isSpace = (c: string): boolean => c === ' ' || c === '\n' || c === '\t' || c === '\r'
const isNameChar = (c: string): boolean => (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c === '_' || (c >= '0' && c <= '9')
