import { Hono, type MiddlewareHandler } from 'hono'
import { getPath } from 'hono/utils/url'
import { problem, problemStatus, problemToText } from '../app/problem.ts'
import { storeProblem } from '../data/store-problem.ts'
import { apiRoutes } from '../doors/api.ts'
import { refuse } from '../doors/api-answer.ts'
import { requireOwnHost, requireProfile, requireSession } from './auth.ts'
import { guardPage, type WebEnv } from './csp.ts'
import { limitBody } from './limit-body.ts'
import { appPageRoutes } from './routes/app-pages.ts'
import { changeRoutes } from './routes/changes.ts'
import { chatRoutes } from './routes/chat.ts'
import { pageRoutes } from './routes/pages.ts'
import { settingsRoutes } from './routes/settings.ts'
import { signInRoutes } from './routes/sign-in.ts'
import type { Site } from './site.ts'
import { staticRoutes } from './static.ts'
import { answerProblem, bugProblem } from './trouble.ts'

/**
 * Everything that a desk answers over HTTP. The order is the defence: own host and origin, then what needs no session
 * (health, assets, the way in), then a session and, for changes, a page's token. Programs have a door of their own: the same
 * guards, then their token. One router for all would try every page's pattern for each of their requests.
 */
export const createWeb = (site: Site): Pick<Hono, 'fetch'> => {
  const guards = [requireOwnHost(site), limitBody] as const
  const api = apiRoutes({ desk: site.desk, apprentice: site.apprentice, token: site.token, failed: site.failed }, ...guards)
  const pages = createPages(site, guards)
  return { fetch: (request, env) => (/^\/api(?:\/|$)/.test(getPath(request)) ? api.fetch(request, env) : pages.fetch(request, env)) }
}

const createPages = (site: Site, guards: readonly MiddlewareHandler[]): Hono<WebEnv> => {
  const web = new Hono<WebEnv>()
  for (const guard of guards) web.use(guard)

  web.get('/health', (c) => c.json({ ok: true }))
  web.all('/health', (c) => refuse(c, problem('unknown-page', `There is no ${c.req.method} /health.`, { next: 'Use GET.' })))
  web.route('/', staticRoutes())
  web.route('/', signInRoutes(site))

  web.use(guardPage)
  web.use(requireSession(site))
  web.use('/p/:profile{[0-9]+}/*', requireProfile(site))
  web.use('/app/:name/*', requireProfile(site))
  web.route('/', changeRoutes(site))
  web.route('/', chatRoutes(site))
  web.route('/', settingsRoutes(site))
  web.route('/', appPageRoutes(site))
  web.route('/', pageRoutes(site))

  web.notFound((c) => answerProblem(c, site, problem('unknown-page', `There is no page ${c.req.path.slice(0, 200)}.`)))
  web.onError(async (error, c) => {
    const known = storeProblem(error)
    const id = known ? '' : site.failed(error, `${c.req.method} ${c.req.path}`)
    const told = known ?? bugProblem(id)
    try {
      return await answerProblem(c, site, told, id || undefined)
    } catch {
      return c.text(problemToText(told), problemStatus[told.code]) // what stands around every page cannot be read either
    }
  })
  return web
}
