import { capital } from '../app/english.ts'
import type { Command } from '../data/command.ts'
import { execute } from '../data/execute.ts'
import type { PageInSight } from './port.ts'
import { followUp, understand, type Reflex } from './reflex/reflex.ts'
import type { LeftOpen } from './turn-open.ts'
import { keep, type Answered, type RunningTurn } from './turn-run.ts'
import { sayMissing, sayProblem, sayResults } from './turn-say.ts'
import { worldOf } from './turn-world.ts'

/** What the reflex came to. */
export interface ByReflex extends Answered {
  /** What it did, or proposed. */
  readonly commands?: readonly Command[]
  /** A model may do better. */
  readonly isWeak?: true
}

/** Acts, reads or asks where the rules are sure; undefined where they are not. */
export const takeReflex = async (running: RunningTurn, reflex: Reflex, { page, open: { question } }: { readonly page: PageInSight | undefined; readonly open: LeftOpen }): Promise<ByReflex | undefined> => {
  const { desk, profile, turn, words } = running
  const world = worldOf(desk, profile, page)
  const meant = question ? followUp(reflex, words, question, world) : understand(reflex, words, world)
  if (meant.kind === 'unsure') return undefined
  if (meant.kind === 'missing') return { ...sayMissing(desk, { ...meant, profile }), isWeak: true }
  if (meant.kind === 'ask') {
    const { say, choices = [], blank } = meant
    return { say: [say, ...choices.map((choice) => `- ${choice.label}: “${choice.say}”`)].join('\n'), question: { choices, ...(blank && { blank }) } }
  }
  const { commands } = meant
  const outcome = await execute(desk, { commands, actor: 'apprentice', via: 'reflex', profile, turn })
  if (!outcome.ok) {
    running.results.push({ kind: 'refused', command: commands.length === 1 ? commands[0] : commands, problem: outcome })
    return { say: sayProblem(outcome), problem: outcome }
  }
  keep(running, outcome)
  if (meant.kind === 'act') return { say: [meant.say ?? '', sayResults(desk, outcome.results, running.proposals)].filter(Boolean).join(' '), commands }
  return { say: capital(meant.render(outcome.results.flatMap((result) => (result.kind === 'read' ? [result.answer] : [])))) }
}
