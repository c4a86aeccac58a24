import type { MiddlewareHandler } from 'hono'
import { problem } from '../app/problem.ts'
import { refuse } from './api-answer.ts'
import { isSameSecret } from './same-secret.ts'

/** Lets only a program on that sends `Authorization: Bearer <token>`; with no token set, nobody. */
export const requireBearer = (token: string | undefined): MiddlewareHandler => async (c, next) => {
  const [, sent] = c.req.header('authorization')?.match(/^Bearer ([\x21-\x7e]+)$/i) ?? []
  if (token !== undefined && sent !== undefined && isSameSecret(sent, token)) return next()
  c.header('www-authenticate', 'Bearer')
  return refuse(c, problem('not-signed-in', sent === undefined ? 'This needs a token.' : 'This token is not the desk’s.', {
    next: token !== undefined
      ? 'Send the value of PRENTICE_TOKEN as: Authorization: Bearer <token>'
      : 'Start the desk with PRENTICE_TOKEN set to a secret of your own, then send it as: Authorization: Bearer <token>',
  }))
}
