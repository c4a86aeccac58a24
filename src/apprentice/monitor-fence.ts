import { startExample } from './monitor-block.ts'
import { mayWithhold, show, showWithheld, withhold } from './monitor-outlet.ts'
import { prose } from './monitor-reader.ts'
import type { Mode, Reader } from './monitor-reader.ts'
import { isPlainLabel, labelsExample } from './monitor-words.ts'

type Run = Extract<Mode, { kind: 'run' }>
type Label = Extract<Mode, { kind: 'label' }>

const longestRun = 64
const longestLabel = 64

/** Takes a character after backticks or tildes; returns what must be read in the mode that follows. */
export const takeRun = (reader: Reader, mode: Run, c: string): string => {
  if (c === mode.run[0] && mode.run.length < longestRun) {
    mode.run += c
    return ''
  }
  endRun(reader, mode)
  return c
}

/** One or two backticks may enclose a command too; three or more marks are a fence, and its label follows. */
export const endRun = (reader: Reader, { run, isAtLineStart }: Run): void => {
  const { outlet } = reader
  reader.mode = prose
  if (run.length >= 3) reader.mode = { kind: 'label', run, isAtLineStart, label: '' }
  else if (run.startsWith('~') || !mayWithhold(outlet)) show(outlet, run)
  else if (run === outlet.closingTicks) {
    outlet.closingTicks = ''
    outlet.withheld = ''
  } else {
    outlet.ticks = run
    withhold(outlet, run)
  }
}

/** Takes a character of a fence's label, or the one that ends it; returns what must be read in the mode that follows. */
export const takeLabel = (reader: Reader, mode: Label, c: string): string => {
  if (!'\n{[`<'.includes(c) && mode.label.length < longestLabel) {
    mode.label += c
    return ''
  }
  return endLabel(reader, mode, c)
}

/** Decides, before `next`, what a fence begins or ends; returns what must be read in the mode that follows. */
export const endLabel = (reader: Reader, { run, isAtLineStart, label }: Label, next: string): string => {
  const { outlet } = reader
  const { fence } = outlet
  const mark = run.slice(0, 1)
  reader.mode = prose
  if (labelsExample(label)) {
    showWithheld(outlet)
    outlet.fence = undefined
    reader.mode = { kind: 'block', block: startExample(mark, run.length, next === '\n') }
    return next === '\n' ? '' : next
  }
  const closes = fence?.mark === mark && run.length >= fence.length && !(isAtLineStart && /^[a-z]/i.test(label))
  if (closes) {
    if (fence.isShown === false) outlet.withheld = ''
    else show(outlet, run)
    outlet.withholds = fence.isShown === false
    outlet.fence = undefined
    return label + next
  }
  outlet.fence = { mark, length: run.length }
  if (isPlainLabel(label) && mayWithhold(outlet)) withhold(outlet, run + label)
  else show(outlet, run + label)
  return next
}
