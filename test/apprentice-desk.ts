import type { TestContext } from 'node:test'
import { createApprentice } from '../src/apprentice/apprentice.ts'
import type { ChatEvent } from '../src/apprentice/chat-event.ts'
import type { Apprentice, ApprenticeNote } from '../src/apprentice/port.ts'
import type { TurnAnswer } from '../src/apprentice/turn-outcome.ts'
import type { Timer } from '../src/apprentice/comments.ts'
import { defineApp, table, type App } from '../src/app/define.ts'
import { addDays } from '../src/app/dates.ts'
import { checkbox, choice, date, integer, longtext, text } from '../src/app/field.ts'
import type { Command } from '../src/data/command.ts'
import type { Desk } from '../src/data/desk.ts'
import type { ToldEntry } from '../src/data/entry.ts'
import { execute } from '../src/data/execute.ts'
import { makeFolder, openTestDesk } from './data-fixture.ts'
import { entriesAfter, lastSeq } from '../src/data/journal.ts'
import { openOllama } from '../src/models/ollama.ts'
import { memoryFolder } from './memory-folder.ts'
import { startOllamaServer, type OllamaServer, type OllamaServerOptions } from './ollama-server.ts'

/** Tasks and notes; a secret table and a secret field that no model may hear of. */
export const tasks = defineApp({
  title: 'Tasks',
  tables: {
    task: table(
      { name: text({ required: true, max: 500 }), done: checkbox(), priority: choice(['low', 'medium', 'high'], { default: 'medium' }), due: date() },
      { aka: ['todo'], order: 'manual', scope: 'profile' },
    ),
  },
  views: { open: { table: 'task', where: { done: false } } },
  actions: {
    snooze: { on: 'task', title: 'Snooze', input: { days: integer({ required: true, default: 1 }) }, run: (tx, task, { days }) => tx.update('task', task.id, { due: addDays(task.due ?? tx.today, days) }) },
  },
  teach: { 'finish {task}': { action: 'update', table: 'task', id: '{task}', done: true } },
})
export const diary = defineApp({
  title: 'Diary',
  tables: {
    note: table({ title: text({ required: true }), text: longtext(), pin: text({ private: true }) }),
    secret: table({ name: text({ required: true }) }, { ai: 'hidden' }),
    rule: table({ name: text({ required: true }) }, { ai: 'read' }),
  },
})

export interface TestDesk {
  readonly desk: Desk
  readonly apprentice: Apprentice
  readonly server: OllamaServer
  readonly events: readonly ChatEvent[]
  readonly notes: readonly ApprenticeNote[]
  say(text: string): Promise<TurnAnswer>
  /** Does something as the person, on the page. */
  act(...commands: readonly Command[]): Promise<readonly ToldEntry[]>
  /** Every entry since the desk was opened, as `actor action`. */
  deeds(): readonly string[]
  /** Rings every timer that waits. */
  ring(): void
}

/** A desk with an apprentice and a scripted model, over real HTTP; everything is closed after the test. */
export const openTalkingDesk = async (t: TestContext, { apps = { tasks, diary }, ...script }: OllamaServerOptions & { readonly apps?: Readonly<Record<string, App>> } = {}): Promise<TestDesk> => {
  const server = await startOllamaServer(script)
  const desk = await openTestDesk(t, apps, { dir: await makeFolder(t, memoryFolder()) })
  const begun = lastSeq(desk)
  const waiting = new Set<() => void>()
  const timer: Timer = (_, ring) => {
    const own = (): void => ring()
    waiting.add(own)
    return () => void waiting.delete(own)
  }
  const [events, notes]: [ChatEvent[], ApprenticeNote[]] = [[], []]
  const apprentice = createApprentice({ desk, engine: openOllama({ url: server.url, askTimeoutMs: 2_000, firstTokenTimeoutMs: 2_000, idleTimeoutMs: 2_000 }), report: (note) => notes.push(note), timer })
  apprentice.onChat((event) => events.push(event))
  t.after(async () => {
    await apprentice.close()
    await server.close()
  })
  return {
    desk, apprentice, server, events, notes,
    say: (said) => apprentice.say(1, said, { actor: 'person' }),
    act: async (...commands) => {
      const outcome = await execute(desk, { commands, actor: 'person', via: 'page', profile: 1 })
      if (!outcome.ok) throw new Error(outcome.message)
      return outcome.results.flatMap((result) => (result.kind === 'changed' ? [result.entry] : []))
    },
    deeds: () => entriesAfter(desk, begun).map(({ actor, via, command }) => `${actor} ${via} ${command.action}`),
    ring: () => {
      for (const ring of Array.from(waiting)) {
        waiting.delete(ring)
        ring()
      }
    },
  }
}

/** Adds tasks as the person. */
export const addTasks = (desk: TestDesk, ...names: readonly string[]): Promise<readonly ToldEntry[]> => desk.act(...names.map((name) => ({ action: 'insert', table: 'task', name })))

/** A command as a model writes it. */
export const json = (command: object): string => JSON.stringify(command)
