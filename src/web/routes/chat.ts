import { Hono, type Context } from 'hono'
import { problem } from '../../app/problem.ts'
import type { Speaker } from '../../apprentice/port.ts'
import { currentConversation, findConversation, listConversations } from '../../data/conversations.ts'
import { answerBeside, answerDone, backOf } from '../answer.ts'
import type { WebEnv } from '../csp.ts'
import { textOf } from '../forms.ts'
import { gatherChat } from '../gather/chat.ts'
import { gatherShell } from '../gather/shell.ts'
import { gatherMoment } from '../gather/timeline.ts'
import { readLocation } from '../location.ts'
import { accessOf, formOf, isFragment, profileIn, sessionIn, type Site } from '../site.ts'
import { answerProblem, pathOf } from '../trouble.ts'
import { conversationsView } from '../views/chat.ts'
import { chatPage } from '../views/desk-page.ts'
import type { Html } from '../views/props.ts'

/** What is said to the apprentice, and what was. */
export const chatRoutes = (site: Site): Hono<WebEnv> => {
  const { apprentice } = site
  const routes = new Hono<WebEnv>().basePath('/p/:profile{[0-9]+}/chat')
  routes.post('/', (c) => say(c, site))
  routes.post('/poke', (c) => answerTurn(c, site, apprentice.poke(profileIn(c))))
  routes.post('/stop', (c) => {
    apprentice.stop(profileIn(c))
    return answerDone(c, site)
  })
  routes.post('/new', (c) => {
    const refused = apprentice.newChat(profileIn(c))
    return refused ? answerProblem(c, site, refused) : answerDone(c, site)
  })
  routes.get('/history', (c) => answerBeside(c, site, { title: 'Conversations', body: listOf(c, site) }))
  routes.get('/:conversation{[0-9]+}', (c) => showPast(c, site, Number(c.req.param('conversation'))))
  return routes
}

/** The longest thing that can be said at once, in characters. */
const longestText = 8000

const say = async (c: Context<WebEnv>, site: Site): Promise<Response> => {
  const text = textOf((await formOf(c)).get('text'))?.trim() ?? ''
  if (text === '') return answerProblem(c, site, problem('missing-value', 'There are no words to answer.', { next: 'Type what you want, such as: add buy milk' }))
  if (text.length > longestText) return answerProblem(c, site, problem('too-large', `That is longer than ${longestText} characters.`, { next: 'Say it in parts.' }))
  return answerTurn(c, site, site.apprentice.say(profileIn(c), text, { actor: 'person', ...pageInSight(c, site) }))
}

/** The page that the form stands on. The browser names it with every form of our own, with script or without. */
const pageInSight = (c: Context<WebEnv>, { desk }: Site): Pick<Speaker, 'page'> => {
  const at = readLocation(desk.schema(), backOf(c))
  if (!at.ok || at.value.kind === 'other') return {}
  const table = at.value.table.name
  if (at.value.kind === 'row' || desk.schema().views.get(at.value.view ?? '')?.shape === 'board') return { page: { table } }
  const { kind: _kind, profile: _profile, app: _app, table: _table, ...shown } = at.value
  return { page: { table, shown } }
}

/** A live page hears the turn over its socket; one without waits for its end. */
const answerTurn = async (c: Context<WebEnv>, site: Site, turn: Promise<unknown>): Promise<Response> => {
  if (!isFragment(c) || !site.live.isOpen(sessionIn(c).id)) await turn
  else turn.catch((error: unknown) => site.failed(error, 'a turn'))
  return answerDone(c, site)
}

const showPast = (c: Context<WebEnv>, site: Site, id: number): Response | Promise<Response> => {
  const [access, profile] = [accessOf(c), profileIn(c)]
  const past = findConversation(site.desk, id)
  if (!past || past.profile !== profile) return answerProblem(c, site, problem('unknown-page', 'There is no such conversation.', { next: 'Choose one of the earlier conversations, above the chat.' }))
  return c.html(chatPage(gatherShell(site, { access, profile, path: pathOf(c) }), {
    title: past.title || 'A conversation', body: listOf(c, site, id), chat: gatherChat(site, { access, profile, past }),
  }))
}

/** The conversations of the profile; `shown` is the one that stands beside the list. */
const listOf = (c: Context<WebEnv>, { desk }: Site, shown?: number): Html => {
  const profile = profileIn(c)
  const current = currentConversation(desk, profile).id
  const lines = listConversations(desk, profile).map(({ id, at, title, turns }) => ({
    href: id === current ? `/p/${profile}` : `/p/${profile}/chat/${id}`, at, first: title, turns, current: id === current, ...(shown !== undefined && { shown: id === shown }),
  }))
  return conversationsView(lines, gatherMoment(desk))
}
