import { messages } from '../data/conversations.ts'
import type { Desk } from '../data/desk.ts'
import { listProposals } from '../data/proposals.ts'
import type { Proposal } from '../data/records.ts'
import { findTurn } from '../data/turns.ts'
import type { OpenQuestion, TurnOutcome } from './turn-outcome.ts'

/** What a conversation's last turn left open. */
export interface LeftOpen {
  /** What the reflex asked the person; a remark that came since does not close it. */
  readonly question?: OpenQuestion
  /** What waits for a yes, oldest first: of the last turn, or of the one that it asked about. */
  readonly waiting: readonly Proposal[]
}

/** Reads what the last turn of a conversation left open. */
export const leftOpen = (desk: Desk, { conversation, profile }: { readonly conversation: number; readonly profile: number }): LeftOpen => {
  const newest = messages(desk, conversation, { limit: mostLooked }).toReversed()
  const last = newest.find(({ role, turn }) => role === 'assistant' && turn !== undefined)?.turn
  const asked = newest.find(({ kind, turn }) => (kind === 'said' || kind === 'bang') && turn !== undefined)?.turn
  const question = asked === undefined ? undefined : questionOf(desk, asked)
  const about = question?.about ?? last
  const waiting = about === undefined ? [] : listProposals(desk, { profile, turn: about }).toSorted((a, b) => a.id - b.id)
  return { waiting, ...(question && { question }) }
}

/** Changes in between are messages too; behind so many of them a question is forgotten. */
const mostLooked = 40

const questionOf = (desk: Desk, id: number): OpenQuestion | undefined => {
  const outcome = findTurn(desk, id)?.outcome
  return typeof outcome === 'object' && outcome !== null && 'say' in outcome ? (outcome as TurnOutcome).question : undefined // written by endTurn from one
}
