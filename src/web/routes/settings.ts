import { Hono, type Context } from 'hono'
import { settingFields } from '../../app/built-in.ts'
import { problemStatus } from '../../app/problem.ts'
import type { ShownRow } from '../../data/command.ts'
import { execute } from '../../data/execute.ts'
import { grant, learned, listGrants, revoke, verbsOf } from '../../data/grants.ts'
import { readRow } from '../../data/read.ts'
import { listSessions, revokeSession } from '../../data/sessions.ts'
import { settingCommand, settings } from '../../data/settings.ts'
import { answerDone, answerPlain } from '../answer.ts'
import type { WebEnv } from '../csp.ts'
import { verbWord } from '../gather/chat.ts'
import { readFields, readCount, textOf } from '../forms.ts'
import { accessOf, formOf, isFragment, sessionIn, type Site } from '../site.ts'
import { answerProblem } from '../trouble.ts'
import type { Failed } from '../views/props.ts'
import { grantsView, sessionsView, settingsView, type ShownGrant } from '../views/settings.ts'

/** How the desk is set up, what the apprentice may do, which browsers are signed in: a person's own pages. */
export const settingsRoutes = (site: Site): Hono<WebEnv> => {
  const { desk } = site
  const routes = new Hono<WebEnv>().basePath('/settings')

  routes.get('/', (c) => answerSettings(c, site))

  routes.post('/', async (c) => {
    const { values, typed } = readFields(settingFields, await formOf(c))
    const outcome = await execute(desk, { commands: [settingCommand(desk, values)], actor: 'person', via: 'page', profile: 1 })
    if (!outcome.ok) return isFragment(c) ? answerProblem(c, site, outcome) : answerSettings(c, site, { problem: outcome, values: typed })
    return answerDone(c, site, 'theme' in values && Object.keys(values).length === 1 ? undefined : '/settings?saved=1')
  })

  routes.get('/grants', (c) => answerPlain(c, site, 'What it may do', grantsView({ access: accessOf(c), grants: gatherGrants(site) })))

  routes.post('/grants', async (c) => {
    const form = await formOf(c)
    const [table, verb] = [textOf(form.get('table')) ?? '', textOf(form.get('verb')) ?? '']
    if (form.get('allow') === '1') {
      const granted = grant(desk, { table, verb })
      if (!granted.ok) return answerProblem(c, site, granted)
    } else {
      const held = listGrants(desk).find((each) => each.table === table && each.verb === verb)
      const revoked = held && revoke(desk, held.id)
      if (revoked && !revoked.ok) return answerProblem(c, site, revoked)
    }
    return answerDone(c, site, '/settings/grants')
  })

  routes.get('/sessions', (c) => {
    const sessions = listSessions(desk).map(({ id, name, at, seenAt }) => ({ id: String(id), browser: name, since: at, lastSeen: seenAt, current: id === sessionIn(c).id }))
    return answerPlain(c, site, 'Signed-in browsers', sessionsView({ access: accessOf(c), zone: desk.zone(), sessions }))
  })

  routes.post('/sessions', async (c) => {
    const id = readCount(await formOf(c), 'revoke') ?? 0
    const revoked = revokeSession(desk, id)
    if (!revoked.ok) return answerProblem(c, site, revoked)
    site.endSession(id)
    return answerDone(c, site, '/settings/sessions')
  })
  return routes
}

const answerSettings = (c: Context<WebEnv>, site: Site, failed?: Failed): Response | Promise<Response> => {
  const { models, model } = site.apprentice.status()
  return answerPlain(c, site, 'Settings', settingsView({
    access: accessOf(c), row: settingsRow(site), models, saved: c.req.query('saved') !== undefined,
    foundZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...(model !== undefined && { foundModel: model }), ...(failed && { failed }),
  }), failed?.problem && problemStatus[failed.problem.code])
}

/** The one row of settings; the defaults until somebody has changed any. */
const settingsRow = ({ desk }: Site): ShownRow =>
  readRow(desk, 'setting', 1, 1) ?? { id: 1, values: settings(desk), version: 0, label: '', links: {}, computed: {}, foreign: false, profile: null }

const gatherGrants = ({ desk }: Site): readonly ShownGrant[] => {
  const [grants, known] = [listGrants(desk), learned(desk)]
  return [...desk.schema().tables.values()].filter((table) => !table.guarded && table.ai === 'change').flatMap((table) =>
    verbsOf(desk.schema(), table.name).map((verb) => {
      const since = grants.find((each) => each.table === table.name && each.verb === verb)?.at
      return {
        table: table.name, tableTitle: table.title, verb, word: verbWord(desk, verb), granted: since !== undefined,
        learned: known.some((each) => each.table === table.name && each.verb === verb), ...(since !== undefined && { since }),
      }
    }))
}
