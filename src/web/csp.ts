import { randomBytes } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import type { Session } from '../data/sessions.ts'

/** What every request of the page carries along; set by the middlewares of this floor. */
export interface WebEnv {
  Variables: {
    /** Of this answer only; scripts and htmx attributes without it are inert. */
    nonce: string
    /** Who is signed in; behind `requireSession` always there. */
    session?: Session
    /** What a form holds, once read: a body can be read only once. */
    form?: FormData
  }
}

/** A fresh nonce: 128 bits in base64url. */
export const newNonce = (): string => randomBytes(16).toString('base64url')

/** Whether text could be a nonce of ours; a tab sends its page's own. */
export const isNonce = (text: unknown): text is string => typeof text === 'string' && /^[\w-]{22}$/.test(text)

/**
 * Gives every answer its nonce, the content policy and the headers that keep it to itself.
 * `img-src data:` is for Pico's icons. `connect-src 'self'` covers the socket in every current browser.
 */
export const securityHeaders: MiddlewareHandler<WebEnv> = async (c, next) => {
  const nonce = newNonce()
  c.set('nonce', nonce)
  await next()
  for (const [name, value] of headersFor(nonce)) c.res.headers.set(name, value)
  if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
}

/** The policy of a page or fragment with this nonce. */
export const contentPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** The nonce of the answer that is being made. */
export const nonceOf = (c: Context<WebEnv>): string => c.get('nonce')

const headersFor = (nonce: string): readonly (readonly [string, string])[] => [
  ['content-security-policy', contentPolicy(nonce)],
  // Not `no-referrer`: under that one a browser sends `Origin: null` with a form, as a hostile frame does.
  ['referrer-policy', 'same-origin'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['cross-origin-embedder-policy', 'require-corp'],
  ['permissions-policy', 'camera=(), geolocation=(), microphone=()'],
]
