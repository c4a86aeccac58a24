import { isDeepStrictEqual } from 'node:util'
import type { Value } from '../../src/app/field.ts'
import type { Schema } from '../../src/app/schema.ts'
import { createApprentice } from '../../src/apprentice/apprentice.ts'
import type { TurnAnswer } from '../../src/apprentice/turn-outcome.ts'
import type { Answer, Command } from '../../src/data/command.ts'
import type { Desk } from '../../src/data/desk.ts'
import { execute } from '../../src/data/execute.ts'
import { acceptProposal } from '../../src/data/proposals.ts'
import { findTurn } from '../../src/data/turns.ts'
import { rowsOn, withJudgedDesk } from './judged-desk.ts'

/** What a saying comes to: commands by whose rows it is judged, in any order; nothing; a question back; or an answer. */
export type Reading = readonly Command[] | 'nothing' | 'ask' | Wanted
/** What an answer must hold: one of these sets of rows of a table, a number or a day, values by group, or a row as the first. */
export interface Wanted {
  readonly table?: string
  readonly ids?: readonly (readonly number[])[]
  readonly number?: number
  readonly date?: string
  readonly groups?: Readonly<Record<string, number>>
  readonly first?: number
}
/** What is said, its readings, which are equally good, and what was done before in the same chat; on the page of a table, tasks by default. */
export type JudgedSaying = readonly [said: string, readings: readonly Reading[], setting?: { readonly page?: string; readonly given?: readonly Command[] }]

/** How a saying was heard. */
export interface Judged {
  readonly said: string
  /** Rows changed, or would after a yes. */
  readonly changed: boolean
  /** Rows or numbers were answered. */
  readonly answered: boolean
  readonly right: boolean
  /** Nothing is to be done and nothing to be asked back. */
  readonly leave: boolean
  readonly say: string
}

/** Wrong acts and what was understood, in one line. */
export const lineOf = (heard: readonly Judged[]): string => {
  const acted = heard.filter(({ changed, answered, leave }) => changed || (answered && !leave))
  const toUnderstand = heard.filter(({ leave }) => !leave)
  const count = (all: readonly Judged[]) => all.filter(({ right }) => right).length
  return `${count(acted)} of ${acted.length} acts right, ${count(toUnderstand)} of ${toUnderstand.length} understood, ${heard.filter(({ leave, changed }) => leave && changed).length} of ${heard.length - toUnderstand.length} wrongly touched`
}

/** Says each saying to an apprentice without a model on a fresh desk, as a person on its page, and judges by the rows afterwards; what waits for a yes gets it. */
export const judge = async (schema: Schema, sayings: readonly JudgedSaying[]): Promise<readonly Judged[]> => {
  const heard: Judged[] = []
  for (const [said, readings, { page = 'task', given = [] } = {}] of sayings) {
    const got = await withJudgedDesk(schema, async (desk) => {
      const apprentice = createApprentice({ desk, report: () => undefined, timer: () => () => undefined })
      await run(desk, given)
      const before = rowsOn(desk)
      const answer = await apprentice.say(1, said, { actor: 'person', page: { table: page, shown: {} } })
      await apprentice.close()
      const proposed = answer.proposals.length > 0
      for (const { id, typedCount } of answer.proposals) await acceptProposal(desk, id, typedCount === undefined ? {} : { typedCount }, { actor: 'person', via: 'page' })
      const after = rowsOn(desk)
      return { answer, before, after, changed: proposed || !isDeepStrictEqual(before, after), asked: isAsked(desk, answer) }
    })
    const { answer, changed } = got
    const isMeant = async (reading: Reading): Promise<boolean> => {
      if (reading === 'nothing') return !changed
      if (reading === 'ask') return !changed && got.asked
      if (!isCommands(reading)) return !changed && holds(answer, reading)
      return changed && withJudgedDesk(schema, async (desk) => {
        await run(desk, given)
        const before = rowsOn(desk)
        await run(desk, reading)
        return isSame({ before, got: got.after, wanted: rowsOn(desk) }, reading)
      })
    }
    let right = false
    for (const reading of readings) right ||= await isMeant(reading)
    heard.push({ said, changed, answered: answer.results.some(({ kind }) => kind === 'read' || kind === 'switched'), right, leave: readings.every((reading) => reading === 'nothing'), say: answer.say })
  }
  return heard
}

type Rows = ReturnType<typeof rowsOn>

const run = async (desk: Desk, commands: readonly Command[]): Promise<void> => {
  if (commands.length === 0) return
  const outcome = await execute(desk, { commands, actor: 'apprentice', via: 'reflex', profile: 1 })
  if (!outcome.ok) throw new Error(outcome.message)
  if (outcome.proposal) await acceptProposal(desk, outcome.proposal.id, outcome.proposal.typedCount === undefined ? {} : { typedCount: outcome.proposal.typedCount }, { actor: 'person', via: 'page' })
}

const isAsked = (desk: Desk, { turn, results }: TurnAnswer): boolean => {
  const outcome = findTurn(desk, turn)?.outcome
  return (typeof outcome === 'object' && outcome !== null && 'question' in outcome && outcome.question !== undefined) || results.some((result) => result.kind === 'refused' && (result.problem.candidates?.length ?? 0) > 1)
}

/** The same rows, of new ones the fields that are named, and the same order of those that were there. */
const isSame = ({ before, got, wanted }: { readonly before: Rows; readonly got: Rows; readonly wanted: Rows }, commands: readonly Command[]): boolean =>
  Object.keys(wanted).every((table) => {
    const was = new Set((before[table] ?? []).map(({ id }) => id))
    const old = (all: Rows) => (all[table] ?? []).filter(({ id }) => was.has(id)).map(({ id, values }) => [id, plainly(values)])
    const fresh = (all: Rows) => (all[table] ?? []).filter(({ id }) => !was.has(id)).map(({ values }) => values)
    const named = new Set(commands.filter((command) => command.action === 'insert' && command['table'] === table).flatMap((command) => Object.keys(command)))
    const left = fresh(got).map(plainly)
    const isThere = (one: ReturnType<typeof plainly>) => {
      const at = left.findIndex((other) => Object.keys(one).every((name) => !named.has(name) || isDeepStrictEqual(one[name], other[name])))
      return at >= 0 && left.splice(at, 1).length === 1
    }
    return isDeepStrictEqual(old(got), old(wanted)) && fresh(wanted).map(plainly).every(isThere) && left.length === 0
  })

/** Text without case, a verb or an article in front, or a full stop; nothing and no alike. */
const plainly = (values: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value.toLowerCase().replace(/^(?:a|the|buy|to) /, '').replace(/\.$/, '') : value === false ? null : value]))

/** An answer holds rows or numbers that were read, or says them. */
const holds = ({ results, say }: TurnAnswer, { table, ids, number, date, groups, first }: Wanted): boolean => {
  const answers = results.flatMap((result): readonly Answer[] => (result.kind === 'read' ? [result.answer] : []))
  return answers.some((answer) => {
    if (answer.kind === 'numbers') return groups ? Object.entries(groups).every(([label, value]) => answer.groups.some((one) => one.label.toLowerCase() === label.toLowerCase() && one.value === value)) : answer.groups.length === 1 && answer.groups[0]?.value === (number ?? date)
    const found = answer.rows.map(({ id }) => id)
    if (table !== undefined && answer.table === table && ids?.some((one) => isDeepStrictEqual(found.toSorted(), one.toSorted()))) return true
    if (table !== undefined && answer.table === table && first !== undefined && found[0] === first) return true
    return (number !== undefined && (answer.total === number || new RegExp(`\\b${number}\\b`).test(say.replaceAll(',', '')))) || (date !== undefined && answer.rows.some(({ values }) => Object.values(values).includes(date)))
  })
}

const isCommands = (reading: Reading): reading is readonly Command[] => Array.isArray(reading)
