import { phrases, standsAt, type Word } from './words.ts'

/** A wish and the one that was said in its place. */
export interface SecondThought {
  readonly before: readonly Word[]
  readonly after: readonly Word[]
  /** "Wait", "actually": what follows may as well be said besides. */
  readonly unsure: boolean
}

/** Finds where a speaker thinks again: "add get groceries no wait add order groceries". The last such place counts. */
export const secondThought = (words: readonly Word[]): SecondThought | undefined => {
  for (let at = words.length - 1; at > 1; at--) {
    const marker = [...plain, ...faint].find((one) => standsAt(words, at, one))
    if (!marker || words[at]?.quoted) continue
    const isFaint = faint.includes(marker)
    if ((isFaint || marker.length === 1) && !isMark(words[at - 1])) continue
    // "what I mean", "as I meant"
    if (marker[0] === 'i' && /^(what|how|that|who|which|if|as|know|do|did|where|when|why)$/.test(words[at - 1]?.norm ?? '')) continue
    let start = at
    let isUnsure = isFaint
    for (;;) {
      const earlier = [...plain, ...faint].find((one) => one.length < start && standsAt(words, start - one.length, one))
      if (isMark(words[start - 1])) start--
      else if (earlier) { start -= earlier.length; isUnsure &&= faint.includes(earlier) }
      else break
    }
    let end = at + marker.length
    while (end < words.length && (isMark(words[end]) || /^(just|please|rather|then|instead)$/.test(words[end]?.norm ?? ''))) end++
    if (start < 2) return undefined
    return { before: words.slice(0, start), after: words.slice(end), unsure: isUnsure }
  }
  return undefined
}

const plain = phrases('no wait, wait no, no sorry, sorry no, no actually, actually no, oh no wait, no no, scratch that, strike that, forget that, cancel that, no make that, make that, i mean, i meant, sorry i mean, or rather, on second thought, on second thoughts, never mind that, correction, sorry, no')
const faint = phrases('actually, wait, oops, whoops, hang on, hold on, oh wait, wait actually')

const isMark = (word: Word | undefined) => word !== undefined && !word.quoted && /^[,.;!–—-]$/.test(word.norm)
