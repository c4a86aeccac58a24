import { closeBracket, isSpace, openBracket, quotes } from './monitor-candidate.ts'
import type { Candidate } from './monitor-candidate.ts'

/** Characters within which a first key, or a call's name, must have come. */
const longestHead = 512
const longestName = 128

/**
 * Tells a candidate from prose within a few characters: an object begins with a key and a colon, a list with an object or
 * with a call, `[f(`.
 */
export const takeHead = (candidate: Candidate, c: string): void => {
  if (candidate.size > longestHead || candidate.name.length > longestName) candidate.state = 'not'
  else if (candidate.phase === 'start') takeStart(candidate, c)
  else if (candidate.phase === 'key') takeKey(candidate, c)
  else if (candidate.phase === 'word') takeWord(candidate, c)
  else if (candidate.phase === 'name') takeName(candidate, c)
  else if (c === ':') beginBody(candidate)
  else if (!isSpace(c)) candidate.state = 'not'
}

const takeStart = (candidate: Candidate, c: string): void => {
  if (isSpace(c)) return
  const inObject = candidate.stack.endsWith('{')
  if (c === '{' && !inObject) openBracket(candidate, c)
  else if (c === (inObject ? '}' : ']')) {
    closeBracket(candidate, c)
    candidate.phase = 'body'
  } else if (inObject && quotes[c]) {
    candidate.quote = quotes[c] ?? c
    candidate.phase = 'key'
  } else if (isNameChar(c) && !isDigit(c)) {
    candidate.name = c
    candidate.phase = inObject ? 'word' : 'name'
  } else candidate.state = 'not'
}

const takeKey = (candidate: Candidate, c: string): void => {
  if (candidate.isEscaped) candidate.isEscaped = false
  else if (c === '\\') candidate.isEscaped = true
  else if (c === candidate.quote) candidate.phase = 'colon'
  else if (c === '\n') candidate.state = 'not'
  else candidate.name += c
}

const takeWord = (candidate: Candidate, c: string): void => {
  if (isNameChar(c) || c === '-') candidate.name += c
  else if (c === ':') beginBody(candidate)
  else if (isSpace(c)) candidate.phase = 'colon'
  else candidate.state = 'not'
}

const takeName = (candidate: Candidate, c: string): void => {
  if (isNameChar(c) || c === '.') candidate.name += c
  else if (c === '(') {
    candidate.phase = 'body'
    openBracket(candidate, c)
  } else candidate.state = 'not'
}

const beginBody = (candidate: Candidate): void => {
  candidate.phase = 'body'
  candidate.previous = ':'
  candidate.isAtFirstValue = true
}

const isNameChar = (c: string): boolean => (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c === '_' || isDigit(c)
const isDigit = (c: string): boolean => c >= '0' && c <= '9'
