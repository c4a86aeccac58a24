/**
 * A Problem is an expected failure, told to a person, a terminal or a model in the same words:
 * what was wrong, what is allowed, and one right example. It is a value, never thrown.
 */
export interface Problem {
  readonly ok: false
  readonly code: ProblemCode
  /** What was wrong, one plain sentence. */
  readonly message: string
  /** What to do next, one plain sentence; what is allowed is named in it. */
  readonly next?: string
  /** One right command, as it would have to be said. */
  readonly example?: object
  /** Rows that the words could mean, at most 10, best first. */
  readonly candidates?: readonly Candidate[]
  /** The fields at fault, with the reason for each; for forms. */
  readonly fields?: Readonly<Record<string, string>>
  /** Both sides of a conflict, by field: what was seen, what stands there now. */
  readonly conflict?: Readonly<Record<string, { readonly seen: unknown; readonly now: unknown }>>
  /** The exact number of rows that a yes would change; a program sends it back as `confirm`. */
  readonly confirm?: number
  /** The person must type that number; a plain yes is not enough. */
  readonly typed?: true
}

/** A row that could have been meant. */
export interface Candidate {
  readonly table: string
  readonly id: number
  readonly label: string
}

/** What kind of failure it is. */
export type ProblemCode = keyof typeof problemStatus

/** The HTTP status that each kind of Problem answers with. */
export const problemStatus = {
  'bad-json': 400,
  'bad-command': 400,
  'unknown-action': 400,
  'unknown-table': 404,
  'unknown-field': 400,
  'unknown-view': 404,
  'unknown-row': 404,
  'unknown-profile': 404,
  'unknown-entry': 404,
  'unknown-proposal': 404,
  'unknown-page': 404,
  'ambiguous-row': 409,
  'bad-value': 422,
  'missing-value': 422,
  'check-failed': 422,
  'conflict': 409,
  'linked': 409,
  'changed-since': 409,
  'nothing-to-undo': 409,
  'expired': 410,
  'needs-confirm': 409,
  'refused': 403,
  'not-signed-in': 401,
  'forbidden-origin': 403,
  'too-large': 413,
  'busy': 503,
  'read-only': 503,
  'no-model': 503,
  'model-failed': 502,
  'bad-app': 422,
  'failed': 500,
} as const satisfies Record<string, number>

/** A value, or the Problem in its place. */
export type Result<T> = { readonly ok: true; readonly value: T } | Problem

/** Makes a Problem; `more` carries the next step and whatever helps to take it. */
export const problem = (code: ProblemCode, message: string, more: Omit<Problem, 'ok' | 'code' | 'message'> = {}): Problem =>
  Object.freeze({ ok: false as const, code, message, ...more })

/** Wraps a value as the good half of a Result. */
export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })

/** Tells a Problem as text: message, next step, candidates, example; for terminals and models. */
export const problemToText = (p: Problem): string =>
  [
    p.message,
    p.candidates?.length ? `Did you mean: ${p.candidates.map((c) => `${c.label} (id ${c.id})`).join(', ')}?` : '',
    p.next ?? '',
    p.example ? `Example: ${JSON.stringify(p.example)}` : '',
  ]
    .filter(Boolean)
    .join(' ')
