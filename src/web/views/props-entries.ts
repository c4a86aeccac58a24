import type { Actor, Command, Via } from '../../data/command.ts'
import type { Access } from './props.ts'

/** A change as the apprentice was told of it: the very command. */
export interface Saw {
  readonly entry: number
  readonly actor: Actor
  readonly via: Via
  readonly model?: string
  /** "added “Buy milk”". */
  readonly text: string
  readonly command: Command
  /** What its button does, and the entry that is to be undone for it: this one, or for `redo` the one that undid it. */
  readonly undo?: { readonly kind: 'undo' | 'redo'; readonly entry: number }
}

/** An entry as a line of the timeline. */
export interface TimelineLine {
  readonly saw: Saw
  readonly at: string
  readonly href?: string
  /** The profile's name, where the timeline spans several. */
  readonly profile?: string
}

/** The timeline, or a stretch of it. */
export interface TimelineProps {
  readonly access: Access
  readonly profile: number
  readonly zone: string
  readonly today: string
  /** Newest first. */
  readonly lines: readonly TimelineLine[]
  /** The seq to ask for more with. */
  readonly before?: number
}
