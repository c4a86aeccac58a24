const told = process.env['PRENTICE_SEED'] ?? '1'
/** Where the tests' choices begin: the same in every run, so that what was green stays green. PRENTICE_SEED is another one, or `random`, which finds what no run has found yet. */
export const testSeed = told === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(told)

/** Gives numbers from 0 up to 1 that a seed repeats: xorshift, 32 bits (G. Marsaglia, "Xorshift RNGs", 2003). */
export const randomFrom = (seed: number): (() => number) => {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

/** Choices that a seed repeats: a whole number below a bound, one of a list. */
export const choices = (seed: number) => {
  const random = randomFrom(seed)
  const next = (below: number): number => Math.floor(random() * below)
  return { next, pick: <T>(of: readonly T[]): T => of[next(of.length)] as T } // `next` stays below the length
}
