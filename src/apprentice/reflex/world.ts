import type { Clock } from '../../app/dates.ts'
import type { Value } from '../../app/field.ts'
import type { Answer, Command } from '../../data/command.ts'

/** A row that words may mean. */
export interface FoundRow {
  readonly id: number
  readonly label: string
  readonly how: 'exact' | 'prefix' | 'word' | 'fuzzy'
}

/** What the reflex may know of the desk while it reads one request; rows are those of one profile. Read-only. */
export interface World extends Clock {
  /** Rows of a table that the words may name, best first, at most 10. */
  find(table: string, words: string): readonly FoundRow[]
  /** The row that stands so many places further down (or up, below 0) in the hand-made order, or the last that there is; undefined for a row that is not near the top. */
  beside(table: string, id: number, places: number): number | undefined
  /** The row at a place of the list that the person sees, 1 the first, -1 the last; undefined where its rows do not stand one below the other, or so many are not there. */
  at?(table: string, place: number): RecentRow | undefined
  /** What a field of a row holds now; undefined where that is not known. */
  valueIn?(table: string, id: number, field: string): Value | undefined
  readonly profile: number
  readonly profiles?: readonly { readonly id: number; readonly name: string }[]
  /** Rows just changed or spoken of, newest first: "it", "that". */
  readonly recent: readonly RecentRow[]
  /** The page that the person looks at. */
  readonly page?: { readonly table?: string }
}
/** A row that was spoken of lately. */
export interface RecentRow {
  readonly table: string
  readonly id: number
  readonly label: string
}

/** One thing that the person may answer with a click; `say` is the whole request, said clearly. */
export interface Choice {
  readonly label: string
  readonly say: string
}

/** What an answer to a question is read against, if it is no request of its own. */
export interface Question {
  readonly choices?: readonly Choice[]
  /** The request with a gap; the answer stands between the two. */
  readonly blank?: readonly [before: string, after: string]
}

/** What a request comes to. Only `act` and `read` account for every word. */
export type Understanding =
  /** Rows are ids where they were named surely, else the words; dates are ISO. Reads may be among the commands. `say` tells what of it cannot be kept. */
  | { readonly kind: 'act'; readonly commands: readonly Command[]; readonly say?: string }
  /** `render` words the answers, given in the order of the commands. */
  | { readonly kind: 'read'; readonly commands: readonly Command[]; readonly render: (answers: readonly Answer[]) => string }
  | ({ readonly kind: 'ask'; readonly say: string } & Question)
  /** All is plain but for a row that is not there; `add` is a request that makes one of that name. Nothing of the request may be done. */
  | { readonly kind: 'missing'; readonly table: string; readonly words: string; readonly add?: string }
  | { readonly kind: 'unsure'; readonly why: string }
