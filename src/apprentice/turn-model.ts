import { capital } from '../app/english.ts'
import type { Problem } from '../app/problem.ts'
import type { CommandResult } from '../data/command.ts'
import { addMessages, type NewMessage } from '../data/conversations.ts'
import { execute } from '../data/execute.ts'
import { settings } from '../data/settings.ts'
import type { ChatMessage, Model } from '../models/model.ts'
import type { ApprenticeNote } from './port.ts'
import type { RoundNote, TurnPrompt } from './turn-outcome.ts'
import { isFalseClaim } from './claims.ts'
import type { Sight } from './context-sight.ts'
import { buildContext, compact, isFull } from './context.ts'
import { replySchema } from './prompt-schema.ts'
import { tellBack } from './turn-back.ts'
import { decideNext, mayClaim, unreadable, type Next } from './turn-next.ts'
import { readReply, type Reply } from './turn-reply.ts'
import { keep, type RunningTurn } from './turn-run.ts'
import { sayPossible, sayProblem, sayResults } from './turn-say.ts'

/** A model, how much it can read at once, and who hears what goes to it and comes from it. */
export interface ModelUse {
  readonly model: Model
  readonly windowTokens: number
  readonly report: (note: ApprenticeNote) => void
}

/** How a model's turn ended. */
export interface ModelTurn {
  readonly say: string
  readonly prompt: TurnPrompt
  /** What it sent in all rounds, to the byte. */
  readonly reply: string
  readonly rounds: readonly RoundNote[]
  readonly problem?: Problem
  readonly falseClaim?: true
  readonly stopped?: true
}

/** The most replies in one turn. */
const mostRounds = 4

/**
 * Lets the model answer: rows that it reads and refusals go back to it, at most four rounds; one of them may be constrained to
 * the command language, where what it said was no command or where nothing was said though something was asked.
 * The conversation's messages are stored at the end, without what was volatile.
 */
export const takeModelTurn = async (running: RunningTurn, use: ModelUse, { conversation, nudge, signal }: { readonly conversation: number; readonly nudge?: string; readonly signal: AbortSignal }): Promise<ModelTurn> => {
  const { desk, turn, record } = running
  const talk = beginTalk(running, use, { conversation, nudge })
  let round = await takeRound(running, talk, { use, isRetry: false, signal })
  while ('results' in round.next && talk.rounds.length < mostRounds) {
    const { reply, next } = round
    const told = tellBack(desk, talk.sight, round.next)
    talk.stored.push({ turn, role: 'user', kind: 'result', ...told })
    talk.messages = [...talk.messages, ...(reply.raw === '' ? [] : [{ role: 'assistant', content: reply.raw } as const]), { role: 'user', content: told.text }]
    round = await takeRound(running, talk, { use, isRetry: next.kind === 'retry', signal })
  }
  // Its command stands above like one that was done.
  if (running.proposals.length > 0) talk.stored.push({ turn, role: 'user', kind: 'result', text: waiting })
  record(() => addMessages(desk, conversation, talk.stored))
  return conclude(running, talk, round)
}

const waiting = 'Not done yet: it waits for the user’s yes.'

/** What is said between a turn and its model, growing with every round. */
interface Talk {
  readonly sight: Sight
  readonly maxReplyTokens: number
  messages: readonly ChatMessage[]
  /** What the conversation will keep of it. */
  readonly stored: NewMessage[]
  readonly rounds: RoundNote[]
  /** How many messages each round was sent. */
  readonly sizes: number[]
  /** What was said to the person. */
  readonly texts: string[]
}

/** Builds the prompt, compacting the conversation first where it has grown too long. */
const beginTalk = ({ desk, profile, turn, words, record }: RunningTurn, { windowTokens }: ModelUse, { conversation, nudge }: { readonly conversation: number; readonly nudge: string | undefined }): Talk => {
  const build = () => buildContext(desk, { conversation, profile, words: nudge ?? words })
  const maxReplyTokens = Math.min(settings(desk).reply_tokens, Math.floor(windowTokens / 2))
  let context = build()
  if (isFull(context.messages, { windowTokens, maxReplyTokens })) {
    record(() => compact(desk, { conversation, profile, windowTokens }))
    context = build()
  }
  const { sight, messages, kept } = context
  const stored: NewMessage[] = nudge === undefined ? [{ turn, role: 'user', kind: 'said', text: words, body: kept }] : []
  return { sight, maxReplyTokens, messages, stored, rounds: [], sizes: [], texts: [] }
}

interface Round { readonly reply: Reply; readonly next: Next }

/** Sends the talk, reads the reply and runs what is in it; `isRetry` constrains it to the command language. */
const takeRound = async (running: RunningTurn, talk: Talk, { use: { model, windowTokens, report }, isRetry, signal }: { readonly use: ModelUse; readonly isRetry: boolean; readonly signal: AbortSignal }): Promise<Round> => {
  const { desk, profile, turn, asked } = running
  const { messages, sight, maxReplyTokens, rounds } = talk
  talk.sizes.push(messages.length)
  report({ kind: 'sent', profile, turn, model: model.name, messages })
  const reply = await readReply(running, { model, messages, windowTokens, sight, signal, maxReplyTokens, isLater: rounds.length > 0, ...(isRetry && { schema: replySchema(desk.schema(), sight.ids) }) })
  const { promptTokens, replyTokens, durationMs } = reply
  report({ kind: 'received', profile, turn, model: model.name, text: reply.raw, durationMs })
  rounds.push({ promptTokens, replyTokens, durationMs, ...(isRetry && { constrained: true }) })
  // What it says may repeat what it read.
  if (reply.raw.trim() !== '') talk.stored.push({ turn, role: 'assistant', kind: 'answer', text: reply.raw, ...(sight.foreign && { body: { foreign: true } }) })
  const looked = await readBangs(running, reply)
  const constrained = rounds.some((round) => round.constrained)
  const next: Next = reply.problem || reply.how === 'stopped' || !asked ? { kind: 'end' } : decideNext(running, { reply, looked: looked.results, constrained })
  // What it said before it was asked again was wrong, or about nothing.
  if (next.kind !== 'retry') talk.texts.push(looked.text.trim())
  return { reply, next }
}

/** Runs `!table task` lines of a reply, as the read that they are; gives the reply's text without them. */
const readBangs = async (running: RunningTurn, { text }: Reply): Promise<{ readonly text: string; readonly results: readonly CommandResult[] }> => {
  const results: CommandResult[] = []
  const names = [...text.matchAll(bangLine)].slice(0, 3).map(([, name = '']) => name)
  for (const table of names) {
    const { desk, profile, turn, made, asked } = running
    const outcome = await execute(desk, { commands: [{ action: 'read', table, limit: 20 }], actor: 'apprentice', via: 'model', profile, turn, made, asked })
    if (outcome.ok) results.push(...keep(running, outcome).results)
  }
  return { text: names.length > 0 ? text.replace(bangLine, '') : text, results }
}
const bangLine = /^[ \t]{0,8}!table[ \t]{1,8}(\w[\w ]{0,60}?)[ \t]{0,8}$/gm

/** Says what the turn has come to. */
const conclude = (running: RunningTurn, { messages, stored, rounds, sizes, texts }: Talk, { reply, next }: Round): ModelTurn => {
  const { desk, asked, results, proposals } = running
  const text = texts.filter(Boolean).join('\n\n')
  const stopped = reply.how === 'stopped'
  const done = results.filter((result) => result.kind !== 'refused')
  const unsolved = asked && !stopped && !reply.problem ? unsolvedOf(running, { reply, next }) : undefined
  const changed = results.some(({ kind }) => kind === 'changed')
  const halt = stopped && asked ? (changed ? 'Stopped; what was done stays done.' : 'Stopped; nothing was changed.') : ''
  // A claim is held against the journal, not against what was proposed or read.
  const falseClaim = isFalseClaim(text, mayClaim(running))
  return {
    say: [text || (reply.problem ? '' : sayResults(desk, done, proposals)), unsolved ?? '', halt].filter(Boolean).join('\n\n'),
    prompt: { messages, rounds: sizes },
    reply: stored.filter(({ role }) => role === 'assistant').map(({ text: sent }) => sent).join('\n\n'),
    rounds,
    ...(reply.problem && { problem: reply.problem }),
    ...(falseClaim && { falseClaim }),
    ...(stopped && { stopped }),
  }
}

/** Tells the person what could not be made out, and what is possible. */
const unsolvedOf = (running: RunningTurn, { reply, next }: { readonly reply: Reply; readonly next: Next }): string | undefined => {
  const { desk, profile } = running
  const problems = reply.ran.flatMap((ran) => ran.problem ?? [])
  const [first] = problems
  if (first) return unreadable.has(first.code) && next.kind === 'end' ? `${sayProblem(first)} ${sayPossible(desk, profile)}` : capital(sayProblem(first))
  return reply.text.trim() === '' && running.results.length === 0 && running.proposals.length === 0 ? `I do not know what to do with that. ${sayPossible(desk, profile)}` : undefined
}
