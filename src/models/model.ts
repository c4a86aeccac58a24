/**
 * The port to a language model: what the apprentice may ask of any engine, in no engine's words.
 * Failures of an engine are expected, so they arrive as Problems (`no-model`, `model-failed`), never as exceptions.
 */
import type { Problem, Result } from '../app/problem.ts'

/** One message of a conversation with a model. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** A JSON Schema that the reply must match; only with the keywords that the engine takes. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** What a model is asked for a reply. */
export interface ChatRequest {
  readonly messages: readonly ChatMessage[]
  /** The size of the window in tokens, prompt and reply together. Keep it constant: a change makes an engine load the model anew. */
  readonly windowTokens: number
  /** The reply ends with `how: 'length'` after so many tokens; at least 1. */
  readonly maxReplyTokens: number
  readonly schema?: JsonSchema
}

/** A part of a reply. A stream holds any number of `text` and `think` pieces, then exactly one `end` or `failed`. */
export type ChatPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'think'; readonly text: string }
  | ChatEnd
  | { readonly kind: 'failed'; readonly problem: Problem }

/** How a reply ended, and what it took. */
export interface ChatEnd {
  readonly kind: 'end'
  /** `complete`: the model had said all. `length`: it was cut at a limit. `stopped`: the caller's signal ended it. */
  readonly how: 'complete' | 'length' | 'stopped'
  /** As counted by the engine; our own estimate where it did not count (always so when `stopped`). */
  readonly promptTokens: number
  readonly replyTokens: number
  /** From the request to this piece. */
  readonly durationMs: number
  /** The engine read less than it was sent: the oldest messages were lost, and the reply must not be trusted. */
  readonly truncated: boolean
}

/** A handle to one model of an engine. */
export interface Model {
  readonly name: string
  /** Streams a reply. Ends the request when the signal aborts or the caller leaves the loop; never throws for the engine's faults. */
  chat(request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatPiece>
  /** Loads the model and lets it read these messages, so that a reply to them starts sooner; with none it only loads. */
  warm(prompt: Pick<ChatRequest, 'messages' | 'windowTokens'>, signal: AbortSignal): Promise<Result<{ readonly durationMs: number }>>
}

/** A program that runs models, here or elsewhere. */
export interface Engine {
  /** Answers a Problem `no-model` if it is not there, or too old to be worked with. */
  health(signal: AbortSignal): Promise<Result<Health>>
  /** Answers the installed models in the engine's order; an empty list is no Problem. */
  list(signal: AbortSignal): Promise<Result<readonly ModelInfo[]>>
  /** Answers a Problem `no-model` if no model of that name is installed. */
  inspect(name: string, signal: AbortSignal): Promise<Result<ModelDetails>>
  /** Makes a handle; nothing is sent, so an unknown name shows up in the first request. */
  open(name: string): Model
}

/** What an engine says of itself. */
export interface Health {
  readonly version: string
}

/** What an engine's list says of a model. */
export interface ModelInfo {
  readonly name: string
  readonly sizeBytes: number
  /** Billions of parameters, as far as the engine tells. */
  readonly billions?: number
  /** The model families that it is built of, lower case. */
  readonly families: readonly string[]
  /** What it can do (`completion`, `embedding`, `tools`, `thinking`, …), as far as the engine tells. */
  readonly capabilities: readonly string[]
  /** It runs on someone else's machine: what is said to it leaves this one. */
  readonly remote: boolean
}

/** What is known of a model once it was asked about. */
export interface ModelDetails {
  /** The longest window that the model was made for. */
  readonly maxWindowTokens?: number
}
