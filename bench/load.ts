import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** Requests that some clients send, each the next one when the last is answered. */
export interface Load {
  readonly port: number
  readonly method: 'GET' | 'POST'
  /** Paths that the clients take in turn. `{n}` in a path or in the body becomes a number that counts up. */
  readonly paths: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
  /** `{count}` in it becomes a number that is never the same. */
  readonly body?: string
  /** Connections kept alive. */
  readonly clients: number
  /** How long to ask. */
  readonly ms: number
  /** The first number that `{n}` becomes. */
  readonly from?: number
  /** The greatest number that `{n}` becomes; then it begins again at `from`. */
  readonly upTo?: number
}

/** What a run of requests came to. */
export interface LoadResult {
  readonly requests: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Bytes of the last answer's body. */
  readonly bytes: number
  /** Where `{n}` got to. */
  readonly next: number
}

/** A process of its own that sends requests, so that it does not share the event loop of what it measures. */
export interface LoadProcess {
  /** Throws when an answer's status is not 2xx. */
  run(load: Load): Promise<LoadResult>
  close(): Promise<void>
}

/** Starts the load generator. */
export const startLoad = (): LoadProcess => {
  const child = fork(join(import.meta.dirname, 'load-child.ts'))
  return {
    run: async (load) => {
      child.send(load)
      const [answer]: LoadAnswer[] = await once(child, 'message')
      if (!answer || 'error' in answer) throw new Error(answer?.error ?? 'the load generator ended')
      return answer
    },
    close: async () => {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}

/** What the child sends back. */
export type LoadAnswer = LoadResult | { readonly error: string }
