/** A stretch of the stream that is never read for commands, until its end. */
export interface Block {
  readonly kind: 'think' | 'example'
  /** Takes one character: `open` still, `closed` by it, or `before` it (it belongs to what follows). */
  take(c: string): 'open' | 'closed' | 'before'
  /** What may be shown by now. */
  release(): string
  /** What was withheld when the stream ended. */
  end(): string
}

/** Starts at `<name>`; ends with `</name>`, in any case. */
export const startThink = (name: string): Block => {
  const closer = `</${name}>`
  let shown = ''
  let held = ''
  return {
    kind: 'think',
    take(c) {
      if (closer.startsWith((held + c).toLowerCase())) held += c
      else {
        shown += held
        held = c === '<' ? c : ''
        if (!held) shown += c
      }
      return held.length === closer.length ? 'closed' : 'open'
    },
    release() {
      const text = shown
      shown = ''
      return text
    },
    end: () => held,
  }
}

const longestHold = 64

/**
 * Starts after the opening fence of an example. Where the fence ended its line, only a line of at least as many marks
 * and nothing else ends the example (so a fence inside it, or in a value, does not); else the next such run does.
 */
export const startExample = (mark: string, length: number, isOnLines: boolean): Block => {
  let shown = ''
  let held = ''
  let marks = 0
  let isLineStart = true
  const isCloser = (): boolean => marks >= length
  return {
    kind: 'example',
    take(c) {
      const holds = c === mark ? marks === held.length && (isLineStart || !isOnLines) : held !== '' && isOnLines && (c === ' ' || c === '\t' || c === '\r')
      if (holds && held.length < longestHold) {
        held += c
        if (c === mark) marks += 1
        return 'open'
      }
      if (isCloser() && (!isOnLines || c === '\n')) {
        held = ''
        return 'before'
      }
      isLineStart = c === '\n' || (isLineStart && held === '' && (c === ' ' || c === '\t'))
      shown += held + c
      held = ''
      marks = 0
      return 'open'
    },
    release() {
      const text = shown
      shown = ''
      return text
    },
    end: () => (isCloser() ? '' : held),
  }
}
