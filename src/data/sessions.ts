import { createHash, createHmac, randomBytes } from 'node:crypto'
import { ok, problem, type Problem, type Result } from '../app/problem.ts'
import type { Desk } from './desk.ts'
import { readMeta, writeMeta } from './meta.ts'
import { guardWrite } from './store-problem.ts'

/** A browser that has signed in. What it holds (the cookie) is nowhere kept, only its digest. */
export interface Session {
  readonly id: number
  /** The browser and system as they named themselves, for the list in the settings. */
  readonly name: string
  /** ISO 8601, as the others. */
  readonly at: string
  /** When it was last used; exact to the hour. */
  readonly seenAt: string
  readonly expiresAt: string
  /** Seals the tokens of its pages; never leaves the server. */
  readonly pageKey: string
}

/** How long a sign-in link works. */
const signInLinkMs = 10 * 60_000
/** How long a browser stays signed in. */
export const sessionMs = 90 * 24 * 60 * 60_000

/**
 * Makes the secret of a sign-in link: 192 bits in base64url, so that the link fits a line of the terminal; kept as a digest, good once within 10 minutes.
 * Where the disk does not let it be kept, it and its session live as long as this process: a desk that cannot be written to can still be read.
 */
export const newSignInToken = (desk: Desk): string => {
  const token = newSecret(24)
  const refused = guardWrite<void>(() => {
    desk.store.run({ sql: 'DELETE FROM _sign_in WHERE expires_at < ?', parameters: [isoAt(desk)] })
    desk.store.run({ sql: 'INSERT INTO _sign_in (digest, at, expires_at) VALUES (?, ?, ?)', parameters: [digestOf(token), isoAt(desk), isoAt(desk, signInLinkMs)] })
  })
  if (refused) unkeptOf(desk).tokens.set(token, isoAt(desk, signInLinkMs))
  return token
}

/**
 * Spends a sign-in token for a new session; answers the cookie's value, which is told this once.
 * Problems: `not-signed-in` when the token is unknown, spent or too old; the disk’s, and then the token is not spent.
 */
export const useSignInToken = (desk: Desk, token: string, name: string): Result<{ readonly cookie: string; readonly session: Session }> => {
  const { tokens, sessions } = unkeptOf(desk)
  const expires = tokens.get(token)
  tokens.delete(token)
  if (expires === undefined || expires <= isoAt(desk)) return useKeptToken(desk, token, name)
  const cookie = newSecret()
  const row = { id: -1 - sessions.length, ...newSession(desk, cookie, name), revoked: false }
  sessions.push(row)
  return ok({ cookie, session: toSession(desk, row) })
}

const useKeptToken = (desk: Desk, token: string, name: string): ReturnType<typeof useSignInToken> =>
  guardWrite(() => desk.store.transaction(() => {
    const now = isoAt(desk)
    const unspent = { sql: 'SELECT 1 FROM _sign_in WHERE digest = ? AND used_at IS NULL AND expires_at > ?', parameters: [digestOf(token), now] }
    if (!desk.store.get(unspent)) {
      return problem('not-signed-in', 'This sign-in link has been used, or is older than ten minutes.', { next: 'Run: prentice link' })
    }
    desk.store.run({ sql: 'UPDATE _sign_in SET used_at = ? WHERE digest = ?', parameters: [now, digestOf(token)] })
    const cookie = newSecret()
    const made = newSession(desk, cookie, name)
    desk.store.run({ sql: "INSERT INTO _session (digest, name, scope, at, seen_at, expires_at) VALUES (?, ?, 'person', ?, ?, ?)", parameters: [made.digest, made.name, made.at, made.seen_at, made.expires_at] })
    const session = findSession(desk, cookie)
    if (!session) throw new Error('a session that was just made is not there')
    return ok({ cookie, session })
  }))

/** Finds the living session of a cookie's value; notes at most once an hour that it was used. */
export const findSession = (desk: Desk, cookie: string): Session | undefined => {
  const digest = digestOf(cookie)
  const found = desk.store.get<SessionRow>({ sql: `${living} AND digest = ?`, parameters: [isoAt(desk), digest] })
  if (!found) {
    const unkept = unkeptSessions(desk).find((row) => Buffer.compare(row.digest, digest) === 0)
    return unkept && toSession(desk, unkept)
  }
  if (Date.parse(found.seen_at) < desk.now() - 60 * 60_000 && !desk.readOnly())
    guardWrite(() => desk.store.run({ sql: 'UPDATE _session SET seen_at = ? WHERE id = ?', parameters: [isoAt(desk), found.id] })) // nobody is kept out for want of the note
  return toSession(desk, found)
}

/** Every living session, the one used last first. */
export const listSessions = (desk: Desk): readonly Session[] =>
  [...unkeptSessions(desk), ...desk.store.all<SessionRow>({ sql: `${living} ORDER BY seen_at DESC, id DESC`, parameters: [isoAt(desk)] })].map((row) => toSession(desk, row))

/** Ends a session: its cookie and its pages open nothing any more. Problems: `unknown-row` when there is none; the disk’s, and then it lives on. */
export const revokeSession = (desk: Desk, id: number): { readonly ok: true } | Problem => {
  const unkept = unkeptSessions(desk).find((row) => row.id === id)
  if (unkept) {
    unkept.revoked = true
    return { ok: true }
  }
  if (!desk.store.get({ sql: `${living} AND id = ?`, parameters: [isoAt(desk), id] })) return problem('unknown-row', 'This browser is not signed in any more.', { next: 'Look at the list as it is now.' })
  return guardWrite(() => {
    desk.store.run({ sql: 'UPDATE _session SET revoked_at = ? WHERE id = ?', parameters: [isoAt(desk), id] })
    return { ok: true }
  })
}

const newSession = (desk: Desk, cookie: string, name: string): Omit<SessionRow, 'id'> => {
  const now = isoAt(desk)
  return { digest: digestOf(cookie), name: name.slice(0, 200), at: now, seen_at: now, expires_at: isoAt(desk, sessionMs) }
}

/** What a desk that cannot be written to has handed out. */
interface Unkept { readonly tokens: Map<string, string>; readonly sessions: (SessionRow & { revoked: boolean })[]; readonly key: string }
const unkept = new WeakMap<Desk, Unkept>()

const unkeptOf = (desk: Desk): Unkept => {
  const known = unkept.get(desk) ?? { tokens: new Map(), sessions: [], key: newSecret() }
  unkept.set(desk, known)
  return known
}

const unkeptSessions = (desk: Desk) => unkeptOf(desk).sessions.filter(({ revoked, expires_at }) => !revoked && expires_at > isoAt(desk))

/** Its first parameter is the moment. */
const living = 'SELECT id, digest, name, at, seen_at, expires_at FROM _session WHERE revoked_at IS NULL AND expires_at > ?'

interface SessionRow {
  readonly id: number | null
  readonly digest: Uint8Array
  readonly name: string
  readonly at: string
  readonly seen_at: string
  readonly expires_at: string
}

const toSession = (desk: Desk, row: SessionRow): Session => ({
  id: Number(row.id),
  name: row.name,
  at: row.at,
  seenAt: row.seen_at,
  expiresAt: row.expires_at,
  // Another server on this machine can see the cookie (cookies know no ports), so the key needs a secret of ours besides.
  pageKey: createHmac('sha256', deskKey(desk)).update(row.digest).digest('base64url'),
})

/** A secret of the desk that outlives restarts, so that open pages need no reload after one. */
const deskKey = (desk: Desk): string => {
  const kept = readMeta(desk.store, 'page-key')
  if (kept !== undefined) return kept
  const { key } = unkeptOf(desk)
  guardWrite<void>(() => writeMeta(desk.store, 'page-key', key))
  return key
}

const newSecret = (bytes = 32): string => randomBytes(bytes).toString('base64url')

const digestOf = (secret: string): Uint8Array => createHash('sha256').update(secret).digest()

const isoAt = (desk: Desk, laterMs = 0): string => new Date(desk.now() + laterMs).toISOString()
