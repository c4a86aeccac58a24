import { asksRows } from './answer.ts'
import type { KnownTable } from './compile.ts'
import { verbs } from './lexicon.ts'
import { pageTable, verbAt, type Meaning, type Scene } from './scene.ts'
import { comparisonAt } from './selection-compare.ts'
import { daysOf } from './selection-dates.ts'
import { isNarrow, readSelection, selectionKeys } from './selection.ts'
import { readWords, standsAt, textOf, type Word } from './words.ts'

/** Reads what is asked of the open page without its noun: "everything by Hilary Mantel", "what's in the bathroom?", "what can I make in under 20 minutes?", "what did I do yesterday?". */
export const readOfPage = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const table = pageTable(scene)
  return table && (whatDone(scene, table, words) ?? whatCan(table, words) ?? everything(scene, table, words))
}

// "what did I do yesterday", where rows have the day on which something was done
const whatDone = (scene: Scene, table: KnownTable, words: readonly Word[]): Meaning | undefined => {
  const lead = [['what', 'did', 'i', 'do'], ['what', 'did', 'we', 'do'], ['what', 'have', 'i', 'done'], ['what', 'have', 'we', 'done']].find((one) => standsAt(words, 0, one))
  const days = table.fields.filter(({ field }) => field.kind === 'date')
  const day = days.length === 1 && /^(day|date|when)$/.test(days[0]?.name ?? '') && !table.done && !table.fields.some(({ field }) => field.kind === 'money') ? days[0] : undefined
  const found = lead && day && daysOf(scene, day, words, lead.length, { isPast: true })
  return lead && day && found && found.length === words.length - lead.length ? asksRows(table, { where: { [day.name]: found.test } }) : undefined
}

// "what can I make in under 20 minutes": a number with its unit must follow, or it may be about anything.
const whatCan = (table: KnownTable, words: readonly Word[]): Meaning | undefined => {
  const isAsked = /^(what|which|what else)$/.test(words[0]?.norm ?? '') && words[1]?.norm === 'can' && /^(i|we)$/.test(words[2]?.norm ?? '') && /^(make|cook|bake|prepare|do|eat|read|watch|drink|play|get|buy|have)$/.test(words[3]?.norm ?? '')
  // "what takes under 20 minutes"
  const is = /^(what|which)$/.test(words[0]?.norm ?? '') && /^(takes|costs|weighs|serves|lasts)$/.test(words[1]?.norm ?? '') ? comparisonAt(table, words, 1) : undefined
  if (is && is.length === words.length - 1) return asksRows(table, { where: { [is.field.name]: is.test } })
  const found = isAsked ? comparisonAt(table, words, 4) : undefined
  return found && found.length === words.length - 4 && words.length > 6 ? asksRows(table, { where: { [found.field.name]: found.test } }) : undefined
}

// "everything by Hilary Mantel", "anything from the bakery", "which ones are in the kitchen": the rows of the page in the place of "everything"
const everything = (scene: Scene, table: KnownTable, words: readonly Word[]): Meaning | undefined => {
  if (words[0]?.norm === 'who') return undefined
  const shown = verbAt(words, 0, verbs.show)
  const all = words.findIndex(({ norm }, i) => i < 6 && /^(everything|anything|something|ones|all)$/.test(norm))
  const at = all >= 0 && (all === 0 || shown > 0) && words.slice(shown, all).every(({ norm }) => /^(the|all|everything|which|me)$/.test(norm)) ? all + 1 : shown
  const rest = words.slice(at)
  const lead = rest.findIndex(({ norm }) => !/^(is|are|that|which|i|we|have|do)$/.test(norm))
  const said = rest.slice(Math.max(0, lead))
  const preposition = said[0]?.norm ?? ''
  const isPlaced = /^(in|on|at)$/.test(preposition) || (/ (in|on|at)$/.test(` ${words.slice(0, at).map(({ norm }) => norm).join(' ')}`) && at === shown)
  const place = /^(in|on|at)$/.test(preposition) ? said.slice(1) : said
  if (at === 0 || said.length === 0 || !(isPlaced ? isRoom(place) : preposition === 'by' && said[1]?.text !== 'the' && (all >= 0 || /^what (do|have) (i|we) (have|got)/.test(words.map(({ norm }) => norm).join(' '))))) return undefined
  const noun = table.plurals[0]?.join(' ') ?? table.name
  const many = readSelection(scene, readWords(`${noun} ${isPlaced && place === said ? 'in' : ''} ${textOf(said)}`), table)
  return many && isNarrow(many) ? asksRows(table, selectionKeys(many)) : undefined
}

// A text may hold any place; of what is asked about only a room is surely one.
const isRoom = (words: readonly Word[]): boolean => words.length > 0 && rooms.test(words.map(({ norm }) => norm).join(' '))
const rooms = /^(?:(?:the|my|our) )?(?:(?:bath|bed|living |dining |guest |spare |sitting |utility |laundry |store|class|main |back |front |kids' |sun|tea )?room|kitchen|hall|hallway|corridor|entrance|porch|conservatory|office|study|library|garage|cellar|basement|attic|loft|shed|garden|greenhouse|yard|balcony|terrace|patio|window ?sill|landing|staircase|stairs|lounge|nursery|pantry|larder|fridge|freezer|cupboard|wardrobe|bedroom|bathroom|toilet|workshop|studio|lobby|warehouse|north bed|south bed|allotment)$/
