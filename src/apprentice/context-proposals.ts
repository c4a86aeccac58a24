import { addMessages, currentConversation, type NewMessage } from '../data/conversations.ts'
import type { Desk } from '../data/desk.ts'
import { untoldProposals } from '../data/proposal-records.ts'
import type { Proposal } from '../data/records.ts'
import { estimateTokens } from '../models/tokens.ts'
import { changeLineTokens, cutToBudget } from './context-change.ts'
import { cutCommand, openCommand } from './context-command.ts'

/**
 * Tells a profile's conversation which of the proposals made in it came to nothing, each once, so that a model does not propose
 * them again. A yes is told by its changes. Throws when the disk does not let it.
 */
export const tellProposals = (desk: Desk, profile: number): void => {
  const untold = untoldProposals(desk, profile)
  const lines = untold.flatMap((proposal): NewMessage[] => {
    const text = lineOf(desk, proposal)
    return text === undefined ? [] : [{ turn: proposal.turn, role: 'user', kind: 'result', text, body: { proposal: proposal.id } }]
  })
  if (lines.length > 0) addMessages(desk, currentConversation(desk, profile).id, lines)
}

/** At most 35 tokens; undefined where a model may know of none of the tables. */
const lineOf = (desk: Desk, { status, commands }: Proposal): string | undefined => {
  const [first, ...others] = commands.flatMap((command) => openCommand(desk, command) ?? [])
  if (!first) return undefined
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  const line = (longest: number): string => `${cameTo(status)} ${JSON.stringify(cutCommand(first, longest))}${more}.`
  return [60, 24, 12].map(line).find((text) => estimateTokens(text) <= changeLineTokens) ?? cutToBudget(line(12))
}

const cameTo = (status: Proposal['status']): string =>
  status === 'rejected' ? 'The user said no to' : status === 'stale' ? 'It could not be done any more:' : 'The user did not answer'
