import type { Context, MiddlewareHandler } from 'hono'
import { randomBlock } from '../data/random.ts'
import type { Session } from '../data/sessions.ts'

/** What every request of the page carries along; set by the middlewares of this floor. */
export interface WebEnv {
  Variables: {
    /** Of this answer only; scripts and htmx attributes without it are inert. Made when it is first asked for. */
    nonce?: string
    /** Who is signed in; behind `requireSession` always there. */
    session?: Session
    /** What a form holds, once read: a body can be read only once. */
    form?: FormData
  }
}

/** Whether text could be a nonce of ours; a tab sends its page's own. */
export const isNonce = (text: unknown): text is string => typeof text === 'string' && /^[\w-]{22}$/.test(text)

/**
 * Gives every answer the content policy, with its nonce if it used one, and the headers that keep it to itself.
 * `img-src data:` is for Pico's icons. `connect-src 'self'` covers the socket in every current browser.
 */
export const securityHeaders: MiddlewareHandler<WebEnv> = async (c, next) => {
  await next()
  c.res.headers.set('content-security-policy', contentPolicy(c.get('nonce')))
  for (const [name, value] of fixedHeaders) c.res.headers.set(name, value)
  if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
}

/** The nonce of the answer that is being made: 128 bits in base64url. */
export const nonceOf = (c: Context<WebEnv>): string => {
  const nonce = c.get('nonce') ?? randomBlock().toString('base64url')
  c.set('nonce', nonce)
  return nonce
}

/** The policy of a page or fragment with this nonce; without one no script runs at all. */
const contentPolicy = (nonce: string | undefined): string =>
  [
    "default-src 'none'",
    ...(nonce === undefined ? [] : [`script-src 'nonce-${nonce}'`]),
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

const fixedHeaders: readonly (readonly [string, string])[] = [
  // Not `no-referrer`: under that one a browser sends `Origin: null` with a form, as a hostile frame does.
  ['referrer-policy', 'same-origin'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['cross-origin-embedder-policy', 'require-corp'],
  ['permissions-policy', 'camera=(), geolocation=(), microphone=()'],
]
