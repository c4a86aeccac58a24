import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addTasks, openTalkingDesk } from '../test/apprentice-desk.ts'
import { tellConsole } from './console-lines.ts'
import type { Console } from './console.ts'

/** A console that keeps what it is told; nothing but lines of information may come. */
const keepLines = (): { readonly console: Console; readonly lines: readonly { readonly line: string; readonly details: object }[] } => {
  const lines: { line: string; details: object }[] = []
  return { lines, console: { info: (line, details = {}) => void lines.push({ line, details }), warn: unexpected, failed: unexpected, note: unexpected, close: async () => undefined } }
}

const unexpected = (): never => assert.fail('only lines of information are told here')

test('every change is a line of its own, also those that come together', async (t) => {
  const talk = await openTalkingDesk(t)
  const { console, lines } = keepLines()
  const stop = tellConsole(console, talk)
  const names = Array.from({ length: 25 }, (_, at) => `T${at}`)
  const entries = await Promise.all(names.map((name) => addTasks(talk, name)))
  const first = entries[0]?.[0]?.seq ?? 0
  stop()
  assert.deepEqual(lines.map(({ line }) => line.replace(/, \d+ ms\)$/, ')')), names.map((name, at) => `you added “${name}” (#${first + at})`))
  await addTasks(talk, 'Unheard')
  stop()
  assert.equal(lines.length, 25)
})

test('the changes of a turn are told before the turn', async (t) => {
  const talk = await openTalkingDesk(t)
  const { console, lines } = keepLines()
  const stop = tellConsole(console, talk)
  await talk.say('add buy milk')
  stop()
  assert.deepEqual(lines.map(({ line }) => line.replaceAll(/\d+/g, 'n')), ['apprentice added “buy milk” (#n, n ms)', 'turn n “add buy milk”: reflex, n ms'])
})
