import { hash, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { problem } from '../app/problem.ts'
import { refuse } from './api-answer.ts'

/** Lets only a program on that sends `Authorization: Bearer <token>`; with no token set, nobody. */
export const requireBearer = (token: string | undefined): MiddlewareHandler => {
  const known = token === undefined ? undefined : digest(token)
  return async (c, next) => {
    const [, sent] = c.req.header('authorization')?.match(/^Bearer ([\x21-\x7e]+)$/i) ?? []
    if (known && sent !== undefined && timingSafeEqual(digest(sent), known)) return next()
    c.header('www-authenticate', 'Bearer')
    return refuse(c, problem('not-signed-in', sent === undefined ? 'This needs a token.' : 'This token is not the desk’s.', {
      next: known
        ? 'Send the value of PRENTICE_TOKEN as: Authorization: Bearer <token>'
        : 'Start the desk with PRENTICE_TOKEN set to a secret of your own, then send it as: Authorization: Bearer <token>',
    }))
  }
}

/** Two digests are of one length, which the comparison in constant time asks for. */
const digest = (text: string): Buffer => hash('sha256', text, 'buffer')
