import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { defineApp, table } from '../src/app/define.ts'
import { checkbox, choice, integer, link, text } from '../src/app/field.ts'
import { mergeApps } from '../src/app/merge.ts'
import type { Problem } from '../src/app/problem.ts'
import { audit } from '../src/data/audit.ts'
import type { Command, Outcome } from '../src/data/command.ts'
import { openDesk, type Desk } from '../src/data/desk.ts'
import { execute } from '../src/data/execute.ts'
import { lastSeq } from '../src/data/journal.ts'
import { readPage } from '../src/data/read.ts'
import { readImage } from '../src/data/rows.ts'
import { undo } from '../src/data/undo.ts'
import { deskModel, type Name, type Row } from './desk-model.ts'
import { randomFrom, testSeed } from './random.ts'

// A failure is replayed by its seed: PRENTICE_SEED=… PRENTICE_STEPS=… node --test test/model-based.test.ts
const allSteps = Number(process.env['PRENTICE_STEPS'] ?? 10_000)
/** Each walk has a desk of its own: a longer journal would only make its audits slower. */
const walks = Array.from({ length: Math.ceil(allSteps / 2500) }, (_, walk) => ({ seed: testSeed + walk, stepCount: Math.min(2500, allSteps - walk * 2500) }))

const app = defineApp({
  title: 'Tasks',
  tables: {
    task: table({ name: text({ required: true }), done: checkbox(), priority: choice(['low', 'high']), bumps: integer() }, { order: 'manual', scope: 'profile' }),
    note: table({ name: text({ required: true }), task: link('task', { onDelete: 'clear' }) }, { scope: 'profile' }),
    deal: table({ name: text({ required: true }), task: link('task') }, { scope: 'profile' }),
  },
  actions: { bump: { on: 'task', run: (tx, row) => tx.update('task', row.id, { bumps: (row.bumps ?? 0) + 1 }) } },
})
const schema = mergeApps([{ name: 'tasks', file: 'apps/tasks.ts', app }])
const names = ['task', 'note', 'deal'] as const

for (const { seed, stepCount } of walks)
  test(`model-based: ${stepCount} random steps do what the model does (PRENTICE_SEED=${seed})`, { timeout: 3_600_000 }, (t) => walk(t, seed, stepCount))

const walk = async (t: TestContext, seed: number, stepCount: number): Promise<void> => {
  const dir = await mkdtemp(join(tmpdir(), 'prentice-model-'))
  const open = async (): Promise<Desk> => {
    const opened = await openDesk({ dir, schema, now: () => Date.parse('2026-11-22T12:00:00Z'), zone: () => 'UTC' })
    assert.ok(opened.ok)
    return opened.value
  }
  let desk = await open()
  t.after(async () => {
    await desk.close()
    await rm(dir, { recursive: true, force: true })
  })
  const random = randomFrom(seed)
  const chance = (n: number) => random() * n < 1
  const below = (n: number) => Math.floor(random() * n)
  const pick = <T>(things: readonly T[]): T => things[below(things.length)] as T // never called with an empty list
  const model = deskModel()
  let profile = 1
  const tally = { done: 0, refused: 0 }
  await ran(execute(desk, { commands: [{ action: 'insert', table: 'profile', name: 'Acme' }], actor: 'desk', via: 'start', profile: 1 }))
  // The desk's own entries come before; the model counts from here.
  const offset = lastSeq(desk)
  const turns = new Map<number, number>()

  const someId = (name: Name) => {
    const rows = model.rows(name, chance(30) ? 3 - profile : profile)
    return rows.length > 0 && !chance(30) ? pick(rows).id : below(60) + 1
  }
  const someTask = () => (chance(4) ? null : someId('task'))
  const someValues = (name: Name): Row =>
    name === 'task'
      ? { ...(chance(2) && { name: `task ${below(1000)}` }), ...(chance(2) && { done: chance(2) }), ...(chance(2) && { priority: pick(['low', 'high', null]) }) }
      : { ...(chance(2) && { name: `${name} ${below(1000)}` }), ...(chance(2) && { task: someTask() }) }

  /** A random command with what it must do to the model; the model goes first, the desk must agree. */
  const someCommand = (): { readonly command: Command; readonly act: () => boolean | number; readonly confirm?: number } => {
    const name = pick(names)
    const id = someId(name)
    const kind = below(12)
    // Few rows meet each other more often, in links, places and undos.
    if (kind <= 3 && model.rows(name, profile).length < 25) {
      const values = { ...someValues(name), name: `new ${below(1000)}` }
      return { command: { action: 'insert', table: name, ...values }, act: () => model.insert(name, values, profile) }
    }
    if (kind > 3 && kind <= 6) {
      const values = { ...someValues(name), ...(name === 'task' ? { done: chance(2) } : { name: `other ${below(1000)}` }) }
      return { command: { action: 'update', table: name, id, ...values }, act: () => model.update(name, id, values, profile) }
    }
    if (kind === 7 || kind <= 3) return { command: { action: 'delete', table: name, id }, act: () => model.remove(name, id, profile) }
    if (kind === 8) {
      const task = someId('task')
      const after = chance(3) ? 'top' : chance(3) ? 'bottom' : someId('task')
      return { command: { action: 'move', table: 'task', id: task, after }, act: () => model.move(task, after, profile) }
    }
    if (kind === 9) {
      const task = someId('task')
      return { command: { action: 'bump', id: task }, act: () => model.update('task', task, { bumps: Number(model.rows('task', profile).find((row) => row.id === task)?.row['bumps'] ?? 0) + 1 }, profile) }
    }
    if (kind === 10) {
      const task = someId('task')
      const done = !model.rows('task', profile).find((row) => row.id === task)?.row['done']
      return { command: { action: 'toggle', table: 'task', id: task, field: 'done' }, act: () => model.update('task', task, { done }, profile) }
    }
    const priority = pick(['low', 'high', null])
    const where = { priority, done: chance(2) }
    const chosen = () => model.rows('task', profile).filter(({ row }) => row['priority'] === where.priority && row['done'] === where.done).map((row) => row.id).toSorted((a, b) => a - b)
    const change = chance(4)
      ? { command: { action: 'delete', table: 'task', where }, act: () => chosen().every((task) => model.remove('task', task, profile)) }
      : { command: { action: 'update', table: 'task', where, done: !where.done }, act: () => chosen().every((task) => model.update('task', task, { done: !where.done }, profile)) }
    return change
  }

  const person = { actor: 'person', via: 'page' } as const
  /** Runs commands as a person who says yes to any count. */
  const say = async (commands: readonly Command[]): Promise<Outcome | Problem> => {
    const first = await execute(desk, { commands, ...person, profile })
    return !first.ok && first.confirm !== undefined ? execute(desk, { commands, ...person, profile, confirm: first.confirm }) : first
  }

  for (let step = 0; step < stepCount; step++) {
    let expected: boolean
    let answer: Outcome | Problem
    let said: unknown
    const kind = below(20)
    const seqs = model.entries().length
    if (kind === 0) {
      profile = 3 - profile
      continue
    } else if (kind === 1 && chance(5)) {
      await desk.close()
      desk = await open()
      assert.deepEqual(audit(desk).findings, [], `step ${step}, PRENTICE_SEED=${seed}`)
      continue
    } else if (kind <= 3 && seqs > 0) {
      const seq = chance(4) ? seqs - below(Math.min(seqs, 5)) : below(seqs) + 1
      said = { undo: seq }
      expected = model.inTurn(() => model.undoEntry(seq, profile))
      answer = await undo(desk, { entry: seq + offset }, { ...person, profile })
    } else if (kind === 4 && seqs > 0) {
      const turn = pick(model.entries()).turn
      said = { undoTurn: turn }
      expected = model.inTurn(() => model.undoTurn(turn, profile))
      answer = await undo(desk, { turn: turns.get(turn) ?? -1 }, { ...person, profile })
    } else if (kind <= 6) {
      const turn = model.newestTurn(profile)
      said = { undoNewest: turn }
      expected = turn !== undefined && model.inTurn(() => model.undoTurn(turn, profile))
      answer = await undo(desk, { newest: true }, { ...person, profile })
    } else {
      const one = someCommand()
      let commands = [one.command]
      let acts = [one.act]
      if (chance(6)) {
        const values = { name: 'linked' }
        commands = [{ action: 'insert', table: 'task', ...values }, { action: 'insert', table: 'deal', name: 'its deal', task: '$1' }, one.command]
        let made = 0
        acts = [() => { const id = model.insert('task', values, profile); made = Number(id); return id }, () => model.insert('deal', { name: 'its deal', task: made }, profile), one.act]
        // What the random command looked at may have changed by the first two: only commands that do not look are combined.
        if (['toggle', 'bump'].includes(one.command.action)) [commands, acts] = [commands.slice(0, 2), acts.slice(0, 2)]
      }
      said = commands
      expected = model.inTurn(() => acts.every((act) => model.command(profile, act)))
      answer = await say(commands)
    }
    tally[expected ? 'done' : 'refused'] += 1
    const told = `step ${step}, PRENTICE_SEED=${seed}: ${JSON.stringify(said)} → ${JSON.stringify(answer)}`
    assert.equal(answer.ok, expected, told)
    if (answer.ok) turns.set(model.entries().at(-1)?.turn ?? 0, answer.results.some((result) => result.kind === 'changed') ? answer.turn : (turns.get(model.entries().at(-1)?.turn ?? 0) ?? answer.turn))
    assert.equal(lastSeq(desk) - offset, model.entries().length, told)
    if (step % 10 === 0) compare(desk, model, told)
  }
  compare(desk, model, `at the end, PRENTICE_SEED=${seed}`)
  t.diagnostic(`${tally.done} done, ${tally.refused} refused`)
  assert.deepEqual(audit(desk).findings, [])
}

const compare = (desk: Desk, model: ReturnType<typeof deskModel>, told: string) => {
  for (const profile of [1, 2]) {
    for (const name of names)
      for (const { id, row } of model.rows(name, profile)) assert.deepEqual(readImage(desk.store, name, id), row, told)
    const shown = readPage(desk, { table: 'task', profile, limit: 1000 })
    assert.ok(shown.ok, told)
    assert.deepEqual(shown.value.rows.map(({ id }) => id), model.placed(profile).map(({ id }) => id), told)
    for (const name of ['note', 'deal'] as const) {
      const others = readPage(desk, { table: name, profile, limit: 1000 })
      assert.ok(others.ok && others.value.total === model.rows(name, profile).length, told)
    }
  }
}

const ran = async (answer: Promise<Outcome | Problem>) => {
  const outcome = await answer
  assert.ok(outcome.ok, JSON.stringify(outcome))
}
