import type { ModelInfo } from './model.ts'

/** How to choose; `memoryBytes` is the machine's, and a model that would not fit in it comes last. */
export interface PickOptions {
  readonly chosen?: string | undefined
  readonly memoryBytes?: number
}

/**
 * Picks the model to work with: the person's choice while it is installed, else the best known one that can chat and runs here.
 * Never picks an embedding model, nor one that runs on another machine unless it was chosen. Answers `undefined` if none is fit.
 */
export const pickModel = (list: readonly ModelInfo[], { chosen, memoryBytes = Infinity }: PickOptions = {}): ModelInfo | undefined => {
  const kept = chosen === undefined ? undefined : list.find(({ name }) => withTag(name) === withTag(chosen))
  if (kept) return kept
  return list
    .filter((model) => canChat(model) && !model.remote)
    .map((model) => ({ model, rank: rank(model) + (fits(model, memoryBytes) ? 0 : 1000) }))
    .toSorted((a, b) => a.rank - b.rank || a.model.sizeBytes - b.model.sizeBytes || (a.model.name < b.model.name ? -1 : 1))[0]?.model
}

/** Tells whether a model writes text, by what the engine says of it, else by its families and name. */
export const canChat = ({ name, families, capabilities }: ModelInfo): boolean =>
  capabilities.length > 0 ? capabilities.includes('completion') : !families.some((family) => family.includes('bert')) && !/embed|rerank|(^|\/)(bge|all-minilm)/i.test(name)

/**
 * Known good ones, best first, by their score for one clear call, for doing nothing when nothing is asked, and for several turns
 * (BFCL v4: qwen3-4B-2507 88/85/22, qwen3-8B 88/79/42, llama3.2-3B 83/52/4, qwen3-1.7B 83/77/11, gemma3-4B 61/54/0). The plain
 * tag qwen3:4b is the variant that always thinks, so it comes after those that answer at once.
 */
const known = [
  /\bqwen3[:-]4b-(instruct|it)/,
  /\bqwen3:(8b(?!-thinking)|latest)/,
  /\bllama3\.2:(3b|latest)/,
  /\bllama-3\.2-3b-instruct/,
  /\bqwen3:1\.7b/,
  /\bqwen3:4b/,
  /\bgemma3:(4b|latest)/,
  /\bllama3\.1:(8b|latest)/,
]

const rank = (model: ModelInfo): number => {
  const name = withTag(model.name).toLowerCase()
  const place = known.findIndex((pattern) => pattern.test(name))
  if (place >= 0 && !isSpecial(name)) return place
  // Among unknown ones, about 7 billion parameters is the best balance of sense and speed; twice or half as many costs 10 places.
  const away = Math.abs(Math.log2((model.billions || 1) / 7)) * 10
  return 100 + away + (isSpecial(name) ? 200 : 0)
}

const isSpecial = (name: string): boolean => /guard|code|math|vision|ocr|translate|moondream|llava|(-|:)(base|text)\b|uncensored/.test(name)

/** The weights, a quarter more for the window, and a gigabyte for the rest of the machine. */
const fits = ({ sizeBytes }: ModelInfo, memoryBytes: number): boolean => sizeBytes * 1.25 + 2 ** 30 <= memoryBytes

const withTag = (name: string): string => (/:[^/]*$/.test(name) ? name : `${name}:latest`)
