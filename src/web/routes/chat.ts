import { Hono, type Context } from 'hono'
import { problem } from '../../app/problem.ts'
import type { Schema } from '../../app/schema.ts'
import type { Speaker } from '../../apprentice/chat-event.ts'
import { conversation, currentConversation, listConversations } from '../../data/conversations.ts'
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

/** The longest thing that can be said at once, in characters. */
const longestText = 8000

/** What is said to the apprentice, and what was. */
export const chatRoutes = (site: Site): Hono<WebEnv> => {
  const { desk, apprentice } = site
  const routes = new Hono<WebEnv>().basePath('/p/:profile{[0-9]+}/chat')

  /** A live page hears the turn over its socket; one without waits for its end. */
  const take = async (c: Parameters<typeof answerDone>[0], turn: Promise<unknown>): Promise<Response> => {
    if (!isFragment(c) || !site.live.isOpen(sessionIn(c).id)) await turn
    else turn.catch((error: unknown) => site.failed(error, 'a turn'))
    return answerDone(c, site)
  }

  routes.post('/', async (c) => {
    const text = textOf((await formOf(c)).get('text'))?.trim() ?? ''
    if (text === '') return answerProblem(c, site, problem('missing-value', 'There are no words to answer.', { next: 'Type what you want, such as: add buy milk' }))
    if (text.length > longestText) return answerProblem(c, site, problem('too-large', `That is longer than ${longestText} characters.`, { next: 'Say it in parts.' }))
    return take(c, apprentice.say(profileIn(c), text, { actor: 'person', ...pageInSight(c, desk.schema()) }))
  })

  routes.post('/poke', (c) => take(c, apprentice.poke(profileIn(c))))

  routes.post('/stop', (c) => {
    apprentice.stop(profileIn(c))
    return answerDone(c, site)
  })

  routes.post('/new', (c) => {
    const refused = apprentice.newChat(profileIn(c))
    return refused ? answerProblem(c, site, refused) : answerDone(c, site)
  })

  routes.get('/history', (c) => {
    const profile = profileIn(c)
    const current = currentConversation(desk, profile).id
    const lines = listConversations(desk, profile).map(({ id, at, title, turns }) => ({
      href: id === current ? `/p/${profile}` : `/p/${profile}/chat/${id}`, at, first: title, turns, current: id === current,
    }))
    return answerBeside(c, site, { title: 'Conversations', body: conversationsView(lines, gatherMoment(desk)) })
  })

  routes.get('/:conversation{[0-9]+}', (c) => {
    const [access, profile] = [accessOf(c), profileIn(c)]
    const past = conversation(desk, Number(c.req.param('conversation')))
    if (!past || past.profile !== profile) return answerProblem(c, site, problem('unknown-page', 'There is no such conversation.'))
    const lines = listConversations(desk, profile).map(({ id, at, title, turns }) => ({ href: `/p/${profile}/chat/${id}`, at, first: title, turns, current: id === currentConversation(desk, profile).id, shown: id === past.id }))
    return c.html(chatPage(gatherShell(site, { access, profile, path: pathOf(c) }), {
      title: past.title || 'A conversation', body: conversationsView(lines, gatherMoment(desk)), chat: gatherChat(site, { access, profile, past }),
    }))
  })
  return routes
}

/** The page that the form stands on. The browser names it with every form of our own, with script or without. */
const pageInSight = (c: Context<WebEnv>, schema: Schema): Pick<Speaker, 'page'> => {
  const at = readLocation(schema, backOf(c))
  return at.ok && at.value.kind !== 'other' ? { page: { table: at.value.table.name } } : {}
}
