import { Hono, type Context } from 'hono'
import { problem, problemStatus } from '../../app/problem.ts'
import { toldEntry } from '../../data/journal-told.ts'
import { search } from '../../data/search.ts'
import { findTurn } from '../../data/turns.ts'
import { answerBeside } from '../answer.ts'
import type { WebEnv } from '../csp.ts'
import { gatherChat } from '../gather/chat.ts'
import { gatherList } from '../gather/list.ts'
import { gatherRowForm } from '../gather/row.ts'
import { firstProfile, gatherApps, gatherShell } from '../gather/shell.ts'
import { gatherMoment, gatherTimeline } from '../gather/timeline.ts'
import { readLocation, rowPath } from '../location.ts'
import { readPrompt } from '../prompt.ts'
import { accessOf, isFragment, profileIn, type Site } from '../site.ts'
import { answerProblem, pathOf } from '../trouble.ts'
import { deskPage } from '../views/desk-page.ts'
import { sheetFragment } from '../views/fragments.ts'
import { newAppView } from '../views/new-app.ts'
import { promptView } from '../views/prompt.ts'
import type { ListProps } from '../views/props-rows.ts'
import type { Failed } from '../views/props.ts'
import { addCondition, listHref } from '../views/query.ts'
import { rowFormView } from '../views/row-form.ts'
import { searchView } from '../views/search.ts'
import { timelinePage } from '../views/timeline.ts'
import { momentInWords } from '../views/words.ts'

/** The pages that show rows: lists, rows, search, timeline, the prompt of a turn, a command that is shown in short. */
export const pageRoutes = (site: Site): Hono<WebEnv> => {
  const { desk } = site
  const routes = new Hono<WebEnv>()

  routes.get('/', (c) => c.redirect(`/p/${firstProfile(desk)}`, 303))
  routes.get('/profiles', (c) => c.redirect(`/p/${firstProfile(desk)}/${desk.schema().tables.get('profile')?.app ?? ''}`, 303))

  routes.get('/p/:profile{[0-9]+}', (c) => {
    const [first] = gatherApps(desk, profileIn(c), '')
    return first ? c.redirect(first.href, 303) : answerProblem(c, site, problem('unknown-page', 'No app runs on this desk.', { next: 'Save an app file into the folder apps/.' }))
  })

  routes.get('/p/:profile{[0-9]+}/new-app', (c) =>
    answerBeside(c, site, { title: 'A new app', body: newAppView({ broken: desk.schema().broken, ...(site.appsDir !== undefined && { folder: site.appsDir }) }) }))

  routes.get('/p/:profile{[0-9]+}/search', (c) => {
    const words = c.req.query('q')?.slice(0, 200).trim() ?? ''
    const profile = profileIn(c)
    const hits = search(desk, { words, profile, limit: 50 }).map(({ table: name, id, label, snippet }) => {
      const table = desk.schema().tables.get(name)
      return { href: rowPath(profile, name, id), tableTitle: table?.title ?? name, icon: desk.schema().apps.get(table?.app ?? '')?.icon ?? '', label, snippet }
    })
    return answerBeside(c, site, { title: words === '' ? 'Search' : `Search: ${words}`, body: searchView({ profile, words, hits }) })
  })

  routes.get('/p/:profile{[0-9]+}/timeline', (c) => {
    const before = Number(c.req.query('before'))
    const timeline = gatherTimeline(desk, { access: accessOf(c), profile: profileIn(c), limit: 100, ...(before > 0 && { before }) })
    return answerBeside(c, site, { title: 'Timeline', body: timelinePage(timeline) })
  })

  routes.get('/p/:profile{[0-9]+}/turn/:id{[0-9]+}', (c) => {
    const turn = findTurn(desk, Number(c.req.param('id')))
    if (!turn || turn.profile !== profileIn(c)) return answerProblem(c, site, problem('unknown-page', 'There is no such turn.', { next: 'The timeline shows what was done.' }))
    return answerBeside(c, site, { title: `Turn ${turn.id}`, body: promptView({ ...readPrompt(turn), at: momentInWords(turn.at, gatherMoment(desk)) }) })
  })

  routes.get('/entry/:seq{[0-9]+}/command', (c) => {
    const entry = toldEntry(desk, Number(c.req.param('seq')))
    return entry ? c.json(entry.command) : answerProblem(c, site, problem('unknown-page', 'There is no such entry.', { next: 'The timeline shows what was done.' }))
  })

  routes.get('/p/:profile{[0-9]+}/row/:table/:id{[0-9]+}', (c) => answerRow(c, site, pathOf(c)))
  routes.get('/p/:profile{[0-9]+}/:app/:table?', (c) => answerList(c, site, pathOf(c)))
  return routes
}

/** A list's page; `failed` is the form of it that was just refused. */
export const answerList = (c: Context<WebEnv>, site: Site, path: string, failed?: Failed): Response | Promise<Response> => {
  const { desk } = site
  const place = readLocation(desk.schema(), path)
  if (!place.ok) return answerProblem(c, site, place)
  if (failed && place.value.kind !== 'list') return answerProblem(c, site, failed.problem)
  if (place.value.kind !== 'list') return answerProblem(c, site, problem('unknown-page', `There is no page ${path.slice(0, 200)}.`))
  const access = accessOf(c)
  const list = gatherList(desk, access, place.value)
  if (!list.ok) return answerProblem(c, site, list)
  const condition = readCondition(path, list.value)
  if (condition !== undefined) return c.redirect(condition, 303)
  const { profile, table } = place.value
  if (!failed) site.apprentice.visited(profile, table.app)
  return c.html(deskPage({
    shell: gatherShell(site, { access, profile, path }),
    list: { ...list.value, ...(failed && { failed }) },
    chat: gatherChat(site, { access, profile, table, tries: list.value.tries }),
    timeline: gatherTimeline(desk, { access, profile, limit: 20 }),
  }), failed ? problemStatus[failed.problem.code] : 200)
}

/** A row's page, or for the dialog its form alone; `failed` is what was just refused. */
export const answerRow = (c: Context<WebEnv>, site: Site, path: string, failed?: Failed): Response | Promise<Response> => {
  const place = readLocation(site.desk.schema(), path)
  if (!place.ok) return answerProblem(c, site, place)
  const form = place.value.kind === 'row' ? gatherRowForm(site.desk, accessOf(c), place.value) : undefined
  if (!form) return answerProblem(c, site, problem('unknown-row', 'This row is not there, or no longer.', { next: 'It may have been deleted; the timeline can bring it back.' }))
  const shown = { ...form, ...(failed && { failed }) }
  if (isFragment(c)) return c.html(sheetFragment(shown), failed ? problemStatus[failed.problem.code] : 200)
  return answerBeside(c, site, { title: form.row.label, body: rowFormView(shown), status: failed ? problemStatus[failed.problem.code] : 200 })
}

/** The filter form sends one more condition beside the filter so far; the address holds it as part of `where`. */
const readCondition = (path: string, list: ListProps): string | undefined => {
  const { searchParams } = new URL(path, 'http://desk')
  const key = searchParams.get('condition')
  if (key === null) return undefined
  return listHref(list, { where: addCondition(list.query.where ?? {}, list.setting.table.fields, { key, typed: searchParams.get('value')?.trim() ?? '' }) })
}
