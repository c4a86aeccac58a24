import type { Block } from './monitor-block.ts'
import { startCandidate } from './monitor-candidate.ts'
import type { Candidate } from './monitor-candidate.ts'
import { startOutlet } from './monitor-outlet.ts'
import type { Outlet } from './monitor-outlet.ts'

/** What the next character is read as. */
export type Mode =
  | { readonly kind: 'prose' }
  /** What a literal may yet come of, such as the start of a tag. */
  | { readonly kind: 'literal'; held: string }
  /** A run of one mark, backticks or tildes. */
  | { readonly kind: 'run'; run: string; readonly isAtLineStart: boolean }
  /** A fence's run has ended, and its label comes. */
  | { readonly kind: 'label'; readonly run: string; readonly isAtLineStart: boolean; label: string }
  /** Thinking, or an example. */
  | { readonly kind: 'block'; readonly block: Block }
  /** What may be a command. */
  | { readonly kind: 'candidate'; readonly candidate: Candidate }

/** One reply being read: changed by every character that it is given. */
export interface Reader {
  readonly outlet: Outlet
  mode: Mode
  /** Characters looked at so far, those looked at again counted again. */
  scanned: number
}

/** The mode between all others. */
export const prose: Mode = Object.freeze({ kind: 'prose' })

/** Starts before the first character. */
export const startReader = (): Reader => ({ outlet: startOutlet(), mode: prose, scanned: 0 })

/** Reads what may be a command from here on. */
export const beginCandidate = (reader: Reader, opener: '{' | '['): void => {
  reader.mode = { kind: 'candidate', candidate: startCandidate(opener) }
  reader.outlet.isLineStart = reader.outlet.isAfterWord = false
}
