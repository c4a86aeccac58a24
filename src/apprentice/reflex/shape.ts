import type { Word } from './words.ts'

/** Words laid against a pattern: what each group of it stands for. */
export type Groups = (group: number) => readonly Word[]

/** Words as the text that patterns are tried on: lower case, one space between two, a quoted name as one mark. */
export const shapeOf = (words: readonly Word[]): string => words.map(({ norm, quoted }) => (quoted ? '"' : norm)).join(' ')

/** Lays words against a pattern with the flag `d`; a group of it is whole words. */
export const matchWords = (pattern: RegExp, shape: string, words: readonly Word[]): Groups | undefined => {
  const match = pattern.exec(shape)
  if (!match) return undefined
  return (group) => {
    const [start, end] = match.indices?.[group] ?? [0, 0]
    if (end <= start) return []
    return words.slice(countWords(shape, start), countWords(shape, end))
  }
}

/** A word that was not said, in the place of one that was. */
export const wordFor = (norm: string, [like]: readonly Word[]): readonly Word[] => (like ? [{ ...like, text: norm, norm, quoted: false }] : [])

const countWords = (shape: string, until: number): number => {
  let count = 0
  for (let at = 0; at < until; at++) if (shape[at] === ' ') count++
  // The end of a group stands behind its last word.
  return until === 0 ? 0 : shape[until - 1] === ' ' ? count : shape[until] === ' ' || until === shape.length ? count + 1 : count
}
