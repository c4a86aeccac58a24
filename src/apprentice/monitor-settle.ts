import type { Candidate } from './monitor-candidate.ts'
import { judge } from './monitor-judge.ts'
import { dropWithheld, dropWrapping, show, showWithheld } from './monitor-outlet.ts'
import type { Outlet } from './monitor-outlet.ts'
import { prose } from './monitor-reader.ts'
import type { Reader } from './monitor-reader.ts'
import { release } from './monitor-scan.ts'

/** Tells what a candidate has come to after its last characters; returns what must be read again because it is no command. */
export const settle = (reader: Reader, candidate: Candidate): string => {
  const { outlet } = reader
  const words = release(candidate)
  if (words) {
    if (candidate.speaks) dropWithheld(outlet)
    else showWithheld(outlet)
    outlet.spool.add('text', words)
  }
  if (candidate.state !== 'open') reader.mode = prose
  if (candidate.state === 'done' || candidate.state === 'cut') tell(outlet, candidate)
  if (candidate.state !== 'not') return ''
  show(outlet, candidate.raw.slice(0, 1))
  return candidate.raw.slice(1)
}

/** Tells a candidate that the stream's end broke off; once the person stopped it, it is no more than text. */
export const settleAtEnd = (outlet: Outlet, candidate: Candidate, isStopped: boolean): void => {
  if (!isStopped) tell(outlet, candidate)
  else if (!candidate.speaks) show(outlet, candidate.raw)
}

/** Tells a candidate that has ended, by itself or broken off, as the commands or the text that it is. */
const tell = (outlet: Outlet, { raw: source, state, speaks }: Candidate): void => {
  const isWhole = state === 'done'
  const verdict = judge(source, isWhole)
  if (verdict.kind === 'text') {
    if (isWhole || !speaks) show(outlet, source)
    return
  }
  dropWrapping(outlet)
  if (!speaks) outlet.spool.add('text', verdict.say ?? '')
  if (verdict.kind === 'words') return
  const { batch, quality, refused } = verdict
  outlet.spool.commands(Object.freeze({ kind: 'commands', batch, source, quality, ...(refused && { refused }) }))
}
