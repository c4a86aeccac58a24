import type { Context } from 'hono'
import { problem, problemStatus, type Problem } from '../app/problem.ts'
import { nearest } from '../data/nearest.ts'
import { refuse } from '../doors/api-answer.ts'
import type { WebEnv } from './csp.ts'
import { gatherBroken } from './gather/broken.ts'
import { firstProfile, gatherApps, gatherShell } from './gather/shell.ts'
import { accessOf, isFragment, profileIn, type Site } from './site.ts'
import { assetsVersion } from './static.ts'
import { problemFragment } from './views/fragments.ts'
import { plainPage, signInPage } from './views/layout.ts'
import { brokenTitle, brokenView, troubleView, type TroubleProps } from './views/trouble.ts'

/** Answers a refusal in the shape that was asked for: fragment, JSON or page, with the Problem's status. */
export const answerProblem = (c: Context<WebEnv>, site: Site, refusal: Problem, id?: string): Response | Promise<Response> => {
  const status = problemStatus[refusal.code]
  if (wantsJson(c)) return refuse(c, refusal)
  if (!c.get('session')) {
    // A page of a session that has ended asks in fragments; loading it anew shows how to sign in.
    if (isFragment(c)) c.header('hx-refresh', 'true')
    return c.html(signInPage({ version: assetsVersion(), used: c.req.path === '/sign-in', readOnly: site.desk.readOnly(), ...(refusal.code !== 'not-signed-in' && { problem: refusal }) }), status)
  }
  const access = accessOf(c)
  const isNobody = refusal.code === 'unknown-profile'
  const profile = isNobody ? firstProfile(site.desk) : profileIn(c)
  const broken = refusal.code === 'unknown-page' ? gatherBroken(site.desk, c.req.path) : []
  if (broken.length > 0 && !isFragment(c)) return c.html(plainPage(gatherShell(site, { access, profile, path: pathOf(c) }), brokenTitle(broken), brokenView(broken)), 503)
  if (isFragment(c)) return c.html(problemFragment(refusal, { access, profile }), status)
  const shell = gatherShell(site, { access, profile, path: pathOf(c) })
  const trouble: TroubleProps = { problem: refusal, suggestions: isNobody ? shell.profiles.slice(0, mostSuggestions) : suggest(site, profile, c.req.path), ...(id !== undefined && { id }) }
  return c.html(plainPage(shell, refusal.code.startsWith('unknown-') ? 'Not found' : 'Trouble', troubleView(trouble)), status)
}

/** What a bug is told as; the log holds it under the same id. */
export const bugProblem = (id: string): Problem =>
  problem('failed', `Something went wrong in Prentice itself (${id}).`, { next: 'Try once more; the log has more under this id.' })

/** Path and query of the page that is asked for. */
export const pathOf = (c: Context): string => c.req.path + new URL(c.req.url).search

const wantsJson = (c: Context): boolean => c.req.path === '/link' || c.req.path === '/health' || /^application\/json\b/.test(c.req.header('accept') ?? '')

const mostSuggestions = 3

/** The app that the address comes nearest to, then the first ones. */
const suggest = ({ desk }: Site, profile: number, path: string): TroubleProps['suggestions'] => {
  const apps = gatherApps(desk, profile, path)
  const words = path.split('/').filter((word) => word !== '' && word !== 'p' && !/^\d+$/.test(word))
  const meant = words.flatMap((word) => {
    const title = nearest(word.toLowerCase(), apps.map((app) => app.title.toLowerCase()))
    return apps.find((app) => app.title.toLowerCase() === title) ?? []
  })
  return [...new Set([...meant, ...apps])].slice(0, mostSuggestions).map(({ href, title }) => ({ href, title }))
}
