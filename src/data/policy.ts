import type { Actor, Via } from './command.ts'

/** What a command does, as the policy sees it, after it was tried out: how many rows it changes, and how sure its rows are. */
export interface Deed {
  readonly verb: string
  readonly table: string
  /** The table in the person's words, singular; for sentences. */
  readonly noun: string
  /** `destroy` is a delete, or an app's action that says so. */
  readonly effect: 'read' | 'change' | 'destroy'
  /** What happens to all of its rows; `changes` where it is not the same for all. */
  readonly does: Does
  /** Rows that change, exactly. */
  readonly rows: number
  /** Rows of its table that stood there before, for "over half of the table". */
  readonly standing: number
  /** Rows among `rows` that stood there before; new ones cannot be half of a table. */
  readonly touched: number
  /** False when a row was found by part of its name or by a guess. */
  readonly exact: boolean
  /** Only a person changes this, on its own page. */
  readonly guarded: boolean
  /** The person has let the apprentice do this unasked. */
  readonly granted: boolean
  /** A person has done it once, or an example shows it. */
  readonly learned: boolean
}

/** What is done to rows, for sentences. */
export type Does = 'adds' | 'deletes' | 'changes'

/** Everything else that decides. */
export interface Situation {
  readonly actor: Actor
  readonly via: Via
  readonly asked: boolean
  readonly doubts: readonly string[]
  readonly foreign: boolean
  /** Rows that earlier requests of the same turn changed. */
  readonly turnRows: number
  /** Rows that models and agents changed in the last hour without a yes. */
  readonly hourRows: number
  /** The count that the speaker has agreed to. */
  readonly confirm?: number | undefined
}

/** What the policy says: do it, ask for a yes to the count, keep it as a proposal, or refuse. */
export type Decision =
  | { readonly kind: 'run'; /** A backup must exist before. */ readonly backUp: boolean }
  | { readonly kind: 'ask'; readonly does: Does; readonly confirm: number; /** The number itself must be typed. */ readonly typed: boolean }
  | { readonly kind: 'propose'; readonly reason: string; readonly typedCount?: number }
  | { readonly kind: 'refuse'; readonly reason: string; readonly next: string }

/** Rows that may change in one turn without a yes. */
export const turnBudgetRows = 5
/** Rows above which the count is typed and a backup is made first. */
const typedCountRows = 50
/** Rows that models and agents may change in an hour without a yes. */
const hourBudgetRows = 60

/** Decides over a whole request at once. Pure. Commands that only read always run. */
export const decide = (deeds: readonly Deed[], situation: Situation): Decision => {
  const changes = deeds.filter((deed) => deed.effect !== 'read')
  if (changes.length === 0 || situation.actor === 'desk') return { kind: 'run', backUp: false }
  const guarded = changes.find((deed) => deed.guarded)
  if (guarded && !(situation.actor === 'person' && situation.via === 'page')) return refuse(`Only a person may ${guarded.verb} a ${guarded.noun}, on its own page.`, 'Do it there, in the browser.')
  const size = measure(changes, situation)
  if (situation.actor === 'person' || situation.actor === 'program') return decideForPerson(size, situation)
  return situation.asked ? decideAsked(changes, size, situation) : decideUnasked(changes, size)
}

interface Size { readonly does: Does; readonly rows: number; readonly turn: number; readonly bulk: boolean; readonly typed: boolean }

const measure = (changes: readonly Deed[], { turnRows }: Situation): Size => {
  const rows = changes.reduce((sum, deed) => sum + deed.rows, 0)
  const turn = rows + turnRows
  const overHalf = tables(changes).some((table) => {
    const there = changes.filter((deed) => deed.table === table)
    const touched = there.reduce((sum, deed) => sum + deed.touched, 0)
    return touched > turnBudgetRows && touched > Math.max(...there.map((deed) => deed.standing)) / 2
  })
  const [first, ...others] = new Set(changes.map((deed) => deed.does))
  return { does: first && others.length === 0 ? first : 'changes', rows, turn, bulk: turn > turnBudgetRows, typed: turn > typedCountRows || overHalf }
}

const decideForPerson = ({ does, rows, bulk, typed }: Size, { confirm }: Situation): Decision =>
  !bulk || confirm === rows ? { kind: 'run', backUp: typed } : { kind: 'ask', does, confirm: rows, typed }

const decideAsked = (changes: readonly Deed[], size: Size, { via, doubts, foreign, hourRows }: Situation): Decision => {
  const typed = size.typed ? { typedCount: size.rows } : {}
  const propose = (reason: string): Decision => ({ kind: 'propose', reason, ...typed })
  if (doubts.length > 0) return propose(doubts.join(' '))
  const howMany = size.turn === size.rows ? `It ${size.does} ${size.rows} rows.` : `With it, this turn changes ${size.turn} rows.`
  if (size.bulk) return propose(howMany)
  for (const deed of changes) {
    if (deed.effect === 'destroy' && !deed.granted) {
      if (via !== 'reflex') return propose(`You have not yet let it ${deed.verb} a ${deed.noun} unasked.`)
      if (!deed.exact) return propose('It is not sure which one you mean.')
      if (changes.length > 1 || size.turn > 1) return propose(howMany)
    }
    if (via === 'model' && !deed.learned && !deed.granted) return propose(`It has not yet seen you ${deed.verb} a ${deed.noun}.`)
  }
  if (via === 'reflex') return { kind: 'run', backUp: false }
  if (foreign && size.turn > 1) return propose('Text from outside is in its sight, so it changes one row at most. “New chat” lifts that.')
  if (size.rows + hourRows > hourBudgetRows) return propose(`It has changed ${hourRows} rows in the last hour.`)
  return { kind: 'run', backUp: false }
}

const decideUnasked = (changes: readonly Deed[], { bulk }: Size): Decision => {
  const destroys = changes.find((deed) => deed.effect === 'destroy')
  if (destroys) return refuse(`Nobody asked to ${destroys.verb} a ${destroys.noun}.`, 'Ask the person first.')
  if (bulk) return refuse('Nobody asked for so many changes.', 'Ask the person first.')
  return { kind: 'propose', reason: 'You did not ask for it.' }
}

const tables = (changes: readonly Deed[]) => [...new Set(changes.map((deed) => deed.table))]

const refuse = (reason: string, next: string): Decision => ({ kind: 'refuse', reason, next })
