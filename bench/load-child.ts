import { connect, type Socket } from 'node:net'
import type { Load, LoadAnswer } from './load.ts'
import { percentile } from './statistics.ts'

/**
 * The load generator's process. HTTP/1.1 by hand over kept-alive sockets: a full client would cost as much as the server
 * that it measures, on the same two cores.
 */
const run = async (load: Load): Promise<LoadAnswer> => {
  const state: State = { next: load.from ?? 0, times: [], bytes: 0 }
  const startedAt = performance.now()
  const endsAt = startedAt + load.ms
  await Promise.all(Array.from({ length: load.clients }, () => beClient(load, state, endsAt)))
  const seconds = (performance.now() - startedAt) / 1000
  const { times, bytes, next } = state
  return { requests: times.length, perSecond: times.length / seconds, p50Ms: percentile(times, 50), p99Ms: percentile(times, 99), bytes, next }
}

/** Requests of this process so far. */
let sent = 0

interface State { next: number; readonly times: number[]; bytes: number }

const beClient = async (load: Load, state: State, endsAt: number): Promise<void> => {
  const client = await openClient(load.port)
  try {
    while (performance.now() < endsAt) {
      const request = requestOf(load, state)
      const sentAt = performance.now()
      state.bytes = await client.ask(request)
      state.times.push(performance.now() - sentAt)
    }
  } finally {
    client.close()
  }
}

const requestOf = (load: Load, state: State): string => {
  const n = state.next
  state.next = load.upTo !== undefined && n >= load.upTo ? (load.from ?? 0) : n + 1
  const path = (load.paths[n % load.paths.length] ?? '/').replaceAll('{n}', String(n))
  const body = load.body?.replaceAll('{n}', String(n)).replaceAll('{count}', String((sent += 1))) ?? ''
  const headers = Object.entries(load.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`).join('')
  const length = load.method === 'POST' ? `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` : ''
  return `${load.method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${load.port}\r\n${headers}${length}\r\n${body}`
}

interface Client {
  /** Sends a request; answers the length of the answer's body. */
  ask(request: string): Promise<number>
  close(): void
}

const openClient = async (port: number): Promise<Client> => {
  const socket = await opened(port)
  let answered: { readonly resolve: (bytes: number) => void; readonly reject: (error: Error) => void } | undefined
  let received = ''
  const settle = (): void => {
    const whole = readAnswer(received)
    if (whole === undefined) return
    const { resolve, reject } = answered ?? {}
    const text = received
    received = ''
    answered = undefined
    if (text.startsWith('HTTP/1.1 2')) resolve?.(whole)
    else reject?.(new Error(`answered: ${text.slice(0, 600)}`))
  }
  const fail = (error: Error): void => answered?.reject(error)
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    received += chunk
    settle()
  })
  socket.on('error', fail)
  socket.on('close', () => fail(new Error(`the server hung up after ${received.slice(0, 200)}`)))
  return {
    ask: (request) => new Promise((resolve, reject) => {
      answered = { resolve, reject }
      socket.write(request)
    }),
    close: () => socket.destroy(),
  }
}

const opened = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })

/** The length of the body once the answer is whole. Requests are not pipelined, so nothing follows it. */
const readAnswer = (received: string): number | undefined => {
  const headEnds = received.indexOf('\r\n\r\n')
  if (headEnds === -1) return undefined
  const head = received.slice(0, headEnds)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)
  const bytes = received.length - headEnds - 4
  if (length) return bytes >= Number(length[1]) ? bytes : undefined
  return received.endsWith('\r\n0\r\n\r\n') || received.endsWith('\r\n\r\n0\r\n\r\n') ? bytes : undefined
}

process.on('message', (load: Load) => {
  run(load).catch((error: unknown) => ({ error: error instanceof Error ? error.message : String(error) })).then((answer) => process.send?.(answer))
})
process.on('disconnect', () => process.exit(0))
