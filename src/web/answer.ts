import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { WebEnv } from './csp.ts'
import { gatherChat } from './gather/chat.ts'
import { gatherShell } from './gather/shell.ts'
import { isOwnPath } from './location.ts'
import { accessOf, isFragment, profileIn, sessionIn, type Site } from './site.ts'
import { pathOf } from './trouble.ts'
import { chatPage } from './views/desk-page.ts'
import { plainPage } from './views/layout.ts'
import type { Html } from './views/props.ts'

/** A page with the apprentice beside it. */
export const answerBeside = (c: Context<WebEnv>, site: Site, { title, body, status = 200 }: { readonly title: string; readonly body: Html; readonly status?: ContentfulStatusCode }): Response | Promise<Response> => {
  const [access, profile] = [accessOf(c), profileIn(c)]
  const shell = gatherShell(site, { access, profile, path: pathOf(c) })
  return c.html(chatPage(shell, { title, body, chat: gatherChat(site, { access, profile }) }), status)
}

/** A page about one thing. */
export const answerPlain = (c: Context<WebEnv>, site: Site, title: string, body: Html, status: ContentfulStatusCode = 200): Response | Promise<Response> =>
  c.html(plainPage(gatherShell(site, { access: accessOf(c), profile: profileIn(c), path: pathOf(c) }), title, body), status)

/**
 * Answers a change that was made. The live pages are told of it over their sockets, so htmx gets nothing; where the
 * browser has no socket open its page is loaded anew. Without script it goes back to where it was.
 */
export const answerDone = (c: Context<WebEnv>, site: Site, back?: string): Response => {
  if (!isFragment(c)) return c.redirect(backOf(c, back), 303)
  if (!site.live.isOpen(sessionIn(c).id)) c.header('hx-refresh', 'true')
  return c.body(null, 204)
}

/** Where a form without script goes back to: what it names, else the page that it stood on, else the desk. */
export const backOf = (c: Context<WebEnv>, back?: string): string => {
  if (isOwnPath(back)) return back
  const referer = c.req.header('referer')
  if (!referer || !URL.canParse(referer)) return `/p/${profileIn(c)}`
  const { pathname, search } = new URL(referer)
  return isOwnPath(pathname + search) ? pathname + search : `/p/${profileIn(c)}`
}
