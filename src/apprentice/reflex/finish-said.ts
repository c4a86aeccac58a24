import { after } from './after-verb.ts'
import { readFinish, readMarked } from './finish.ts'
import { verbs } from './lexicon.ts'
import type { Rule } from './scene.ts'
import type { Word } from './words.ts'

/** "finish the dentist", "I have finished the dentist"; "I want to finish the dentist" says that it is not finished. */
export const readFinishVerb: Rule = after(verbs.finish, (scene, words, verb) => (scene.wish || (verb === 'strike' && isStricken(words)) ? undefined : readFinish(scene, words, { guess: /^(finish|complete|tick|done)\b|^i/.test(verb) })))
// "Strike it from the record" is no tick on a list.
const isStricken = (words: readonly Word[]) => words.some(({ norm }) => norm === 'from') && words.at(-1)?.norm !== 'list'

/** "mark the dentist done", "get the dentist done" */
export const readGetDone: Rule = (scene, words) => (/^(set|make|mark|get|tick|check|put|flag|turn|cross|have|change|update|switch|consider|call|move)$/.test(words[0]?.norm ?? '') && words.length > 2 ? readMarked(scene, words.slice(1)) : undefined)

/** "the dentist is done", "dentist done" */
export const readIsDone: Rule = (scene, words) => {
  const at = words.findIndex(({ norm }) => norm === 'is' || norm === 'are')
  // "the dry cleaning, that is done": what is spoken of is named twice.
  if (at > 1 && /^(that|it|they|those)$/.test(words[at - 1]?.norm ?? '')) return readIsDone(scene, [...words.slice(0, words[at - 2]?.norm === ',' ? at - 2 : at - 1), ...words.slice(at)])
  return at > 0 && at >= words.length - 3 && !words.some(({ norm }) => norm === 'not') ? readMarked(scene, words, { named: true }) : words.length > 1 && words.length < 6 && at < 0 && !scene.question ? bareDone(scene, words) : undefined
}
// "dentist done": a row named for sure, and nothing else.
const bareDone: Rule = (scene, words) => (/^(done|finished|completed)$/.test(words.at(-1)?.norm ?? '') && !/^(i|we|you|he|she|they|well|all|never|almost|nearly|get|not)$/.test(words[0]?.norm ?? '') ? readMarked(scene, words, { named: true }) : undefined)

/** "Done: water the plants" */
export const readDoneFirst: Rule = (scene, words) => (/^(done|finished|completed|did)$/.test(words[0]?.norm ?? '') && /^[:–—-]$/.test(words[1]?.norm ?? '') ? readFinish(scene, words.slice(2), { named: true, guess: false }) : undefined)
