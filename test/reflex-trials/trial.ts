import type { Command } from '../../src/data/command.ts'

/** The page that is open, and the trial apps that run; all of them by default. */
export interface Settings { readonly page?: string; readonly apps?: readonly string[] }
/** What is said, and the one or several commands that it means. */
export type Trial = readonly [said: string, means: Command | readonly Command[], settings?: Settings]
