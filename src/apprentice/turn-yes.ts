import { describeCommand } from '../data/describe.ts'
import { acceptProposal, rejectProposal } from '../data/proposals.ts'
import type { Problem } from '../app/problem.ts'
import type { Proposal } from '../data/records.ts'
import { sayList } from '../data/say-value.ts'
import { isNo, isYes, leftAsItIs, placeOf } from './reflex/reflex.ts'
import type { LeftOpen } from './turn-open.ts'
import type { Answered, RunningTurn } from './turn-run.ts'
import { sayProblem, sayResults } from './turn-say.ts'

/**
 * Takes a person's yes or no to what the last turn proposed, as their own click would be; where a count must be typed, only the
 * number is a yes. With several waiting it asks which. Undefined if the words are neither, or nothing waits.
 */
export const answerWaiting = async (running: RunningTurn, { waiting, question }: LeftOpen): Promise<Answered | undefined> => {
  const { words, desk } = running
  const [first] = waiting
  if (!first) return undefined
  const about = first.turn
  const answer = isYes(words) ? 'yes' : isNo(words) ? 'no' : undefined
  if (waiting.length === 1) {
    const typed = first.typedCount !== undefined && /^\s*\d{1,9}\s*[.!]?\s*$/.test(words) ? Number.parseInt(words, 10) : undefined
    return answer || typed !== undefined ? settle(running, first, { answer: answer ?? 'yes', ...(typed !== undefined && { typed }) }) : undefined
  }
  if (answer === 'no') {
    const refused = waiting.map((proposal) => reject(running, proposal)).find((one) => one !== undefined)
    return refused ? { say: sayProblem(refused), problem: refused } : { say: leftAsItIs }
  }
  if (answer === 'yes') return { say: `${waiting.length} wait for a yes. Which one: ${sayList(waiting.map((proposal, at) => `${at + 1}. ${proposal.commands.map((command) => describeCommand(desk, command, proposal.rows)).join(', and ')}`))}?`, question: { about } }
  const at = question?.about === about ? placeOf(words) : undefined
  const placed = at === undefined ? undefined : waiting.at(at)
  return placed && settle(running, placed, { answer: 'yes' })
}

const settle = async (running: RunningTurn, proposal: Proposal, { answer, typed }: { readonly answer: 'yes' | 'no'; readonly typed?: number }): Promise<Answered> => {
  const { desk, profile, tell } = running
  if (answer === 'no') {
    const refused = reject(running, proposal)
    return refused ? { say: sayProblem(refused), problem: refused } : { say: leftAsItIs }
  }
  const outcome = await acceptProposal(desk, proposal.id, typed === undefined ? {} : { typedCount: typed }, person)
  tell({ kind: 'answered', profile, turn: proposal.turn })
  if (outcome.ok) return { say: sayResults(desk, outcome.results, []), tells: outcome.results }
  return { say: sayProblem(outcome), ...(outcome.code !== 'needs-confirm' && { problem: outcome }), question: { about: proposal.turn } }
}

const reject = ({ desk, profile, tell }: RunningTurn, { id, turn }: Proposal): Problem | undefined => {
  const rejected = rejectProposal(desk, id, person)
  tell({ kind: 'answered', profile, turn })
  return rejected.ok ? undefined : rejected
}

const person = { actor: 'person', via: 'page' } as const
