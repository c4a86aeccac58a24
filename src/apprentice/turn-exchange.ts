import type { Command } from '../data/command.ts'
import type { NewMessage } from '../data/conversations.ts'
import { holdsAnyForeign, mayProposeForeign, mayShowForeign } from './context-foreign.ts'
import { commandsInside } from './echo.ts'
import { leftAsItIs } from './reflex/reflex.ts'
import type { ByReflex } from './turn-reflex.ts'
import type { RunningTurn } from './turn-run.ts'

/**
 * Words what was answered without a model as a model reads it later: the commands, then what was said, marked where it may
 * show text from outside. A change of a row that holds such text is said without it, so that it needs no mark.
 */
export const wordExchange = ({ desk, words, results, proposals }: RunningTurn, { say, commands = [], tells = [] }: ByReflex): Pick<NewMessage, 'text' | 'body'> => {
  const told = [...results, ...tells]
  const isOutside = told.some((result) => mayShowForeign(desk, result))
  const isDone = told.length > 0 && proposals.length === 0 && told.every(({ kind }) => kind === 'changed' || kind === 'unchanged')
  if (isOutside && isDone) return { text: [...commands.filter((command) => isSaid(command, words)).map((command) => JSON.stringify(command)), 'Done.'].join('\n') }
  // A question names rows that nothing tells of here.
  const isAsking = told.length === 0 && proposals.length === 0 && say !== leftAsItIs
  const foreign = isOutside || proposals.some((proposal) => mayProposeForeign(desk, proposal)) || (isAsking && holdsAnyForeign(desk))
  const found = [...commandsInside(desk.schema(), [say])]
  // A model does as it reads that it did before: with the words alone it would learn to claim, not to act.
  return { text: [...commands.map((command) => JSON.stringify(command)), say].join('\n'), ...((foreign || found.length > 0) && { body: { ...(found.length > 0 && { found }), ...(foreign && { foreign }) } }) }
}

/** Whether every text of a command stands in the words that it was understood from; others may come from a row. */
const isSaid = ({ action: _action, table: _table, ...rest }: Command, words: string): boolean =>
  Object.values(rest).every((value) => typeof value !== 'string' || day.test(value) || words.toLowerCase().includes(value.toLowerCase()))
const day = /^\d{4}-\d\d-\d\d/
