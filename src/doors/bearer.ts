import type { MiddlewareHandler } from 'hono'
import { problem } from '../app/problem.ts'
import { refuse } from './api-answer.ts'
import { compareTo } from './same-secret.ts'

/** Lets only a program on that sends `Authorization: Bearer <token>`; with no token set, nobody. */
export const requireBearer = (token: string | undefined): MiddlewareHandler => {
  const isToken = token === undefined ? () => false : compareTo(token)
  return (c, next) => {
    const [, sent] = c.req.header('authorization')?.match(/^Bearer ([\x21-\x7e]+)$/i) ?? []
    if (sent !== undefined && isToken(sent)) return next()
    c.header('www-authenticate', 'Bearer')
    return Promise.resolve(refuse(c, problem('not-signed-in', sent === undefined ? 'This needs a token.' : 'This token is not the desk’s.', {
      next: token !== undefined
        ? 'Send the value of PRENTICE_TOKEN as: Authorization: Bearer <token>'
        : 'Start the desk with PRENTICE_TOKEN set to a secret of your own, then send it as: Authorization: Bearer <token>',
    })))
  }
}
