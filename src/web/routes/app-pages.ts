import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import type { AnyRow, App, PageContext, Where } from '../../app/define.ts'
import { placeOf } from '../../app/load-reason.ts'
import { problem } from '../../app/problem.ts'
import { execute } from '../../data/execute.ts'
import { readPage } from '../../data/read.ts'
import { answerPlain } from '../answer.ts'
import type { WebEnv } from '../csp.ts'
import { gatherSiblings } from '../gather/list.ts'
import { pageTokenField } from '../page-token.ts'
import { accessOf, profileIn, type Site } from '../site.ts'
import { answerProblem } from '../trouble.ts'
import { hiddenInputs } from '../views/form.ts'
import { siblingsView } from '../views/toolbar.ts'

/** The pages that apps bring along, under `/app/<name>/`. They are built once for each version of an app. */
export const appPageRoutes = (site: Site): Hono<WebEnv> => {
  const built = new WeakMap<App, Hono>()
  const routes = new Hono<WebEnv>()

  routes.all('/app/:name/*', async (c) => {
    const name = c.req.param('name')
    const app = site.desk.schema().apps.get(name)
    if (!app?.pages) return answerProblem(c, site, problem('unknown-page', `The app ${name.slice(0, 60)} has no pages of its own.`))
    const pages = built.get(app) ?? buildPages(site, name, app.pages)
    built.set(app, pages)
    const url = new URL(c.req.url)
    url.pathname = url.pathname.slice(`/app/${name}`.length)
    const form = c.get('form')
    // The token was in the form, so its body has been read: it is handed on as it was.
    const request = new Request(url, { method: c.req.method, headers: withoutBody(c.req.raw.headers), ...(form && { body: form }) })
    const what = `The page ${url.pathname} of the app ${name}`
    const { files } = site.desk.schema()
    // The author is the one who looks: they are told what went wrong, and where.
    const failed = (error: unknown, reason: string, next: string) => answerProblem(c, site, problem('failed', `${what} ${reason}`, { next }), site.failed(error, `${c.req.method} ${c.req.path}`))
    let answer: unknown
    try {
      answer = await pages.fetch(request, { outer: c } satisfies Outer)
    } catch (error) {
      return failed(error, `failed: ${error instanceof Error ? error.message : String(error)}`, `Correct ${placeOf(files, name, error)}.`)
    }
    const isThere = pages.routes.some(({ path, method }) => path === url.pathname && (method === c.req.method || method === 'ALL'))
    const next = `Let it end with \`return layout(c, 'Title', html\`…\`)\` in ${placeOf(files, name)}.`
    if (!(answer instanceof Response)) return failed(new Error(`${what} answers with no page`), 'answers with no page.', next)
    if (answer.status === 404 && isThere) return answerProblem(c, site, problem('unknown-page', `${what} answers with nothing, or that it is not found.`, { next }))
    return answer.status === 404 ? answerProblem(c, site, problem('unknown-page', `There is no page ${c.req.path.slice(0, 200)}.`)) : answer
  })
  return routes
}

/** The request that an app's page answers a part of. */
interface Outer { readonly outer: Context<WebEnv> }

const buildPages = (site: Site, name: string, pages: NonNullable<App['pages']>): Hono => {
  const { desk } = site
  const app = new Hono()
  const list = (c: Context, table: string, { where, sort }: { readonly where?: Where; readonly sort?: string } = {}): readonly AnyRow[] => {
    const page = readPage(desk, { table, profile: profileIn(outerOf(c)), limit: 1000, ...(where && { where }), ...(sort && { sort }) })
    if (!page.ok) throw new Error([page.message, page.next].join(' ').trim())
    return page.value.rows.map(({ id, values, computed }) => ({ ...values, ...computed, id }))
  }
  const context: PageContext = {
    app,
    list: list as PageContext['list'], // the types of an app's rows are its author's; here they are plain data
    form: (c, inputs) => html`<form method="post">${hiddenInputs({ [pageTokenField]: accessOf(outerOf(c)).token })}${inputs}</form>`,
    layout: (c, title, body) => answerPlain(outerOf(c), site, title, html`${siblingsView(gatherSiblings(desk, { app: name, profile: profileIn(outerOf(c)), at: c.req.path }))}${body}`),
    execute: async (c, commands) => {
      // No page's token came with it: a link on another site would be enough.
      if (c.req.method === 'GET' || c.req.method === 'HEAD') return problem('refused', 'A page that is only looked at changes nothing.', { next: 'Write in the answer to a form of the page, by POST.' })
      const outcome = await execute(desk, { commands, actor: 'person', via: 'page', profile: profileIn(outerOf(c)) })
      return outcome.ok ? { ok: true, value: outcome } : outcome
    },
  }
  // The route above catches it.
  app.onError((error) => {
    throw error
  })
  pages(context)
  return app
}

/** Only `appPageRoutes` calls these handlers, and it passes the outer request as the environment. */
const outerOf = (c: Context): Context<WebEnv> => (c.env as Outer).outer

/** A form is written anew, so its old length and boundary do not hold. */
const withoutBody = (headers: Headers): Headers => {
  const kept = new Headers(headers)
  kept.delete('content-type')
  kept.delete('content-length')
  return kept
}
