/**
 * The adapter to Ollama's native API (https://docs.ollama.com/api, server 0.30): the only file that knows its wire format.
 *
 * It uses `fetch` and not the `ollama` client (0.6.4), which cannot abort a request before its first byte, prints a broken line
 * to the console and goes on, holds a line of any length, and follows redirects. The OpenAI-compatible endpoint is no choice
 * either: it cannot set the window for a request.
 */
import type { z } from 'zod'
import { ok, problem, type Problem, type Result } from '../app/problem.ts'
import { openExchange } from './exchange.ts'
import type { ChatPiece, ChatRequest, Engine, Health, Model, ModelDetails, ModelInfo } from './model.ts'
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
  /** The wait for the short questions: health, list, inspect, render. */
  readonly askTimeoutMs?: number
  /** A reply (thoughts included) longer than this is ended, should the server not obey its token limit. */
  readonly maxReplyChars?: number
}

/** Makes an engine of the Ollama server at `url`. Nothing is sent until something is asked. */
export const openOllama = (options: OllamaOptions): Engine => {
  const server: Server = { keepAlive: '30m', firstTokenTimeoutMs: 120_000, idleTimeoutMs: 60_000, askTimeoutMs: 5_000, maxReplyChars: 64_000, ...options }
  return {
    kind: 'ollama',
    url: server.url,
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
  const { capabilities, model_info: info } = answer.value
  const window = Object.entries(info ?? {}).find(([key]) => key.endsWith('.context_length'))?.[1]
  return ok({ capabilities: capabilities ?? [], ...(typeof window === 'number' && { maxWindowTokens: window }) })
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
  render: async (prompt, signal) => {
    const body = { ...toChatBody(server, name, { ...prompt, maxReplyTokens: 1 }), stream: false, _debug_render_only: true }
    const answer = await ask(server, { path: '/api/chat', body, shape: (shapes) => shapes.render, model: name }, signal)
    if (!answer.ok) return answer
    const { _debug_info: info } = answer.value
    return ok(info.rendered_template)
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
      const line = await parseAs(answer.line, (shapes) => shapes.chatLine)
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
  options: { num_ctx: request.windowTokens, num_predict: Math.max(1, request.maxReplyTokens), temperature: request.temperature ?? 0.15 },
})

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
  const value = await parseAs(text, shape)
  return value === undefined ? failureToProblem({ why: 'garbage' }, asked) : ok(value)
}

const parseAs = async <T>(text: string, shape: Shape<T>): Promise<T | undefined> => {
  const shapes = await (loading ??= loadShapes())
  try {
    return shape(shapes).safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

const toModelInfo = ({ name, size, details, capabilities, remote_host: host, remote_model: elsewhere }: z.infer<Shapes['tags']>['models'][number]): ModelInfo => {
  const billions = toBillions(details?.parameter_size ?? '')
  const families = new Set([details?.family ?? '', ...(details?.families ?? [])].map((family) => family.toLowerCase()).filter(Boolean))
  return {
    name,
    sizeBytes: size ?? 0,
    ...(billions !== undefined && { billions }),
    families: [...families],
    capabilities: capabilities ?? [],
    remote: Boolean(host || elsewhere) || /[:-]cloud$/.test(name),
  }
}

/** Reads `parameter_size`: `3.2B`, `494.03M`, `1.1T`. */
const toBillions = (words: string): number | undefined => {
  const [, number, unit = ''] = /^([\d.]+)\s*([KMBT])$/i.exec(words) ?? []
  return number === undefined ? undefined : Number(number) * ({ K: 1e-6, M: 1e-3, B: 1, T: 1e3 }[unit.toUpperCase()] ?? 1)
}

type Shapes = Awaited<ReturnType<typeof loadShapes>>
type Shape<T> = (shapes: Shapes) => z.ZodType<T>
type ChatLine = z.infer<Shapes['chatLine']>

let loading: ReturnType<typeof loadShapes> | undefined

/** What Ollama answers. With the first answer comes zod, which takes as long to load as a tenth of the desk's start, and 10 MB: a desk without a model does without. */
const loadShapes = async () => {
  const { z } = await import('zod')
  const tag = z.object({
    name: z.string(),
    size: z.number().nullish(),
    details: z.object({ family: z.string().nullish(), families: z.array(z.string()).nullish(), parameter_size: z.string().nullish() }).nullish(),
    capabilities: z.array(z.string()).nullish(),
    remote_host: z.string().nullish(),
    remote_model: z.string().nullish(),
  })
  return {
    version: z.object({ version: z.string() }),
    tags: z.object({ models: z.array(tag) }),
    show: z.object({ capabilities: z.array(z.string()).nullish(), model_info: z.record(z.string(), z.unknown()).nullish() }),
    render: z.object({ _debug_info: z.object({ rendered_template: z.string() }) }),
    chatLine: z.object({
      message: z.object({ content: z.string().nullish(), thinking: z.string().nullish() }).nullish(),
      done: z.boolean().nullish(),
      done_reason: z.string().nullish(),
      prompt_eval_count: z.number().nullish(),
      eval_count: z.number().nullish(),
      error: z.unknown().optional(),
    }),
  }
}
