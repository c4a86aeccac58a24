import { totalmem } from 'node:os'
import { newConversation } from '../data/conversations.ts'
import type { Desk } from '../data/desk.ts'
import { settings } from '../data/settings.ts'
import { guardWrite } from '../data/store-problem.ts'
import type { Engine } from '../models/model.ts'
import { gatherAudience } from './audience.ts'
import type { Apprentice, ApprenticeNote } from './port.ts'
import { pokeNudge, scheduleComments, type Timer } from './comments.ts'
import { openEar } from './ear.ts'
import { keepLooking, watchModel } from './model-watch.ts'
import { compileReflex, understand, type Reflex } from './reflex/reflex.ts'
import { queueTurns } from './turn-queue.ts'
import { readyNext } from './turn-ready.ts'
import { sayRecent } from './turn-say.ts'
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
  const audience = gatherAudience(report)
  const lookout = keepLooking(watch, { timer, isWanted: () => audience.isThere() })
  const tools: TurnTools = {
    reflex: reflexOf(desk),
    model: watch.use,
    offer: () => offerOf(watch.status().problem?.next),
    tell: (event) => {
      if (event.kind === 'problem') watch.failed(event.problem)
      audience.tell(event)
    },
    failed: (error, at) => report({ kind: 'failed', ...at, error }),
  }
  const turns = queueTurns()
  const waiting = keepWaiting()
  const ear = openEar(desk, { timer, failed: (profile, error) => report({ kind: 'failed', profile, turn: undefined, error }) })
  const inTurn = <T>(profile: number, take: (signal: AbortSignal) => Promise<T>, outer?: AbortSignal): Promise<T | undefined> =>
    turns.add(profile, (signal) => ear.afterCatchingUp(profile, () => take(signal)), outer)
  const speakUnasked = (profile: number, nudge: string, outer?: AbortSignal) => inTurn(profile, (signal) => takeUnasked(desk, tools, { profile, nudge, signal }), outer)
  const comments = scheduleComments({ isOn: () => watch.now() !== undefined && settings(desk).comments, speak: speakUnasked, timer, now: () => desk.now() })
  const stopHearing = desk.onEntry((entry) => {
    comments.heard(entry)
    ear.heard(entry)
  })
  // What the first request would have to load takes longer than to understand it.
  const stopReadying = timer(readyAfterMs, () => void understand(tools.reflex(), 'add something due tomorrow', worldOf(desk, 1)))
  let warming = new AbortController()

  return {
    say: async (profile, text, speaker) => {
      comments.drop(profile)
      warming.abort()
      warming = new AbortController()
      const begun = turns.busy().includes(profile) ? waiting.add(profile, text) : undefined
      if (begun) tools.tell({ kind: 'waits', profile })
      const answer = await inTurn(profile, async (signal) => {
        begun?.()
        const done = await takeTurn(desk, tools, { profile, text, speaker, signal })
        const use = watch.now()
        if (use && done.via === 'model') await ear.afterCatchingUp(profile, async () => readyNext(desk, use, { profile, signal: warming.signal }))
        return done
      }, speaker.signal)
      return answer ?? { turn: 0, via: 'reflex', say: 'Something went wrong in Prentice itself. The log has more.', results: [], proposals: [] }
    },
    stop: (profile) => turns.stop(profile),
    newChat: (profile) => {
      comments.drop(profile)
      const refused = guardWrite<void>(() => {
        ear.catchUp()
        newConversation(desk, profile)
      })
      if (!refused) tools.tell({ kind: 'cleared', profile })
      return refused ?? undefined
    },
    poke: async (profile) => {
      comments.drop(profile)
      return (await speakUnasked(profile, pokeNudge)) ?? sayIdle(desk, tools, { profile, say: sayRecent(desk, profile) })
    },
    visited: (profile, app) => comments.visited(profile, desk.schema().apps.get(app)?.title ?? app),
    onChat: (listener) => {
      const stop = audience.add(listener)
      lookout.goOn()
      return stop
    },
    waiting: waiting.of,
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
      await ear.afterCatchingUp(0, async () => undefined)
    },
  }
}

/** What was said and has not begun. */
const keepWaiting = (): { readonly add: (profile: number, text: string) => () => void; readonly of: (profile: number) => readonly string[] } => {
  const said = new Set<{ readonly profile: number; readonly text: string }>()
  return {
    add: (profile, text) => {
      const one = { profile, text }
      said.add(one)
      return () => void said.delete(one)
    },
    of: (profile) => [...said].filter((one) => one.profile === profile).map(({ text }) => text),
  }
}

/** When the desk has started and nobody waits for it any more. */
const readyAfterMs = 2_000

/** A timer that does not keep the process alive. */
const unheldTimer: Timer = (ms, ring) => {
  const handle = setTimeout(ring, ms).unref()
  return () => clearTimeout(handle)
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
