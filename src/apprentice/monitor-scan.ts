import { takeBody } from './monitor-body.ts'
import type { Candidate } from './monitor-candidate.ts'
import { takeHead } from './monitor-head.ts'

/** Longest candidate that is kept to be read, in characters; a longer one is text to its end. */
const longestCandidate = 256 * 1024

/** Gives a candidate characters of `piece` from `from` on; returns the index of the first that was not taken. */
export const scan = (candidate: Candidate, piece: string, from: number): number => {
  let at = from
  let kept = from
  while (at < piece.length && candidate.state === 'open') {
    const c = piece[at] ?? ''
    if (breaksOff(candidate, c)) {
      candidate.state = 'cut'
      break
    }
    at += 1
    const { isOver: wasOver, speaks: spoke } = candidate
    if (isHead(candidate)) takeHead(candidate, c)
    else takeBody(candidate, c)
    if (candidate.phase === 'say') {
      if (!spoke) candidate.raw += piece.slice(kept, at)
      kept = at
    } else candidate.size += 1
    if (candidate.size >= longestCandidate && candidate.state === 'open') candidate.isOver = true
    if (candidate.isOver && !wasOver) {
      candidate.released += candidate.raw + piece.slice(kept, at)
      candidate.raw = ''
      kept = at
    }
  }
  if (candidate.isOver) candidate.released += piece.slice(kept, at)
  else candidate.raw += piece.slice(kept, at)
  return at
}

/** Hands out, once, the text that may be shown by now: the words of an envelope, or a candidate that grew over its bounds. */
export const release = (candidate: Candidate): string => {
  const text = candidate.released
  candidate.released = ''
  return text
}

/** Whether `c`, which no JSON has here, shows that the value was broken off: a fence, a tag, another object. */
const breaksOff = ({ phase, isOver, stack, previous }: Candidate, c: string): boolean =>
  phase === 'body' && !isOver && (c === '`' || c === '<' || (c === '{' && stack === '{' && previous !== ':'))

const isHead = ({ phase }: Candidate): boolean => phase === 'start' || phase === 'key' || phase === 'word' || phase === 'colon' || phase === 'name'
