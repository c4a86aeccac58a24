import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { problem } from '../app/problem.ts'
import type { Desk } from '../data/desk.ts'
import { unknownProfile } from '../data/attempt.ts'
import { readRow } from '../data/read.ts'
import { findSession, sessionMs, type Session } from '../data/sessions.ts'
import { refuse } from '../doors/api-answer.ts'
import type { WebEnv } from './csp.ts'
import { pageTokenField, pageTokenHeader, readPageToken } from './page-token.ts'
import { formOf, profileIn, type Site } from './site.ts'
import { answerProblem } from './trouble.ts'

/** Refuses what names another host or comes from another site, before anything else looks at it. */
export const requireOwnHost = (site: Site): MiddlewareHandler<WebEnv> => (c, next) => {
  const { isHost, isOrigin } = site.address().hosts
  if (!isHost(c.req.header('host'))) return Promise.resolve(refuse(c, problem('forbidden-origin', 'This is no address of this desk.', { next: 'Use the address that Prentice printed when it started.' })))
  if (!isOrigin(c.req.header('origin')) || isFetchFromElsewhere(c)) return Promise.resolve(refuse(c, problem('forbidden-origin', 'Another site may not ask this desk for anything.', { next: 'Open the desk itself, or ask from a program with its token.' })))
  return next()
}

/** Lets only a signed-in browser on, and only with a page's token where it could change something. */
export const requireSession = (site: Site): MiddlewareHandler<WebEnv> => async (c, next) => {
  const session = sessionOf(site.desk, getCookie(c, cookieName(site.address().port)))
  if (!session) return answerProblem(c, site, problem('not-signed-in', 'This browser is not signed in to this desk.', { next: 'In the folder of the desk, run: prentice link' }))
  c.set('session', session)
  if (c.req.method === 'GET' || c.req.method === 'HEAD' || (await comesFromPage(c, session))) return next()
  // A page from before the sign-in asks in fragments: loading it anew gives it a token that holds.
  if (c.req.header('hx-request')) c.header('hx-refresh', 'true')
  return answerProblem(c, site, problem('forbidden-origin', 'This page is older than your sign-in, or no page of this desk.', { next: 'Load the page again.' }))
}

/** Lets only addresses on that begin with a profile that is there: nothing is kept for any other. */
export const requireProfile = (site: Site): MiddlewareHandler<WebEnv> => (c, next) => {
  const profile = profileIn(c)
  return readRow(site.desk, 'profile', profile, profile) ? next() : Promise.resolve(answerProblem(c, site, unknownProfile(profile)))
}

/** The session of a cookie's value, if it is one. */
export const sessionOf = (desk: Desk, cookie: string | undefined): Session | undefined =>
  cookie !== undefined && /^[\w-]{43}$/.test(cookie) ? findSession(desk, cookie) : undefined

/** The port stands in the name: desks on one machine share the cookies of localhost. */
export const cookieName = (port: number): string => `prentice_${port}`

/** Signs a browser in for 90 days. */
export const giveCookie = (c: Context<WebEnv>, port: number, value: string): void =>
  setCookie(c, cookieName(port), value, { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: sessionMs / 1000 })

/**
 * Another site's page may lead here by a link, and no more: what it would load in itself is refused, for a page of another port
 * sends our cookies along, and reading has its effects too. Browsers say where a request comes from:
 * https://www.w3.org/TR/fetch-metadata/. Programs say nothing of it.
 */
const isFetchFromElsewhere = (c: Context): boolean => {
  const from = c.req.header('sec-fetch-site') ?? 'none'
  if (from === 'same-origin' || from === 'none') return false
  const [mode = 'navigate', dest = 'document'] = [c.req.header('sec-fetch-mode'), c.req.header('sec-fetch-dest')]
  return !(c.req.method === 'GET' && mode === 'navigate' && dest === 'document')
}

/** The origin was compared with the list; with a change every browser sends one, so here it must be there at all. */
const comesFromPage = async (c: Context<WebEnv>, session: Session): Promise<boolean> =>
  c.req.header('origin') !== undefined && readPageToken(session.pageKey, c.req.header(pageTokenHeader) ?? (await tokenInForm(c))) !== undefined

const tokenInForm = async (c: Context<WebEnv>): Promise<string | undefined> => {
  const form = await formOf(c)
  c.set('form', form)
  const token = form.get(pageTokenField)
  return typeof token === 'string' ? token : undefined
}
