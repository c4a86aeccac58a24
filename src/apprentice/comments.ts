import type { Entry } from '../data/entry.ts'

/** Remarks that nobody asked for: told when the person has been quiet for a while, dropped at whatever the person does. */
export interface Comments {
  /** Hears an entry; only a person's own doing is worth a remark, so that a remark never follows a remark. */
  heard(entry: Entry): void
  visited(profile: number, app: string): void
  /** Drops what waits and what is being said: the person does something. */
  drop(profile: number): void
  close(): Promise<void>
}

/** Calls back after so many milliseconds; returns the way to call it off. Tests give one that they drive themselves. */
export type Timer = (ms: number, ring: () => void) => () => void

/** How long the person must be quiet, and how many remarks there may be in an hour. */
const quietMs = 2_000
const mostPerHour = 12

/** Waits for quiet and lets `speak` say one remark at a time. */
export const scheduleComments = ({ isOn, speak, timer, now }: {
  readonly isOn: () => boolean
  readonly speak: (profile: number, nudge: string, signal: AbortSignal) => Promise<unknown>
  readonly timer: Timer
  readonly now: () => number
}): Comments => {
  const waiting = new Map<number, () => void>()
  const speaking = new Map<number, { readonly controller: AbortController; readonly done: Promise<unknown> }>()
  const spoken = new Map<number, readonly number[]>()
  let isClosed = false

  const drop = (profile: number): void => {
    waiting.get(profile)?.()
    waiting.delete(profile)
    speaking.get(profile)?.controller.abort()
  }
  const wait = (profile: number, nudge: string): void => {
    drop(profile)
    if (isClosed || !isOn()) return
    waiting.set(profile, timer(quietMs, () => {
      waiting.delete(profile)
      const hour = (spoken.get(profile) ?? []).filter((at) => now() - at < 3_600_000)
      if (isClosed || !isOn() || hour.length >= mostPerHour || speaking.has(profile)) return
      spoken.set(profile, [...hour, now()])
      const controller = new AbortController()
      const done = speak(profile, nudge, controller.signal).finally(() => speaking.delete(profile))
      speaking.set(profile, { controller, done })
    }))
  }
  return {
    heard: ({ actor, profile, via }) => {
      if (actor !== 'person' || profile === 0) return
      // What was typed in the chat is answered there already.
      if (via === 'page') wait(profile, remarkNudge)
      else drop(profile)
    },
    visited: (profile, app) => wait(profile, `(The user has just opened ${app}. ${briefly})`),
    drop,
    close: async () => {
      isClosed = true
      for (const profile of [...waiting.keys(), ...speaking.keys()]) drop(profile)
      await Promise.all([...speaking.values()].map(({ done }) => done))
    },
  }
}

// Offered to say nothing, a small model says “Nothing.”.
const briefly = 'Nobody asked you anything. Say one short remark. No commands.'
const remarkNudge = `(The user has just done what stands above. ${briefly})`

/** What the person's nudge says to the model. */
export const pokeNudge = '(The user nudges you: say something short about what you saw last. Change nothing that nobody asked for.)'
