import { closeBracket, isSpace, openBracket, quotes } from './monitor-candidate.ts'
import type { Candidate } from './monitor-candidate.ts'

/** Counts brackets from the first value on; quotes open only where a value can stand, so that apostrophes in prose do not. */
export const takeBody = (candidate: Candidate, c: string): void => {
  if (candidate.phase === 'quoteEnd') {
    if (isSpace(c) || c === candidate.quote) return
    candidate.phase = endsQuoted.has(c) ? 'body' : 'text'
  }
  if (candidate.phase === 'body') takeBetween(candidate, c)
  else if (candidate.phase === 'text') takeText(candidate, c)
  else if (candidate.phase === 'say') takeSay(candidate, c)
  else takeComment(candidate, c)
}

const takeBetween = (candidate: Candidate, c: string): void => {
  const isFirstValue = candidate.isAtFirstValue
  if (!isSpace(c)) candidate.isAtFirstValue = false
  if (isFirstValue && c === '"' && candidate.name === 'say' && candidate.stack === '{') {
    candidate.speaks = true
    candidate.phase = 'say'
  } else if (quotes[c] && valueMayFollow.has(candidate.previous)) {
    candidate.quote = quotes[c] ?? c
    candidate.phase = 'text'
  } else if (c === '{' || c === '[' || c === '(') openBracket(candidate, c)
  else if (c === '}' || c === ']' || c === ')') closeBracket(candidate, c)
  else if (c === '/' && candidate.before === '/') candidate.phase = 'lineComment'
  else if (c === '*' && candidate.before === '/') candidate.phase = 'blockComment'
  else if (!isSpace(c)) {
    if (c !== '/') candidate.previous = c
    // `http://` begins no comment.
    candidate.before = c === '/' && candidate.before === ':' ? ':' : c
    return
  }
  candidate.before = ''
}

const takeText = (candidate: Candidate, c: string): void => {
  if (candidate.isEscaped) candidate.isEscaped = false
  else if (c === '\\') candidate.isEscaped = true
  else if (c === candidate.quote) {
    candidate.previous = c
    // An apostrophe ends a text only if what follows could not be inside it.
    candidate.phase = c === "'" ? 'quoteEnd' : 'body'
  }
}

/** The words of an envelope are released as they come, and so are read as JSON right here. */
const takeSay = (candidate: Candidate, c: string): void => {
  if (candidate.unicode !== undefined) {
    candidate.unicode += c
    if (candidate.unicode.length < 4) return
    candidate.released += String.fromCharCode(Number.parseInt(candidate.unicode, 16) || 0xfffd)
    candidate.unicode = undefined
  } else if (candidate.isEscaped) {
    candidate.isEscaped = false
    if (c === 'u') candidate.unicode = ''
    else candidate.released += escapes[c] ?? c
  } else if (c === '\\') candidate.isEscaped = true
  else if (c === '"') {
    candidate.phase = 'body'
    candidate.previous = c
  } else candidate.released += c
}

const takeComment = (candidate: Candidate, c: string): void => {
  const ends = candidate.phase === 'lineComment' ? c === '\n' : c === '/' && candidate.before === '*'
  candidate.before = ends || candidate.phase === 'lineComment' ? '' : c
  if (ends) candidate.phase = 'body'
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }
const valueMayFollow = new Set(['{', '[', '(', ',', ':', '='])
const endsQuoted = new Set([',', ':', '}', ']', ')', '/'])
