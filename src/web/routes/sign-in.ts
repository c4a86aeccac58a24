import { Hono } from 'hono'
import { html } from 'hono/html'
import { problem } from '../../app/problem.ts'
import { newSignInToken, useSignInToken } from '../../data/sessions.ts'
import { refuse } from '../../doors/api-answer.ts'
import { giveCookie } from '../auth.ts'
import type { WebEnv } from '../csp.ts'
import type { Site } from '../site.ts'
import { answerProblem } from '../trouble.ts'

/** The way in: a link that works once, and the door at which `prentice link` asks for a fresh one. */
export const signInRoutes = (site: Site): Hono<WebEnv> => {
  const routes = new Hono<WebEnv>()

  routes.get('/sign-in', (c) => {
    // Whoever only looks whether the link is there must not use it up.
    if (c.req.method === 'HEAD') return c.body(null)
    const used = useSignInToken(site.desk, c.req.query('token') ?? '', browserName(c.req.header('user-agent') ?? ''))
    if (!used.ok) return answerProblem(c, site, used)
    giveCookie(c, site.address().port, used.value.cookie)
    c.header('referrer-policy', 'no-referrer')
    // A redirect replaces the link in the history. Where another site's page held the link, the browser would follow the
    // redirect without the new cookie (SameSite=Strict), so a page of ours goes on instead.
    if (c.req.header('sec-fetch-site') !== 'cross-site') return c.redirect('/', 303)
    return c.html(html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/"><title>Signed in</title></head><body><p><a href="/">Signed in. Go to the desk</a></p></body></html>`)
  })

  routes.post('/link', (c) => {
    const [, key] = c.req.header('authorization')?.match(/^Bearer (\S+)$/) ?? []
    if (key === undefined || !site.isLinkKey(key)) return refuse(c, problem('not-signed-in', 'Only who can read the data folder may ask for a link.', { next: 'Run: prentice link' }))
    return c.json({ link: signInLink(site) })
  })
  return routes
}

/** Makes a fresh sign-in link; good once, for ten minutes. */
export const signInLink = ({ desk, address }: Pick<Site, 'desk' | 'address'>): string => `${address().url}/sign-in?token=${newSignInToken(desk)}`

/** "Firefox on Linux": what the list of sessions calls a browser. */
const browserName = (agent: string): string => {
  const browser = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']].find(([sign = '']) => agent.includes(sign))?.[1] ?? 'A browser'
  const system = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS', 'macOS'], ['Linux', 'Linux']].find(([sign = '']) => agent.includes(sign))?.[1]
  return system === undefined ? browser : `${browser} on ${system}`
}
