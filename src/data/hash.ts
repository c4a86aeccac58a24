import { hash } from 'node:crypto'
import { isJsonObject } from '../app/json-object.ts'

/** JSON with every object's keys in order and nothing between tokens: equal data gives equal bytes. */
export const canonicalJson = (value: unknown): string => JSON.stringify(inOrder(value))

/** What an entry says: its command, the model that said it, and its changes with their images as the journal keeps them, in canonical JSON. */
export interface Body {
  readonly command: unknown
  readonly model?: string
  readonly changes: readonly { readonly table: string; readonly row: number; readonly before: string | null; readonly after: string | null }[]
}

/** The digest of an entry's body: SHA-256 of its salt and the canonical JSON of its command, model and changes. */
export const digestOf = (salt: Uint8Array, body: Body): Uint8Array => sha256(salt, bodyJson(body))

/** Chains an entry to the one before (32 zero bytes before the first). A body may be erased later: its digest stays. */
export const chainHash = (
  previous: Uint8Array,
  head: { readonly seq: number; readonly at: string; readonly actor: string; readonly via: string; readonly turn: number; readonly profile: number; readonly undoes?: number },
  digest: Uint8Array,
): Uint8Array => sha256(previous, canonicalJson(head), digest)

/** What stands before the first entry. */
export const firstHash: Uint8Array = new Uint8Array(32)

/** The body's canonical JSON, written key by key: its images, the most of it, are canonical already. */
const bodyJson = ({ command, model, changes }: Body): string =>
  `{"changes":[${changes.map(changeJson).join(',')}],"command":${canonicalJson(command)}${model === undefined ? '' : `,"model":${JSON.stringify(model)}`}}`

const changeJson = ({ table, row, before, after }: Body['changes'][number]): string =>
  `{${after === null ? '' : `"after":${after},`}${before === null ? '' : `"before":${before},`}"row":${row},"table":${JSON.stringify(table)}}`

const sha256 = (...parts: readonly (Uint8Array | string)[]): Uint8Array =>
  hash('sha256', Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part))), 'buffer')

const inOrder = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(inOrder) : isJsonObject(value) ? Object.fromEntries(Object.keys(value).toSorted().map((key) => [key, inOrder(value[key])])) : value
