import type { Where } from '../app/define.ts'
import { isJsonObject } from '../app/json-object.ts'
import { ok, problem, type Result } from '../app/problem.ts'

/** Reads conditions from an address, a page's or the API's; what is in them is judged by the data floor. Problems: `bad-value` for what is no JSON object. */
export const readWhere = (text: string | null | undefined): Result<Where | undefined> => {
  if (!text) return ok(undefined)
  try {
    const where: unknown = JSON.parse(text)
    if (isWhere(where)) return ok(where)
  } catch {
    // told below, as for any other text
  }
  return problem('bad-value', 'The filter in the address is no JSON object.', { next: 'Take "where" out of the address, or write it as {"done":false}.' })
}

const isWhere = (value: unknown): value is Where => isJsonObject(value)
