import { hash } from 'node:crypto'

/** JSON with every object's keys in order and nothing between tokens: equal data gives equal bytes. */
export const canonicalJson = (value: unknown): string => JSON.stringify(inOrder(value))

/** The digest of an entry's body: SHA-256 of its salt and the canonical JSON of its command, model and changes. */
export const digestOf = (salt: Uint8Array, body: { readonly command: unknown; readonly model?: string; readonly changes: readonly unknown[] }): Uint8Array =>
  sha256(salt, canonicalJson(body))

/** Chains an entry to the one before (32 zero bytes before the first). A body may be erased later: its digest stays. */
export const chainHash = (
  previous: Uint8Array,
  head: { readonly seq: number; readonly at: string; readonly actor: string; readonly via: string; readonly turn: number; readonly profile: number; readonly undoes?: number },
  digest: Uint8Array,
): Uint8Array => sha256(previous, canonicalJson(head), digest)

/** What stands before the first entry. */
export const firstHash: Uint8Array = new Uint8Array(32)

const sha256 = (...parts: readonly (Uint8Array | string)[]): Uint8Array =>
  hash('sha256', Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part))), 'buffer')
const inOrder = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(inOrder) : isPlain(value) ? Object.fromEntries(Object.keys(value).toSorted().map((key) => [key, inOrder(value[key])])) : value
const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
