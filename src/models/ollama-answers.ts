import type { z } from 'zod'
import type { ModelInfo } from './model.ts'

/** Picks the shape that an answer must have. */
export type Shape<T> = (shapes: Shapes) => z.ZodType<T>
/** A line of a chat's stream. */
export type ChatLine = z.infer<Shapes['chatLine']>
type Shapes = Awaited<ReturnType<typeof loadShapes>>

/** Reads JSON of one shape; undefined if it is anything else. */
export const readAnswer = async <T>(text: string, shape: Shape<T>): Promise<T | undefined> => {
  const shapes = await (loading ??= loadShapes())
  try {
    return shape(shapes).safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** Tells what Ollama lists of a model in the port's words. */
export const toModelInfo = ({ name, size, details, capabilities, remote_host: host, remote_model: elsewhere }: z.infer<Shapes['tags']>['models'][number]): ModelInfo => {
  const billions = toBillions(details?.parameter_size ?? '')
  const families = new Set([details?.family ?? '', ...(details?.families ?? [])].map((family) => family.toLowerCase()).filter(Boolean))
  return {
    name,
    sizeBytes: size ?? 0,
    ...(billions !== undefined && { billions }),
    families: [...families],
    capabilities: capabilities ?? [],
    remote: Boolean(host || elsewhere) || /[:-]cloud$/.test(name),
  }
}

/** Reads `parameter_size`: `3.2B`, `494.03M`, `1.1T`. */
const toBillions = (words: string): number | undefined => {
  const [, number, unit = ''] = /^([\d.]+)\s*([KMBT])$/i.exec(words) ?? []
  return number === undefined ? undefined : Number(number) * ({ K: 1e-6, M: 1e-3, B: 1, T: 1e3 }[unit.toUpperCase()] ?? 1)
}

let loading: ReturnType<typeof loadShapes> | undefined

/** What Ollama answers. With the first answer comes zod, which takes as long to load as a tenth of the desk's start, and 10 MB: a desk without a model does without. */
const loadShapes = async () => {
  const { z } = await import('zod')
  const tag = z.object({
    name: z.string(),
    size: z.number().nullish(),
    details: z.object({ family: z.string().nullish(), families: z.array(z.string()).nullish(), parameter_size: z.string().nullish() }).nullish(),
    capabilities: z.array(z.string()).nullish(),
    remote_host: z.string().nullish(),
    remote_model: z.string().nullish(),
  })
  return {
    version: z.object({ version: z.string() }),
    tags: z.object({ models: z.array(tag) }),
    show: z.object({ model_info: z.record(z.string(), z.unknown()).nullish() }),
    chatLine: z.object({
      message: z.object({ content: z.string().nullish(), thinking: z.string().nullish() }).nullish(),
      done: z.boolean().nullish(),
      done_reason: z.string().nullish(),
      prompt_eval_count: z.number().nullish(),
      eval_count: z.number().nullish(),
      error: z.unknown().optional(),
    }),
  }
}
