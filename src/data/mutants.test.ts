import assert from 'node:assert/strict'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { checkbox, text } from '../app/field.ts'
import { audit } from './audit.ts'
import { openDesk, type Desk } from './desk.ts'
import { execute } from './execute.ts'
import { lastSeq } from './journal.ts'
import { addRows, makeFolder, openTestDesk, schemaOf, testNow } from '../../test/data-fixture.ts'
import { memoryFolder } from '../../test/memory-folder.ts'
import { randomFrom, testSeed } from '../../test/random.ts'

const count = Number(process.env['PRENTICE_MUTANTS'] ?? 2000)

const tasks = defineApp({ title: 'Tasks', tables: { task: table({ name: text({ required: true }), done: checkbox() }, { order: 'manual', scope: 'profile' }) } })

/** Entries before the desk is opened again; then a migration may follow. */
const written = 23
/** Everything that a person has put in, and how it came about. */
const contents = ({ store }: Desk): string =>
  JSON.stringify(['SELECT * FROM task ORDER BY id', 'SELECT * FROM profile ORDER BY id', `SELECT * FROM _entry WHERE seq <= ${written} ORDER BY seq`, `SELECT * FROM _change WHERE seq <= ${written} ORDER BY seq, n`].map((sql) => store.all({ sql, parameters: [] })))

test(`a file with anything wrong in it is refused and left as it is, or found by the audit (${count} mutants, PRENTICE_SEED=${testSeed})`, { timeout: 3_600_000 }, async (t) => {
  const desk = await openTestDesk(t, { tasks })
  addRows(desk, 'task', Array.from({ length: 150 }, (_, at) => ({ name: `row ${at} ${'x'.repeat(at)}` })))
  for (let id = 1; id <= 20; id += 1) await execute(desk, { commands: [{ action: id % 3 === 0 ? 'delete' : 'update', table: 'task', id, ...(id % 3 === 0 ? {} : { done: true }) }], actor: 'person', via: 'page', profile: 1 })
  assert.equal(lastSeq(desk), written)
  const right = contents(desk)
  await desk.close()
  const whole = await readFile(join(desk.dir, 'desk.db'))
  const dir = await makeFolder(t, memoryFolder())
  const file = join(dir, 'desk.db')
  const tally = { refused: 0, audited: 0, harmless: 0 }
  const random = randomFrom(testSeed)
  for (let mutant = 0; mutant < count; mutant += 1) {
    const { name, bytes } = mutate(whole, random)
    const told = `mutant ${mutant} (${name}), PRENTICE_SEED=${testSeed}`
    for (const end of ['-wal', '-shm']) await rm(file + end, { force: true })
    await writeFile(file, bytes)
    const opened = await openDesk({ dir, schema: schemaOf({ tasks }), now: () => testNow, zone: () => 'UTC' }).catch((error: unknown) => assert.fail(`${told}: ${error instanceof Error ? error.stack : String(error)}`))
    if (!opened.ok) {
      assert.equal(opened.code, 'failed', told)
      assert.ok(opened.next, told)
      assert.ok(bytes.equals(await readFile(file)), `${told}: not a byte of it has changed`)
      tally.refused += 1
      continue
    }
    const report = audit(opened.value)
    if (!report.ok) tally.audited += 1
    else {
      const now = contents(opened.value)
      const at = [...now].findIndex((letter, place) => letter !== right[place])
      assert.ok(now === right, `${told}: ${now.slice(at - 200, at + 60)} was ${right.slice(at - 60, at + 60)}`)
      tally.harmless += 1
    }
    await opened.value.close()
  }
  t.diagnostic(JSON.stringify(tally))
})

interface Mutant { readonly name: string; readonly bytes: Buffer }

const mutate = (whole: Buffer, random: () => number): Mutant => {
  const below = (most: number): number => Math.floor(random() * most)
  const bytes = Buffer.from(whole)
  const page = 4096
  const pages = whole.length / page
  switch (below(8)) {
    case 0:
      return { name: 'cut', bytes: bytes.subarray(0, below(whole.length)) }
    case 1:
      return { name: 'cut at a page', bytes: bytes.subarray(0, page * below(pages)) }
    case 2: {
      const at = below(100)
      bytes[at] = below(256)
      return { name: `header byte ${at}`, bytes }
    }
    case 3: {
      const from = page * below(pages)
      return { name: `page ${from / page} of zeros`, bytes: bytes.fill(0, from, from + page) }
    }
    case 4: {
      const [to, from] = [page * below(pages), page * below(pages)]
      whole.copy(bytes, to, from, from + page)
      return { name: `page ${from / page} over ${to / page}`, bytes }
    }
    default: {
      const flips = 1 + below(8)
      const places = Array.from({ length: flips }, () => below(whole.length))
      for (const at of places) bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8))
      return { name: `bits at ${places.join(' ')}`, bytes }
    }
  }
}
