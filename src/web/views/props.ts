import type { HtmlEscapedString } from 'hono/utils/html'
import type { Problem } from '../../app/problem.ts'
import type { BrokenApp } from '../../app/schema.ts'

/** Escaped HTML; a promise only where an app's own `row` makes one. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/** What every element with an hx- attribute and every form must carry. */
export interface Access {
  /** Of the page's content policy. */
  readonly nonce: string
  /** The page token, a legal subprotocol name (letters, digits, `-`, `_`). */
  readonly token: string
}

/** A place that can be gone to. */
export interface Link {
  readonly href: string
  readonly title: string
  readonly current: boolean
}

/** What frames every page of a signed-in person. */
export interface Shell {
  readonly access: Access
  /** Before the dash in the browser's title and in the header. */
  readonly deskName: string
  readonly assistantName: string
  readonly theme: 'auto' | 'light' | 'dark'
  readonly profile: number
  /** What a profile is called here, one of them: "profile", "client". */
  readonly profileWord: string
  /** All of them; the menu shows from the second one on. */
  readonly profiles: readonly (Link & { readonly id: number })[]
  readonly apps: readonly (Link & { readonly icon: string })[]
  readonly broken: readonly BrokenApp[]
  readonly model: ModelStatus
  /** Path and query of this page; forms go back to it. */
  readonly path: string
  /** The journal's last seq when the page was made. */
  readonly seq: number
  /** The words last searched for. */
  readonly search?: string
  /** Put behind the addresses of /assets/, so that browsers may keep those for ever. */
  readonly version: string
}

/** `absent`: no engine, or no model in it; `waking`: being loaded; `failing`: it was there and does not answer. */
export interface ModelStatus {
  readonly state: 'ready' | 'waking' | 'absent' | 'failing'
  readonly name?: string
  /** One sentence for the person, where there is more to say. */
  readonly note?: string
  /** What is missing when absent: Ollama itself, or only a model in it. */
  readonly missing?: 'engine' | 'model'
}

/** A form that was sent without script and refused, with what had been typed, by field. */
export interface Failed {
  readonly problem: Problem
  readonly values: Readonly<Record<string, string>>
}
