import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { test } from 'node:test'
import type { AddressInfo, Socket } from 'node:net'
import { startOllamaServer, withServer, type Reply } from '../../test/ollama-server.ts'
import type { ChatEnd, ChatPiece, ChatRequest } from './model.ts'
import { openOllama, type OllamaOptions } from './ollama.ts'

const never = new AbortController().signal
const request: ChatRequest = {
  messages: [
    { role: 'system', content: 'You keep lists.' },
    { role: 'user', content: 'add milk' },
  ],
  windowTokens: 8192,
  maxReplyTokens: 300,
}

const collect = async (pieces: AsyncIterable<ChatPiece>): Promise<{ text: string; think: string; last: ChatPiece; count: number }> => {
  const all: ChatPiece[] = []
  for await (const piece of pieces) all.push(piece)
  const said = (kind: 'text' | 'think'): string => all.map((piece) => (piece.kind === kind ? piece.text : '')).join('')
  const last = all.at(-1)
  assert.ok(last, 'a chat ends with a piece')
  assert.equal(all.filter(({ kind }) => kind === 'end' || kind === 'failed').length, 1, 'exactly one end')
  return { text: said('text'), think: said('think'), last, count: all.length }
}

/** One chat with a server that gives this reply. */
const chatWith = async (reply: Reply, options: Omit<OllamaOptions, 'url'> = {}): Promise<Awaited<ReturnType<typeof collect>>> => {
  let result: Awaited<ReturnType<typeof collect>> | undefined
  await withServer({ reply: () => reply }, async (server) => {
    result = await collect(openOllama({ url: server.url, ...options }).open('llama3.2:3b').chat(request, never))
    assert.equal(server.requests.length, 1, 'one chat is one request')
  })
  assert.ok(result)
  return result
}

/** Something on a port that is not Ollama. */
const withPort = async (connected: (socket: Socket) => void, run: (url: string) => Promise<void>): Promise<void> => {
  const server = createServer(connected)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  try {
    // A TCP server that listens has an AddressInfo.
    await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    await new Promise((closed) => server.close(closed))
  }
}

const endOf = (piece: ChatPiece): ChatEnd => {
  assert.equal(piece.kind, 'end', JSON.stringify(piece))
  return piece
}

const problemOf = (piece: ChatPiece): { code: string; message: string; next: string | undefined } => {
  assert.equal(piece.kind, 'failed', JSON.stringify(piece))
  return { code: piece.problem.code, message: piece.problem.message, next: piece.problem.next }
}

test('a chat sends the window, the limits and the switches with every request, and nothing else', () =>
  withServer({}, async (server) => {
    const model = openOllama({ url: server.url }).open('llama3.2:3b')
    await collect(model.chat(request, never))
    await collect(model.chat({ ...request, schema: { type: 'object' } }, never))
    const body = {
      model: 'llama3.2:3b',
      messages: request.messages,
      stream: true,
      think: false,
      truncate: false,
      shift: false,
      keep_alive: '30m',
      options: { num_ctx: 8192, num_predict: 300, temperature: 0.15 },
    }
    assert.deepEqual(server.chats, [body, { ...body, format: { type: 'object' } }])
    assert.equal(server.loads(), 1, 'a constant window never loads the model again')
  }))

test('a reply arrives as words and thoughts, then the engine’s counts', async () => {
  const { text, think, last } = await chatWith({ pieces: [{ think: 'Hm.' }, 'Add', 'ed.'], promptTokens: 26, replyTokens: 4 })
  assert.deepEqual({ text, think }, { text: 'Added.', think: 'Hm.' })
  const { durationMs, ...end } = endOf(last)
  assert.deepEqual(end, { kind: 'end', how: 'complete', promptTokens: 26, replyTokens: 4, truncated: false })
  assert.ok(durationMs > 0)
})

test('each word is there before the next one is sent', async () => {
  const gate = Promise.withResolvers<void>()
  await withServer({ reply: () => ({ pieces: ['one ', { gate: gate.promise }, 'two'] }) }, async (server) => {
    const pieces = openOllama({ url: server.url }).open('llama3.2:3b').chat(request, never)[Symbol.asyncIterator]()
    assert.deepEqual((await pieces.next()).value, { kind: 'text', text: 'one ' })
    gate.resolve()
    assert.deepEqual((await pieces.next()).value, { kind: 'text', text: 'two' })
  })
})

test('a reply is the same however its bytes are cut', async () => {
  const pieces = ['Fügt „Käse“ ', '🧀 hinzu\n', '{"action":"insert"}']
  for (const chunkBytes of [1, 2, 3, 7, 64]) {
    await withServer({ chunkBytes, reply: () => ({ pieces }) }, async (server) => {
      const { text, last, count } = await collect(openOllama({ url: server.url }).open('llama3.2:3b').chat(request, never))
      assert.deepEqual({ text, how: endOf(last).how, count }, { text: pieces.join(''), how: 'complete', count: 4 })
    })
  }
})

test('a reply that reached its token limit, or never ends, ends with `length`', async () => {
  assert.equal(endOf((await chatWith({ pieces: ['{"action":'], doneReason: 'length' })).last).how, 'length')
  const endless = await chatWith({ fault: 'endless', text: 'again ' }, { maxReplyChars: 1000 })
  assert.equal(endOf(endless.last).how, 'length')
  assert.equal(endless.text.length, 1000)
  assert.equal(endOf((await chatWith({ fault: 'endless', text: '' }, { maxReplyChars: 50 })).last).how, 'length')
})

test('an engine that read less than it was sent is noticed', async () => {
  const long: ChatRequest = { ...request, messages: [{ role: 'user', content: 'A line about the milk. '.repeat(500) }] }
  const isFlagged = async (promptTokens: number | null): Promise<boolean> => {
    let flagged: boolean | undefined
    await withServer({ reply: () => ({ pieces: ['Yes.'], promptTokens }) }, async (server) => {
      flagged = endOf((await collect(openOllama({ url: server.url }).open('llama3.2:3b').chat(long, never))).last).truncated
    })
    assert.ok(flagged !== undefined)
    return flagged
  }
  // 11,500 characters are about 3,000 tokens; Ollama keeps half a window of 2,048 when it cuts.
  assert.equal(await isFlagged(1026), true)
  assert.equal(await isFlagged(2900), false)
  assert.equal(await isFlagged(0), false)
  assert.equal(await isFlagged(null), false)
})

test('a prompt that is longer than the window is a Problem, not a silent cut', () =>
  withServer({}, async (server) => {
    const model = openOllama({ url: server.url }).open('llama3.2:3b')
    const { last } = await collect(model.chat({ ...request, windowTokens: 10 }, never))
    assert.deepEqual(problemOf(last), {
      code: 'model-failed',
      message: 'The conversation is longer than the model’s window of 10 tokens.',
      next: 'Start a new chat, or say it in fewer words.',
    })
  }))

test('Stop ends the reply at once, and the server sees it go', () =>
  withServer({ reply: () => ({ fault: 'hang', pieces: ['Well, '] }) }, async (server) => {
    const stop = new AbortController()
    const other = openOllama({ url: server.url }).open('llama3.2:3b').chat(request, never)[Symbol.asyncIterator]()
    assert.equal((await other.next()).value?.kind, 'text')
    const pieces: ChatPiece[] = []
    for await (const piece of openOllama({ url: server.url }).open('llama3.2:3b').chat(request, stop.signal)) {
      pieces.push(piece)
      stop.abort()
    }
    assert.deepEqual(pieces.map((piece) => (piece.kind === 'end' ? piece.how : piece.kind)), ['text', 'stopped'])
    assert.equal(await server.requests[1]?.ended, 'cut')
    const undisturbed = await Promise.race([server.requests[0]?.ended, Promise.resolve('still open')])
    assert.equal(undisturbed, 'still open', 'the other request goes on')
  }))

test('Stop works while the first word is awaited', () =>
  withServer({ reply: () => ({ fault: 'hang' }) }, async (server) => {
    const stop = new AbortController()
    const pieces = collect(openOllama({ url: server.url }).open('llama3.2:3b').chat(request, stop.signal))
    stop.abort()
    const { last, count } = await pieces
    assert.deepEqual([endOf(last).how, count], ['stopped', 1])
  }))

test('a signal that has aborted sends nothing', () =>
  withServer({}, async (server) => {
    const { last } = await collect(openOllama({ url: server.url }).open('llama3.2:3b').chat(request, AbortSignal.abort()))
    assert.equal(endOf(last).how, 'stopped')
    assert.equal(server.requests.length, 0)
  }))

test('leaving the loop ends the request', () =>
  withServer({ reply: () => ({ fault: 'hang', pieces: ['Well, '] }) }, async (server) => {
    for await (const piece of openOllama({ url: server.url }).open('llama3.2:3b').chat(request, never)) {
      assert.equal(piece.kind, 'text')
      break
    }
    assert.equal(await server.requests[0]?.ended, 'cut')
  }))

test('a model that is not installed says how to get it', () =>
  withServer({}, async (server) => {
    const engine = openOllama({ url: server.url })
    const wanted = { code: 'no-model', message: 'The model qwen3:8b is not installed in Ollama.', next: 'Get it with `ollama pull qwen3:8b`, or pick another one.' }
    assert.deepEqual(problemOf((await collect(engine.open('qwen3:8b').chat(request, never))).last), wanted)
    const inspected = await engine.inspect('qwen3:8b', never)
    assert.deepEqual(inspected, { ok: false, ...wanted })
  }))

test('every fault of the engine is one Problem with the next step', async (t) => {
  const faults: readonly [string, Reply, string, RegExp][] = [
    ['an error before the first word', { fault: 'error', message: 'llama runner process has terminated' }, '', /error \(500\): llama runner process has terminated\.$/],
    ['busy', { fault: 'error', status: 503, message: 'server busy, please try again.  maximum pending requests exceeded' }, '', /error \(503\): server busy/],
    ['no memory', { fault: 'error', message: 'model requires more system memory (5.6 GiB) than is available (3.2 GiB)' }, '', /not enough memory/],
    ['an error in the middle', { fault: 'error', message: 'an error was encountered while running the model', pieces: ['Well, '] }, 'Well, ', /an error was encountered/],
    ['a page that is not Ollama', { fault: 'garbage' }, '', /does not speak as Ollama does/],
    ['a broken line', { fault: 'garbage', bytes: '{"message":{"content":"x"\n', pieces: ['Well, '] }, 'Well, ', /does not speak/],
    ['JSON of another kind', { fault: 'garbage', bytes: '[1,2]\n' }, '', /does not speak/],
    ['a lost connection', { fault: 'drop', pieces: ['Well, '] }, 'Well, ', /broke off/],
    ['a stream without its end', { fault: 'drop', pieces: ['Well, '], politely: true }, 'Well, ', /broke off/],
    ['a connection lost at once', { fault: 'drop' }, '', /broke off/],
  ]
  for (const [name, reply, text, message] of faults) {
    await t.test(name, async () => {
      const result = await chatWith(reply)
      const { code, next, ...found } = problemOf(result.last)
      assert.equal(result.text, text)
      assert.equal(code, 'model-failed')
      assert.match(found.message, message)
      assert.match(next ?? '', /\.$/)
    })
  }
})

test('a line without end is not held in memory', async () => {
  const { last } = await chatWith({ fault: 'garbage', bytes: 'x'.repeat(5 * 1024 * 1024) })
  assert.match(problemOf(last).message, /does not speak/)
})

test('an engine that hangs is left after the first-word limit, or the limit between words', async () => {
  const silent = await chatWith({ fault: 'hang' }, { firstTokenTimeoutMs: 20, idleTimeoutMs: 600_000 })
  assert.match(problemOf(silent.last).message, /did not answer within 1 s/)
  const stuck = await chatWith({ fault: 'hang', pieces: ['Well, '] }, { firstTokenTimeoutMs: 100_000, idleTimeoutMs: 20 })
  assert.equal(stuck.text, 'Well, ')
  assert.match(problemOf(stuck.last).message, /did not answer/)
})

test('with no Ollama there, every question answers how to get it', async () => {
  const server = await startOllamaServer()
  await server.close()
  const engine = openOllama({ url: server.url })
  const wanted = {
    code: 'no-model',
    message: `Ollama is not running at ${server.url}.`,
    next: 'Start it with `ollama serve`, or get it from https://ollama.com.',
  }
  assert.deepEqual(problemOf((await collect(engine.open('x').chat(request, never))).last), wanted)
  for (const answer of [await engine.health(never), await engine.list(never), await engine.open('x').warm(request, never)]) {
    assert.deepEqual(answer, { ok: false, ...wanted })
  }
})

test('something else on the port is told apart', () =>
  withPort((socket) => void socket.resume().end('SSH-2.0-OpenSSH_9.9\r\n'), async (url) => {
    const answer = await openOllama({ url }).health(never)
    assert.ok(!answer.ok)
    assert.match(answer.message, /does not speak as Ollama does/)
  }))

test('a question to a port that never answers ends after its limit', () =>
  withPort((socket) => void socket.resume(), async (url) => {
    const answer = await openOllama({ url, askTimeoutMs: 20 }).list(never)
    assert.ok(!answer.ok)
    assert.equal(answer.code, 'model-failed')
    assert.match(answer.message, /did not answer within 1 s/)
  }))
