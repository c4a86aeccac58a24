import { problem, type Problem } from '../app/problem.ts'
import type { Engine, ModelInfo } from '../models/model.ts'
import { pickModel } from '../models/pick.ts'
import type { ApprenticeNote, ApprenticeStatus } from './port.ts'
import type { Timer } from './comments.ts'
import type { ModelUse } from './turn-model.ts'

/** Keeps in view which model there is. */
export interface ModelWatch {
  status(): Omit<ApprenticeStatus, 'busy'>
  /** The model to use; waits only for the very first look. */
  use(): Promise<ModelUse | undefined>
  /** The model that is there now; waits for nothing. */
  now(): ModelUse | undefined
  /** Looks again, unless it is looking already. */
  look(): Promise<void>
  /** Hears when `status()` has become another; returns the way to stop. */
  onChange(listener: () => void): () => void
  /** Hears that a model did not answer. */
  failed(reason: Problem): void
  close(): void
}

/** The window in tokens: constant, for a change makes an engine load the model anew; less only where the model has less. */
export const windowTokens = 8192
/** A turn that finds no model looks for one, but not more often than this. */
const lookAgainMs = 3_000

/** Watches an engine. `chosen` is the person's choice of a model. */
export const watchModel = ({ engine, chosen, report, memoryBytes }: {
  readonly engine: Engine | undefined
  readonly chosen: () => string | null
  readonly report: (note: ApprenticeNote) => void
  readonly memoryBytes?: number
}): ModelWatch => {
  const closing = new AbortController()
  const listeners = new Set<() => void>()
  let state: ApprenticeStatus['state'] = engine ? 'starting' : 'absent'
  let trouble: Problem | undefined = engine ? undefined : noEngine
  let models: readonly ModelInfo[] = []
  let current: ModelUse | undefined
  let looking: Promise<void> | undefined
  let lookedAt = -Infinity
  let told = ''

  const status = (): ReturnType<ModelWatch['status']> => ({ state, models: models.map(({ name }) => name), ...(current && { model: current.model.name }), ...(trouble && { problem: trouble }) })
  const tell = (): void => {
    const now = JSON.stringify(status())
    if (now === told || closing.signal.aborted) return
    told = now
    for (const listener of listeners) listener()
  }
  const find = async (): Promise<void> => {
    if (!engine) return
    const health = await engine.health(closing.signal)
    const listed = health.ok ? await engine.list(closing.signal) : health
    if (closing.signal.aborted) return
    if (!listed.ok) {
      // Once it was there, its absence is a failure; before, there is just none.
      state = current ? 'failing' : 'absent'
      trouble = listed
      return
    }
    models = listed.value
    const picked = pickModel(models, { chosen: chosen() ?? undefined, ...(memoryBytes !== undefined && { memoryBytes }) })
    if (!picked) {
      state = 'absent'
      trouble = noModel
      current = undefined
      return
    }
    if (current?.model.name !== picked.name) {
      const details = await engine.inspect(picked.name, closing.signal)
      const most = details.ok ? (details.value.maxWindowTokens ?? windowTokens) : windowTokens
      current = { model: engine.open(picked.name), windowTokens: Math.min(windowTokens, most), report }
    }
    state = 'ready'
    trouble = undefined
  }
  const look = (): Promise<void> => {
    if (looking) return looking
    if (!engine) return Promise.resolve()
    looking = find().finally(() => {
      lookedAt = performance.now()
      looking = undefined
      tell()
    })
    return looking
  }

  return {
    status,
    use: async () => {
      if (state === 'starting') await look()
      // A choice made since, a model installed since: found while the turn before it is answered, or now if there is none.
      else if ((state !== 'ready' || isOther(current, chosen())) && performance.now() - lookedAt >= lookAgainMs) await look()
      return state === 'absent' ? undefined : current
    },
    now: () => (state === 'ready' ? current : undefined),
    look,
    failed: (reason) => {
      if (reason.code !== 'no-model' && reason.code !== 'model-failed') return
      state = 'failing'
      trouble = reason
      lookedAt = -Infinity
      tell()
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: () => closing.abort(),
  }
}

/** Looks for a model now, and, once it is to go on, from time to time for as long as that is wanted. */
export const keepLooking = (watch: ModelWatch, { timer, isWanted }: { readonly timer: Timer; readonly isWanted: () => boolean }): { readonly goOn: () => void; readonly close: () => void } => {
  let stop: (() => void) | undefined
  const lookLater = (): void => {
    stop = timer(lookEveryMs, () => {
      stop = undefined
      if (isWanted()) void watch.look().finally(lookLater)
    })
  }
  void watch.look()
  return {
    goOn: () => {
      if (!stop) lookLater()
    },
    close: () => stop?.(),
  }
}

const isOther = (current: ModelUse | undefined, chosen: string | null): boolean => Boolean(chosen) && current?.model.name !== chosen

/** How often to look while somebody listens. */
const lookEveryMs = 30_000

const getOne = { next: 'Get one with `ollama pull llama3.2:3b`.' }
const noEngine = problem('no-model', 'There is no language model on this machine.', getOne)
const noModel = problem('no-model', 'Ollama runs, but no model is installed in it.', getOne)
