import { totalmem } from 'node:os'
import { lastHeardEntry, newConversation } from '../data/conversations.ts'
import type { Desk } from '../data/desk.ts'
import { describeEntry } from '../data/describe.ts'
import type { Entry } from '../data/entry.ts'
import { lastSeq, newestEntries } from '../data/journal.ts'
import { settings } from '../data/settings.ts'
import { sayList } from '../data/say-value.ts'
import { guardWrite } from '../data/store-problem.ts'
import type { Engine } from '../models/model.ts'
import type { Apprentice, ApprenticeNote, ChatEvent, TurnAnswer } from './chat-event.ts'
import { pokeNudge, scheduleComments, type Timer } from './comments.ts'
import { keepUntold } from './context-change.ts'
import { tellProposals } from './context-proposals.ts'
import { keepLooking, watchModel } from './model-watch.ts'
import { queueTurns } from './turn-queue.ts'
import { readyNext } from './turn-ready.ts'
import { compileReflex, understand, type Reflex } from './reflex/reflex.ts'
import { worldOf } from './turn-world.ts'
import { sayIdle, takeTurn, takeUnasked, type TurnTools } from './turn.ts'

/** What an apprentice is made with. */
export interface ApprenticeOptions {
  readonly desk: Desk
  /** None: everything works but talk. */
  readonly engine?: Engine
  readonly report: (note: ApprenticeNote) => void
  /** Tests drive the clock themselves. */
  readonly timer?: Timer
  /** The machine's memory; a model that does not fit is not picked. */
  readonly memoryBytes?: number
}

/** Makes the apprentice of a desk: one queue of turns per profile, its ear at the journal, its view of the model. */
export const createApprentice = ({ desk, engine, report, timer = unheldTimer, memoryBytes = totalmem() }: ApprenticeOptions): Apprentice => {
  const watch = watchModel({ engine, chosen: () => settings(desk).model, report, memoryBytes })
  const turns = queueTurns()
  const audience = gatherAudience(report)
  const tell = (event: ChatEvent): void => {
    if (event.kind === 'problem') watch.failed(event.problem)
    audience.tell(event)
  }
  const tools: TurnTools = { reflex: reflexOf(desk), model: watch.use, offer: () => offerOf(watch.status().problem?.next), tell, failed: (error, at) => report({ kind: 'failed', ...at, error }) }

  const ear = openEar(desk, { timer, tellNow: (profile) => void afterCatchingUp(profile, async () => undefined) })
  /** The conversations know of every change, and of what came of proposals, before anything is said in them; a bug is reported and gives undefined. */
  const afterCatchingUp = async <T>(profile: number, act: () => Promise<T>): Promise<T | undefined> => {
    const failed = (error: unknown): undefined => void report({ kind: 'failed', profile, turn: undefined, error })
    try {
      ear.catchUp()
      tellProposals(desk, profile)
    } catch (error) {
      failed(error)
    }
    try {
      return await act()
    } catch (error) {
      return failed(error)
    }
  }

  const speakUnasked = (profile: number, nudge: string, outer: AbortSignal): Promise<TurnAnswer | undefined> =>
    turns.add(profile, (own) => afterCatchingUp(profile, () => takeUnasked(desk, tools, { profile, nudge, signal: AbortSignal.any([own, outer]) })))
  const comments = scheduleComments({ isOn: () => watch.now() !== undefined && settings(desk).comments, speak: speakUnasked, timer, now: () => desk.now() })
  const stopHearing = desk.onEntry((entry) => {
    comments.heard(entry)
    ear.heard(entry)
  })
  const lookout = keepLooking(watch, { timer, isWanted: () => audience.isThere() })
  // What the first request would have to load takes longer than to understand it.
  const stopReadying = timer(readyAfterMs, () => void understand(tools.reflex(), 'add something due tomorrow', worldOf(desk, 1)))
  let warming = new AbortController()

  return {
    say: async (profile, text, speaker) => {
      comments.drop(profile)
      warming.abort()
      warming = new AbortController()
      const answer = await turns.add(profile, async (own) => {
        const signal = speaker.signal ? AbortSignal.any([own, speaker.signal]) : own
        const done = await afterCatchingUp(profile, () => takeTurn(desk, tools, { profile, text, speaker, signal }))
        const use = watch.now()
        if (use && done?.via === 'model') await afterCatchingUp(profile, async () => readyNext(desk, use, { profile, signal: warming.signal }))
        return done
      })
      return answer ?? { turn: 0, via: 'reflex', say: 'Something went wrong in Prentice itself. The log has more.', results: [], proposals: [] }
    },
    stop: (profile) => turns.stop(profile),
    newChat: (profile) => {
      comments.drop(profile)
      const refused = guardWrite<void>(() => {
        ear.catchUp()
        newConversation(desk, profile)
      })
      if (!refused) tell({ kind: 'cleared', profile })
      return refused ?? undefined
    },
    poke: async (profile) => {
      comments.drop(profile)
      const answer = await speakUnasked(profile, pokeNudge, new AbortController().signal)
      return answer ?? sayIdle(desk, tools, { profile, say: sayRecent(desk, profile) })
    },
    visited: (profile, app) => comments.visited(profile, desk.schema().apps.get(app)?.title ?? app),
    onChat: (listener) => {
      const stop = audience.add(listener)
      lookout.goOn()
      return stop
    },
    status: () => ({ ...watch.status(), busy: turns.busy() }),
    onStatus: watch.onChange,
    close: async () => {
      stopHearing()
      stopReadying()
      lookout.close()
      warming.abort()
      turns.close()
      await comments.close()
      await turns.idle()
      watch.close()
      await afterCatchingUp(0, async () => undefined)
    },
  }
}

/** When the desk has started and nobody waits for it any more. */
const readyAfterMs = 2_000

/** A timer that does not keep the process alive. */
const unheldTimer: Timer = (ms, ring) => {
  const handle = setTimeout(ring, ms).unref()
  return () => clearTimeout(handle)
}

/** Who listens to the conversations; one that fails keeps nothing from the others. */
const gatherAudience = (report: ApprenticeOptions['report']) => {
  const listeners = new Set<(event: ChatEvent) => void>()
  return {
    isThere: () => listeners.size > 0,
    add: (listener: (event: ChatEvent) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    tell: (event: ChatEvent) => {
      for (const listener of listeners)
        try {
          listener(event)
        } catch (error) {
          report({ kind: 'failed', profile: event.profile, turn: 'turn' in event ? event.turn : undefined, error })
        }
    },
  }
}

/** The rules, worked out anew when the apps have changed. */
const reflexOf = (desk: Desk): (() => Reflex) => {
  let known: { readonly schema: ReturnType<Desk['schema']>; readonly reflex: Reflex } | undefined
  return () => {
    const schema = desk.schema()
    if (known?.schema !== schema) known = { schema, reflex: compileReflex(schema) }
    return known.reflex
  }
}

const offerOf = (howTo: string | undefined): string => `With a language model on this machine I could also talk, and understand looser words.${howTo ? ` ${howTo}` : ''}`

/** Gathers changes for a while, then calls `tellNow`, whose part it is to catch up. */
const openEar = (desk: Desk, { timer, tellNow }: { readonly timer: Timer; readonly tellNow: (profile: number) => void }) => {
  const untold = keepUntold(desk, lastHeardEntry(desk) ?? lastSeq(desk))
  let callOff: (() => void) | undefined
  return {
    heard: (entry: Entry) => {
      untold.heard(entry)
      callOff ??= timer(gatherMs, () => tellNow(entry.profile))
    },
    /** Tells the conversations what they have not been told; throws what writing them throws. */
    catchUp: () => {
      callOff?.()
      callOff = undefined
      untold.tell()
    },
  }
}

/** How long changes are gathered before they are told to the conversations. */
const gatherMs = 1_000

/** What a poke says without a model: what happened last, from the journal. */
const sayRecent = (desk: Desk, profile: number): string => {
  const texts = newestEntries(desk, { profile, limit: 20 }).filter(({ actor }) => actor === 'person').slice(0, 3).map((entry) => describeEntry(desk, entry).text)
  return texts.length > 0 ? `I saw that you ${sayList(texts)}.` : 'I have seen nothing yet: tick or add something.'
}
