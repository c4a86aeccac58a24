import { verbAt, type Meaning, type Rule, type Scene } from './scene.ts'
import type { Word } from './words.ts'

/** A rule for clauses that begin with one of these verbs: the longest first, then the shorter ones. */
export const after = (phrases: readonly (readonly string[])[], read: (scene: Scene, rest: readonly Word[], verb: string) => Meaning | undefined): Rule => (scene, words) => {
  let ask: Meaning | undefined
  const lengths = new Set<number>()
  for (const phrase of phrases) {
    if (lengths.has(phrase.length) || verbAt(words, 0, [phrase]) === 0) continue
    lengths.add(phrase.length)
    const meaning = read(scene, words.slice(phrase.length), phrase.join(' '))
    if (meaning && meaning.kind !== 'ask') return meaning
    ask ??= meaning
  }
  return ask
}
