// A process that opens a desk, changes it in every way, and says what was acknowledged, one line each: what the fault tests kill, trace and starve.
// Lines: `open MS`, `ack SEQ HASH`, `pause`, `no CODE MESSAGE`, `off CODE MESSAGE` (an app that does not run), `unread MESSAGE`, `shut CODE MESSAGE`, `closed`. Written at once, so that their order among the system calls is true.
import { readSync, writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { defineApp, table } from '../../src/app/define.ts'
import { checkbox, integer, link, longtext, text } from '../../src/app/field.ts'
import type { Command, Outcome } from '../../src/data/command.ts'
import { openDesk, type Desk } from '../../src/data/desk.ts'
import { execute } from '../../src/data/execute.ts'
import { entriesOfTurn } from '../../src/data/journal.ts'
import { countRows } from '../../src/data/read.ts'
import { undo } from '../../src/data/undo.ts'
import type { Problem } from '../../src/app/problem.ts'
import type { Schema } from '../../src/app/schema.ts'
import { schemaOf } from '../data-fixture.ts'
import { randomFrom } from '../random.ts'

/** What a writer is told to do, as JSON in its first argument or as a message. */
export interface WriterOrders {
  readonly dir: string
  readonly seed: number
  /** Requests between an open and its close; undefined: without end. */
  readonly requests?: number
  /** How often it opens the desk; 1 by default. */
  readonly opens?: number
  /** Each opening has one field more than the one before. */
  readonly migrates?: boolean
  /** One request in three changes every task, after a backup. */
  readonly bulk?: boolean
  /** After each request it says `pause`, and goes on at the next byte on its standard input; now and then the log is put into the file, and it says so again. */
  readonly pauses?: boolean
  /** Weakens the database as the product never does, to show that a test can see it. */
  readonly unsafe?: boolean
}

/** The apps of a writer's desk, with so many fields that came later. */
export const writerSchema = (later = 0): Schema =>
  schemaOf({
    tasks: defineApp({
      title: 'Tasks',
      tables: {
        task: table({
          name: text({ required: true }), done: checkbox(), bumps: integer(), text: longtext(),
          ...Object.fromEntries(Array.from({ length: later }, (_, at) => [`later_${at}`, text()])),
        }, { order: 'manual', scope: 'profile' }),
        note: table({ name: text({ required: true }), task: link('task', { onDelete: 'clear' }) }, { scope: 'profile' }),
      },
      samples: { task: [{ name: 'first' }, { name: 'second' }] },
    }),
  })

const say = (line: string): void => void writeSync(1, `${line}\n`)

const write = async ({ dir, seed, requests = Infinity, opens = 1, migrates = false, bulk = false, pauses = false, unsafe = false }: WriterOrders): Promise<void> => {
  const random = randomFrom(seed)
  for (let open = 0; open < opens; open += 1) {
    const startedAt = performance.now()
    const opened = await openDesk({ dir, schema: writerSchema(migrates ? open : 0) })
    if (!opened.ok) {
      say(`shut ${opened.code} ${opened.message}`)
      continue
    }
    const desk = opened.value
    if (unsafe) desk.store.exec('PRAGMA synchronous = NORMAL')
    say(`open ${Math.round(performance.now() - startedAt)}`)
    for (const { problem } of desk.schema().broken) say(`off ${problem.code} ${problem.message}`)
    for (let at = 0; at < requests; ) {
      // Several at once share a commit.
      const together = random() < 0.3 ? 1 + Math.floor(random() * 6) : 1
      await Promise.all(Array.from({ length: together }, () => request(desk, random, bulk)))
      read(desk)
      at += together
      if (pauses) pause()
      if (pauses && random() < 0.25) {
        desk.store.exec('PRAGMA wal_checkpoint(PASSIVE)')
        pause()
      }
    }
    await desk.close()
    say('closed')
  }
}

/** Holds the whole process up, its timers too, until a byte comes. */
const pause = (): void => {
  say('pause')
  readSync(0, Buffer.alloc(1))
}

const read = (desk: Desk): void => {
  try {
    countRows(desk, 'task', 1)
  } catch (error) {
    say(`unread ${String(error)}`)
  }
}

const request = async (desk: Desk, random: () => number, bulk: boolean): Promise<void> => {
  const answer = bulk && random() < 1 / 3 ? await changeAll(desk, Math.floor(random() * 1000)) : await act(desk, random)
  if (!answer.ok) say(`no ${answer.code} ${answer.message}`)
  else for (const { seq, hash } of entriesOfTurn(desk, answer.turn)) say(`ack ${seq} ${hash}`)
}

const act = (desk: Desk, random: () => number): Promise<Outcome | Problem> => {
  const below = (most: number): number => Math.floor(random() * most)
  const speaker = { actor: 'person', via: 'page', profile: 1 } as const
  const run = (...commands: readonly Command[]): Promise<Outcome | Problem> => execute(desk, { commands, ...speaker })
  // Few rows, so that most ids are there.
  const id = 1 + below(40)
  const words = 'x'.repeat(below(10) === 0 ? below(9000) : below(80))
  switch (below(10)) {
    case 0:
      return run({ action: 'delete', table: 'task', id })
    case 1:
      return run({ action: 'move', table: 'task', id, after: below(2) === 0 ? 'top' : 1 + below(40) })
    case 2:
      return undo(desk, { newest: true }, speaker)
    case 3:
      return run({ action: 'insert', table: 'task', name: 'linked' }, { action: 'insert', table: 'note', name: words || 'note', task: '$1' })
    case 4:
    case 5:
    case 6:
      return run({ action: 'update', table: 'task', id, done: below(2) === 0, text: words })
    default:
      return run({ action: 'insert', table: 'task', name: `task ${below(1000)}`, text: words })
  }
}

/** More than half of the table: the count must be agreed to. */
const changeAll = async (desk: Desk, bumps: number): Promise<Outcome | Problem> => {
  const all = { commands: [{ action: 'update', table: 'task', where: { bumps: { not: bumps } }, bumps }], actor: 'person', via: 'page', profile: 1 } as const
  const asked = await execute(desk, all)
  return asked.ok || asked.confirm === undefined ? asked : execute(desk, { ...all, confirm: asked.confirm })
}

if (import.meta.main) {
  const told = process.argv[2]
  if (told !== undefined) await write(JSON.parse(told) as WriterOrders) // the tests write them from WriterOrders
  else {
    process.once('message', (orders: WriterOrders) => void write(orders))
    flushCompileCache() // who is killed cannot do it at its end
    process.send?.('ready')
  }
}
