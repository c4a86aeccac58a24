/** One line of turns per profile: one runs, the others wait for it. */
export interface TurnQueue {
  /** Takes a turn when those before it are over; its signal aborts when it is stopped, by `outer` too. */
  add<T>(profile: number, turn: (signal: AbortSignal) => Promise<T>, outer?: AbortSignal): Promise<T>
  /** Ends the turn that runs; false when none does. */
  stop(profile: number): boolean
  /** The profiles whose turn is running. */
  busy(): readonly number[]
  /** Ends what runs and what waits. */
  close(): void
  /** Waits until nothing runs. */
  idle(): Promise<void>
}

/** Makes an empty queue. */
export const queueTurns = (): TurnQueue => {
  const lines = new Map<number, Promise<unknown>>()
  const running = new Map<number, AbortController>()
  const closing = new AbortController()
  return {
    add: (profile, turn, outer) => {
      const next = (lines.get(profile) ?? Promise.resolve()).then(async () => {
        const controller = new AbortController()
        running.set(profile, controller)
        try {
          return await turn(AbortSignal.any([controller.signal, closing.signal, ...(outer ? [outer] : [])]))
        } finally {
          running.delete(profile)
        }
      })
      const line = next.catch(() => undefined)
      lines.set(profile, line)
      void line.then(() => {
        if (lines.get(profile) === line) lines.delete(profile)
      })
      return next
    },
    stop: (profile) => {
      const controller = running.get(profile)
      controller?.abort()
      return controller !== undefined
    },
    busy: () => [...running.keys()],
    close: () => closing.abort(),
    idle: async () => {
      while (lines.size > 0) await Promise.all(lines.values())
    },
  }
}
