import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { LineTooLong, openExchange, readLines } from './exchange.ts'

const never = new AbortController().signal

const streamOf = (chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> => ReadableStream.from(chunks)

const collect = async (lines: AsyncIterable<string>): Promise<string[]> => {
  const all: string[] = []
  for await (const line of lines) all.push(line)
  return all
}

const serving = async (listener: RequestListener, run: (url: string) => Promise<void>): Promise<void> => {
  const server = createServer(listener)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  try {
    // A TCP server that listens has an AddressInfo.
    await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    await new Promise((closed) => {
      server.close(closed)
      server.closeAllConnections()
    })
  }
}

test('lines are the same wherever the bytes are cut, once and twice', async () => {
  const bytes = new TextEncoder().encode('{"a":"ä"}\n\n{"b":"🧀"}\r\nlast „x“')
  const wanted = ['{"a":"ä"}', '{"b":"🧀"}\r', 'last „x“']
  for (let first = 0; first <= bytes.length; first++) {
    for (let second = first; second <= bytes.length; second++) {
      const cut = [bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)]
      assert.deepEqual(await collect(readLines(streamOf(cut), 100)), wanted)
    }
  }
})

test('no bytes are no lines; a line beyond the limit throws, lines before it count', async () => {
  assert.deepEqual(await collect(readLines(streamOf([]), 10)), [])
  const lines = readLines(streamOf([Buffer.from('short\n'), Buffer.from('x'.repeat(11))]), 10)
  assert.equal((await lines.next()).value, 'short')
  await assert.rejects(lines.next(), LineTooLong)
})

test('the request is sent by the first call of next, once', async () => {
  const seen: string[] = []
  await serving(
    (request, response) => {
      seen.push(`${request.method} ${request.url}`)
      response.end('one\ntwo')
    },
    async (url) => {
      const exchange = openExchange(`${url}/x`, undefined, never)
      assert.deepEqual(seen, [])
      assert.deepEqual([await exchange.next(60_000), await exchange.next(60_000), await exchange.next(60_000)], [{ line: 'one' }, { line: 'two' }, { line: undefined }])
      assert.deepEqual(seen, ['GET /x'])
      exchange.close()
      exchange.close()
    },
  )
})

test('a redirect is not followed: the body goes to no other address', async () => {
  const seen: string[] = []
  await serving(
    (request, response) => {
      seen.push(request.url ?? '')
      response.writeHead(307, { location: '/elsewhere' }).end()
    },
    async (url) => {
      assert.deepEqual(await openExchange(`${url}/here`, { secret: 1 }, never).next(60_000), { why: 'garbage' })
      assert.deepEqual(seen, ['/here'])
    },
  )
})

test('an error status answers with its body', () =>
  serving(
    (_request, response) => void response.writeHead(418).end('tea\npot'),
    async (url) => assert.deepEqual(await openExchange(url, {}, never).next(60_000), { why: 'refused', status: 418, text: 'teapot' }),
  ))

test('silence is slow, an abort is stopped', async () => {
  await serving(
    () => {},
    async (url) => {
      assert.deepEqual(await openExchange(url, {}, never).next(10), { why: 'slow' })
      const stop = new AbortController()
      const waiting = openExchange(url, {}, stop.signal).next(600_000)
      stop.abort()
      assert.deepEqual(await waiting, { why: 'stopped' })
    },
  )
})
