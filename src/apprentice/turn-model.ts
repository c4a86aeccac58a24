import { capital } from '../app/english.ts'
import { problemToText, type Problem } from '../app/problem.ts'
import type { CommandResult } from '../data/command.ts'
import { addMessages, type NewMessage } from '../data/conversations.ts'
import type { Desk } from '../data/desk.ts'
import { execute } from '../data/execute.ts'
import { holdsForeign } from '../data/read.ts'
import { settings } from '../data/settings.ts'
import type { Model } from '../models/model.ts'
import { resultToText } from './answer.ts'
import { seenTables } from './card.ts'
import type { ApprenticeNote, RoundNote, TurnPrompt } from './chat-event.ts'
import { isFalseClaim } from './claims.ts'
import { addRowsToSight, addTextsToSight, type Sight } from './context-sight.ts'
import { buildContext, compact, isFull } from './context.ts'
import { replySchema } from './prompt-schema.ts'
import { asksForAction } from './turn-asks.ts'
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
export const takeModelTurn = async (running: RunningTurn, { model, windowTokens, report }: ModelUse, { conversation, nudge, signal }: { readonly conversation: number; readonly nudge?: string; readonly signal: AbortSignal }): Promise<ModelTurn> => {
  const { desk, profile, turn, words, asked, record } = running
  const spoken = nudge ?? words
  let context = buildContext(desk, { conversation, profile, words: spoken })
  const maxReplyTokens = Math.min(settings(desk).reply_tokens, Math.floor(windowTokens / 2))
  if (isFull(context.messages, { windowTokens, maxReplyTokens })) {
    record(() => compact(desk, { conversation, profile, windowTokens }))
    context = buildContext(desk, { conversation, profile, words: spoken })
  }
  const { sight } = context
  let messages = context.messages
  const stored: NewMessage[] = nudge === undefined ? [{ turn, role: 'user', kind: 'said', text: words, body: context.kept }] : []
  const [rounds, sizes, texts]: [RoundNote[], number[], string[]] = [[], [], []]
  let constrained = false
  let next: Next = { kind: 'first' }
  let reply: Reply
  for (;;) {
    const isRetry: boolean = next.kind === 'retry'
    constrained ||= isRetry
    sizes.push(messages.length)
    report({ kind: 'sent', profile, turn, model: model.name, messages })
    reply = await readReply(running, { model, messages, windowTokens, sight, signal, maxReplyTokens, isLater: rounds.length > 0, ...(isRetry && { schema: replySchema(desk.schema(), sight.ids) }) })
    report({ kind: 'received', profile, turn, model: model.name, text: reply.raw, durationMs: reply.durationMs })
    const { promptTokens, replyTokens, durationMs } = reply
    rounds.push({ promptTokens, replyTokens, durationMs, ...(isRetry && { constrained: true }) })
    if (reply.raw.trim() !== '') stored.push({ turn, role: 'assistant', kind: 'answer', text: reply.raw })
    const looked = await readBangs(running, reply)
    next = reply.problem || reply.how === 'stopped' || !asked ? { kind: 'end' } : decide(running, { reply, looked: looked.results, constrained })
    // What it said before it was asked again was wrong, or about nothing.
    if (next.kind !== 'retry') texts.push(looked.text.trim())
    if (!('results' in next) || rounds.length === mostRounds) break
    const told = tellBack(desk, sight, next)
    stored.push({ turn, role: 'user', kind: 'result', ...told })
    messages = [...messages, ...(reply.raw === '' ? [] : [{ role: 'assistant', content: reply.raw } as const]), { role: 'user', content: told.text }]
  }
  record(() => addMessages(desk, conversation, stored))

  const done = running.results.filter((result) => result.kind !== 'refused')
  const text = texts.filter(Boolean).join('\n\n')
  const stopped = reply.how === 'stopped'
  const unsolved = asked && !stopped && !reply.problem ? unsolvedOf(running, { reply, next }) : undefined
  // A claim is held against the journal, not against what was proposed or read.
  const changed = running.results.some(({ kind }) => kind === 'changed')
  const falseClaim = isFalseClaim(text, isSo(running))
  return {
    say: [text || (reply.problem ? '' : sayResults(desk, done, running.proposals)), unsolved ?? '', stopped && asked ? (changed ? 'Stopped; what was done stays done.' : 'Stopped; nothing was changed.') : ''].filter(Boolean).join('\n\n'),
    prompt: { messages, rounds: sizes },
    reply: stored.filter(({ role }) => role === 'assistant').map(({ text: sent }) => sent).join('\n\n'),
    rounds,
    ...(reply.problem && { problem: reply.problem }),
    ...(falseClaim && { falseClaim }),
    ...(stopped && { stopped }),
  }
}

/** What follows a reply. */
type Next =
  | { readonly kind: 'first' | 'end' }
  /** The model needs rows or refusals, or must say it again, constrained. */
  | { readonly kind: 'more' | 'retry'; readonly results: readonly CommandResult[]; readonly problems: readonly Problem[]; readonly note?: string }

const decide = (running: RunningTurn, { reply, looked, constrained }: { readonly reply: Reply; readonly looked: readonly CommandResult[]; readonly constrained: boolean }): Next => {
  const results = [...reply.ran.flatMap((ran) => ran.results), ...looked]
  const problems = reply.ran.flatMap((ran) => ran.problem ?? [])
  // Only the person can say which row, or allow what is not allowed.
  if (problems.some(({ code }) => code === 'ambiguous-row' || code === 'refused' || code === 'busy' || code === 'read-only')) return { kind: 'end' }
  if (problems.some(({ code }) => unreadable.has(code))) return constrained ? { kind: 'end' } : { kind: 'retry', results, problems }
  if (problems.length > 0 || results.some(({ kind }) => kind === 'read')) return { kind: 'more', results, problems }
  const nothing = running.results.every(({ kind }) => kind === 'refused') && running.proposals.length === 0
  const asksBack = reply.text.trim().endsWith('?')
  if (nothing && !constrained && !asksBack && (asksForAction(running.desk.schema(), running.words) || isFalseClaim(reply.text, isSo(running))))
    return { kind: 'retry', results, problems, note: 'Nothing was done: your reply held no command. Give the command; leave commands empty if nothing is asked.' }
  return { kind: 'end' }
}

/** Whether a claim may be true: something was changed, or stands so already, or the talk is of what was done before. */
const isSo = ({ results, words }: RunningTurn): boolean => results.some(({ kind }) => kind === 'changed' || kind === 'unchanged' || kind === 'switched') || /\b(?:did|have|had) you\b/i.test(words)

/** Refusals that a reply in the right form could have avoided. */
const unreadable = new Set<Problem['code']>(['bad-json', 'bad-command', 'unknown-action', 'unknown-table', 'unknown-field', 'unknown-view', 'bad-value', 'missing-value'])

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

/** About 1,000 tokens: more would not leave room for the next round. */
const longestResult = 3600

/** Words results and refusals for the model, and counts their rows as seen. */
const tellBack = (desk: Desk, sight: Sight, next: Extract<Next, { readonly results: unknown }>): Pick<NewMessage, 'text' | 'body'> => {
  const rows = next.results.flatMap((result) => (result.kind === 'read' && result.answer.kind === 'rows' ? result.answer.rows.slice(0, 20).map((row) => ({ table: result.command['table'], row })) : []))
  const body = addRowsToSight(desk, sight, rows.map(({ table, row }) => ({ table: String(table), row })))
  const labels = next.problems.flatMap(({ candidates }) => candidates?.map(({ label }) => label) ?? [])
  const text = [...next.results.map((result) => resultToText(desk, result)), ...next.problems.map(problemToText), next.note ?? ''].filter(Boolean).join('\n\n').slice(0, longestResult).toWellFormed()
  const inside = addTextsToSight(desk, sight, [text, ...labels])
  const found = [...new Set([...(body.found ?? []), ...inside])]
  // Names of groups and those in a refusal come without their rows: any row may have lent them.
  const isNaming = next.problems.some(({ code }) => namingRows.has(code)) || next.results.some((result) => result.kind === 'read' && result.answer.kind === 'numbers' && result.answer.by !== undefined)
  const foreign = body.foreign === true || (isNaming && seenTables(desk.schema()).some((table) => holdsForeign(desk, table)))
  sight.foreign ||= foreign
  return { text, body: { ...(found.length > 0 && { found }), ...(foreign && { foreign: true }) } }
}

/** Refusals that name rows. */
const namingRows = new Set<Problem['code']>(['unknown-row', 'ambiguous-row', 'linked', 'changed-since', 'check-failed'])

/** Tells the person what could not be made out, and what is possible. */
const unsolvedOf = (running: RunningTurn, { reply, next }: { readonly reply: Reply; readonly next: Next }): string | undefined => {
  const { desk, profile } = running
  const problems = reply.ran.flatMap((ran) => ran.problem ?? [])
  const [first] = problems
  if (first) return unreadable.has(first.code) && next.kind === 'end' ? `${sayProblem(first)} ${sayPossible(desk, profile)}` : capital(sayProblem(first))
  return reply.text.trim() === '' && running.results.length === 0 && running.proposals.length === 0 ? `I do not know what to do with that. ${sayPossible(desk, profile)}` : undefined
}
