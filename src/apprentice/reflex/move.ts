import { dictionary } from '../../app/dictionary.ts'
import { capital } from '../../app/english.ts'
import { fieldOf, nounOf, type KnownTable } from './compile.ts'
import { spokenOf } from './finish.ts'
import { askWhich, findRow, idOf } from './reference.ts'
import { asking, doing, nameAt, withoutArticles, type Meaning, type Scene } from './scene.ts'
import { settle, targetOf } from './set.ts'
import { isPlainText } from './value.ts'
import { textOf, type Word } from './words.ts'

/** Reads what follows "move": a row, and "to the top", "to the bottom", or above or below another row. Only where rows are put in order by hand. */
export const readMove = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (scene.question) return undefined
  const text = words.map((word) => (word.quoted ? '"' : word.norm)).join(' ')
  const edge = /^(.*?\S) (?:up |down |back |right )?(?:(?:to|at|on) )?(?:the )?(?:very )?(top|bottom|front|start|beginning|head|end|first|last)(?: place| position)?(?: (?:of|on|in) (?:the|my|our) (?:\S+ )?(?:list|\S+s))?$/.exec(text)
  if (edge?.[1]) {
    const named = words.slice(0, edge[1].split(' ').length)
    const row = findRow(scene, named, { fits })
    if (row?.kind === 'unclear') return askWhich(row)
    if (row) return doing([{ action: 'move', table: row.table.name, id: idOf(row), to: /bottom|end|last/.test(edge[2] ?? '') ? 'bottom' : 'top' }], [spokenOf(row)])
  }
  const step = readStep(scene, words)
  if (step) return step
  for (let at = 1; at < words.length - 1; at++) {
    const place = places[words[at]?.norm ?? '']
    if (!place) continue
    let end = at
    while (end > 1 && /^(to|just|right|directly|up|down|immediately|so|it|is|be|one|in)$/.test(words[end - 1]?.norm ?? '')) end--
    const row = findRow(scene, words.slice(0, end), { fits })
    const other = findRow(scene, words.slice(at + (words[at + 1]?.norm === 'of' ? 2 : 1)), { fits })
    const unclear = row?.kind === 'unclear' ? row : other?.kind === 'unclear' ? other : undefined
    if (unclear && row && other) return askWhich(unclear)
    if (row?.kind === 'row' && other?.kind === 'row' && row.table.name === other.table.name && row.id !== other.id)
      return doing([{ action: 'move', table: row.table.name, id: idOf(row), [place]: idOf(other) }], [spokenOf(row)])
  }
  return undefined
}

/** Reads the same of a row in a table that is sorted: it has no place of its own, and the answer says what it is sorted by. */
export const sayUnmovable = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const [, named] = /^(.*?\S) (?:up |down |back |right )?(?:to|at|on) (?:the )?(?:very )?(?:top|bottom)(?: (?:of|on|in) (?:the|my|our) (?:\S+ )?(?:list|\S+s))?$/.exec(words.map((word) => (word.quoted ? '"' : word.norm)).join(' ')) ?? []
  const row = named === undefined || scene.question ? undefined : findRow(scene, words.slice(0, named.split(' ').length), { fits: ({ table }) => table.order !== 'manual' && !table.guarded })
  if (row?.kind !== 'row' || row.how === 'fuzzy') return undefined
  return asking(`${capital(nounOf(row.table, 2))} are not put in order by hand: they are sorted ${sortWords(row.table)}.`)
}

/** Reads "the robin to the lake" after "move": where a row is, if its table has one field in free words for that. */
export const readPlace = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const at = words.findLastIndex(({ norm }) => /^(to|into|onto)$/.test(norm))
  const place = withoutArticles(words.slice(at + 1))
  if (scene.question || at < 1 || place.length === 0 || place.length > 4 || !isPlainText(place)) return undefined
  for (const table of scene.reflex.tables) {
    const field = table.changeable ? placeOf(table) : undefined
    const target = field && targetOf(scene, words.slice(0, at), table)
    const isSure = target && (!Array.isArray(target) || target.every(({ how }) => how !== 'fuzzy'))
    if (field && target && isSure) return settle({ target, values: { [field.name]: textOf(place) } })
  }
  return undefined
}

// "-amount" as "by amount, highest first"
const sortWords = (table: KnownTable): string => {
  const { order } = table.table
  const name = order.replace(/^-/, '')
  const isDown = order.startsWith('-')
  if (name === 'id') return isDown ? 'newest first' : 'oldest first'
  const field = fieldOf(table, name)?.field
  const downward = /integer|decimal|money/.test(field?.kind ?? '') ? ', highest first' : /date/.test(field?.kind ?? '') ? ', latest first' : ', last first'
  return `by ${(field?.label ?? name).replaceAll('_', ' ').toLowerCase()}${isDown ? downward : ''}`
}

// "milk up", "milk down by two", "milk one place up"
const readStep = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const match = /^(.*?\S)(?: by)?(?: (a|one|two|three|four|five|\d{1,2})(?: (?:places?|rows?|steps?|positions?|lines?))?)? (up|down)(?: by)?(?: (a|one|two|three|four|five|\d{1,2}))?(?: (?:places?|rows?|steps?|positions?|lines?|notch|bit))?$/.exec(words.map((word) => (word.quoted ? '"' : word.norm)).join(' '))
  const [, named = '', before, way, after] = match ?? []
  const row = way === undefined ? undefined : findRow(scene, words.slice(0, named.split(' ').length), { fits })
  if (row?.kind === 'unclear') return askWhich(row)
  // "Put the book down" is said of any book.
  const bare = withoutArticles(words.slice(0, named.split(' ').length))
  const isNoun = row?.how !== 'exact' && scene.reflex.tables.some(({ singulars }) => nameAt(bare, 0, singulars) === bare.length)
  if (!row || row.made !== undefined || row.how === 'fuzzy' || isNoun) return undefined
  const said = before ?? after ?? 'one'
  const count = Math.max(1, /^\d/.test(said) ? Number(said) : counts.indexOf(said))
  const other = scene.world.beside(row.table.name, row.id, way === 'up' ? -count : count)
  if (other === row.id) return asking(`“${row.label}” stands ${way === 'up' ? 'first' : 'last'} already.`)
  return other === undefined ? undefined : doing([{ action: 'move', table: row.table.name, id: row.id, [way === 'up' ? 'before' : 'after']: other }], [spokenOf(row)])
}
const counts = ['none', 'one', 'two', 'three', 'four', 'five']

const fits = (table: KnownTable) => table.table.order === 'manual' && table.changeable
const places: Readonly<Record<string, 'before' | 'after'>> = dictionary({ above: 'before', before: 'before', over: 'before', ahead: 'before', below: 'after', after: 'after', under: 'after', beneath: 'after', underneath: 'after', behind: 'after' })

const placeOf = ({ fields, titleField }: KnownTable) => {
  const found = fields.filter(({ name, field, names }) => field.kind === 'text' && name !== titleField && names.some((one) => one.some((word) => placeNames.has(word))))
  return found.length === 1 ? found[0] : undefined
}
const placeNames = new Set(['place', 'location', 'room', 'shelf', 'box', 'bed', 'folder', 'area', 'house', 'where', 'spot', 'garage', 'drawer'])
