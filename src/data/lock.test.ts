import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { text } from '../app/field.ts'
import { audit } from './audit.ts'
import { makeFolder, openTestDesk } from '../../test/data-fixture.ts'
import { entriesAfter } from './journal.ts'

/** A process that opens a desk when it is told to, publishes its number as its address, writes once, and says what it came to. */
const starter = `
import { openDesk } from '${new URL('desk.ts', import.meta.url).href}'
import { execute } from '${new URL('execute.ts', import.meta.url).href}'
import { schemaOf } from '${new URL('../../test/data-fixture.ts', import.meta.url).href}'
import { defineApp, table } from '${new URL('../app/define.ts', import.meta.url).href}'
import { text } from '${new URL('../app/field.ts', import.meta.url).href}'
const schema = schemaOf({ tasks: defineApp({ title: 'Tasks', tables: { task: table({ name: text({ required: true }) }) } }) })
let opened
process.on('message', async (told) => {
  if (told === 'close') {
    await opened.value.close()
    return process.send({ closed: true })
  }
  opened = await openDesk({ dir: told, schema })
  if (!opened.ok) return process.send({ refused: opened.code, message: opened.message })
  opened.value.publishAddress('http://127.0.0.1:' + process.pid)
  const done = await execute(opened.value, { commands: [{ action: 'insert', table: 'task', name: String(process.pid) }], actor: 'person', via: 'page', profile: 1 })
  process.send({ writer: done.ok })
})
process.send({ ready: true })
`
interface Told { readonly ready?: true; readonly closed?: true; readonly writer?: boolean; readonly refused?: string; readonly message?: string }

const start = async (): Promise<ChildProcess> => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', starter], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  await once(child, 'message')
  return child
}
const ask = async (child: ChildProcess, what: string): Promise<Told> => {
  const answer = once(child, 'message')
  child.send(what)
  const [told]: Told[] = await answer
  return told ?? {}
}

const races = Number(process.env['PRENTICE_RACES'] ?? 100)
const killEvery = 5

test(`of two processes that start at once exactly one writes; the other is told where, also after a kill -9 (${races} races)`, { timeout: 3_600_000 }, async (t) => {
  const dir = await makeFolder(t)
  let pair = await Promise.all([start(), start()])
  t.after(() => pair.forEach((child) => child.kill('SIGKILL')))
  for (let race = 1; race <= races; race += 1) {
    const answers = await Promise.all(pair.map((child) => ask(child, dir)))
    const at = answers.findIndex(({ writer }) => writer === true)
    const [winner, loser] = at === 0 ? pair : pair.toReversed()
    const refused = answers[1 - at]
    assert.ok(winner && loser)
    assert.equal(refused?.refused, 'busy', `race ${race}: ${JSON.stringify(answers)}`)
    assert.ok(refused.message?.includes(`http://127.0.0.1:${winner.pid}.`), `race ${race}: the first one’s address: ${refused.message}`)
    if (race % killEvery !== 0) await ask(winner, 'close')
    else {
      const gone = once(winner, 'exit')
      winner.kill('SIGKILL')
      await gone
      pair = [loser, await start()]
    }
  }
  for (const child of pair) child.disconnect()
  await Promise.all(pair.map((child) => (child.exitCode === null ? once(child, 'exit') : undefined)))
  const desk = await openTestDesk(t, { tasks: defineApp({ title: 'Tasks', tables: { task: table({ name: text({ required: true }) }) } }) }, { dir })
  assert.equal(entriesAfter(desk, 0).filter(({ actor }) => actor === 'person').length, races, 'one write each')
  assert.deepEqual(audit(desk).findings, [])
})
