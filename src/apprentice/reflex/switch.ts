import { doing, type Meaning, type Scene } from './scene.ts'
import { textOf, type Word } from './words.ts'

/** Reads "switch to Acme", "go to my Home profile": the one profile of that name, or whose name begins so. */
export const readSwitch = ({ world, question }: Scene, words: readonly Word[]): Meaning | undefined => {
  const said = words.map(({ norm, quoted }) => (quoted ? '"' : norm)).join(' ')
  const isNamed = /\bprofile\b/.test(said)
  const lead = question ? undefined : (leads.exec(said) ?? (isNamed ? namedLeads.exec(said) : null))
  // "Go to my room" is said to a child; only the word itself makes it a profile.
  if (!lead || (!isNamed && /\b(my|our)\b/.test(lead[0]))) return undefined
  const name = textOf(words.slice(lead[0].trim().split(' ').length)).toLowerCase().replace(/ profile$/, '')
  const profiles = world.profiles ?? []
  const found = profiles.filter((profile) => profile.name.toLowerCase() === name)
  const starting = found.length > 0 ? found : profiles.filter((profile) => profile.name.toLowerCase().startsWith(name) && name.length > 2)
  return starting.length === 1 && starting[0] ? doing([{ action: 'switch', profile: starting[0].name }]) : undefined
}

const leads = /^(?:switch|change|go|move|jump|swap)(?: over| back)?(?: the)?(?: profile)? to (?:the |my |our )?(?:profile )?/
const namedLeads = /^(?:open|use|switch|select|choose|show|show me|take me to|bring me to|get me to|let us use|change to|enter) (?:the |my |our )?(?:profile )?/
