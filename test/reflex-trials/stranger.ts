import type { Command } from '../../src/data/command.ts'

/** What a sensible helper who sees the tables would make of a saying. */
export type Reading = Command | readonly Command[] | 'left alone' | 'asked back'
/** Readings that are equally good. */
export interface Either { readonly either: readonly Reading[] }
/** What is said, and what it means. */
export type Saying = readonly [said: string, means: Reading | Either]

/** One person, the apps on their desk beside the shipped ones, the page that is open, and what they say; nothing was spoken of before. */
export interface Stranger {
  readonly who: string
  readonly apps: readonly string[]
  readonly page: string
  readonly says: readonly Saying[]
}
