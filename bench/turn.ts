import { checkbox, text } from '../src/app/field.ts'
import { defineApp, table } from '../src/app/define.ts'
import { mergeApps } from '../src/app/merge.ts'
import { createApprentice } from '../src/apprentice/apprentice.ts'
import { openDesk } from '../src/data/desk.ts'
import { execute } from '../src/data/execute.ts'
import { openOllama } from '../src/models/ollama.ts'
import { startOllamaServer } from '../test/ollama-server.ts'
import { inFolder } from './fill.ts'
import type { BenchRow } from './row.ts'
import { median, percentile, rounded } from './statistics.ts'

const turns = 300

/**
 * Measures from the moment at which a model's server writes the closing brace of a command until its entry is durable, over
 * real HTTP, against the same command given to `execute` in between; and what a whole turn costs beside the model's own time.
 */
export const benchTurn = (): Promise<readonly BenchRow[]> => inFolder(measure)

const measure = async (dir: string): Promise<readonly BenchRow[]> => {
  // Every turn is an hour after the one before: what a model may change in an hour is not what is measured.
  let hour = 0
  const opened = await openDesk({
    dir, now: () => Date.parse('2026-11-22T12:00:00Z') + hour * 3_600_000,
    schema: mergeApps([{ name: 'tasks', file: '', app: defineApp({ title: 'Tasks', tables: { task: table({ name: text({ required: true }), done: checkbox() }, { scope: 'profile' }) } }) }]),
  })
  if (!opened.ok) throw new Error(opened.message)
  const desk = opened.value
  let closedAt = 0
  const server = await startOllamaServer({
    reply: (_, index) => ({ pieces: ['Well, ', command(`Turn ${index}`).slice(0, -1), { get gate() { closedAt = performance.now(); return Promise.resolve() } }, '}', ' done so.'] }),
  })
  const apprentice = createApprentice({ desk, engine: openOllama({ url: server.url }), report: () => undefined })
  const [afterBrace, alone, whole]: [number[], number[], number[]] = [[], [], []]
  let committedAt = 0
  desk.onEntry(() => { committedAt = performance.now() })
  try {
    for (let at = 0; at < turns; at++) {
      hour += 2
      const startedAt = performance.now()
      await execute(desk, { commands: [JSON.parse(command(`Alone ${at}`))], actor: 'person', via: 'page', profile: 1 })
      alone.push(committedAt - startedAt)
      const saidAt = performance.now()
      const answer = await apprentice.say(1, 'well, what would you do in my place', { actor: 'person' })
      if (answer.results[0]?.kind !== 'changed') throw new Error(`turn ${at} changed nothing: ${answer.say}`)
      afterBrace.push(committedAt - closedAt)
      whole.push(performance.now() - saidAt)
      if (at % 20 === 19) apprentice.newChat(1)
    }
  } finally {
    await apprentice.close()
    await server.close()
    await desk.close()
  }
  const beyond = percentile(warm(afterBrace), 99) - percentile(warm(alone), 99)
  return [
    { name: 'turn, closing brace to committed, p50', value: rounded(median(warm(afterBrace))), floor: rounded(median(warm(alone))), unit: 'ms' },
    { name: 'turn, closing brace to committed, p99', value: rounded(percentile(warm(afterBrace), 99)), floor: rounded(percentile(warm(alone), 99)), unit: 'ms' },
    { name: 'turn, p99 beyond the commit itself', value: rounded(beyond), unit: 'ms', target: '<= 5', pass: beyond <= 5 },
    { name: 'turn, whole, with a model that takes no time, p50', value: rounded(median(warm(whole))), unit: 'ms' },
  ]
}

const command = (name: string): string => JSON.stringify({ action: 'insert', table: 'task', name })

/** Without the first ones, which load what is loaded when it is first needed. */
const warm = (values: readonly number[]): readonly number[] => values.slice(20)
