import { Hono, type Context } from 'hono'
import type { Field } from '../../app/field.ts'
import { problem, type Problem } from '../../app/problem.ts'
import type { Command } from '../../data/command.ts'
import { execute } from '../../data/execute.ts'
import { grant } from '../../data/grants.ts'
import { findEntry } from '../../data/journal.ts'
import { findProposal } from '../../data/proposal-records.ts'
import { acceptProposal, rejectProposal } from '../../data/proposals.ts'
import { undo } from '../../data/undo.ts'
import { answerDone, backOf } from '../answer.ts'
import type { WebEnv } from '../csp.ts'
import { readCount, readForm, textOf, type FormRequest } from '../forms.ts'
import { plainNote, plainProblem } from '../gather/plain-problem.ts'
import { listPath, rowPath } from '../location.ts'
import { formOf, isFragment, profileIn, type Site } from '../site.ts'
import { answerProblem } from '../trouble.ts'
import { answerList, answerRow } from './pages.ts'

/** What a person changes by forms: rows, undo, proposals, kept views. */
export const changeRoutes = (site: Site): Hono<WebEnv> => {
  const routes = new Hono<WebEnv>()
  routes.post('/p/:profile{[0-9]+}/do', (c) => change(c, site))
  routes.post('/p/:profile{[0-9]+}/undo', (c) => takeBack(c, site))
  routes.post('/p/:profile{[0-9]+}/proposals/:id{[0-9]+}/:answer{accept|reject}', (c) => answerProposal(c, site, { id: Number(c.req.param('id')), isYes: c.req.param('answer') === 'accept' }))
  routes.post('/p/:profile{[0-9]+}/views', (c) => keepView(c, site))
  return routes
}

const change = async (c: Context<WebEnv>, site: Site): Promise<Response> => {
  const { desk } = site
  const form = readForm(desk.schema(), await formOf(c), desk.zone())
  if (!form.ok) return answerProblem(c, site, form)
  const { command, typed: _, back, ...beside } = form.value
  if (saysNothing(form.value)) return answerDone(c, site, back)
  const outcome = await execute(desk, { ...person(c), commands: [command], ...beside })
  return outcome.ok ? answerDone(c, site, back) : answerRefused(c, site, form.value, outcome)
}

/** A row's form that was sent as it came. */
const saysNothing = ({ command, seen }: FormRequest): boolean => command.action === 'update' && seen !== undefined && Object.keys(command).every((name) => ['action', 'table', 'id'].includes(name))

/** With script the Problem comes beside what was typed; without, the page of the form comes again, with both. */
const answerRefused = (c: Context<WebEnv>, site: Site, { command, typed, back, seen }: FormRequest, refusal: Problem): Response | Promise<Response> => {
  const fields = fieldsOf(site, command)
  const failed = { problem: plainProblem(refusal, fields), values: typed }
  const isWholeForm = command.action === 'update' && seen !== undefined && typeof command['id'] === 'number'
  if (isWholeForm && refusal.code !== 'unknown-row') return answerRow(c, site, rowPath(profileIn(c), String(command['table']), Number(command['id'])), failed)
  if (isFragment(c) || command.action !== 'insert') return answerProblem(c, site, plainNote(refusal, fields))
  return answerList(c, site, backOf(c, back), failed)
}

/** The fields that a command may name: its table's, and what its action asks for. */
const fieldsOf = ({ desk }: Site, { action, table }: Command): readonly (readonly [string, Field])[] =>
  [...(desk.schema().tables.get(String(table))?.fields ?? []), ...Object.entries(desk.schema().actions.get(action)?.input ?? {})]

const takeBack = async (c: Context<WebEnv>, site: Site): Promise<Response> => {
  const { desk } = site
  const form = await formOf(c)
  const [seq, turn] = [readCount(form, 'entry'), readCount(form, 'turn')]
  if (seq === undefined && turn === undefined) return answerProblem(c, site, problem('bad-command', 'The form names neither an entry nor a turn.', { next: 'Undo it in the timeline.' }))
  // An old page may ask again for what has been undone meanwhile: then it is undone already, not done anew.
  if (seq !== undefined && findEntry(desk, seq)?.undoneBy !== undefined) return answerDone(c, site, textOf(form.get('_back')))
  const outcome = await undo(desk, seq !== undefined ? { entry: seq } : { turn: turn ?? 0 }, person(c))
  return outcome.ok ? answerDone(c, site, textOf(form.get('_back'))) : answerProblem(c, site, outcome)
}

const answerProposal = async (c: Context<WebEnv>, site: Site, { id, isYes }: { readonly id: number; readonly isYes: boolean }): Promise<Response> => {
  const { desk } = site
  const form = await formOf(c)
  const proposal = findProposal(desk, id, profileIn(c))
  if (!proposal) return answerProblem(c, site, problem('unknown-proposal', 'This proposal is not there.', { next: 'Look in the chat for what still waits, or say again what you want.' }))
  const count = readCount(form, 'count')
  const answered = isYes ? await acceptProposal(desk, id, count === undefined ? {} : { typedCount: count }, person(c)) : rejectProposal(desk, id, person(c))
  site.live.turnChanged(proposal.profile, proposal.turn)
  if (!answered.ok) return answerProblem(c, site, answered)
  const [command] = proposal.commands
  if (isYes && form.get('grant') !== null && command) {
    const granted = grant(desk, { table: String(command['table']), verb: command.action })
    if (!granted.ok) return answerProblem(c, site, granted)
  }
  return answerDone(c, site, textOf(form.get('_back')))
}

const keepView = async (c: Context<WebEnv>, site: Site): Promise<Response> => {
  const { desk } = site
  const form = await formOf(c)
  const remove = readCount(form, 'remove')
  const [shows, name] = [textOf(form.get('table')) ?? '', textOf(form.get('name'))?.trim()]
  const [where, sort] = [textOf(form.get('where')) ?? '{}', textOf(form.get('sort'))]
  const command = remove !== undefined
    ? { action: 'delete', table: 'view', id: remove }
    : { action: 'insert', table: 'view', name, shows, conditions: where, ...(sort && { sorting: sort }) }
  const outcome = await execute(desk, { ...person(c), commands: [command] })
  if (!outcome.ok) return answerProblem(c, site, outcome)
  const table = desk.schema().tables.get(shows)
  return answerDone(c, site, remove !== undefined && table ? listPath(desk.schema(), profileIn(c), table) : undefined)
}

const person = (c: Context) => ({ actor: 'person', via: 'page', profile: profileIn(c) }) as const
