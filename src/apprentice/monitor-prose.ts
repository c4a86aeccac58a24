import { startThink } from './monitor-block.ts'
import { isWordUnit, mayWithhold, noteLine, show, showWithheld, withhold } from './monitor-outlet.ts'
import { beginCandidate, prose } from './monitor-reader.ts'
import type { Mode, Reader } from './monitor-reader.ts'
import { beginsLiteral, literals } from './monitor-words.ts'

/** The index, from `from` on, of the first character that may begin something other than prose. */
export const endOfPlain = (text: string, from: number, isAfterWord: boolean): number => {
  let isWord = isAfterWord
  for (let at = from; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === 60 || unit === 91 || unit === 96 || unit === 123 || unit === 126) return at
    if ((unit === 102 || unit === 70) && !isWord) return at
    isWord = isWordUnit(unit)
  }
  return text.length
}

/** Takes a character of prose, or one that begins something else. */
export const takeProse = (reader: Reader, c: string): void => {
  const { outlet } = reader
  const { isLineStart: isAtLineStart } = outlet
  if (c === '{') beginCandidate(reader, c)
  else if (c === '<' || c === '[' || (isFunctools(c) && !outlet.isAfterWord)) {
    reader.mode = { kind: 'literal', held: c }
    noteLine(outlet, c)
  } else if (c === '`' || c === '~') {
    reader.mode = { kind: 'run', run: c, isAtLineStart }
    noteLine(outlet, c)
  } else if (outlet.withholds && isSeparator(c) && mayWithhold(outlet)) {
    withhold(outlet, c)
    noteLine(outlet, c)
  } else show(outlet, c)
}

/** Takes a character after one that may begin a literal; returns what must be read in the mode that follows. */
export const takeLiteral = (reader: Reader, mode: Extract<Mode, { kind: 'literal' }>, c: string): string => {
  const { outlet } = reader
  const text = mode.held + c
  const literal = literals.get(text.toLowerCase())
  if (!literal && beginsLiteral(text)) {
    mode.held = text
    return ''
  }
  reader.mode = prose
  if (literal?.kind === 'think') {
    showWithheld(outlet)
    reader.mode = { kind: 'block', block: startThink(literal.name) }
  } else if (literal?.kind === 'list') {
    outlet.withheld += text.slice(0, -1)
    beginCandidate(reader, '[')
  } else if (literal) {
    // White space between a command and the end of its wrapping goes with it.
    if (/^[\s,;]*$/.test(outlet.withheld)) outlet.withheld = ''
    outlet.withholds = true
  } else if (text.startsWith('[')) {
    beginCandidate(reader, '[')
    return text.slice(1)
  } else {
    show(outlet, text.slice(0, -1))
    return c
  }
  return ''
}

const isFunctools = (c: string): boolean => c === 'f' || c === 'F'
const isSeparator = (c: string): boolean => c === ',' || c === ';' || c.trim() === ''
