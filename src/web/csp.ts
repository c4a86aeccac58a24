import type { ServerResponse } from 'node:http'
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
 * Gives an answer, before anyone makes it, the headers that keep it to itself and the policy under which no script runs.
 * On Node's own answer: on a `Response` they would cost more than all else that an API request passes on its way.
 */
export const guardAnswer = (outgoing: ServerResponse): void => {
  for (const [name, value] of guardingHeaders) outgoing.setHeader(name, value)
}

/** Lets a page's own scripts run, by its nonce if it used one. No page, an app's neither, may loosen what guards every answer. */
export const guardPage: MiddlewareHandler<WebEnv> = async (c, next) => {
  await next()
  const { headers } = c.res
  for (const [name] of guardingHeaders) if (name !== cacheControl) headers.delete(name)
  const nonce = c.get('nonce')
  if (nonce !== undefined) headers.set(policyHeader, contentPolicy(nonce))
}

/** The nonce of the answer that is being made: 128 bits in base64url. */
export const nonceOf = (c: Context<WebEnv>): string => {
  const nonce = c.get('nonce') ?? randomBlock().toString('base64url')
  c.set('nonce', nonce)
  return nonce
}

/**
 * The policy of a page or fragment with this nonce; without one no script runs at all.
 * `img-src data:` is for Pico's icons. `connect-src 'self'` covers the socket in every current browser.
 */
const contentPolicy = (nonce?: string): string =>
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

const policyHeader = 'content-security-policy'
const cacheControl = 'cache-control'

const guardingHeaders: readonly (readonly [string, string])[] = [
  [policyHeader, contentPolicy()],
  // What is the same for everybody says so itself.
  [cacheControl, 'no-store'],
  // Not `no-referrer`: under that one a browser sends `Origin: null` with a form, as a hostile frame does.
  ['referrer-policy', 'same-origin'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['cross-origin-embedder-policy', 'require-corp'],
  ['permissions-policy', 'camera=(), geolocation=(), microphone=()'],
]
