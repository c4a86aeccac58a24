/** Finds the option that a mistyped word most likely meant: at most a third of its letters differ. Undefined when none is close. */
export const nearest = (word: string, options: Iterable<string>): string | undefined => {
  const said = plain(word)
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(said.length / 3)) + 1
  for (const option of options) {
    const distance = editDistance(said, plain(option), bestDistance)
    if (distance < bestDistance) [best, bestDistance] = [option, distance]
  }
  return best
}

/** Brings words into the form in which they are compared: no accents, no case, single spaces, no outer punctuation. */
export const plain = (words: string): string =>
  words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').replace(outerMarks, '')

/** A run of marks is looked at from its beginning only: from each of its places, a long one would hold up the whole desk. */
const outerMarks = /^[\s"'“”‘’«».,;:!?]+|(?<![\s"'“”‘’«».,;:!?])[\s"'“”‘’«».,;:!?]+$/g

/** Counts the single letters to add, drop, change or swap with a neighbour; stops counting at `limit`. */
export const editDistance = (a: string, b: string, limit = Infinity): number => {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let twoUp: number[] = []
  let up = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min((up[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (up[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (twoUp[j - 2] ?? 0) + 1)
      row.push(least)
    }
    if (Math.min(...row) >= limit) return limit
    twoUp = up
    up = row
  }
  return up[b.length] ?? limit
}
