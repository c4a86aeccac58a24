/** One HTTP request whose answer is read line by line; every way that it can fail is a value. */

/** Why a line did not come. `stopped` is the caller's wish; `code` is Node's (`ECONNREFUSED`, …). */
export type Failure =
  | { readonly why: 'stopped' }
  | { readonly why: 'slow' }
  | { readonly why: 'unreachable'; readonly code: string }
  | { readonly why: 'refused'; readonly status: number; readonly text: string }
  | { readonly why: 'broken' }
  | { readonly why: 'garbage' }

/** One request and its answer, as lines. */
export interface Exchange {
  /** Answers the next line without its newline, `undefined` at the proper end of the body, or why there is none; the first call sends the request. */
  next(timeoutMs: number): Promise<{ readonly line: string | undefined } | Failure>
  /** Ends the request, however far it is. Safe to repeat. */
  close(): void
}

/**
 * Prepares a request: POST with a body, GET without.
 * Follows no redirect, for the body may hold private rows and was meant for this address only. The timer runs only while the
 * server is awaited, so a slow reader is never taken for a slow server. Node's own limit on silence (300 s) stays above it.
 */
export const openExchange = (url: string, body: object | undefined, signal: AbortSignal): Exchange => {
  const quit = new AbortController()
  const either = AbortSignal.any([signal, quit.signal])
  let answered = false
  let slow = false
  let lines: AsyncIterator<string> | undefined

  const read = async (): Promise<{ line: string | undefined } | Failure> => {
    if (!lines) {
      const response = await fetch(url, { ...toInit(body), redirect: 'error', signal: either })
      answered = true
      lines = readLines(response.body ?? new ReadableStream<Uint8Array>({ start: (empty) => empty.close() }), longestLineChars)
      if (!response.ok) return { why: 'refused', status: response.status, text: await readAll(lines) }
    }
    const { done, value } = await lines.next()
    return { line: done ? undefined : value }
  }

  const next = async (timeoutMs: number): Promise<{ line: string | undefined } | Failure> => {
    const timer = setTimeout(() => {
      slow = true
      quit.abort()
    }, timeoutMs)
    try {
      return await read()
    } catch (error) {
      if (signal.aborted) return { why: 'stopped' }
      if (slow) return { why: 'slow' }
      if (error instanceof LineTooLong) return { why: 'garbage' }
      return toFailure(errorCode(error), answered)
    } finally {
      clearTimeout(timer)
    }
  }
  return { next, close: () => quit.abort() }
}

/**
 * Reads UTF-8 lines from bytes that may be cut anywhere, inside a character too; a last line needs no newline, empty lines are left out.
 * Throws `LineTooLong` when a line grows beyond `maxChars`, and whatever the stream throws.
 */
export async function* readLines(bytes: ReadableStream<Uint8Array>, maxChars: number): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of bytes) {
    const parts = decoder.decode(chunk, { stream: true }).split('\n')
    parts[0] = rest + (parts[0] ?? '')
    rest = parts.pop() ?? ''
    for (const line of parts) if (line.trim() !== '') yield line
    if (rest.length > maxChars) throw new LineTooLong()
  }
  rest += decoder.decode()
  if (rest.trim() !== '') yield rest
  return undefined
}

/** The only error of `readLines` itself: what comes is no line-wise protocol. */
export class LineTooLong extends Error {}

const longestLineChars = 4 * 1024 * 1024

const toInit = (body: object | undefined): RequestInit =>
  body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}

const readAll = async (lines: AsyncIterator<string>): Promise<string> => {
  let text = ''
  for (let next = await lines.next(); !next.done && text.length < longestLineChars; next = await lines.next()) text += next.value
  return text
}

/** The codes are those of Node's sockets and of undici, which is behind `fetch`; without one it is a redirect or a forbidden port. */
const toFailure = (code: string, answered: boolean): Failure => {
  if (['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'].includes(code)) return { why: 'slow' }
  if (answered || ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(code)) return { why: 'broken' }
  return code === '' || code.startsWith('HPE_') ? { why: 'garbage' } : { why: 'unreachable', code }
}

const errorCode = (error: unknown): string => {
  if (!(error instanceof Error)) return ''
  const from = error.cause instanceof Error ? error.cause : error
  if ('code' in from && typeof from.code === 'string') return from.code
  return ''
}
