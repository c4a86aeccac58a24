import { doing, type Meaning, type Scene } from './scene.ts'
import type { Word } from './words.ts'

/** Reads a wish to take back what was done last, however it is put: "undo that", "withdraw your last change", "put it back as it was". */
export const readUndo = ({ question }: Scene, words: readonly Word[]): Meaning | undefined => {
  const said = words.map(({ norm, quoted }) => (quoted ? '"' : norm)).join(' ')
  return !question && wishes.test(said) ? doing([{ action: 'undo' }]) : undefined
}

const change = '(?:change|edit|action|step|command|thing|move|update|operation|turn|addition|deletion|request|deed|bit|instruction|order)'
const byWhom = "(?: (?:that )?(?:you|i|we|you've|i've|we've)(?: have)?(?: just)? (?:did|done|made))"
const last = '(?:very )?(?:last|latest|previous|most recent|newest)'
const what = `(?:(?:that|the|my|your|our|this) )?${last}(?: (?:${change}|one))?${byWhom}?|(?:that|this|your|my) ${change}${byWhom}?|(?:the thing|the ${change}|what|whatever)${byWhom}`
// "Cancel that" may call anything off, "withdraw it" be about money: these must say that a change is meant.
const named = `(?:(?:that|the|my|your|our|this) )?${last} ${change}${byWhom}?|(?:that|this|your|my) ${change}${byWhom}?|what${byWhom}|(?:that )?last one${byWhom}?`

const wishes = new RegExp(`^(?:(?:no|nope|oh|shoot|crap|damn|dammit|ugh|yikes|never mind|nevermind|nvm|,) )*(?:${[
  'undo|revert|take back|roll back|rollback',
  `(?:undo|revert|reverse|take back|roll back|rollback|back out) (?:that|it|this|${what})`,
  `(?:cancel|withdraw|rescind|annul|unmake|scrap|disregard|nullify|strike|unwind) (?:${named})`,
  `(?:take|roll) (?:that|it|this|${what}) back`,
  '(?:put|change|set|turn) (?:that|it|this|everything) back (?:the way|as|how|to the way|to how|to what) it was(?: before)?',
  '(?:ctrl|control|cmd|command|strg)(?: \\+ | |\\+|-)z',
].join('|')})$`)
