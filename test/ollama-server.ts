/**
 * A server that speaks Ollama's HTTP protocol (0.30, `/api/*`, NDJSON) and says what a test's script tells it to.
 * It listens on loopback, on a free port; it is real all the way down to the bytes, only the model is missing.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'

export interface OllamaServerOptions {
  /** The installed models: names, or entries as `/api/tags` tells them. Default: `llama3.2:3b`. */
  readonly models?: readonly (string | InstalledModel)[]
  /** What to answer to a chat. Default: `Hello.` */
  readonly reply?: (request: ChatBody, index: number) => Reply | Promise<Reply>
  readonly version?: string
  /** Cut every write into so many bytes, wherever that falls. */
  readonly chunkBytes?: number
}

export interface InstalledModel {
  readonly name: string
  readonly size?: number
  readonly details?: object
  readonly capabilities?: readonly string[]
  readonly remote_host?: string
}

/** The body of `/api/chat`, as sent. */
export interface ChatBody {
  readonly model: string
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly stream?: boolean
  readonly format?: unknown
  readonly think?: unknown
  readonly truncate?: boolean
  readonly shift?: boolean
  readonly keep_alive?: string | number
  readonly options?: { readonly num_ctx?: number; readonly num_predict?: number; readonly temperature?: number }
}

/** A part of a reply: words, thoughts, or a gate that holds the stream open until the test opens it. */
export type Piece = string | { readonly think: string } | { readonly gate: Promise<unknown> }

export type Reply =
  | string
  | { readonly pieces: readonly Piece[]; readonly doneReason?: 'stop' | 'length'; readonly promptTokens?: number | null; readonly replyTokens?: number }
  /** Accepts the request and never answers; after `pieces` if there are any. */
  | { readonly fault: 'hang'; readonly pieces?: readonly Piece[] }
  /** Sends something that is not the protocol; after `pieces` if there are any. */
  | { readonly fault: 'garbage'; readonly bytes?: string; readonly pieces?: readonly Piece[] }
  /** Repeats the line of `text` until the other side goes. */
  | { readonly fault: 'endless'; readonly text: string }
  /** Breaks off: the connection is destroyed, or (`politely`) the stream ends without its last line. */
  | { readonly fault: 'drop'; readonly pieces?: readonly Piece[]; readonly politely?: boolean }
  /** Reports an error: by status before the first piece, as a line after it. */
  | { readonly fault: 'error'; readonly message: string; readonly status?: number; readonly pieces?: readonly Piece[] }

export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly body: unknown
  /** Resolves when the answer was sent whole, or the other side left before. */
  readonly ended: Promise<'sent' | 'cut'>
}

export interface OllamaServer {
  readonly url: string
  /** Every request so far, in order. */
  readonly requests: readonly SeenRequest[]
  /** The bodies of the chats among them. */
  readonly chats: readonly ChatBody[]
  /** How often a model had to be loaded: once, and again whenever the window changed. */
  readonly loads: () => number
  close(): Promise<void>
}

/** Starts the server; close it by its own handle, which also ends whatever hangs. */
export const startOllamaServer = async (options: OllamaServerOptions = {}): Promise<OllamaServer> => {
  const state: State = {
    models: (options.models ?? ['llama3.2:3b']).map((model) => (typeof model === 'string' ? { name: model } : model)),
    reply: options.reply ?? (() => 'Hello.'),
    version: options.version ?? '0.30.2',
    chunkBytes: options.chunkBytes ?? Infinity,
    requests: [],
    chats: [],
    loaded: new Map(),
    loads: 0,
  }
  const server = createServer((request, response) => void answer(state, request, response))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  // A TCP server that listens has an AddressInfo; the other types are those of pipes and closed servers.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests: state.requests,
    chats: state.chats,
    loads: () => state.loads,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

/** Runs with a server of its own, which is closed whatever comes of it. */
export const withServer = async (options: OllamaServerOptions, run: (server: OllamaServer) => Promise<void>): Promise<void> => {
  const server = await startOllamaServer(options)
  try {
    await run(server)
  } finally {
    await server.close()
  }
}

interface State {
  readonly models: readonly InstalledModel[]
  readonly reply: (request: ChatBody, index: number) => Reply | Promise<Reply>
  readonly version: string
  readonly chunkBytes: number
  readonly requests: SeenRequest[]
  readonly chats: ChatBody[]
  /** The window of each model in memory. */
  readonly loaded: Map<string, number>
  loads: number
}

const answer = async (state: State, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const ended = new Promise<'sent' | 'cut'>((end) => response.once('close', () => end(response.writableFinished ? 'sent' : 'cut')))
  const { method = 'GET', url: path = '/' } = request
  const text = await readBody(request).catch(() => undefined)
  if (text === undefined) return
  const body = parse(text)
  state.requests.push({ method, path, body, ended })
  const json = (status: number, value: object): void => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value))
  }
  switch (`${method} ${path}`) {
    case 'GET /':
      return void response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end('Ollama is running')
    case 'GET /api/version':
      return json(200, { version: state.version })
    case 'GET /api/tags':
      return json(200, { models: state.models.map(toTag) })
    case 'GET /api/ps':
      return json(200, { models: [...state.loaded].map(([name, window]) => ({ ...toTag({ name }), expires_at: CREATED_AT, size_vram: 0, context_length: window })) })
    case 'POST /api/show':
    case 'POST /api/chat': {
      if (text === '') return json(400, { error: 'missing request body' })
      if (!isRecord(body)) return json(400, { error: 'invalid character looking for beginning of value' })
      const model = state.models.find(({ name }) => name === body['model'] || name === `${String(body['model'])}:latest`)
      if (!model) return json(404, { error: `model '${String(body['model'])}' not found` })
      if (path === '/api/show') return json(200, toShow(model))
      // The adapter's own tests check each field of this body, so the shape may be taken on trust here.
      return chat(state, { ...body, messages: body['messages'] ?? [] } as unknown as ChatBody, response)
    }
    default:
      return void response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found')
  }
}

const chat = async (state: State, body: ChatBody, response: ServerResponse): Promise<void> => {
  const index = state.chats.push(body) - 1
  const { model, options: { num_ctx: window = 4096 } = {} } = body
  const json = (status: number, value: object): void => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value))
  }
  const head = { model, created_at: CREATED_AT }
  const prompt = body.messages.map(({ role, content }) => `<|${role}|>\n${content}<|end|>\n`).join('')
  if (state.loaded.get(model) !== window) {
    state.loaded.set(model, window)
    state.loads++
  }
  if (body.messages.length === 0) return json(200, { ...head, message: { role: 'assistant', content: '' }, done_reason: 'load', done: true })
  const counted = Math.ceil(prompt.length / 4)
  if (counted > window && body.truncate === false) return json(400, { error: 'the input length exceeds the context length' })

  const reply = await state.reply(body, index)
  const script = typeof reply === 'string' ? { pieces: [reply] } : reply
  const pieces = ('pieces' in script ? script.pieces : undefined) ?? []
  if ('fault' in script && script.fault === 'error' && pieces.length === 0) return json(script.status ?? 500, { error: script.message })
  if (body.stream === false && !('fault' in script)) {
    return json(200, { ...head, message: { role: 'assistant', content: await allText(pieces) }, ...lastLine(script, counted, window) })
  }

  const write = (bytes: string): Promise<boolean> => writeCut(response, Buffer.from(bytes), state.chunkBytes)
  const line = (value: object): Promise<boolean> => write(`${JSON.stringify({ ...head, ...value })}\n`)
  if (!('fault' in script) || script.fault !== 'hang' || pieces.length > 0) response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  for (const piece of pieces) {
    if (typeof piece !== 'string' && 'gate' in piece) await piece.gate
    else await line({ message: { role: 'assistant', content: '', ...(typeof piece === 'string' ? { content: piece } : { thinking: piece.think }) }, done: false })
  }
  if (!('fault' in script)) {
    await line({ message: { role: 'assistant', content: '' }, ...lastLine(script, counted, window) })
    return void response.end()
  }
  switch (script.fault) {
    case 'hang':
      return
    case 'garbage':
      await write(script.bytes ?? '<html><body>It works!</body></html>\n')
      return void response.end()
    case 'endless':
      while (await line({ message: { role: 'assistant', content: script.text }, done: false }));
      return
    case 'drop':
      return void (script.politely ? response.end() : response.destroy())
    case 'error':
      await write(`${JSON.stringify({ error: script.message })}\n`)
      return void response.end()
  }
}

type Script = Extract<Reply, { readonly doneReason?: unknown }>

const lastLine = (script: Script, counted: number, window: number): object => ({
  done: true,
  done_reason: script.doneReason ?? 'stop',
  total_duration: 4_883_583_458,
  load_duration: 1_334_875,
  ...(script.promptTokens === null ? {} : { prompt_eval_count: script.promptTokens ?? Math.min(counted, window) }),
  prompt_eval_duration: 342_546_000,
  eval_count: script.replyTokens ?? script.pieces.length,
  eval_duration: 4_535_599_000,
})

const allText = async (pieces: readonly Piece[]): Promise<string> => {
  let text = ''
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece
    else if ('gate' in piece) await piece.gate
  }
  return text
}

/** Writes cut into pieces; each write is one chunk of the chunked body, so that the reader meets the same cuts. False once it has gone. */
const writeCut = async (response: ServerResponse, bytes: Buffer, size: number): Promise<boolean> => {
  for (let at = 0; at < bytes.length; at += size) {
    if (response.destroyed) return false
    const written = await new Promise<boolean>((done) => {
      const gone = (): void => done(false)
      response.once('close', gone)
      response.write(bytes.subarray(at, at + size), (error) => {
        response.off('close', gone)
        done(!error)
      })
    })
    if (!written) return false
    // Both ends run in one process: without this a server that never stops would let nobody read.
    await nextTurn()
  }
  return true
}

const toTag = ({ name, size = 2_019_393_189, details, ...more }: InstalledModel): object => ({
  name,
  model: name,
  modified_at: CREATED_AT,
  size,
  digest: 'a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72',
  details: details ?? DETAILS,
  ...more,
})

const toShow = ({ details, capabilities }: InstalledModel): object => ({
  license: '',
  modelfile: 'FROM model',
  parameters: 'stop "<|eot_id|>"',
  template: '{{ .Prompt }}',
  details: details ?? DETAILS,
  model_info: { 'general.architecture': 'llama', 'general.parameter_count': 3_212_749_888, 'llama.context_length': 131_072 },
  capabilities: capabilities ?? ['completion', 'tools'],
  modified_at: CREATED_AT,
})

const CREATED_AT = '2026-01-02T03:04:05.678901234Z'
const DETAILS = { parent_model: '', format: 'gguf', family: 'llama', families: ['llama'], parameter_size: '3.2B', quantization_level: 'Q4_K_M' }

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
