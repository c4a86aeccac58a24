import type { Context } from 'hono'
import type { Apprentice } from '../apprentice/port.ts'
import type { Desk } from '../data/desk.ts'
import type { Session } from '../data/sessions.ts'
import { nonceOf, type WebEnv } from './csp.ts'
import type { HostList } from './hosts.ts'
import type { Live } from './live.ts'
import { makePageToken } from './page-token.ts'
import type { Access } from './views/props.ts'

/** What every route works with. */
export interface Site {
  readonly desk: Desk
  readonly apprentice: Apprentice
  readonly live: Live
  /** The fixed `full` token for programs, if there is one. */
  readonly token: string | undefined
  /** Where the desk listens; known once it does. */
  address(): Address
  /** The absolute path of the folder of app files, for the page that tells where to save one. */
  readonly appsDir?: string
  /** Whether a key opens `POST /link`: it is the one in the data folder's note. */
  isLinkKey(key: string): boolean
  /** Cuts off the sockets of a session that was revoked. */
  endSession(session: number): void
  /** Logs a bug and answers the id under which it stands in the log. */
  failed(error: unknown, where: string): string
}

/** Where a desk listens, and under which names. */
export interface Address {
  readonly port: number
  readonly hosts: HostList
  /** Without a trailing slash. */
  readonly url: string
}

/** What the forms and htmx attributes of the page that is being answered must carry. */
export const accessOf = (c: Context<WebEnv>): Access => {
  const nonce = nonceOf(c)
  return { nonce, token: makePageToken(sessionIn(c).pageKey, nonce) }
}

/** Who is signed in, behind `requireSession`. */
export const sessionIn = (c: Context<WebEnv>): Session => {
  const session = c.get('session')
  if (!session) throw new Error(`${c.req.path} is answered without a session`)
  return session
}

/** The profile in the address, of an app's own page the one that it is asked for with; 1 where it names none. */
export const profileIn = (c: Context): number => {
  const said = /^\/p\/(\d{1,15})(?:\/|$)/.exec(c.req.path)?.[1] ?? (c.req.path.startsWith('/app/') ? c.req.query('profile') : undefined)
  return /^\d{1,15}$/.test(said ?? '') ? Number(said) || 1 : 1
}

/** A request by htmx, answered with fragments. */
export const isFragment = (c: Context): boolean => c.req.header('hx-request') === 'true'

/** The form that was sent. */
export const formOf = async (c: Context<WebEnv>): Promise<FormData> => c.get('form') ?? (await c.req.formData().catch(() => new FormData()))
