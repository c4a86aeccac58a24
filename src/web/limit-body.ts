import type { Context, MiddlewareHandler } from 'hono'
import { problem, type Problem } from '../app/problem.ts'
import { refuse } from '../doors/api-answer.ts'
import { brokenOff } from '../doors/api-body.ts'

/** The most bytes that a body may have; more is a Problem `too-large`. */
const bodyLimitBytes = 1024 * 1024

/**
 * Refuses what is too large. A body whose length is said is left unread, so that a handler gets its text straight from the
 * socket: twice as fast as by the body's stream, which Hono's own limit opens. Node lets no more bytes in than were said.
 */
export const limitBody: MiddlewareHandler = (c, next) => {
  if (c.req.header('transfer-encoding') !== undefined) return readUnmeasured(c, next)
  return Number(c.req.header('content-length') ?? 0) > bodyLimitBytes ? refuseLarge(c) : next()
}

const readUnmeasured: MiddlewareHandler = async (c, next) => {
  const body = await readAtMost(c.req.raw.body, bodyLimitBytes)
  if (!(body instanceof Uint8Array)) return refuse(c, body)
  c.req.raw = new Request(c.req.raw, { method: c.req.method, body })
  return next()
}

const refuseLarge = async (c: Context): Promise<Response> => {
  await readAtMost(c.req.raw.body, 0)
  return refuse(c, tooLarge)
}

const tooLarge = problem('too-large', 'The body is larger than 1 MiB.', { next: 'Send it in parts.' })

/** The whole body, if it is no longer. A longer one is read on for a while: who is still sending when the connection ends never reads the answer. */
const readAtMost = async (body: ReadableStream<Uint8Array> | null, limit: number): Promise<Uint8Array<ArrayBuffer> | Problem> => {
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of body ?? []) {
      bytes += chunk.length
      if (bytes <= limit) chunks.push(chunk)
      if (bytes > limit + 16 * bodyLimitBytes) return tooLarge
    }
  } catch {
    return brokenOff
  }
  return bytes <= limit ? Buffer.concat(chunks) : tooLarge
}
