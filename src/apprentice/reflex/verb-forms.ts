import { doings } from './lexicon.ts'

/** The verbs of doing that a word is a past form of: "bought" is one of "buy", "called" of "call"; none for any other word. */
export const basesOf = (said: string): readonly string[] => bases.get(said) ?? []

/** The same for any word that stands where a past form does; a regular one may be of a verb that is not known. */
export const anyBasesOf = (said: string): readonly string[] => bases.get(said) ?? regularBases(said)

/** True when a word is a verb of doing as it stands in a name: "buy", "call". */
export const isBase = (said: string): boolean => doings.has(said) || odd.some(([base]) => base === said)

/** True when two words are forms of one verb: "buy" and "bought", "liked" and "like", "watering" and "water". */
export const isSameVerb = (one: string, other: string): boolean => {
  if (one === other) return true
  const bases = basesSaid(other)
  return basesSaid(one).some((base) => bases.includes(base))
}

/** True for a word that tells of the past by its form: "watered", "seen", "bought". */
export const isPastForm = (word: string): boolean => /[a-z]{2}ed$/.test(word) || basesOf(word).some((base) => base !== word)

// "mended" may be of "mend" or "mende", "planned" of "plan": one that is no verb stands in no row's name.
const regularBases = (said: string): readonly string[] => {
  const stem = /^([a-z]{2,})ed$/.exec(said)?.[1]
  return stem === undefined ? [] : [...undone(stem), ...(stem.endsWith('i') ? [`${stem.slice(0, -1)}y`] : [])]
}
const undone = (stem: string): readonly string[] => [stem, `${stem}e`, ...(/([b-df-hj-np-tv-z])\1$/.test(stem) ? [stem.slice(0, -1)] : [])]

const irregular = `bake baked|be been|begin began begun|bleed bled|bring brought|build built|buy bought|catch caught|choose chose chosen|come came come|cut cut|dig dug|do did done|draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten
  feed fed|feel felt|find found|fly flew flown|forget forgot forgotten|freeze froze frozen|break broke broken|blow blew blown|beat beat beaten|bend bent|bind bound|bite bit bitten|burn burnt burned|deal dealt|fight fought|grow grew grown|hide hid hidden|hit hit|knit knit knitted|lay laid|lead led|light lit lighted|mean meant|mistake mistook mistaken|overhaul overhauled|ride rode ridden|rise rose risen|saw sawed sawn|seek sought|shake shook shaken|shoot shot|shrink shrank shrunk|sow sowed sown|spill spilt spilled|spin spun|split split|spread spread|steal stole stolen|stick stuck|strike struck stricken|swing swung|tear tore torn|tie tied|undo undid undone|weave wove woven|wind wound|wring wrung|get got gotten|give gave given|go went gone|grind ground|hang hung|have had|hold held|keep kept|learn learnt learned|leave left|lend lent|lose lost|make made|meet met|mow mowed mown
  pay paid|put put|read read|rewrite rewrote rewritten|ring rang rung|run ran run|see saw seen|sell sold|send sent|set set|sew sewed sewn|shave shaved shaven|show showed shown|shut shut|sing sang sung|sleep slept|speak spoke spoken|spend spent|swim swam swum|sweep swept
  take took taken|teach taught|tell told|think thought|throw threw thrown|wake woke woken|wear wore worn|win won|withdraw withdrew withdrawn|write wrote written`

const odd = irregular.split(/[|\n]/).map((line) => line.trim().split(' '))

const isShort = /^[^aeiou]*[aeiou][bdgklmnprtvz]$/

const pastForms = (verb: string): readonly string[] => {
  if (verb.endsWith('e')) return [`${verb}d`]
  if (/[^aeiou]y$/.test(verb)) return [`${verb.slice(0, -1)}ied`]
  return isShort.test(verb) ? [`${verb}${verb.at(-1)}ed`, `${verb}ed`] : [`${verb}ed`]
}

const makeBases = (): ReadonlyMap<string, readonly string[]> => {
  const made = new Map<string, readonly string[]>()
  const put = (past: string, base: string) => made.set(past, [...(made.get(past) ?? []), base])
  for (const [base = '', ...pasts] of odd) for (const past of pasts) put(past, base)
  const known = new Set(odd.map(([base]) => base))
  for (const verb of doings) if (!known.has(verb)) for (const past of pastForms(verb)) put(past, verb)
  return made
}
const bases = makeBases()

// A word may be a base itself; what is regular is taken off ("liked" of "like", "stopped" of "stop", "tried" of "try").
const basesSaid = (word: string): readonly string[] => {
  const known = seen.get(word)
  if (known) return known
  const stem = /^([a-z]{2,})ing$/.exec(word)?.[1]
  const made = [word, ...basesOf(word), ...(stem === undefined ? regularBases(word) : undone(stem))]
  if (seen.size < mostSeen) seen.set(word, made)
  return made
}
const seen = new Map<string, readonly string[]>()
const mostSeen = 2_000
