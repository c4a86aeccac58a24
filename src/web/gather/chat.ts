import { capital } from '../../app/english.ts'
import type { Table } from '../../app/schema.ts'
import type { Apprentice } from '../../apprentice/port.ts'
import type { TurnOutcome } from '../../apprentice/turn-outcome.ts'
import { sayProblem, sayProposal, sayResults } from '../../apprentice/turn-say.ts'
import type { Answer } from '../../data/command.ts'
import { currentConversation, type Conversation } from '../../data/conversations.ts'
import { plainVerb } from '../../data/describe.ts'
import type { Desk } from '../../data/desk.ts'
import type { ToldEntry } from '../../data/entry.ts'
import { learned, notLearned } from '../../data/grants.ts'
import { newestEntries, toldOfTurn } from '../../data/journal-told.ts'
import { listProposals } from '../../data/proposal-records.ts'
import { settings } from '../../data/settings.ts'
import { turnsBetween } from '../../data/turn-list.ts'
import { findTurn, type Turn } from '../../data/turns.ts'
import type { Answerer, Card, ChatItem, ChatProps, Learned, ShownTurn } from '../views/props-chat.ts'
import type { Access } from '../views/props.ts'
import { momentInWords } from '../views/words.ts'
import { gatherCard, gatherProposal } from './card.ts'
import { gatherTries } from './list.ts'
import { gatherSaw, isShownAsSeen } from './saw.ts'
import { gatherModel } from './shell.ts'
import { gatherMoment } from './timeline.ts'

/** The chat beside a page, which may show the rows of a table; `past` is an earlier conversation, to be read only. */
export const gatherChat = ({ desk, apprentice }: { readonly desk: Desk; readonly apprentice: Apprentice }, { access, profile, table: shown, tries, past }: {
  readonly access: Access
  readonly profile: number
  readonly table?: Table
  /** What the page tells to say, where it is known already. */
  readonly tries?: readonly string[]
  readonly past?: Conversation
}): ChatProps => {
  const table = shown ?? [...desk.schema().tables.values()].find((each) => !each.guarded)
  const busy = apprentice.status().busy.includes(profile)
  return {
    access, profile, busy,
    assistantName: settings(desk).assistant_name,
    model: gatherModel(apprentice),
    waiting: apprentice.waiting(profile),
    items: gatherItems(desk, past ?? currentConversation(desk, profile), busy),
    learned: gatherLearned(desk, shown?.app),
    tries: tries ?? (table ? gatherTries(desk, table, profile) : []),
    ...(past && { past: momentInWords(past.at, gatherMoment(desk)) }),
  }
}

/** A turn as it stands now; undefined if there is none of that number. */
export const gatherTurn = (desk: Desk, id: number, isBusy: boolean): ShownTurn | undefined => {
  const turn = findTurn(desk, id)
  return turn && showTurn(desk, turn, isBusy)
}

/** What the apprentice has been shown and what not yet, over the tables of one app or of all. */
export const gatherLearned = (desk: Desk, app?: string): Learned => {
  const isShown = ({ table: name }: { readonly table: string }): boolean => {
    const table = desk.schema().tables.get(name)
    return table !== undefined && !table.guarded && (app === undefined || table.app === app)
  }
  const verbWords = (list: readonly { readonly table: string; readonly verb: string }[]): readonly string[] => [...new Set(list.filter(isShown).map(({ verb }) => verbWord(desk, verb)))]
  const yes = verbWords(learned(desk))
  return { yes, notYet: verbWords(notLearned(desk)).filter((verb) => !yes.includes(verb)) }
}

/** A verb of commands as the page says it: "add", not "insert"; an action by its title. */
export const verbWord = (desk: Desk, verb: string): string => desk.schema().actions.get(verb)?.title.toLowerCase() ?? plainVerb(verb)

const shownTurns = 50
const shownChanges = 50

/** Turns, and between them the changes that others made, in the order of their moments. */
const gatherItems = (desk: Desk, { profile, at: from, closedAt: to }: Conversation, busy: boolean): readonly ChatItem[] => {
  const turns = turnsBetween(desk, { profile, from, limit: shownTurns, ...(to !== undefined && { to }) })
  const since = turns.length === shownTurns ? (turns[0]?.at ?? from) : from
  const ids = new Set(turns.map(({ id }) => id))
  const seen = to === undefined
    ? newestEntries(desk, { profile, limit: shownChanges }).filter((entry) => isShownAsSeen(desk, entry) && entry.at >= since && !ids.has(entry.turn)).toReversed()
    : []
  const items = [
    ...turns.map((turn): Placed => ({ at: turn.at, item: showTurn(desk, turn, busy && turn === turns.at(-1)) })),
    ...seen.map((entry): Placed => ({ at: entry.at, item: { kind: 'saw', saw: gatherSaw(desk, entry) } })),
  ]
  return items.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map(({ item }) => item)
}

interface Placed { readonly at: string; readonly item: ChatItem }

const showTurn = (desk: Desk, turn: Turn, isRunning: boolean): ShownTurn => {
  const outcome = readOutcome(turn.outcome)
  const by = answeredBy(turn)
  const entries = toldOfTurn(desk, turn.id)
  const cards = gatherCards(desk, turn, { entries, outcome })
  return {
    kind: 'turn', id: turn.id, at: turn.at,
    ...(turn.said !== '' && { said: turn.said }),
    ...(turn.via === 'api' && { saidBy: 'program' as const }),
    cards,
    say: sayBeside(desk, { entries, outcome, cards }),
    ...(by && { by }),
    state: turn.endedAt !== undefined ? (outcome?.stopped ? 'stopped' : 'ended') : isRunning ? 'waiting' : 'stopped',
    ...(outcome?.problem && { problem: outcome.problem }),
    falseClaim: outcome?.falseClaim ?? false,
  }
}

/** What is known of a turn that has begun. */
interface Known { readonly entries: readonly ToldEntry[]; readonly outcome: TurnOutcome | undefined }

const gatherCards = (desk: Desk, { id, profile }: Turn, { entries, outcome }: Known): readonly Card[] => [
  ...entries.map((entry) => gatherCard(desk, profile, { kind: 'changed', command: entry.command, entry })),
  ...(outcome?.results ?? []).map((result) => gatherCard(desk, profile, result)),
  ...listProposals(desk, { profile, turn: id, all: true }).toReversed().map((proposal) => gatherProposal(desk, proposal)),
]

/** What was said, without the sentences that stand beside it too: what was done or found, a proposal's question, a refusal, what ended the turn. A count to agree to stands only in the words. */
const sayBeside = (desk: Desk, { entries, outcome, cards }: Known & { readonly cards: readonly Card[] }): string => {
  const done = entries.map((entry) => ({ kind: 'changed' as const, command: entry.command, entry }))
  const found = (outcome?.results ?? []).flatMap((result) => (result.kind === 'read' ? [result] : []))
  const told = [done, ...found.map((each) => [each])].map((results) => sayResults(desk, results, [])).filter(Boolean)
  const proposals = cards.flatMap((card) => (card.kind === 'proposal' ? [sayProposal(desk, card.proposal)] : []))
  const problems = [...cards.flatMap((card) => (card.kind === 'problem' ? [card.problem] : [])), ...(outcome?.problem ? [outcome.problem] : [])]
  const refusals = problems.filter(({ confirm }) => confirm === undefined).map(sayProblem)
  const said = found.reduce((say, { answer }) => (answer.kind === 'rows' ? withoutList(say, answer) : withoutGroups(say, answer)), outcome?.say ?? '')
  return [...told, ...proposals, ...refusals, ...refusals.map(capital)].reduce((rest, sentence) => rest.replace(sentence, ''), said).trim()
}

/** "3 tasks: Bread, Butter, Milk.": the rows that stand on their card, in the words of the reflex. */
const withoutList = (say: string, { rows, total }: Extract<Answer, { kind: 'rows' }>): string => {
  const [head = ''] = new RegExp(`^${total} [^:]{1,60}: `).exec(say) ?? []
  const named = rows.slice(0, 10).map(({ label }) => label).join(', ')
  return head !== '' && named !== '' && say.startsWith(named, head.length) ? say.slice(head.length + named.length).replace(/^(?: and \d+ more)?\./, '') : say
}

/** "The sum of amount: won €1,200.00, lost €300.00.": the numbers that stand on their card, each beside its group. */
const withoutGroups = (say: string, { groups, by }: Extract<Answer, { kind: 'numbers' }>): string => {
  const [head = ''] = /^The [^:]{1,60}: /.exec(say) ?? []
  if (by === undefined || head === '') return say
  const end = groups.reduce((at, { label }) => {
    const [said = ''] = at > 0 && say.startsWith(`${label || 'none'} `, at) ? /^ \S+/.exec(say.slice(at + `${label || 'none'}`.length)) ?? [] : []
    return said === '' ? 0 : at + `${label || 'none'}`.length + said.length + 1
  }, head.length)
  return end > 0 ? say.slice(end) : say
}

const answeredBy = ({ by, model }: Turn): Answerer | undefined =>
  by === 'reflex' ? { kind: 'instant' } : by === 'bang' ? { kind: 'command' } : by === 'model' ? { kind: 'model', model: model ?? 'a model' } : undefined

/** The apprentice wrote it; a desk from before it did may hold none. */
const readOutcome = (outcome: unknown): TurnOutcome | undefined =>
  typeof outcome === 'object' && outcome !== null && 'results' in outcome && 'say' in outcome ? (outcome as TurnOutcome) : undefined // written by endTurn from one
