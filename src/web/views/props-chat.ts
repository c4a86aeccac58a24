import type { Field } from '../../app/field.ts'
import type { Problem } from '../../app/problem.ts'
import type { Actor, Answer, Command } from '../../data/command.ts'
import type { Proposal } from '../../data/records.ts'
import type { Saw } from './props-entries.ts'
import type { Access, ModelStatus } from './props.ts'

/** Who answered a turn. */
export type Answerer = { readonly kind: 'instant' } | { readonly kind: 'command' } | { readonly kind: 'model'; readonly model: string }

/** One exchange in the chat. */
export interface ShownTurn {
  readonly kind: 'turn'
  readonly id: number
  readonly at: string
  /** What was said; absent for comments that nobody asked for. */
  readonly said?: string
  /** Who said it, if not the person. */
  readonly saidBy?: Actor
  readonly cards: readonly Card[]
  /** The apprentice's words so far: Markdown. */
  readonly say: string
  readonly by?: Answerer
  readonly state: 'waiting' | 'streaming' | 'ended' | 'stopped'
  readonly problem?: Problem
  /** It said that something was changed, and nothing was. */
  readonly falseClaim: boolean
}

/** What a turn did, in order. */
export type Card =
  | { readonly kind: 'done'; readonly saw: Saw; readonly href?: string }
  | { readonly kind: 'unchanged'; readonly text: string; readonly command: Command }
  | { readonly kind: 'answer'; readonly answer: Answer; /** The field that the numbers of the answer are of. */ readonly measured?: Field; /** What stands beside each row that was found. */ readonly notes?: readonly string[]; readonly command: Command; readonly href?: string }
  | { readonly kind: 'switched'; readonly name: string; readonly href: string }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly command?: Command }
  | { readonly kind: 'proposal'; readonly proposal: Proposal; /** "delete 3 tasks". */ readonly text: string; /** Offer "and let it do so from now on". */ readonly grantable: boolean }

/** What stands in the chat: an exchange, or a change that was seen. */
export type ChatItem = ShownTurn | { readonly kind: 'saw'; readonly saw: Saw }

/** The chat of one profile. */
export interface ChatProps {
  readonly access: Access
  readonly profile: number
  readonly assistantName: string
  readonly model: ModelStatus
  /** Oldest first. */
  readonly items: readonly ChatItem[]
  /** A turn is running. */
  readonly busy: boolean
  /** What was said and waits for that turn, oldest first. */
  readonly waiting: readonly string[]
  readonly learned: Learned
  readonly tries: readonly string[]
  /** Set when an earlier conversation is being read: when it began; it cannot be continued. */
  readonly past?: string
}

/** Verbs as the page says them ("add", "finish"), over all tables of the app shown. */
export interface Learned {
  readonly yes: readonly string[]
  readonly notYet: readonly string[]
}

/** A conversation in the list of all of them. */
export interface ConversationLine {
  readonly href: string
  readonly at: string
  /** The first words said in it. */
  readonly first: string
  readonly turns: number
  /** It goes on; the others are over. */
  readonly current: boolean
  /** It stands beside the list. */
  readonly shown?: boolean
}
