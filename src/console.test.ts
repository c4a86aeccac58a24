import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { openConsole, type Console } from './console.ts'
import { makeFolder } from '../test/data-fixture.ts'

const open = async (t: TestContext, verbose: boolean, columns?: number): Promise<{ readonly console: Console; readonly shown: () => string; readonly kept: () => Promise<string> }> => {
  const dir = await makeFolder(t)
  let shown = ''
  const out = new Writable({
    write: (chunk: Buffer, _, done) => {
      shown += chunk.toString()
      done()
    },
  })
  const console = openConsole({ dir, verbose, out: Object.assign(out, columns !== undefined && { columns }) })
  return { console, shown: () => shown, kept: () => readFile(join(dir, 'logs', 'prentice.log'), 'utf8') }
}
const sent = { kind: 'sent', profile: 1, turn: 3, model: 'tiny', messages: [{ role: 'user', content: 'my private words' }] } as const

test('a line is readable in the terminal and JSON in the file, with its details', async (t) => {
  const { console, shown, kept } = await open(t, false)
  console.info('you added “Buy milk” (#3, 2 ms)', { entry: 3 })
  console.failed('ab12', new Error('boom'), 'GET /p/1/tasks')
  await console.close()
  assert.match(shown(), /^  \d\d:\d\d:\d\d  you added “Buy milk” \(#3, 2 ms\)\n/)
  assert.match(shown(), /GET \/p\/1\/tasks failed \(ab12\): Error: boom/)
  const [info, error] = (await kept()).trim().split('\n').map((line): { readonly entry?: number; readonly id?: string; readonly msg: string } => JSON.parse(line))
  assert.deepEqual([info?.entry, info?.msg, error?.id], [3, 'you added “Buy milk” (#3, 2 ms)', 'ab12'])
})

test('a long line hangs beside the clock where a terminal says how wide it is, and stays one line elsewhere', async (t) => {
  const line = 'no model: everything works but free talk. Ollama is not running at http://127.0.0.1:11434. Start it with `ollama serve`, or get it from https://ollama.com.'
  for (const columns of [80, 30, undefined]) {
    const { console, shown, kept } = await open(t, false, columns)
    console.warn(line)
    await console.close()
    const lines = shown().trimEnd().split('\n')
    assert.deepEqual(lines.map((one) => one.slice(12)).join(' '), line)
    if (columns === 80) assert.ok(lines.length === 3 && lines.every((one) => one.length <= 80) && lines.slice(1).every((one) => /^ {12}\S/.test(one)), shown())
    if (columns === undefined) assert.equal(lines.length, 1)
    assert.ok((await kept()).includes(line))
  }
})

test('the conversation with the model is printed when asked for, and never kept in the file', async (t) => {
  const quiet = await open(t, false)
  quiet.console.note(sent)
  await quiet.console.close()
  assert.equal(quiet.shown(), '')
  const loud = await open(t, true)
  loud.console.note(sent)
  await loud.console.close()
  assert.match(loud.shown(), /turn 3 to tiny:\n\s*\[user\] my private words/)
  assert.doesNotMatch(await loud.kept(), /private/)
})

test('a row cannot command the terminal, and what is shown elsewhere is not coloured', async (t) => {
  const { console, shown } = await open(t, true)
  console.info('you added “\x1b]0;owned\x07\x1b[2J\x9b1m\r” (#4, 1 ms)')
  console.warn('turn 3: no model')
  console.note({ kind: 'received', profile: 1, turn: 3, model: 'tiny', text: 'one\ntwo\x1b[31m', durationMs: 5 })
  await console.close()
  assert.doesNotMatch(shown(), /(?!\n)\p{Cc}/u)
  assert.match(shown(), /“�]0;owned��\[2J�1m�”[^]*one\ntwo�/)
})
