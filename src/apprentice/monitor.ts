import { startExample, startThink } from './monitor-block.ts'
import type { Block } from './monitor-block.ts'
import { judge } from './monitor-judge.ts'
import type { Quality, RawCommand } from './monitor-judge.ts'
import { createScan } from './monitor-scan.ts'
import { createSpool } from './monitor-spool.ts'
import type { MonitorEvent } from './monitor-spool.ts'
import { beginsLiteral, isPlainLabel, labelsExample, literals } from './monitor-words.ts'

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

const longestPending = 256
const longestRun = 64
const longestLabel = 64

/**
 * Starts a monitor. Whatever may yet turn out to wrap a command (a fence, a tag, white space after it) waits in `pending`,
 * at most `longestPending` characters or so: it goes when a command comes and is shown when anything else does.
 */
export const createMonitor = (): Monitor => {
  type Mode = 'prose' | 'literal' | 'run' | 'label' | 'scan' | 'block'
  const spool = createSpool()
  const scan = createScan()
  let mode: Mode = 'prose'
  let block: Block = startThink('think')
  let fence: { readonly mark: string; readonly length: number; isShown?: boolean } | undefined
  let held = ''
  let label = ''
  let pending = ''
  let waits = false
  let ticks = ''
  let closingTicks = ''
  let isLineStart = true
  let isFenceAtLineStart = false
  let isAfterWord = false
  let scanned = 0

  const feed = (text: string): void => {
    let at = 0
    while (at < text.length) {
      const from = at
      if (mode === 'scan') at = takeScan(text, at)
      else if (mode === 'prose' && !waits) {
        at = endOfPlain(text, at, isAfterWord)
        if (at > from) show(text.slice(from, at))
        else step(text[at++] ?? '')
      } else step(text[at++] ?? '')
      scanned += at - from
    }
  }

  const step = (c: string): void => {
    if (mode === 'prose') takeProse(c)
    else if (mode === 'literal') takeLiteral(c)
    else if (mode === 'run') takeRun(c)
    else if (mode === 'label') takeLabel(c)
    else if (mode === 'block') takeBlock(c)
    else takeScan(c, 0)
  }

  const takeProse = (c: string): void => {
    if (c === '{') beginScan(c)
    else if (c === '<' || c === '[' || (isFunctools(c) && !isAfterWord)) hold(c, 'literal')
    else if (c === '`' || c === '~') hold(c, 'run')
    else if (waits && isSeparator(c) && pending.length < longestPending) {
      pending += c
      noteLine(c)
    } else show(c)
  }
  const hold = (c: string, next: Mode): void => {
    held = c
    mode = next
    isFenceAtLineStart = isLineStart
    noteLine(c)
  }

  const takeLiteral = (c: string): void => {
    const text = held + c
    const literal = literals.get(text.toLowerCase())
    if (!literal && beginsLiteral(text)) {
      held = text
      return
    }
    held = ''
    mode = 'prose'
    if (literal?.kind === 'think') {
      showPending()
      block = startThink(literal.name)
      mode = 'block'
    } else if (literal?.kind === 'list') {
      pending += text.slice(0, -1)
      beginScan('[')
    } else if (literal) {
      // White space between a command and the end of its wrapping goes with it.
      if (/^[\s,;]*$/.test(pending)) pending = ''
      waits = true
    } else if (text.startsWith('[')) {
      beginScan('[')
      feed(text.slice(1))
    } else {
      show(text.slice(0, -1))
      step(c)
    }
  }

  const takeRun = (c: string): void => {
    if (c === held[0] && held.length < longestRun) {
      held += c
      return
    }
    endRun()
    step(c)
  }
  /** One or two backticks may enclose a command too; three or more marks are a fence, and its label follows. */
  const endRun = (): void => {
    const run = held
    held = ''
    mode = 'prose'
    if (run.length >= 3) {
      held = run
      label = ''
      mode = 'label'
    } else if (run.startsWith('~') || pending.length > longestPending) show(run)
    else if (run === closingTicks) {
      closingTicks = ''
      pending = ''
    } else {
      pending += run
      ticks = run
      waits = true
    }
  }

  const takeLabel = (c: string): void => {
    if (!'\n{[`<'.includes(c) && label.length < longestLabel) {
      label += c
      return
    }
    endLabel(c)
    if (c !== '\n' || mode !== 'block') step(c)
  }
  const endLabel = (next: string): void => {
    const run = held
    const mark = run.slice(0, 1)
    held = ''
    mode = 'prose'
    if (labelsExample(label)) {
      showPending()
      fence = undefined
      block = startExample(mark, run.length, next === '\n')
      mode = 'block'
    } else if (fence?.mark === mark && run.length >= fence.length && !(isFenceAtLineStart && /^[a-z]/i.test(label))) {
      if (fence.isShown === false) pending = ''
      else show(run)
      waits = fence.isShown === false
      fence = undefined
      feed(label)
    } else {
      fence = { mark, length: run.length }
      if (isPlainLabel(label) && pending.length < longestPending) {
        pending += run + label
        waits = true
      } else show(run + label)
    }
  }

  const takeBlock = (c: string): void => {
    const taken = block.take(c)
    if (taken !== 'open') mode = 'prose'
    spool.add(block.kind, block.release())
    if (taken === 'before') step(c)
  }

  const beginScan = (opener: '{' | '['): void => {
    scan.begin(opener)
    mode = 'scan'
    isLineStart = isAfterWord = false
  }
  const takeScan = (text: string, from: number): number => {
    const at = scan.take(text, from)
    const words = scan.release()
    if (words) {
      if (scan.speaks) dropPending()
      else showPending()
      spool.add('text', words)
    }
    if (scan.state !== 'open') mode = 'prose'
    if (scan.state === 'not') {
      const { raw } = scan
      show(raw.slice(0, 1))
      feed(raw.slice(1))
    } else if (scan.state === 'done' || scan.state === 'cut') endScan(scan.state === 'done')
    return at
  }
  const endScan = (isWhole: boolean): void => {
    const source = scan.raw
    const verdict = judge(source, isWhole)
    if (verdict.kind === 'text') {
      if (isWhole || !scan.speaks) show(source)
      return
    }
    closingTicks = ticks
    ticks = ''
    dropPending()
    if (!scan.speaks) spool.add('text', verdict.say ?? '')
    waits = true
    if (verdict.kind === 'words') return
    const { batch, quality, refused } = verdict
    spool.commands(Object.freeze({ kind: 'commands', batch, source, quality, ...(refused && { refused }) }))
  }

  const show = (text: string): void => {
    showPending()
    spool.add('text', text)
    noteLine(text)
  }
  const showPending = (): void => {
    spool.add('text', pending)
    if (fence) fence.isShown ??= true
    pending = ticks = closingTicks = ''
    waits = false
  }
  const dropPending = (): void => {
    if (fence) fence.isShown ??= false
    pending = ''
  }
  const noteLine = (text: string): void => {
    const line = text.lastIndexOf('\n')
    if (line >= 0 || isLineStart) isLineStart = text.slice(line + 1).trim() === ''
    isAfterWord = isWordUnit(text.charCodeAt(text.length - 1))
  }

  return {
    get scanned() { return scanned },
    push(piece) {
      feed(piece)
      return spool.drain(false)
    },
    end(how) {
      if (mode === 'run') endRun()
      if (mode === 'label') endLabel('')
      if (mode === 'literal') show(held)
      else if (mode === 'block') spool.add(block.kind, block.end())
      else if (mode === 'scan' && how !== 'stopped') endScan(false)
      else if (mode === 'scan' && !scan.speaks) show(scan.raw)
      showPending()
      return spool.drain(true)
    },
  }
}

const isFunctools = (c: string): boolean => c === 'f' || c === 'F'
const isSeparator = (c: string): boolean => c === ',' || c === ';' || c.trim() === ''
const isWordUnit = (unit: number): boolean => (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || unit === 95 || (unit >= 97 && unit <= 122)

/** The index of the next character that may begin something other than prose. */
const endOfPlain = (text: string, from: number, isAfterWord: boolean): number => {
  let isWord = isAfterWord
  for (let at = from; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === 60 || unit === 91 || unit === 96 || unit === 123 || unit === 126) return at
    if ((unit === 102 || unit === 70) && !isWord) return at
    isWord = isWordUnit(unit)
  }
  return text.length
}
