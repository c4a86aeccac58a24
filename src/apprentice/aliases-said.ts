import { isJsonObject, type JsonObject } from '../app/json-object.ts'
import { ok, type Problem, type Result } from '../app/problem.ts'
import { builtInActions } from '../app/reserved.ts'
import type { Schema } from '../app/schema.ts'
import { nestedKeys, normalise } from './aliases.ts'
import { verbKeys } from './aliases-names.ts'
import { unwrap } from './monitor-judge.ts'

/**
 * Makes flat commands of what a person has typed or a program has sent as JSON: other words for a verb or a table, tool calls,
 * envelopes. What says a command as it must be said passes through as it is, and so does what says none, for the road to
 * refuse. Problems: those of `normalise`.
 */
export const readSaid = (said: readonly unknown[], schema: Schema): Result<readonly unknown[]> => {
  if (said.every((one) => isJsonObject(one) && isPlain(one, schema))) return ok(said)
  const commands: unknown[] = []
  for (const one of said) {
    if (!isJsonObject(one) || isPlain(one, schema)) {
      commands.push(one)
      continue
    }
    for (const raw of unwrap(one) ?? [one]) {
      const normal = normalise(raw, schema)
      if (normal.ok) commands.push(...normal.value)
      else if (isVerbless(raw, normal)) commands.push(raw)
      else return normal
    }
  }
  return ok(commands)
}

/** Where no verb is understood the road tells more: it knows what was nearly said. */
const isVerbless = (raw: JsonObject, { code }: Problem): boolean => code === 'unknown-action' || !verbKeys.some((key) => Object.hasOwn(raw, key))

/** Whether no word of a command could be read as another. Programs send thousands of these: it only looks at the keys. */
const isPlain = (command: JsonObject, { actions }: Schema): boolean => {
  const { action } = command
  if (typeof action !== 'string' || !(builtInActions.has(action) || actions.has(action))) return false
  for (const key in command) if (key === 'target' || key === 'item_id' || nestedKeys.has(key)) return false
  return true
}
