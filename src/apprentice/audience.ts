import type { ChatEvent } from './chat-event.ts'
import type { ApprenticeNote } from './port.ts'

/** Who listens to the conversations. */
export interface Audience {
  isThere(): boolean
  /** Returns the way to stop. */
  add(listener: (event: ChatEvent) => void): () => void
  /** One that fails keeps nothing from the others. */
  tell(event: ChatEvent): void
}

/** Starts with nobody there; `report` hears of listeners that fail. */
export const gatherAudience = (report: (note: ApprenticeNote) => void): Audience => {
  const listeners = new Set<(event: ChatEvent) => void>()
  return {
    isThere: () => listeners.size > 0,
    add: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    tell: (event) => {
      for (const listener of listeners)
        try {
          listener(event)
        } catch (error) {
          report({ kind: 'failed', profile: event.profile, turn: 'turn' in event ? event.turn : undefined, error })
        }
    },
  }
}
