import { lastHeardEntry } from '../data/conversations.ts'
import type { Desk } from '../data/desk.ts'
import type { Entry } from '../data/entry.ts'
import { lastSeq } from '../data/journal.ts'
import type { Timer } from './comments.ts'
import { keepUntold } from './context-change.ts'
import { tellProposals } from './context-proposals.ts'

/** Lets the conversations know of what happens, a while later or when somebody needs to know it. */
export interface Ear {
  heard(entry: Entry): void
  /** Tells the conversations what they have not been told; throws what writing them throws. */
  catchUp(): void
  /** Acts when the conversations know of every change, and one profile's of what came of its proposals. A bug is told to `failed` and gives undefined. */
  afterCatchingUp<T>(profile: number, act: () => Promise<T>): Promise<T | undefined>
}

/** Opens the apprentice's ear at the journal; what was written since it last heard is heard now. */
export const openEar = (desk: Desk, { timer, failed }: { readonly timer: Timer; readonly failed: (profile: number, error: unknown) => void }): Ear => {
  const untold = keepUntold(desk, lastHeardEntry(desk) ?? lastSeq(desk))
  let callOff: (() => void) | undefined
  const catchUp = (): void => {
    callOff?.()
    callOff = undefined
    untold.tell()
  }
  const afterCatchingUp = async <T>(profile: number, act: () => Promise<T>): Promise<T | undefined> => {
    try {
      catchUp()
      tellProposals(desk, profile)
    } catch (error) {
      failed(profile, error)
    }
    try {
      return await act()
    } catch (error) {
      failed(profile, error)
      return undefined
    }
  }
  return {
    heard: (entry) => {
      untold.heard(entry)
      callOff ??= timer(gatherMs, () => void afterCatchingUp(entry.profile, async () => undefined))
    },
    catchUp,
    afterCatchingUp,
  }
}

/** How long changes are gathered before they are told to the conversations. */
const gatherMs = 1_000
