import { defineApp, table } from '../src/app/define.ts'
import { checkbox, choice, date, datetime, email, integer, link, longtext, money, text, url } from '../src/app/field.ts'
import { mergeApps } from '../src/app/merge.ts'
import type { Schema } from '../src/app/schema.ts'
import type { Command, ShownRow } from '../src/data/command.ts'
import type { Proposal } from '../src/data/records.ts'
import type { ChatProps, ShownTurn } from '../src/web/views/props-chat.ts'
import type { Saw, TimelineProps } from '../src/web/views/props-entries.ts'
import type { ListProps, RowProps, RowSetting } from '../src/web/views/props-rows.ts'
import type { Shell } from '../src/web/views/props.ts'

/** Sample props for the tests of the views: a small desk whose every text is `words`, so that one word can be sent through every view. */
export const samples = (words: string) => {
  const setting = (name: string, more: Partial<RowSetting> = {}): RowSetting => {
    const found = schema.tables.get(name)
    if (!found) throw new Error(`No table ${name}`)
    return { access, profile: 1, table: found, noun: name, actions: [...schema.actions.values()].filter(({ on }) => on === name), zone: 'Europe/Berlin', today: '2026-11-22', sortable: found.order === 'manual', ...more }
  }
  const row = (id: number, values: ShownRow['values']): ShownRow => ({ id, values, version: 7, label: words, links: { boss: words }, computed: { length: words }, foreign: false, profile: 1 })
  const saw = (entry: number, actor: Saw['actor'], command: Command): Saw => ({ entry, actor, via: 'page', text: `added “${words}”`, command, undo: { kind: 'undo', entry } })
  const task = (id: number, values: ShownRow['values'] = {}): RowProps => ({ setting: setting('task'), row: row(id, { name: words, done: false, priority: 'high', due: '2026-11-28', ...values }), by: 'person' })
  const person: RowProps = {
    setting: setting('person'), by: 'agent',
    row: row(1, { name: words, mail: words, site: words, about: words, born: '2026-11-21T09:00:00Z', worth: 1200.5, age: 40, boss: 1 }),
  }
  const command: Command = { action: 'update', table: 'task', id: 2, name: words }
  const tries = [words, 'add buy milk', 'what is on my list?']
  const list: ListProps = {
    setting: setting('task'), tables: [{ href: '/p/1/tasks/task', title: words, current: true }], path: '/p/1/tasks/task',
    views: [{ href: '/p/1/tasks/task', title: 'All', current: false }, { href: '/p/1/tasks/task?view=late', title: words, current: true, count: 2, row: 3 }],
    page: { rows: [], total: 3, atLeast: false, next: 'abc' }, links: {}, tries,
    rows: [{ ...task(1), by: 'apprentice' }, { ...task(2, { done: true }), saw: saw(41, 'person', command) }, task(3, { due: '2026-11-20' })],
    query: { sort: 'name', words, where: { name: { contains: words }, done: false } },
  }
  const personList: ListProps = { ...list, setting: setting('person'), rows: [person], path: '/p/1/people/person', links: { boss: { complete: false, rows: [{ id: 1, label: words }] } }, query: {} }
  const board: ListProps = { ...list, setting: setting('task', { board: { by: 'priority' } }), query: {}, rows: list.rows.map((each) => ({ ...each, setting: setting('task', { board: { by: 'priority' } }) })) }
  const problem = { ok: false as const, code: 'ambiguous-row' as const, message: words, next: words, example: command, candidates: [{ table: 'task', id: 4, label: words }], fields: { name: words }, conflict: { name: { seen: words, now: words } } }
  const proposal: Proposal = { id: 1, turn: 2, profile: 1, actor: 'apprentice', commands: [command], rows: [{ table: 'task', id: 2, label: words, version: 3 }], reason: words, status: 'waiting', typedCount: 51, at: '2026-11-22T09:00:00Z', expiresAt: '2026-11-23T09:00:00Z' }
  const turn = (id: number, more: Partial<ShownTurn> = {}): ShownTurn => ({ kind: 'turn', id, at: '2026-11-22T09:00:00Z', said: words, cards: [], say: words, by: { kind: 'model', model: words }, state: 'ended', falseClaim: false, ...more })
  const chat: ChatProps = {
    access, profile: 1, assistantName: words, model: { state: 'absent', note: words, missing: 'engine' }, busy: true, waiting: ['add oat bread', words], tries, learned: { yes: ['add', words], notYet: ['move'] },
    items: [
      { kind: 'saw', saw: saw(41, 'person', command) },
      turn(5, { by: { kind: 'instant' }, cards: [{ kind: 'done', saw: saw(51, 'apprentice', command), href: '/p/1/row/task/2' }, { kind: 'done', saw: saw(52, 'apprentice', command) }, { kind: 'unchanged', text: words, command }, { kind: 'switched', name: words, href: '/p/2' }] }),
      turn(6, { falseClaim: true, problem, cards: [
        { kind: 'answer', command, answer: { kind: 'numbers', table: 'task', measure: 'count', by: 'priority', groups: [{ label: words, value: 3 }, { label: 'low', value: 1 }] } },
        { kind: 'answer', command, measured: money(), answer: { kind: 'numbers', table: 'task', measure: 'sum', field: 'amount', by: 'priority', groups: [{ label: words, value: 1200 }, { label: '', value: null }] } },
        { kind: 'answer', command, answer: { kind: 'rows', table: 'task', rows: [row(2, { name: words })], total: 9 } },
        { kind: 'problem', problem, command }, { kind: 'proposal', proposal, text: words, grantable: true },
      ] }),
      turn(7, { state: 'streaming' }),
    ],
  }
  const timeline: TimelineProps = { access, profile: 1, zone: 'Europe/Berlin', today: '2026-11-22', before: 41, lines: [{ saw: saw(52, 'apprentice', command), at: '2026-11-22T09:42:00Z', href: '/p/1/row/task/2', profile: words }, { saw: { ...saw(41, 'person', command), undo: { kind: 'redo', entry: 53 } }, at: '2026-11-20T09:41:00Z' }] }
  const shell: Shell = {
    access, deskName: words, assistantName: words, theme: 'auto', profile: 1, profileWord: words, path: '/p/1/tasks', seq: 52, version: 'v1', search: words,
    profiles: [{ id: 1, href: '/p/1', title: words, current: true }, { id: 2, href: '/p/2', title: 'Acme', current: false }],
    apps: [{ href: '/p/1/tasks', title: words, icon: words, current: true }], broken: [{ name: words, file: words, problem }], model: { state: 'ready', name: words },
  }
  return { access, setting, row, saw, task, person, list, personList, board, problem, proposal, turn, chat, timeline, shell, command, tries }
}

const access = { nonce: 'nonce-of-the-page', token: 'token-of-the-page' }

const schema: Schema = mergeApps([
  { name: 'tasks', file: 'tasks.ts', app: defineApp({
    title: 'Tasks',
    tables: { task: table({ name: text({ required: true, max: 200 }), done: checkbox(), priority: choice(['low', 'medium', 'high'], { default: 'medium' }), due: date() }, { order: 'manual', scope: 'profile' }) },
    actions: { snooze: { on: 'task', title: 'Snooze', input: { days: integer({ default: 1 }) }, run: () => undefined } },
  }) },
  { name: 'people', file: 'people.ts', app: defineApp({
    title: 'People',
    tables: { person: table({ name: text({ required: true }), mail: email(), site: url(), about: longtext(), born: datetime(), worth: money(), age: integer({ min: 0 }), boss: link('person') }, { computed: { length: ({ name }) => name.length } }) },
    actions: { promote: { on: 'person', title: 'Promote', input: { to: text({ required: true }) }, run: () => undefined } },
  }) },
])
