import type { Context } from 'hono'
import { isJsonObject, type JsonObject } from '../app/json-object.ts'
import { ok, problem, type Problem, type Result } from '../app/problem.ts'
import { readJson as readStrictly } from '../apprentice/monitor-json.ts'

/** What a program wants done: the commands, and what travels beside them. */
export interface CommandsBody {
  readonly commands: readonly unknown[]
  readonly confirm?: number
  readonly version?: number
}

/** Reads the body as JSON, as strictly as a model's: no key twice, nothing that JavaScript would lose. An empty one is `undefined`. Problems: `bad-json`. */
export const readJson = async (c: Context): Promise<Result<unknown>> => {
  const text = await c.req.text().catch(() => undefined)
  if (text === undefined) return brokenOff
  if (text.trim() === '') return ok(undefined)
  try {
    const read = readStrictly(text)
    if (read?.refused !== undefined) return problem('bad-json', `This JSON cannot be used: ${read.refused}.`, { next: 'Send each key once, plain text and numbers in range.' })
    return ok(read ? read.value : JSON.parse(text))
  } catch (error) {
    return problem('bad-json', `The body is no JSON: ${error instanceof Error ? error.message : 'unreadable'}.`, { next: 'Send it with double quotes, and no comma after the last value.', example: { action: 'insert', table: 'task', name: 'Call the dentist' } })
  }
}

/** What a body comes to whose sender has gone; nobody hears it, and it is no bug. */
export const brokenOff: Problem = problem('bad-json', 'The body broke off.', { next: 'Send it whole.' })

/** Reads the body as a JSON object; an empty one names nothing. Problems: `bad-json`. */
export const readJsonObject = async (c: Context): Promise<Result<JsonObject>> => {
  const body = await readJson(c)
  if (!body.ok) return body
  const { value = {} } = body
  return isJsonObject(value) ? ok(value) : problem('bad-json', 'The body is no JSON object.', { next: 'Send one, such as {}.' })
}

/**
 * Reads one command, an array of them, or `{"commands": […], "confirm": n, "profile": n}`. The version that was seen comes
 * in `If-Match`, the agreed count also as `?confirm=`. Problems: `bad-json`, `bad-value`, `bad-command`.
 */
export const readCommands = (c: Context, body: unknown): Result<CommandsBody> => {
  const version = readNumber('If-Match', c.req.header('if-match')?.replace(/^(?:W\/)?"(.*)"$/, '$1'))
  if (!version.ok) return version
  const isEnvelope = isJsonObject(body) && Array.isArray(body['commands']) && body['action'] === undefined
  const confirm = readNumber('confirm', isEnvelope && body['confirm'] !== undefined ? body['confirm'] : c.req.query('confirm'))
  if (!confirm.ok) return confirm
  const commands = isEnvelope ? body['commands'] : Array.isArray(body) ? body : isJsonObject(body) ? [body] : undefined
  // Array.isArray has looked at it; through a record's `unknown` it counts as any[]
  const list: readonly unknown[] | undefined = Array.isArray(commands) ? commands : undefined
  if (!list || list.length === 0) return problem('bad-json', 'The body holds no command.', { next: 'Send one command, an array of them, or {"commands": […]}.', example: { action: 'insert', table: 'task', name: 'Call the dentist' } })
  if (version.value !== undefined && !list.every((one) => list.length === 1 && isOfOneRow(one))) return problem('bad-command', 'If-Match is the version of one row.', { next: 'Send one command that names one row by its id, or leave If-Match out.' })
  return ok({ commands: list, ...(confirm.value !== undefined && { confirm: confirm.value }), ...(version.value !== undefined && { version: version.value }) })
}

const isOfOneRow = (command: unknown): boolean => isJsonObject(command) && !Array.isArray(command['id']) && command['where'] === undefined && command['view'] === undefined

/** Reads the profile from the body or from `?profile=`; 1 where neither names one. Problems: `bad-value`. */
export const readProfile = (c: Context, body?: unknown): Result<number> => {
  const profile = readNumber('profile', (isJsonObject(body) && body['action'] === undefined ? body['profile'] : undefined) ?? c.req.query('profile'))
  return profile.ok ? ok(profile.value ?? 1) : profile
}

/** Reads how many are wanted at most: 1 to 1,000, more are 1,000; undefined where it is not given. Problems: `bad-value`. */
export const readLimit = (c: Context): Result<number | undefined> => {
  const limit = readNumber('limit', c.req.query('limit'))
  if (!limit.ok || limit.value === undefined) return limit
  return limit.value > 0 ? ok(Math.min(limit.value, 1000)) : problem('bad-value', 'limit is a whole number from 1 to 1000.', { next: 'Leave it out for the default.' })
}

/** Reads a whole number from 0 up, given as JSON or as text; undefined where it is not given. Problems: `bad-value`. */
export const readNumber = (name: string, given: unknown): Result<number | undefined> => {
  if (given === undefined || given === null || given === '') return ok(undefined)
  const number = typeof given === 'number' ? given : /^\d{1,15}$/.test(String(given)) ? Number(given) : NaN
  return Number.isSafeInteger(number) && number >= 0 ? ok(number) : problem('bad-value', `${name} is no whole number.`, { next: `Send ${name} as a number, such as 12.` })
}
