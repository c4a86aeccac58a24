import { problem } from '../app/problem.ts'
import { addMessages, currentConversation, messages, type MessageKind } from '../data/conversations.ts'
import type { Desk } from '../data/desk.ts'
import { endTurn, nextTurn, startTurn } from '../data/turns.ts'
import { estimateTokens } from '../models/tokens.ts'
import { saysPrivate } from './answer.ts'
import { isBang, showCommandAmong, takeAskedHelp, takeBang } from './bang.ts'
import type { ChatEvent } from './chat-event.ts'
import type { PageInSight, Speaker } from './port.ts'
import type { AnsweredBy, TurnAnswer, TurnOutcome } from './turn-outcome.ts'
import { openCommand } from './context-command.ts'
import { wordExchange } from './turn-exchange.ts'
import type { Reflex } from './reflex/reflex.ts'
import { takeModelTurn, type ModelTurn, type ModelUse } from './turn-model.ts'
import { leftOpen } from './turn-open.ts'
import { takeReflex, type ByReflex } from './turn-reflex.ts'
import type { Answered, RunningTurn } from './turn-run.ts'
import { sayProblem, sayUnsure } from './turn-say.ts'
import { answerWaiting } from './turn-yes.ts'

/** What a turn works with beside the desk. */
export interface TurnTools {
  readonly reflex: () => Reflex
  /** The model of this moment, once it is known whether there is one. */
  readonly model: () => Promise<ModelUse | undefined>
  /** What a model would add, in one sentence, when there is none. */
  readonly offer: () => string
  readonly tell: (event: ChatEvent) => void
  /** Hears of a bug, or of a disk that takes nothing more, that a turn survives. */
  readonly failed: (error: unknown, at: { readonly profile: number; readonly turn: number }) => void
}

/** How a turn ends; `by` names who answered. */
interface Ending extends Answered, Omit<Partial<ModelTurn>, keyof Answered> {
  readonly by: AnsweredBy
  readonly model?: string
}

/** Takes one turn: `!` words and JSON at once, a yes or no to what waits, then the reflex, then the model; without one it asks, or answers with a search. */
export const takeTurn = async (desk: Desk, tools: TurnTools, { profile, text, speaker, signal }: { readonly profile: number; readonly text: string; readonly speaker: Speaker; readonly signal: AbortSignal }): Promise<TurnAnswer> => {
  const turn = nextTurn(desk)
  const running = begin(desk, tools, { profile, turn, words: text, asked: true })
  running.record(() => startTurn(desk, { id: turn, profile, via: speaker.actor === 'person' ? 'page' : 'api', said: text }))
  tools.tell({ kind: 'started', profile, turn, text, actor: speaker.actor })
  const answer = async (): Promise<Ending> => {
    if (signal.aborted) return { say: 'Stopped; nothing was changed.', by: 'reflex', stopped: true }
    if (isBang(text)) return { ...keepExchange(running, 'bang', await takeBang(running, speaker.actor)), by: 'bang' }
    const open = leftOpen(desk, { conversation: currentConversation(desk, profile).id, profile })
    const answered = speaker.actor === 'person' ? await answerWaiting(running, open) : undefined
    if (answered) return { ...keepExchange(running, 'said', answered), by: 'reflex' }
    const reflex = await takeReflex(running, tools.reflex(), { page: speaker.page, open })
    const use = reflex && !reflex.isWeak ? undefined : await tools.model()
    if (!use && reflex) return { ...keepExchange(running, 'said', reflex), by: 'reflex' }
    const among = use ? undefined : (showCommandAmong(running) ?? takeAskedHelp(running))
    if (among) return { ...keepExchange(running, 'bang', among), by: 'bang' }
    if (!use) return giveUp(running, { offer: tools.offer, page: speaker.page })
    if (estimateTokens(text) > use.windowTokens / 3) return { say: sayProblem(tooLong), by: 'model', problem: tooLong }
    const done = await takeModelTurn(running, use, { conversation: currentConversation(desk, profile).id, signal })
    return { ...done, say: done.say || (done.problem ? sayProblem(done.problem) : ''), by: 'model', model: use.model.name }
  }
  let ending: Ending = { say: broken, by: 'reflex' }
  try {
    ending = await answer()
  } catch (error) {
    tools.failed(error, { profile, turn })
  }
  return finish(running, ending)
}

/**
 * Lets the model speak unasked: a remark on what it saw, in one reply; changes are proposals at most. Nothing is told and
 * nothing kept before its first word. Answers undefined if it had nothing to say.
 */
export const takeUnasked = async (desk: Desk, tools: TurnTools, { profile, nudge, signal }: { readonly profile: number; readonly nudge: string; readonly signal: AbortSignal }): Promise<TurnAnswer | undefined> => {
  const use = await tools.model()
  if (!use || signal.aborted) return undefined
  const turn = nextTurn(desk)
  let started = false
  const tell = (event: ChatEvent): void => {
    if (!started && event.kind === 'piece' && event.text.trim() === '') return
    if (!started) {
      started = true
      startTurn(desk, { id: turn, profile, via: 'model', said: '' })
      tools.tell({ kind: 'started', profile, turn, text: undefined, actor: 'apprentice' })
    }
    tools.tell(event)
  }
  const running = begin(desk, { ...tools, tell }, { profile, turn, words: '', asked: false })
  const done = await takeModelTurn(running, use, { conversation: currentConversation(desk, profile).id, nudge, signal })
  return started ? finish(running, { ...done, by: 'model', model: use.model.name }) : undefined
}

/** Answers a nudge where no model has anything to say. */
export const sayIdle = (desk: Desk, tools: TurnTools, { profile, say }: { readonly profile: number; readonly say: string }): TurnAnswer => {
  const turn = nextTurn(desk)
  const running = begin(desk, tools, { profile, turn, words: '', asked: false })
  running.record(() => startTurn(desk, { id: turn, profile, via: 'page', said: '' }))
  tools.tell({ kind: 'started', profile, turn, text: undefined, actor: 'apprentice' })
  running.record(() => addMessages(desk, currentConversation(desk, profile).id, [{ turn, role: 'assistant', kind: 'answer', text: say, body: { aside: true } }]))
  return finish(running, { say, by: 'reflex' })
}

const begin = (desk: Desk, { tell, failed }: Pick<TurnTools, 'tell' | 'failed'>, { profile, turn, words, asked }: Pick<RunningTurn, 'profile' | 'turn' | 'words' | 'asked'>): RunningTurn => ({
  desk, profile, turn, words, asked, tell, results: [], proposals: [], done: new Set(), made: [],
  record: (write) => {
    try {
      write()
    } catch (error) {
      failed(error, { profile, turn })
    }
  },
})

/** Keeps what was said and answered without a model in the conversation. */
const keepExchange = (running: RunningTurn, kind: MessageKind, answered: ByReflex): Answered => {
  const { desk, profile, turn, words, results, record } = running
  const { say, commands = [] } = answered
  // What is private may be told to the person, but never again to a model.
  const isPrivate = commands.some((command) => JSON.stringify(openCommand(desk, command)) !== JSON.stringify(command))
    || results.some((result) => result.kind === 'read' && saysPrivate(desk.schema(), result.answer, `${words}\n${say}`))
  const body = isPrivate ? { body: { aside: true as const } } : {}
  record(() => addMessages(desk, currentConversation(desk, profile).id, [{ turn, role: 'user', kind, text: words, ...body }, { turn, role: 'assistant', kind: kind === 'bang' ? kind : 'answer', ...wordExchange(running, answered), ...body }]))
  return answered
}

/** Says what can be said where nothing was understood and no model is there; once in a conversation also what a model would add. */
const giveUp = ({ desk, profile, turn, words, record }: RunningTurn, { offer, page }: { readonly offer: () => string; readonly page: PageInSight | undefined }): Ending => {
  const conversation = currentConversation(desk, profile).id
  const isOffered = messages(desk, conversation).some(({ body }) => body?.offer)
  const say = sayUnsure(desk, { words, profile, ...(page && { table: page.table }), ...(!isOffered && { offer: offer() }) })
  const aside = { aside: true, ...(!isOffered && { offer: true as const }) } as const
  record(() => addMessages(desk, conversation, [{ turn, role: 'user', kind: 'said', text: words, body: { aside: true } }, { turn, role: 'assistant', kind: 'answer', text: say, body: aside }]))
  return { say, by: 'reflex' }
}

/** Keeps how a turn ended, tells it, and answers. Refusals that the last words do not mend are told as problems. */
const finish = ({ desk, profile, turn, asked, results, proposals, tell, record }: RunningTurn, ending: Ending): TurnAnswer => {
  const { say, by, model, prompt, reply, rounds, problem: failed, falseClaim, stopped, question } = ending
  const outcome: TurnOutcome = {
    say,
    results: results.filter((result) => result.kind !== 'changed'),
    ...(failed && { problem: failed }), ...(falseClaim && { falseClaim }), ...(stopped && { stopped }), ...(rounds && { rounds }), ...(question && { question }),
  }
  record(() => endTurn(desk, turn, { by, outcome, ...(reply !== undefined && { reply }), ...(model !== undefined && { model }), ...(prompt && { prompt }) }))
  const refused = results.flatMap((result) => (result.kind === 'refused' ? [result.problem] : []))
  // Why something that nobody asked for was not done is nobody's concern.
  const problems = failed ? [failed] : asked && results.every(({ kind }) => kind === 'refused') ? refused.slice(-1) : []
  for (const reason of problems) tell({ kind: 'problem', profile, turn, problem: reason })
  tell({ kind: 'ended', profile, turn, say, via: by, ...(model !== undefined && { model }), ...(falseClaim && { falseClaim }), ...(stopped && { stopped }) })
  return { turn, via: by, say, results, proposals, ...(model !== undefined && { model }), ...(failed && { problem: failed }), ...(falseClaim && { falseClaim }), ...(stopped && { stopped }) }
}

const broken = 'Something went wrong in Prentice itself; what the list shows was done. The log has more.'
const tooLong = problem('too-large', 'That is more than the model can read at once.', { next: 'Say it in parts.' })
