import { createSpool } from './monitor-spool.ts'
import type { Spool } from './monitor-spool.ts'

/** A fence that is open. `isShown` is unknown while its mark is withheld. */
export interface Fence {
  readonly mark: string
  readonly length: number
  isShown?: boolean
}

/**
 * What is told, and what waits to be told: whatever may yet turn out to wrap a command (a fence, a tag, white space after
 * it) is withheld. It goes when a command comes and is shown when anything else does.
 */
export interface Outlet {
  readonly spool: Spool
  withheld: string
  /** Whether white space and separators are withheld too: a command or a part of its wrapping came last. */
  withholds: boolean
  /** One or two backticks that may enclose the command to come, and those that enclose the one that came. */
  ticks: string
  closingTicks: string
  fence: Fence | undefined
  /** Whether only white space has come in this line. */
  isLineStart: boolean
  /** Whether a letter, a digit or an underscore came last. */
  isAfterWord: boolean
}

/** Starts with nothing told. */
export const startOutlet = (): Outlet => ({
  spool: createSpool(),
  withheld: '',
  withholds: false,
  ticks: '',
  closingTicks: '',
  fence: undefined,
  isLineStart: true,
  isAfterWord: false,
})

const longestWithheld = 256

/** Whether more may be withheld; what is withheld is at most `longestWithheld` characters or so. */
export const mayWithhold = ({ withheld }: Outlet): boolean => withheld.length < longestWithheld

/** Shows prose, after all that was withheld. */
export const show = (outlet: Outlet, text: string): void => {
  showWithheld(outlet)
  outlet.spool.add('text', text)
  noteLine(outlet, text)
}

/** Shows all that was withheld: it wrapped no command. */
export const showWithheld = (outlet: Outlet): void => {
  outlet.spool.add('text', outlet.withheld)
  if (outlet.fence) outlet.fence.isShown ??= true
  outlet.withheld = outlet.ticks = outlet.closingTicks = ''
  outlet.withholds = false
}

/** Withholds what may wrap a command, and from then on the white space after it. */
export const withhold = (outlet: Outlet, text: string): void => {
  outlet.withheld += text
  outlet.withholds = true
}

/** Drops what was withheld: it wrapped what came. */
export const dropWithheld = (outlet: Outlet): void => {
  if (outlet.fence) outlet.fence.isShown ??= false
  outlet.withheld = ''
}

/** Drops what a command, or the words of an envelope, was wrapped in; what closes that is withheld from now on. */
export const dropWrapping = (outlet: Outlet): void => {
  outlet.closingTicks = outlet.ticks
  outlet.ticks = ''
  dropWithheld(outlet)
  outlet.withholds = true
}

/** Notes where in its line the stream stands after `text`. */
export const noteLine = (outlet: Outlet, text: string): void => {
  const line = text.lastIndexOf('\n')
  if (line >= 0 || outlet.isLineStart) outlet.isLineStart = text.slice(line + 1).trim() === ''
  outlet.isAfterWord = isWordUnit(text.charCodeAt(text.length - 1))
}

/** Whether a character code is a letter, a digit or an underscore of ASCII. */
export const isWordUnit = (unit: number): boolean => (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || unit === 95 || (unit >= 97 && unit <= 122)
