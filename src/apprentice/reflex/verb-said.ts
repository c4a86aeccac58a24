import { basesOf } from './verb-forms.ts'

/** True when two words are forms of one verb: "buy" and "bought", "liked" and "like", "watering" and "water". */
export const isSameVerb = (one: string, other: string): boolean => {
  if (one === other) return true
  const bases = basesSaid(other)
  return basesSaid(one).some((base) => bases.includes(base))
}

/** True for a word that tells of the past by its form: "watered", "seen", "bought". */
export const isPastForm = (word: string): boolean => /[a-z]{2}ed$/.test(word) || basesOf(word).some((base) => base !== word)

// A word may be a base itself; what is regular is taken off ("liked" of "like", "stopped" of "stop", "tried" of "try").
const basesSaid = (word: string): readonly string[] => {
  const known = seen.get(word)
  if (known) return known
  const made = [word, ...basesOf(word), ...endings.flatMap(([end, instead]) => { const stem = word.slice(0, -end.length); return word.endsWith(end) && stem.length > 1 ? instead(stem) : [] })]
  if (seen.size < mostSeen) seen.set(word, made)
  return made
}
const undoubled = (stem: string) => (/([b-df-hj-np-tv-z])\1$/.test(stem) ? [stem.slice(0, -1)] : [])
const endings: readonly (readonly [string, (stem: string) => readonly string[]])[] = [
  ['ied', (stem) => [`${stem}y`]],
  ['ed', (stem) => [stem, `${stem}e`, ...undoubled(stem)]],
  ['ing', (stem) => [stem, `${stem}e`, ...undoubled(stem)]],
]
const seen = new Map<string, readonly string[]>()
const mostSeen = 2_000
