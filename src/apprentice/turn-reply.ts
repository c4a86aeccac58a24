import { problem, type Problem } from '../app/problem.ts'
import type { ChatMessage, JsonSchema, Model } from '../models/model.ts'
import { estimatePromptTokens } from '../models/tokens.ts'
import type { Sight } from './context-sight.ts'
import { createMonitor, type MonitorEvent } from './monitor.ts'
import { mustWait, runFound, type FoundCommands, type Ran, type RunningTurn } from './turn-run.ts'

/** One reply of a model: what it said, and what its commands came to. */
export interface Reply {
  /** As it came, to the byte; thoughts left out. */
  readonly raw: string
  /** Its words, commands left out. */
  readonly text: string
  readonly ran: readonly Ran[]
  readonly how: 'complete' | 'length' | 'stopped'
  /** The engine failed, or lost a part of what it was sent. */
  readonly problem?: Problem
  readonly promptTokens: number
  readonly replyTokens: number
  readonly durationMs: number
}

/** What a model is asked, and who hears its reply. */
export interface Asking {
  readonly model: Model
  readonly messages: readonly ChatMessage[]
  readonly windowTokens: number
  readonly maxReplyTokens: number
  readonly schema?: JsonSchema
  readonly sight: Sight
  /** The model has replied in this turn before. */
  readonly isLater: boolean
  readonly signal: AbortSignal
}

/** Asks the model once: its words are told as they come, each command runs at its closing brace. */
export const readReply = async (running: RunningTurn, asking: Asking): Promise<Reply> => {
  const { model, messages, windowTokens, maxReplyTokens, schema, signal } = asking
  const begun = performance.now()
  if (estimatePromptTokens(messages) + maxReplyTokens > windowTokens)
    return { ...nothing, durationMs: 0, problem: problem('too-large', 'This talk does not fit into the model’s window any more.', { next: 'Begin a new chat.' }) }
  const monitor = createMonitor()
  const heard: Heard = { running, asking, raw: '', text: '', ran: [], waiting: [] }
  const end = async (how: Reply['how'], isWhole: boolean): Promise<void> => {
    await hear(heard, monitor.end(how === 'stopped' ? 'stopped' : isWhole ? 'complete' : 'cut'))
    if (how !== 'stopped') for (const found of heard.waiting) await run(heard, found, isWhole)
  }
  const done = (rest: Partial<Reply>): Reply => {
    const { raw, text, ran } = heard
    return { ...nothing, raw, text, ran, durationMs: performance.now() - begun, promptTokens: estimatePromptTokens(messages), ...rest }
  }

  for await (const piece of model.chat({ messages, windowTokens, maxReplyTokens, ...(schema && { schema }) }, signal)) {
    if (piece.kind === 'text') {
      heard.raw += piece.text
      await hear(heard, monitor.push(piece.text))
    } else if (piece.kind === 'failed') {
      await end('length', false)
      return done({ problem: piece.problem })
    } else if (piece.kind === 'end') {
      // What an engine lost of the prompt makes its reply worthless, and what was held back of it is not run.
      await end(piece.how, piece.how === 'complete' && !piece.truncated)
      const { how, promptTokens, replyTokens, durationMs } = piece
      return done({ how, promptTokens, replyTokens, durationMs, ...(piece.truncated && { problem: lost }) })
    }
    if (signal.aborted) {
      await end('stopped', false)
      return done({ how: 'stopped' })
    }
  }
  return done({ how: signal.aborted ? 'stopped' : 'length' })
}

/** What has been heard of a reply so far. */
interface Heard {
  readonly running: RunningTurn
  readonly asking: Asking
  raw: string
  text: string
  readonly ran: Ran[]
  /** Commands that run only once it is known how the stream ended. */
  readonly waiting: FoundCommands[]
}

const hear = async (heard: Heard, events: readonly MonitorEvent[]): Promise<void> => {
  const { profile, turn, tell } = heard.running
  for (const event of events) {
    if (event.kind === 'think') continue
    if (event.kind === 'commands') {
      if (mustWait(event)) heard.waiting.push(event)
      else await run(heard, event, false)
    } else {
      heard.text += event.text
      tell({ kind: 'piece', profile, turn, text: event.text })
    }
  }
}

const run = async ({ running, asking: { sight, model, isLater }, ran }: Heard, found: FoundCommands, isWhole: boolean): Promise<void> => {
  ran.push(await runFound(running, found, { sight, model: model.name, isWhole, isLater }))
}

const nothing = { raw: '', text: '', ran: [], how: 'length', promptTokens: 0, replyTokens: 0, durationMs: 0 } as const satisfies Reply

const lost = problem('model-failed', 'The model read only a part of this talk: the engine has lost the rest.', { next: 'Begin a new chat; if it stays so, give the engine a larger context window.' })
