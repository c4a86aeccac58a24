/**
 * The adapter to Ollama's native API (https://docs.ollama.com/api, server 0.30): what is asked here, and what is answered
 * (ollama-answers.ts), is known nowhere else.
 *
 * It uses `fetch` and not the `ollama` client (0.6.4), which cannot abort a request before its first byte, prints a broken line
 * to the console and goes on, holds a line of any length, and follows redirects. The OpenAI-compatible endpoint is no choice
 * either: it cannot set the window for a request.
 */
import { ok, problem, type Problem, type Result } from '../app/problem.ts'
import { openExchange } from './exchange.ts'
import type { ChatPiece, ChatRequest, Engine, Health, Model, ModelDetails, ModelInfo } from './model.ts'
import { readAnswer, toModelInfo, type ChatLine, type Shape } from './ollama-answers.ts'
import { failureToProblem, refusalToProblem, tidy } from './ollama-problem.ts'
import { estimatePromptTokens, estimateTokens, isTruncated } from './tokens.ts'

/** Where Ollama answers, and how patient to be with it. */
export interface OllamaOptions {
  /** From `ollamaUrl`; without a slash at its end. */
  readonly url: string
  /** How long the model stays loaded after a request, in Ollama's words; Ollama's own default is 5 minutes. */
  readonly keepAlive?: string
  /** The wait for the first word: loading the model and reading the prompt are in it. At most 300,000. */
  readonly firstTokenTimeoutMs?: number
  /** The wait from one word to the next. */
  readonly idleTimeoutMs?: number
  /** The wait for the short questions: health, list, inspect. */
  readonly askTimeoutMs?: number
  /** A reply (thoughts included) longer than this is ended, should the server not obey its token limit. */
  readonly maxReplyChars?: number
}

/** Makes an engine of the Ollama server at `url`. Nothing is sent until something is asked. */
export const openOllama = (options: OllamaOptions): Engine => {
  const server: Server = { keepAlive: '30m', firstTokenTimeoutMs: 120_000, idleTimeoutMs: 60_000, askTimeoutMs: 5_000, maxReplyChars: 64_000, ...options }
  return {
    health: (signal) => health(server, signal),
    list: (signal) => list(server, signal),
    inspect: (name, signal) => inspect(server, name, signal),
    open: (name) => openModel(server, name),
  }
}

type Server = Required<OllamaOptions>

const health = async (server: Server, signal: AbortSignal): Promise<Result<Health>> => {
  const answer = await ask(server, { path: '/api/version', shape: (shapes) => shapes.version }, signal)
  if (!answer.ok) return answer
  const { version } = answer.value
  // Before 0.2.0 the prompt was counted without its cached part, so that a lost one could not be told from a cached one.
  if (version.startsWith('0.1.')) return problem('no-model', `Ollama ${tidy(version)} is too old.`, { next: 'Update it from https://ollama.com, then try again.' })
  return ok({ version: tidy(version) })
}

const list = async (server: Server, signal: AbortSignal): Promise<Result<readonly ModelInfo[]>> => {
  const answer = await ask(server, { path: '/api/tags', shape: (shapes) => shapes.tags }, signal)
  return answer.ok ? ok(answer.value.models.map(toModelInfo)) : answer
}

const inspect = async (server: Server, model: string, signal: AbortSignal): Promise<Result<ModelDetails>> => {
  const answer = await ask(server, { path: '/api/show', body: { model }, shape: (shapes) => shapes.show, model }, signal)
  if (!answer.ok) return answer
  const window = Object.entries(answer.value.model_info ?? {}).find(([key]) => key.endsWith('.context_length'))?.[1]
  return ok(typeof window === 'number' ? { maxWindowTokens: window } : {})
}

const openModel = (server: Server, name: string): Model => ({
  name,
  chat: (request, signal) => chat(server, name, request, signal),
  warm: async (prompt, signal) => {
    // One token, not none: Ollama takes `num_predict: 0` for no limit.
    for await (const piece of chat(server, name, { ...prompt, maxReplyTokens: 1 }, signal)) {
      if (piece.kind === 'failed') return piece.problem
      if (piece.kind === 'end' && piece.how === 'stopped') return failureToProblem({ why: 'stopped' }, { url: server.url, timeoutMs: 0 })
      if (piece.kind === 'end') return ok({ durationMs: piece.durationMs })
    }
    throw new Error('a chat ends with `end` or `failed`')
  },
})

async function* chat(server: Server, model: string, request: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatPiece, undefined> {
  const started = performance.now()
  const exchange = openExchange(`${server.url}/api/chat`, toChatBody(server, model, request), signal)
  const replied = { chars: 0, tokens: 0, begun: false }
  const end = (how: 'complete' | 'length' | 'stopped', line: ChatLine = {}): ChatPiece => ({
    kind: 'end',
    how,
    promptTokens: line.prompt_eval_count || estimatePromptTokens(request.messages),
    replyTokens: line.eval_count ?? replied.tokens,
    durationMs: performance.now() - started,
    truncated: isTruncated(request.messages, line.prompt_eval_count ?? undefined),
  })
  try {
    while (true) {
      const timeoutMs = replied.begun ? server.idleTimeoutMs : Math.max(1, server.firstTokenTimeoutMs - (performance.now() - started))
      const asked = { url: server.url, model, windowTokens: request.windowTokens, timeoutMs: replied.begun ? server.idleTimeoutMs : server.firstTokenTimeoutMs }
      const answer = await exchange.next(timeoutMs)
      if ('why' in answer) return yield answer.why === 'stopped' ? end('stopped') : failed(failureToProblem(answer, asked))
      if (answer.line === undefined) return yield failed(failureToProblem({ why: 'broken' }, asked))
      const line = await readAnswer(answer.line, (shapes) => shapes.chatLine)
      if (!line) return yield failed(failureToProblem({ why: 'garbage' }, asked))
      if (line.error) return yield failed(refusalToProblem(500, tidy(typeof line.error === 'string' ? line.error : JSON.stringify(line.error)), asked))

      const texts = [['think', line.message?.thinking ?? ''], ['text', line.message?.content ?? '']] as const
      for (const [kind, text] of texts) {
        const fitting = text.slice(0, Math.max(0, server.maxReplyChars - replied.chars))
        if (fitting === '') continue
        replied.begun = true
        replied.chars += fitting.length
        replied.tokens += estimateTokens(fitting)
        yield { kind, text: fitting }
      }
      if (line.done) return yield end(line.done_reason === 'length' ? 'length' : 'complete', line)
      if (signal.aborted) return yield end('stopped')
      // A line without a word counts as one character, so that empty lines without end are ended too.
      if (texts.every(([, text]) => text === '')) replied.chars++
      if (replied.chars >= server.maxReplyChars) return yield end('length')
    }
  } finally {
    exchange.close()
  }
}

const failed = (reason: Problem): ChatPiece => ({ kind: 'failed', problem: reason })

const toChatBody = (server: Server, model: string, request: ChatRequest): object => ({
  model,
  messages: request.messages.map(({ role, content }) => ({ role, content })),
  stream: true,
  think: false,
  // By default the oldest messages are dropped and the window slides, both silently; an error is what we want.
  truncate: false,
  shift: false,
  keep_alive: server.keepAlive,
  ...(request.schema && { format: request.schema }),
  options: { num_ctx: request.windowTokens, num_predict: Math.max(1, request.maxReplyTokens), temperature },
})

/** Small models follow the command card best when they invent little. */
const temperature = 0.15

interface Question<T> {
  readonly path: string
  readonly body?: object
  readonly shape: Shape<T>
  readonly model?: string
}

const ask = async <T>(server: Server, question: Question<T>, signal: AbortSignal): Promise<Result<T>> => {
  const { path, body, shape, model } = question
  const asked = { url: server.url, timeoutMs: server.askTimeoutMs, ...(model !== undefined && { model }) }
  const exchange = openExchange(server.url + path, body, signal)
  const until = performance.now() + server.askTimeoutMs
  let text = ''
  try {
    while (true) {
      const answer = await exchange.next(Math.max(1, until - performance.now()))
      if ('why' in answer) return failureToProblem(answer, asked)
      if (answer.line === undefined) break
      text += answer.line
    }
  } finally {
    exchange.close()
  }
  const value = await readAnswer(text, shape)
  return value === undefined ? failureToProblem({ why: 'garbage' }, asked) : ok(value)
}
