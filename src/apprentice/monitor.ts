import type { Block } from './monitor-block.ts'
import { endLabel, endRun, takeLabel, takeRun } from './monitor-fence.ts'
import type { Quality, RawCommand } from './monitor-judge.ts'
import { show, showWithheld } from './monitor-outlet.ts'
import { endOfPlain, takeLiteral, takeProse } from './monitor-prose.ts'
import { prose, startReader } from './monitor-reader.ts'
import type { Reader } from './monitor-reader.ts'
import { scan } from './monitor-scan.ts'
import { settle, settleAtEnd } from './monitor-settle.ts'
import type { MonitorEvent } from './monitor-spool.ts'

export type { MonitorEvent, Quality, RawCommand }

/** Finds commands in one reply of a model, while it comes. Used once. */
export interface Monitor {
  /** Takes the next piece of the reply; the events are the same however it was cut. */
  push(piece: string): MonitorEvent[]
  /**
   * Ends the reply: `complete` by itself, `cut` by a limit or a failure, `stopped` by the person. An unfinished command
   * is told as `truncated`, or, once stopped, as text.
   */
  end(how: 'complete' | 'cut' | 'stopped'): MonitorEvent[]
  /** Characters looked at so far, those looked at again counted again: at most a small multiple of those pushed. */
  readonly scanned: number
}

/** Starts a monitor. */
export const createMonitor = (): Monitor => {
  const reader = startReader()
  const { spool } = reader.outlet
  return {
    get scanned() { return reader.scanned },
    push(piece) {
      read(reader, piece)
      return spool.drain(false)
    },
    end(how) {
      readEnd(reader, how === 'stopped')
      return spool.drain(true)
    },
  }
}

/** Reads a text, and again what of it turns out to be something else than it began as. */
const read = (reader: Reader, text: string): void => {
  const { outlet } = reader
  let at = 0
  while (at < text.length) {
    const { mode } = reader
    const from = at
    let again = ''
    if (mode.kind === 'candidate') {
      at = scan(mode.candidate, text, at)
      again = settle(reader, mode.candidate)
    } else {
      if (mode.kind === 'prose' && !outlet.withholds) at = endOfPlain(text, at, outlet.isAfterWord)
      if (at > from) show(outlet, text.slice(from, at))
      else {
        at += 1
        again = take(reader, text[from] ?? '')
      }
    }
    reader.scanned += at - from
    if (again) read(reader, again)
  }
}

/** Takes one character; returns what must be read in the mode that follows. */
const take = (reader: Reader, c: string): string => {
  const { mode } = reader
  switch (mode.kind) {
    case 'prose':
      takeProse(reader, c)
      return ''
    case 'literal': return takeLiteral(reader, mode, c)
    case 'run': return takeRun(reader, mode, c)
    case 'label': return takeLabel(reader, mode, c)
    case 'block': return takeBlock(reader, mode.block, c)
    case 'candidate': return c
  }
}

const takeBlock = (reader: Reader, block: Block, c: string): string => {
  const taken = block.take(c)
  if (taken !== 'open') reader.mode = prose
  reader.outlet.spool.add(block.kind, block.release())
  return taken === 'before' ? c : ''
}

/** Tells what was still undecided when the stream ended. */
const readEnd = (reader: Reader, isStopped: boolean): void => {
  const { outlet } = reader
  // What stands behind a closing fence may be the start of the next.
  while (reader.mode.kind === 'run' || reader.mode.kind === 'label') {
    if (reader.mode.kind === 'run') endRun(reader, reader.mode)
    else read(reader, endLabel(reader, reader.mode, ''))
  }
  const { mode } = reader
  if (mode.kind === 'literal') show(outlet, mode.held)
  else if (mode.kind === 'block') outlet.spool.add(mode.block.kind, mode.block.end())
  else if (mode.kind === 'candidate') settleAtEnd(outlet, mode.candidate, isStopped)
  showWithheld(outlet)
}
