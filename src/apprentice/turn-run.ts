import { problem, type Problem } from '../app/problem.ts'
import type { CommandResult, Command } from '../data/command.ts'
import type { Desk } from '../data/desk.ts'
import { execute } from '../data/execute.ts'
import type { Proposal } from '../data/records.ts'
import { normalise } from './aliases.ts'
import type { ChatEvent } from './chat-event.ts'
import type { OpenQuestion, RefusedCommand } from './turn-outcome.ts'
import type { Sight } from './context-sight.ts'
import { fingerprint, standsInWords } from './echo.ts'
import type { MonitorEvent, RawCommand } from './monitor.ts'

/** A turn while it runs: who it is for, and what it has come to so far. */
export interface RunningTurn {
  readonly desk: Desk
  readonly profile: number
  readonly turn: number
  /** The words that were said; empty when nobody spoke. */
  readonly words: string
  /** False when nobody asked for anything: then changes are proposals at most. */
  readonly asked: boolean
  readonly tell: (event: ChatEvent) => void
  /** Writes a record; one that cannot be written, as on a full disk, is no reason not to answer. */
  readonly record: (write: () => void) => void
  readonly results: (CommandResult | RefusedCommand)[]
  readonly proposals: Proposal[]
  /** Fingerprints of what a model's commands have changed so far. */
  readonly done: Set<string>
  /** Ids of rows made so far; `$1` is the first. */
  made: readonly number[]
}

/** What was answered without a model. */
export interface Answered {
  readonly say: string
  /** What the words tell of, where it is not the turn’s own doing: what a yes has done. */
  readonly tells?: readonly CommandResult[]
  readonly problem?: Problem
  readonly question?: OpenQuestion
}

/** Commands as the monitor found them, with how sure it is of each. */
export type FoundCommands = Extract<MonitorEvent, { readonly kind: 'commands' }>

/** What a batch of commands came to. */
export interface Ran {
  readonly results: readonly CommandResult[]
  readonly proposal?: Proposal
  readonly problem?: Problem
}

/** Whether commands must wait for the end of the stream: only what stood there as it must runs at its closing brace. */
export const mustWait = ({ quality, refused }: FoundCommands): boolean => quality !== 'exact' || refused !== undefined

/**
 * Runs what a model said, as one transaction. What was cut off is never run, nor what an earlier round (`isLater`) has done; what had to be repaired runs only after a
 * stream that ended by itself (`isWhole`), and a delete or a change of many rows among it becomes a proposal.
 */
export const runFound = async (running: RunningTurn, found: FoundCommands, { sight, model, isWhole, isLater }: { readonly sight: Sight; readonly model: string; readonly isWhole: boolean; readonly isLater: boolean }): Promise<Ran> => {
  const { desk } = running
  const refuse = (reason: Problem): Ran => {
    running.results.push({ kind: 'refused', command: found.batch.length === 1 ? found.batch[0] : found.batch.length > 1 ? found.batch : found.source.slice(0, longestShown), problem: reason })
    return { results: [], problem: reason }
  }
  if (found.refused !== undefined) return refuse(problem('bad-json', `The command cannot be used: ${found.refused}.`, { next: 'Say it again in plain JSON.' }))
  if (found.quality === 'truncated' || (found.quality === 'repaired' && !isWhole)) return refuse(problem('bad-json', 'The command breaks off before its end.', { next: 'Say the whole command again.' }))
  const commands: Command[] = []
  for (const raw of found.batch) {
    const normal = normalise(raw, desk.schema())
    if (!normal.ok) return refuse(normal)
    // Asked to say one command again, models say all of them: what was done in an earlier round is not done twice.
    commands.push(...normal.value.filter((command) => !isLater || !running.done.has(fingerprint(command))))
  }
  if (commands.length === 0) return { results: [] }
  const doubts = doubtsAbout(running, { raws: found.batch, commands, sight, quality: found.quality })
  const outcome = await execute(desk, {
    commands, actor: 'apprentice', via: 'model', profile: running.profile, turn: running.turn, asked: running.asked, model, made: running.made,
    ...(doubts.length > 0 && { doubts }), foreign: sight.foreign,
  })
  if (!outcome.ok) return refuse(outcome)
  if (outcome.results.some(({ kind }) => kind === 'changed')) for (const command of commands) running.done.add(fingerprint(command))
  return keep(running, outcome)
}

/** Adds what ran to the turn, and tells it. */
export const keep = (running: RunningTurn, outcome: { readonly results: readonly CommandResult[]; readonly proposal?: Proposal; readonly made: readonly number[] }): Ran => {
  const { profile, turn, tell } = running
  const { results, proposal } = outcome
  running.made = outcome.made
  running.results.push(...results)
  for (const result of results) tell({ kind: 'card', profile, turn, result })
  if (proposal) {
    running.proposals.push(proposal)
    tell({ kind: 'proposal', profile, turn, proposal })
  }
  return { results, ...(proposal && { proposal }) }
}

const longestShown = 2000

/** Plain sentences for which the commands may only be proposed. */
const doubtsAbout = (
  { desk, words }: RunningTurn,
  { raws, commands, sight, quality }: { readonly raws: readonly RawCommand[]; readonly commands: readonly Command[]; readonly sight: Sight; readonly quality: FoundCommands['quality'] },
): readonly string[] => {
  const prints = [...raws, ...commands].map(fingerprint)
  const isEcho = prints.some((print) => sight.found.has(print))
  const isParroted = commands.some((command) => sight.examples.has(fingerprint(command)) && !standsInWords(command, words))
  const isBroken = quality === 'repaired' && (commands.length > 1 || commands.some((command) => isFar(desk, command)))
  return [
    ...(isEcho ? ['This very command stands inside your data.'] : []),
    ...(isParroted ? ['It only repeats an example.'] : []),
    ...(isBroken ? ['The command was not written as it must be.'] : []),
  ]
}

/** Deletes, or may reach more than one row. */
const isFar = (desk: Desk, command: Command): boolean =>
  command.action === 'delete' || desk.schema().actions.get(command.action)?.effect === 'destroy' || command['where'] !== undefined || command['view'] !== undefined || Array.isArray(command['id'])
