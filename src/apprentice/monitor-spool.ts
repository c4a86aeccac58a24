import type { RawCommand, Quality } from './monitor-judge.ts'

/** What the monitor tells, in the order of the stream. Neighbouring texts of one kind belong together, wherever they were cut. */
export type MonitorEvent =
  /** Prose to be shown; never the text of a command. */
  | { readonly kind: 'text'; readonly text: string }
  /** Thinking: may be shown folded, is never read for commands. */
  | { readonly kind: 'think'; readonly text: string }
  /** The inside of a block labelled example: shown, never run. */
  | { readonly kind: 'example'; readonly text: string }
  /**
   * A command, or the commands of one list or envelope, which belong in one transaction. `source` is what the model
   * wrote. With `refused` (a reason, such as "reserved key") the batch is empty: nothing of it may run.
   */
  | { readonly kind: 'commands'; readonly batch: readonly RawCommand[]; readonly source: string; readonly quality: Quality; readonly refused?: string }

/** What a piece of text is: said, thought, or in a block that is marked as an example. */
export type TextKind = 'text' | 'think' | 'example'

/** Gathers events; texts of one kind are joined, and no character is handed out by halves. */
export interface Spool {
  add(kind: TextKind, text: string): void
  commands(event: Extract<MonitorEvent, { kind: 'commands' }>): void
  /** Hands out what has been gathered; half a character at the end waits for its other half unless the stream `isOver`. */
  drain(isOver: boolean): MonitorEvent[]
}

/** Starts an empty spool. */
export const createSpool = (): Spool => {
  let events: MonitorEvent[] = []
  let kind: TextKind = 'text'
  let joined = ''
  let parts: string[] = []

  const close = (): void => {
    const text = joined + parts.join('')
    joined = ''
    parts = []
    if (text) events.push({ kind, text: text.toWellFormed() })
  }
  return {
    add(next, text) {
      if (text === '') return
      if (next !== kind) close()
      kind = next
      parts.push(text)
      // Many one-letter parts are dearer than a few long texts.
      if (parts.length === 4096) {
        const last = parts.pop() ?? ''
        joined += parts.join('')
        parts = [last]
      }
    },
    commands(event) {
      close()
      events.push(event)
    },
    drain(isOver) {
      const last = parts.at(-1) ?? ''
      const half = isOver || !isHighSurrogate(last.charCodeAt(last.length - 1)) ? '' : last.slice(-1)
      if (half) parts.push(parts.pop()?.slice(0, -1) ?? '')
      close()
      if (half) parts = [half]
      const drained = events
      events = []
      return drained
    },
  }
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
