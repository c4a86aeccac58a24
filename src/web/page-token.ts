import { createHmac, timingSafeEqual } from 'node:crypto'
import { isNonce } from './csp.ts'

/** How a script sends the page token. */
export const pageTokenHeader = 'x-page-token'
/** How a form without script sends the page token. */
export const pageTokenField = '_token'

/**
 * Makes the token of one page: its nonce, then a seal over it by the session's key. A page can prove with it that it came from
 * here, and its socket that fragments may carry this nonce. Letters, digits, `-` and `_` only: it is sent as a subprotocol.
 */
export const makePageToken = (sessionKey: string, nonce: string): string => nonce + seal(sessionKey, nonce)

/** Reads the page's nonce out of its token; undefined if the token is not of this session. */
export const readPageToken = (sessionKey: string, token: string | undefined): string | undefined => {
  const nonce = token?.slice(0, nonceLength)
  if (!token || token.length !== nonceLength + sealLength || !isNonce(nonce)) return undefined
  return timingSafeEqual(Buffer.from(token), Buffer.from(makePageToken(sessionKey, nonce))) ? nonce : undefined
}

const nonceLength = 22
const sealLength = 43

const seal = (sessionKey: string, nonce: string): string => createHmac('sha256', sessionKey).update(nonce).digest('base64url')
