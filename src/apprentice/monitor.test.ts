import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createMonitor } from './monitor.ts'
import type { MonitorEvent, RawCommand } from './monitor.ts'
import { samples } from '../../test/monitor-samples.ts'
import { randomFrom, testSeed } from '../../test/random.ts'

/** Joins neighbouring texts of one kind: the form in which two readings of one stream are compared. */
const merge = (events: readonly MonitorEvent[]): MonitorEvent[] => {
  const merged: MonitorEvent[] = []
  for (const event of events) {
    const last = merged.at(-1)
    if (event.kind !== 'commands' && last?.kind === event.kind) merged[merged.length - 1] = { kind: event.kind, text: last.text + event.text }
    else merged.push(event)
  }
  return merged
}
const readPieces = (pieces: readonly string[], how: 'complete' | 'cut' | 'stopped' = 'complete'): MonitorEvent[] => {
  const monitor = createMonitor()
  return merge([...pieces.flatMap((piece) => monitor.push(piece)), ...monitor.end(how)])
}
const readWhole = (text: string): MonitorEvent[] => readPieces([text])
const textOf = (events: readonly MonitorEvent[]): string => events.map((event) => (event.kind === 'text' ? event.text : '')).join('')
const batchesOf = (events: readonly MonitorEvent[]): (readonly RawCommand[])[] => events.flatMap((event) => (event.kind === 'commands' && !event.refused ? [event.batch] : []))

for (const sample of samples) {
  test(`reads ${sample.name}`, () => {
    const events = readWhole(sample.text)
    assert.deepEqual(batchesOf(events), sample.batches ?? [])
    assert.equal(textOf(events), sample.shows)
    assert.deepEqual(events.flatMap((event) => (event.kind === 'commands' ? [event.refused ?? event.quality] : [])), sample.qualities ?? (sample.batches ?? []).map(() => 'exact'))
    assert.equal(events.map((event) => (event.kind === 'think' ? event.text : '')).join(''), sample.thinks ?? '')
    assert.equal(events.map((event) => (event.kind === 'example' ? event.text : '')).join(''), sample.examples ?? '')
  })

  test(`reads ${sample.name} the same however it is cut`, () => {
    for (const how of ['complete', 'cut', 'stopped'] as const) {
      const whole = readPieces([sample.text], how)
      for (let at = 1; at < sample.text.length; at += 1) {
        assert.deepEqual(readPieces([sample.text.slice(0, at), sample.text.slice(at)], how), whole, `cut at ${at}`)
      }
      assert.deepEqual(readPieces(sample.text.split(''), how), whole, 'one character at a time')
    }
  })

  test(`tells no command of a beginning of ${sample.name} that the whole does not hold`, () => {
    const whole = batchesOf(readWhole(sample.text))
    for (let at = 0; at < sample.text.length; at += 1) {
      const exact = readWhole(sample.text.slice(0, at)).flatMap((event) => (event.kind === 'commands' && event.quality === 'exact' && !event.refused ? [event.batch] : []))
      assert.deepEqual(exact, whole.slice(0, exact.length), `the first ${at} characters`)
    }
  })
}

test('tells a command at its closing brace', () => {
  const monitor = createMonitor()
  const command = '{"action":"insert","table":"task","name":"Buy {milk}"}'
  assert.deepEqual(monitor.push(`Sure. ${command.slice(0, -1)}`), [{ kind: 'text', text: 'Sure. ' }])
  assert.deepEqual(monitor.push('}'), [{ kind: 'commands', batch: [{ action: 'insert', table: 'task', name: 'Buy {milk}' }], source: command, quality: 'exact' }])
  assert.deepEqual(monitor.end('complete'), [])
})

test('shows the words of an envelope while they come', () => {
  const monitor = createMonitor()
  assert.deepEqual(monitor.push('{"say":"Do'), [{ kind: 'text', text: 'Do' }])
  assert.deepEqual(monitor.push('ne \\u00e'), [{ kind: 'text', text: 'ne ' }])
  assert.deepEqual(monitor.push('9!","commands":[{"action":"undo"}]'), [{ kind: 'text', text: 'é!' }])
  const [event, ...more] = monitor.push('}')
  assert.deepEqual(more, [])
  assert.deepEqual(event?.kind === 'commands' && event.batch, [{ action: 'undo' }])
})

test('hands out no character by halves', () => {
  const monitor = createMonitor()
  assert.deepEqual(monitor.push('Hi \ud83e'), [{ kind: 'text', text: 'Hi ' }])
  assert.deepEqual(monitor.push('\uddb7'), [{ kind: 'text', text: '🦷' }])
  assert.deepEqual(monitor.push('\ud83e'), [])
  assert.deepEqual(monitor.end('complete'), [{ kind: 'text', text: '\ufffd' }])
})

test('loses no mark behind a closing fence at the end', () => {
  const command = '```json\n{"action":"undo"}\n```'
  for (const rest of ['~', '~~', ' ~~', '~~~~', '~~~ ~~', ' f', ' <']) {
    const events = readWhole(command + rest)
    assert.deepEqual(batchesOf(events), [[{ action: 'undo' }]])
    assert.equal(textOf(events).trim(), rest.trim())
  }
})

test('shows prose at once, and braces that begin no object soon', () => {
  const monitor = createMonitor()
  assert.equal(textOf(monitor.push('A set is written {')), 'A set is written ')
  assert.equal(textOf(monitor.push('1')), '{1')
  assert.equal(textOf(monitor.push(', 2} and a list [x]')), ', 2} and a list [x]')
})

test('treats an object beyond the bounds as text to its end, and reads on after it', () => {
  const undo = '{"action":"undo"}'
  const long = `[${`{"action":"insert","table":"task","name":"${'x'.repeat(1000)}"},`.repeat(300)}${undo}]`
  const deep = `{"action":"insert","name":${'['.repeat(40)}${undo}${']'.repeat(40)}}`
  for (const text of [long, deep]) {
    const events = readWhole(text + undo)
    assert.deepEqual(batchesOf(events), [[{ action: 'undo' }]])
    assert.equal(textOf(events), text)
    assert.deepEqual(readPieces((text + undo).match(/[^]{1,97}/g) ?? []), events)
  }
})

test('reads a long command, and refuses to repair one', () => {
  const long = JSON.stringify({ action: 'insert', table: 'note', text: '\\" { '.repeat(30_000) })
  assert.equal(batchesOf(readWhole(long)).length, 1)
  const [broken, ...more] = readWhole(`{"action":"insert","text":${'\\"'.repeat(100_000)}}`)
  assert.deepEqual(more, [])
  assert.equal(broken?.kind === 'commands' && broken.refused, 'too long to repair')
})

test('withholds little while it waits for a command', () => {
  const [space, ticks, label, head] = [' '.repeat(2000), '`'.repeat(2000), `\`\`\`${'x'.repeat(2000)}`, `{${' '.repeat(2000)}`]
  for (const text of [space, ticks, label, head]) {
    const monitor = createMonitor()
    monitor.push('{"action":"undo"}')
    assert.ok(textOf(monitor.push(text)).length >= text.length - 700, text.slice(0, 5))
  }
})

test('looks at each character a bounded number of times', () => {
  const hostile = ['{{{{', '[[[[', '{"a', '{"[{\'', '{a:', '[f(', '<<<', '```', '`~`~', '{"action":"insert","x":[', '<think>{"a":1}', '{ \n', "{'", '/*', '{"a":"\\', '[{"a":1},', 'f', '{"say":"']
  for (const unit of hostile) {
    const scannedOf = (length: number): number => {
      const monitor = createMonitor()
      const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
      for (let at = 0; at < length; at += 5000) monitor.push(text.slice(at, at + 5000))
      monitor.end('cut')
      return monitor.scanned
    }
    const [small, large] = [scannedOf(20_000), scannedOf(80_000)]
    assert.ok(large <= small * 4.2, `${unit}: ${small} then ${large}`)
    assert.ok(large <= 80_000 * 8, `${unit}: ${large} looked at for 80000`)
  }
})

test('reads ten megabytes of braces', () => {
  const monitor = createMonitor()
  const events = [...monitor.push('{'.repeat(10_000_000)), ...monitor.end('complete')]
  assert.equal(textOf(events).length, 10_000_000)
  assert.deepEqual(batchesOf(events), [])
})

test('reads what is put together at random the same however it is cut', () => {
  const random = randomFrom(testSeed)
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)]
  const scraps = ['{', '}', '[', ']', '"', "'", '`', '```', '```json\n', '\n```\n', '```example\n', '<think>', '</think>', '<tool_call>', '</tool_call>', '[TOOL_CALLS]', 'functools[', 'f(a=1)', ',', ':', '\\', '\n', ' ', 'say', '"say":"', '"action":"undo"', '{"action":"undo"}', '/*', '*/', '//', 'é🦷', '\ud83e', '\\u00', 'true', '1e309', '"__proto__":1', 'don\'t', '~~~', '<|python_tag|>']
  for (let round = 0; round < 1500; round += 1) {
    let text = ''
    for (let count = 1 + random() * 14; count > 0; count -= 1) text += (random() < 0.15 ? pick(samples)?.text : pick(scraps)) ?? ''
    const whole = readWhole(text)
    assert.deepEqual(readPieces(text.split('')), whole, `PRENTICE_SEED=${testSeed}, round ${round}: ${JSON.stringify(text)}`)
    const at = Math.floor(random() * text.length)
    assert.deepEqual(readPieces([text.slice(0, at), text.slice(at)]), whole, `PRENTICE_SEED=${testSeed}, round ${round}, cut at ${at}: ${JSON.stringify(text)}`)
  }
})
