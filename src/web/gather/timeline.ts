import { today } from '../../app/dates.ts'
import type { Desk } from '../../data/desk.ts'
import { newestEntries } from '../../data/journal-told.ts'
import type { TimelineProps } from '../views/props-entries.ts'
import type { Access } from '../views/props.ts'
import { gatherLine } from './saw.ts'

/** A profile's newest entries, or those before `before`. */
export const gatherTimeline = (desk: Desk, { access, profile, before, limit }: { readonly access: Access; readonly profile: number; readonly before?: number; readonly limit: number }): TimelineProps => {
  const entries = newestEntries(desk, { profile, limit: limit + 1, ...(before !== undefined && { before }) })
  const shown = entries.slice(0, limit)
  const last = shown.at(-1)
  return {
    access, profile,
    ...gatherMoment(desk),
    lines: shown.map((entry) => gatherLine(desk, entry)),
    ...(entries.length > limit && last && { before: last.seq }),
  }
}

/** What moments are told by. */
export const gatherMoment = (desk: Desk): { readonly zone: string; readonly today: string } => ({ zone: desk.zone(), today: today({ now: desk.now(), zone: desk.zone() }) })
