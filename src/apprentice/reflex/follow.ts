import type { Reflex } from './compile.ts'
import { verbs } from './lexicon.ts'
import { howNamed } from './reference.ts'
import { understand } from './understand.ts'
import { isPlainText } from './value.ts'
import { readWords, standsAt } from './words.ts'
import type { Choice, Question, Understanding, World } from './world.ts'

/**
 * Understands words that follow a question: one of its choices, by its place or its own words; else a request of their own; else
 * what goes into its blank. Words that call the question off are answered so.
 */
export const followUp = (reflex: Reflex, text: string, question: Question, world: World): Understanding => {
  const choices = question.choices ?? []
  const picked = pickChoice(choices, text)
  if (picked === 'unclear') return { kind: 'ask', say: 'The place in the list, or the number of the row? Say “the first”, or the whole name.', choices }
  if (picked) return understand(reflex, picked.say, world)
  const [first] = choices
  if (first && choices.length === 1 && isYes(text)) return understand(reflex, first.say, world)
  if (isNo(text)) return { kind: 'ask', say: leftAsItIs }
  const own = understand(reflex, text, world)
  if (isBareVerb(text)) return own
  return own.kind === 'unsure' || own.kind === 'missing' ? (fillBlank(reflex, text, question, world) ?? own) : own
}

// "delete" after "What shall I add?" is the beginning of something else, and no name.
const isBareVerb = (text: string): boolean => {
  const words = readWords(text)
  return [...verbs.add, ...verbs.delete, ...verbs.finish, ...verbs.rename, ...verbs.move].some((phrase) => phrase.length === words.length && standsAt(words, 0, phrase))
}

/** What is said to a no. */
export const leftAsItIs = 'Good, it stays as it is.'

/** Whether words say yes, and nothing else. */
export const isYes = (text: string): boolean => yes.has(bare(text))

/** Whether words say no, and nothing else. */
export const isNo = (text: string): boolean => no.has(bare(text))

/** The place in a list that words name, from 0: "2", "the second one"; -1 for "the last". */
export const placeOf = (text: string): number | undefined => {
  const [, said = ''] = /^(?:the )?(?:number |option |choice |no |# ?)?(\d{1,2}|[a-z]+)(?: one| option| choice| of them| entry| entries)?$/.exec(bare(text)) ?? []
  if (said === 'last') return -1
  const at = /^\d/.test(said) ? Number(said) - 1 : Math.max(counts.indexOf(said), places.indexOf(said))
  return said !== '' && at >= 0 ? at : undefined
}

const pickChoice = (choices: readonly Choice[], text: string): Choice | 'unclear' | undefined => {
  const said = bare(text)
  if (choices.length === 0 || said === '') return undefined
  const whole = choices.find(({ label }) => bare(label) === said)
  if (whole) return whole
  const at = placeOf(text)
  if (at !== undefined) {
    const placed = choices.at(at)
    // "2" may as well be the number of the row that is listed first.
    const numbered = /^\d+$/.test(said) ? choices.find(({ label }) => new RegExp(`\\b${said}\\)$`).test(label)) : undefined
    return numbered && placed && numbered !== placed ? 'unclear' : (numbered ?? placed)
  }
  const named = choices.map((choice) => ({ choice, how: howNamed(said, choice.label) }))
  for (const step of ['exact', 'prefix', 'word'] as const) {
    const [one, other] = named.filter(({ how }) => how === step)
    if (one) return other ? undefined : one.choice
  }
  return undefined
}

/** As it was said, else in quotes: then all of it is the value. */
const fillBlank = (reflex: Reflex, text: string, { blank }: Question, world: World): Understanding | undefined => {
  const said = text.trim().replace(/[.!]+$/, '')
  if (!blank || said === '' || text.includes('?') || !isPlainText(readWords(said))) return undefined
  const [before, after] = blank
  const whole = (answer: string) => understand(reflex, `${before}${answer}${after}`, world)
  const plain = whole(said)
  if (plain.kind === 'act' || plain.kind === 'ask' || said.includes('"')) return understood(plain)
  return understood(whole(`"${said}"`))
}

const understood = (meant: Understanding): Understanding | undefined => (meant.kind === 'unsure' ? undefined : meant)

const bare = (text: string): string =>
  readWords(text.replace(/[“”"„«»#]/g, ' ')).map(({ norm }) => norm).filter((norm) => /[\p{L}\p{N}]/u.test(norm) && !polite.has(norm)).join(' ')

const polite = new Set('please pls plz thanks thank you then now just well'.split(' '))
const yes = new Set(['yes', 'yep', 'yeah', 'yup', 'sure', 'ok', 'okay', 'do', 'do it', 'do that', 'do so', 'do all', 'go ahead', 'go for it', 'agreed', 'confirm', 'confirmed', 'accept', 'of course', 'certainly', 'absolutely'].flatMap((one) => [one, `yes ${one}`, `ok ${one}`, `okay ${one}`, `sure ${one}`]))
const no = new Set(["no", 'nope', 'nah', 'cancel', 'cancel it', 'cancel that', "don't", 'dont', "don't do it", 'do not', 'do not do it', 'never mind', 'nevermind', 'forget it', 'leave it', 'stop', 'reject', 'better not', 'rather not', 'not', 'nothing', 'none', 'neither'].flatMap((one) => [one, `no ${one}`]))
const counts = 'one two three four five six seven eight nine ten'.split(' ')
const places = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ')
