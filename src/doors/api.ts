import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { readSaid } from '../apprentice/aliases-said.ts'
import type { Apprentice } from '../apprentice/port.ts'
import { ok, problem, type Result } from '../app/problem.ts'
import type { Table } from '../app/schema.ts'
import { unknownProfile } from '../data/attempt.ts'
import type { Query } from '../data/command.ts'
import type { Desk } from '../data/desk.ts'
import { execute } from '../data/execute.ts'
import { entriesAfter, lastSeq } from '../data/journal.ts'
import { acceptProposal, rejectProposal } from '../data/proposals.ts'
import { countRows, readPage, readRow } from '../data/read.ts'
import { storeProblem } from '../data/store-problem.ts'
import { undo } from '../data/undo.ts'
import { readWhere } from './address.ts'
import { outcomeToJson, refuse, turnToJson } from './api-answer.ts'
import { readCommands, readJson, readJsonObject, readLimit, readNumber, readProfile } from './api-body.ts'
import { requireBearer } from './bearer.ts'
import { openApi } from './openapi.ts'

/** What the API works with. */
export interface ApiOptions {
  readonly desk: Desk
  readonly apprentice: Apprentice
  /** The fixed `full` token; without one every request is refused. */
  readonly token: string | undefined
  /** Logs a bug and answers the id under which it stands in the log. */
  readonly failed: (error: unknown, where: string) => string
}

/**
 * The door for programs, under `/api`: JSON in and out, bearer token, every error `{"error": Problem}`. `guards` come before the
 * token; who serves it limits bodies there. A program with the `full` token may do what the person may, but for what
 * has its own page (settings, kept views, a profile's deletion); its rows count as foreign text.
 */
export const apiRoutes = ({ desk, apprentice, token, failed }: ApiOptions, ...guards: readonly MiddlewareHandler[]): Hono => {
  const api = new Hono().basePath('/api')
  for (const guard of [...guards, requireBearer(token)]) api.use(guard)
  api.get('/openapi.json', answers(() => ok(openApi(desk.schema()))))
  api.get('/tables', answers((c) => listTables(c, desk)))
  api.get('/tables/:table/rows', answers((c) => listRows(c, desk)))
  api.post('/commands', answers((c) => runCommands(c, desk)))
  api.post('/turns', answers((c) => takeTurn(c, desk, apprentice)))
  api.post('/proposals/:id/accept', answers((c) => accept(c, desk)))
  api.post('/proposals/:id/reject', answers((c) => reject(c, desk)))
  api.get('/entries', answers((c) => listEntries(c, desk)))
  api.post('/undo', answers((c) => undoWhat(c, desk)))
  api.all('*', (c) => refuse(c, problem('unknown-page', `There is no ${c.req.method} ${c.req.path.slice(0, 200)}.`, {
    next: 'Allowed: GET /api/openapi.json, GET /api/tables, GET /api/tables/:table/rows, POST /api/commands, POST /api/turns, POST /api/proposals/:id/accept or /reject, GET /api/entries?after=seq, POST /api/undo, GET /health.',
  })))
  api.onError((error, c) => refuse(c, storeProblem(error) ?? problem('failed', `Something went wrong in Prentice itself (${failed(error, `${c.req.method} ${c.req.path}`)}).`, { next: 'The log has more under this id.' })))
  return api
}

/** A route whose answer is JSON, or a Problem. */
const answers = (answer: (c: Context) => Result<object> | Promise<Result<object>>) => async (c: Context): Promise<Response> => {
  const given = await answer(c)
  return given.ok ? c.json(given.value) : refuse(c, given)
}

const listTables = (c: Context, desk: Desk): Result<object> => {
  const profile = findProfile(c, desk)
  if (!profile.ok) return profile
  return ok({ tables: [...desk.schema().tables.values()].map((table) => tableToJson(desk, table, profile.value)) })
}

const tableToJson = (desk: Desk, table: Table, profile: number): object => ({
  name: table.name, title: table.title, app: table.app, scope: table.scope, aka: table.aka, guarded: table.guarded,
  fields: [...table.fields].map(([name, field]) => ({ name, ...field })),
  views: [...desk.schema().views.values()].filter((view) => view.table === table.name).map(({ name, title }) => ({ name, title })),
  actions: [...desk.schema().actions.values()].filter((action) => action.on === table.name).map(({ name, title, effect, input }) => ({ name, title, effect, input: Object.keys(input ?? {}) })),
  rows: countRows(desk, table.name, profile),
})

const listRows = (c: Context, desk: Desk): Result<object> => {
  const query = readQuery(c, desk)
  return query.ok ? readPage(desk, query.value) : query
}

const readQuery = (c: Context, desk: Desk): Result<Query> => {
  const [profile, limit, where] = [findProfile(c, desk), readLimit(c), readWhere(c.req.query('where'))]
  if (!profile.ok) return profile
  if (!limit.ok) return limit
  if (!where.ok) return where
  const [view, sort, cursor, words] = [c.req.query('view'), c.req.query('sort'), c.req.query('cursor'), c.req.query('words')]
  return ok({
    table: c.req.param('table') ?? '', profile: profile.value,
    ...(where.value && { where: where.value }), ...(limit.value !== undefined && { limit: limit.value }),
    ...(view && { view }), ...(sort && { sort }), ...(cursor && { cursor }), ...(words && { words }),
  })
}

/** The profile that is named, which must be there; commands find that out in their own transaction. */
const findProfile = (c: Context, desk: Desk, body?: unknown): Result<number> => {
  const profile = readProfile(c, body)
  return profile.ok && !readRow(desk, 'profile', profile.value, profile.value) ? unknownProfile(profile.value) : profile
}

const runCommands = async (c: Context, desk: Desk): Promise<Result<object>> => {
  const body = await readJson(c)
  if (!body.ok) return body
  const profile = readProfile(c, body.value)
  if (!profile.ok) return profile
  const commands = readCommands(c, body.value)
  if (!commands.ok) return commands
  const said = readSaid(commands.value.commands, desk.schema())
  if (!said.ok) return said
  const outcome = await execute(desk, { ...commands.value, commands: said.value, actor: 'program', via: 'api', profile: profile.value })
  return outcome.ok ? ok(outcomeToJson(outcome)) : outcome
}

const takeTurn = async (c: Context, desk: Desk, apprentice: Apprentice): Promise<Result<object>> => {
  const body = await readJsonObject(c)
  if (!body.ok) return body
  const { text } = body.value
  if (typeof text !== 'string' || text.trim() === '') return problem('missing-value', 'The body names no text.', { next: 'Send what you want to say as text.', example: { text: 'add buy milk' } })
  const profile = findProfile(c, desk, body.value)
  if (!profile.ok) return profile
  return ok(turnToJson(await apprentice.say(profile.value, text, { actor: 'program', signal: c.req.raw.signal })))
}

const accept = async (c: Context, desk: Desk): Promise<Result<object>> => {
  const body = await readJson(c)
  if (!body.ok) return body
  const id = readNumber('proposal', c.req.param('id'))
  if (!id.ok) return id
  const given = typeof body.value === 'object' && body.value !== null && 'confirm' in body.value ? body.value.confirm : c.req.query('confirm')
  const confirm = readNumber('confirm', given)
  if (!confirm.ok) return confirm
  const outcome = await acceptProposal(desk, id.value ?? 0, confirm.value === undefined ? {} : { typedCount: confirm.value }, { actor: 'program', via: 'api' })
  return outcome.ok ? ok(outcomeToJson(outcome)) : outcome
}

const reject = (c: Context, desk: Desk): Result<object> => {
  const id = readNumber('proposal', c.req.param('id'))
  if (!id.ok) return id
  const rejected = rejectProposal(desk, id.value ?? 0, { actor: 'program', via: 'api' })
  return rejected.ok ? ok({ rejected: id.value }) : rejected
}

const listEntries = (c: Context, desk: Desk): Result<object> => {
  const after = readNumber('after', c.req.query('after'))
  if (!after.ok) return after
  const limit = readLimit(c)
  if (!limit.ok) return limit
  const entries = entriesAfter(desk, after.value ?? 0, limit.value ?? 1000)
  return ok({ entries, last: lastSeq(desk) })
}

const undoWhat = async (c: Context, desk: Desk): Promise<Result<object>> => {
  const body = await readJsonObject(c)
  if (!body.ok) return body
  const [entry, turn, profile] = [readNumber('entry', body.value['entry']), readNumber('turn', body.value['turn']), readProfile(c, body.value)]
  if (!entry.ok) return entry
  if (!turn.ok) return turn
  if (!profile.ok) return profile
  if ((entry.value === undefined) === (turn.value === undefined)) return problem('missing-value', 'The body names neither an entry nor a turn.', { next: 'Name one of the two, the one to undo.', example: { entry: 12 } })
  const what = entry.value !== undefined ? { entry: entry.value } : { turn: turn.value ?? 0 }
  const outcome = await undo(desk, what, { actor: 'program', via: 'api', profile: profile.value })
  return outcome.ok ? ok(outcomeToJson(outcome)) : outcome
}
