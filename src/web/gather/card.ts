import type { Field } from '../../app/field.ts'
import { isJsonObject } from '../../app/json-object.ts'
import type { RefusedCommand } from '../../apprentice/turn-outcome.ts'
import type { Answer, Command, CommandResult } from '../../data/command.ts'
import { describeCommand } from '../../data/describe.ts'
import type { Desk } from '../../data/desk.ts'
import { approvals } from '../../data/proposals.ts'
import type { Proposal } from '../../data/records.ts'
import { listPath } from '../location.ts'
import { cellText } from '../views/cell.ts'
import { listHref } from '../views/query.ts'
import type { Card } from '../views/props-chat.ts'
import { dayInWords, momentInWords } from '../views/words.ts'
import { gatherSaw, hrefOf } from './saw.ts'
import { gatherMoment } from './timeline.ts'

/** What one command came to, as a card of its turn. */
export const gatherCard = (desk: Desk, profile: number, result: CommandResult | RefusedCommand): Card => {
  switch (result.kind) {
    case 'changed': {
      const href = hrefOf(desk, result.entry)
      return { kind: 'done', saw: gatherSaw(desk, result.entry), ...(href !== undefined && { href }) }
    }
    case 'unchanged': return { kind: 'unchanged', text: describeCommand(desk, result.command), command: result.command }
    case 'read': {
      const { answer, command } = result
      const href = hrefOfRead(desk, profile, command)
      const measured = answer.kind === 'numbers' ? desk.schema().tables.get(answer.table)?.fields.get(answer.field ?? '') : undefined
      return { kind: 'answer', answer: inWords(desk, answer), command, ...(measured && { measured }), notes: noteRows(desk, answer, command), ...(href !== undefined && { href }) }
    }
    case 'switched': return { kind: 'switched', name: result.name, href: `/p/${result.profile}` }
    case 'refused': {
      const command = readCommand(result.command)
      return { kind: 'problem', problem: result.problem, ...(command && { command }) }
    }
  }
}

/** Days and moments among the numbers, as the page tells them elsewhere. */
const inWords = (desk: Desk, answer: Answer): Answer => {
  if (answer.kind !== 'numbers') return answer
  const fields = desk.schema().tables.get(answer.table)?.fields
  const say = <T>(name: string | undefined, value: T): T | string => dateInWords(fields?.get(name ?? ''), value, gatherMoment(desk))
  return { ...answer, groups: answer.groups.map(({ label, value }) => ({ label: say(answer.by, label), value: say(answer.field, value) })) }
}

const dateInWords = <T>(field: Field | undefined, value: T, moment: ReturnType<typeof gatherMoment>): T | string => {
  if (typeof value !== 'string' || value === '') return value
  return field?.kind === 'date' ? dayInWords(value, moment.today) : field?.kind === 'datetime' ? momentInWords(value, moment) : value
}

/** Beside each row that was found: what it was sorted by. */
const noteRows = (desk: Desk, answer: Answer, { sort }: Command): readonly string[] => {
  const name = typeof sort === 'string' ? sort.replace(/^-/, '') : ''
  const table = desk.schema().tables.get(answer.table)
  const field = table?.fields.get(name)
  return answer.kind === 'rows' && field && name !== table?.titleField ? answer.rows.map((row) => cellText(name, field, row, gatherMoment(desk))) : []
}

/** How often a person has said yes before the page offers to ask no more. */
const yesesBeforeOffer = 3

/** A proposal as a card. What is asked for one table with one verb can be granted for good, once it was said yes to often enough. */
export const gatherProposal = (desk: Desk, proposal: Proposal): Card => {
  const [first] = proposal.commands
  const table = desk.schema().tables.get(String(first?.['table']))
  return {
    kind: 'proposal', proposal,
    text: proposal.commands.map((command) => describeCommand(desk, command, proposal.rows)).join(', and '),
    grantable: proposal.commands.length === 1 && proposal.typedCount === undefined && table !== undefined && !table.guarded && table.name !== 'profile'
      && approvals(desk, table.name, first?.action ?? '') >= yesesBeforeOffer,
  }
}

/** Where the rows of a read can be seen; a question for numbers has no such place. */
const hrefOfRead = (desk: Desk, profile: number, { table: name, view, where, sort, sum, count, avg, min, max }: Command): string | undefined => {
  const table = desk.schema().tables.get(String(name))
  if (!table || table.guarded || [sum, count, avg, min, max].some((measure) => measure !== undefined)) return undefined
  const change = { ...(typeof view === 'string' && { view }), ...(typeof sort === 'string' && { sort }), ...(isWhere(where) && { where }) }
  return listHref({ path: listPath(desk.schema(), profile, table), query: {} }, change)
}

/** What was refused is a command, or the words that one was typed in. */
const readCommand = (said: unknown): Command | undefined => {
  if (typeof said !== 'string') return isCommand(said) ? said : undefined
  try {
    const read: unknown = JSON.parse(said)
    return isCommand(read) ? read : undefined
  } catch {
    return undefined
  }
}

const isCommand = (said: unknown): said is Command => typeof said === 'object' && said !== null && 'action' in said && typeof said.action === 'string'

const isWhere = (value: unknown): value is Readonly<Record<string, never>> => isJsonObject(value)
