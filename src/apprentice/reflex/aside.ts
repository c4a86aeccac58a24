import type { Command } from '../../data/command.ts'
import { beginsClause, readClause } from './clause.ts'
import { tellsAt } from './deed.ts'
import { tidy } from './edges.ts'
import { fieldOf, type KnownTable } from './compile.ts'
import { fieldAt } from './field-names.ts'
import { doings, pronouns, verbs, weakWords } from './lexicon.ts'
import { findRow, type NamedRow } from './reference.ts'
import { doing, verbAt, type Meaning, type Scene } from './scene.ts'
import { matchWords, shapeOf, wordFor } from './shape.ts'
import { fieldCalled } from './told-field.ts'
import { isPlainText } from './value.ts'
import { anyBasesOf } from './verb-forms.ts'
import type { Word } from './words.ts'

/**
 * Reads talk about one row that ends in a request for it: "neuromancer I gave up on, rate it 1", "the passport cannot wait; please make it
 * urgent". The talk may name no other row, ask, or suppose; what it tells of having done must be what the request does, or be read itself.
 */
export const readAside = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (words.length < 4) return undefined
  if (/^[.;!…]$/.test(words.at(-1)?.norm ?? '')) return readAside(scene, words.slice(0, -1))
  for (let at = words.length - 1; at > 1; at--) {
    const mark = words[at - 1]
    if (!mark || mark.quoted || !/^[,;.!…–—-]$|^(?:and|so)$/.test(mark.norm)) continue
    const { words: asked, question } = tidy({ words: withoutLead(words.slice(at)), question: false })
    const said = it(asked)
    if (question || !said || !(beginsClause(scene, said) || tellsAt(said))) continue
    const talk = tidy({ words: words.slice(0, at - 1), question: false }).words
    const row = isTalk(scene, talk) ? rowIn(scene, talk) : undefined
    const meaning = row && readClause({ ...scene, recent: [{ table: row.table.name, id: row.id, label: row.label }] }, said)
    if (row && meaning?.kind === 'do') return together(scene, { row, talk, meaning })
  }
  return undefined
}

/** Reads a request for one row with its reason behind it: "delete the gym, we cancelled it", "unmark the garage, mum says it's not clean". */
export const readReason = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const groups = scene.question || words.length > 24 ? undefined : matchWords(reasoned, shapeOf(words), words)
  const [isSaid, why] = groups ? [isPlainText(groups(1)), groups(2)] : [false, []]
  if (!groups || !isSaid || !beginsClause(scene, groups(1)) || why.length < 2 || !(/^(?:,|because|since)$/.test(words[groups(1).length]?.norm ?? '') || verbAt(words, 0, verbs.delete) > 0) || why.some(({ norm }) => turning.test(norm))) return undefined
  const meaning = readClause(scene, groups(1))
  const [command, ...more] = meaning?.kind === 'do' ? meaning.commands : []
  const table = scene.reflex.tables.find(({ name }) => name === command?.['table'])
  // A name may go on behind a comma.
  const isNamed = table && command && Object.keys(command).every((key) => !/text/.test(fieldOf(table, key)?.field.kind ?? ''))
  return isNamed && more.length === 0 && isIdle(table, why, command) && (typeof command['id'] === 'number' || (command.action === 'delete' && typeof command['id'] === 'string')) ? meaning : undefined
}
const reasoned = /^(.+?)(?: ,)?(?: (?:because|since|cos|as|cause))? ((?:i|we|he|she|they|it|its|i'm|i've|we've|it's|he's|she's|they've|they're|that's|this|mum|mom|dad|(?:my|our|his|her) \S+) .+)$/d
const turning = /^(?:keep|add|move|set|make|mark|put|rename|change|and|want|need|but|unless|except|if|only|though|instead|when|until|or|mean|meant|joking|kidding|sorry|should|must|would|could|can|also|too|please)$/

// "gotta give it a 5", "I would give it four"
const withoutLead = (words: readonly Word[]): readonly Word[] => {
  const at = words.findIndex(({ norm }) => !/^(?:,|and|so|then|gotta|got|to|i|i'd|i'll|we|would|will|should|must|have|lets|let's|let|me|now)$/.test(norm))
  return words.slice(Math.max(0, at))
}

// What is asked is asked of "it"; a verb alone ("erase") has it left out.
const it = (words: readonly Word[]): readonly Word[] | undefined => {
  const at = words.findIndex(({ norm, quoted }) => !quoted && /^(?:it|that|this|her|him|she|he)$/.test(norm))
  if (at < 0) return words.length < 3 && words.every(({ norm }) => /^(?:erase|delete|remove|off|tick|check|cross|finish|done|scrap|bin)$/.test(norm)) ? [...words, ...wordFor('it', words)] : undefined
  return words.map((word, i) => (i === at ? { ...word, text: 'it', norm: 'it' } : word)).filter(({ norm }, i) => !(i === at + 1 && norm === 'one' && words[at]?.norm.startsWith('th')))
}

const isTalk = (scene: Scene, words: readonly Word[]): boolean => {
  const { words: plain, question } = tidy({ words, question: false })
  return !question && (!beginsClause(scene, plain) || readClause(scene, plain)?.kind === 'do') && !words.some(({ norm, quoted }, at) => !quoted && (supposing.test(norm) || (/^do?n'?t$/.test(norm) && !/^(?:i|we)$/.test(words[at - 1]?.norm ?? '')) ||
    // "I wanted to delete milk", "let's not finish the dentist"
    (/^(?:to|not)$/.test(norm) && beginsClause(scene, words.slice(at + 1)))))
}
const supposing = /^(?:if|unless|until|when|once|maybe|perhaps|might|should|would|could|whether|or|\?|said|says|told|tells|asked|asks|thinks|wants|why|how|what|who|which|where|never|shouldn't|mustn't)$/

/** The one row that some of the words name surely; undefined where they name none, or two. */
const rowIn = (scene: Scene, words: readonly Word[]): NamedRow | undefined => {
  let rows: readonly NamedRow[] = []
  for (let length = Math.min(6, words.length); length > 0; length--)
    for (let at = 0; at + length <= words.length; at++) {
      const said = words.slice(at, at + length)
      const [first, last] = [said[0]?.norm ?? '', said.at(-1)?.norm ?? '']
      if (/^\W$/.test(first) || pronouns.has(first) || weakWords.has(last) || pronouns.has(last) || (length === 1 && (doings.has(first) || first.length < 3))) continue
      const found = findRow(scene, said)
      // A longer name holds the shorter one: "water bill" is not "spring water" as well.
      if (found?.kind === 'unclear' && !rows.some((row) => found.rows.some((one) => one.table === row.table && one.id === row.id))) return undefined
      if (found?.kind === 'row' && found.how !== 'fuzzy' && found.made === undefined && !rows.some((row) => row.label.toLowerCase().includes(said.map(({ norm }) => norm).join(' ')))) rows = [...rows, found]
    }
  const [row, ...more] = rows
  return row && more.every((one) => one.table === row.table && one.id === row.id) ? row : undefined
}

const together = (scene: Scene, { row, talk, meaning }: { readonly row: NamedRow; readonly talk: readonly Word[]; readonly meaning: Extract<Meaning, { kind: 'do' }> }): Meaning | undefined => {
  const [command, ...more] = meaning.commands
  if (!command || more.length > 0 || command['id'] !== row.id || command['table'] !== row.table.name || (command.action === 'delete' && row.how !== 'exact')) return undefined
  const told = readClause(scene, tidy({ words: talk, question: false }).words)
  if (told?.kind === 'do' && told.commands.every(({ action, id }) => action === 'update' && id === row.id)) return doing([...told.commands, command], meaning.spoken)
  return told === undefined && isIdle(row.table, talk, command) ? meaning : undefined
}

// "I finished Emma, rate it 4": nothing that a row could keep may be dropped.
const isIdle = (table: KnownTable, words: readonly Word[], command: Command): boolean =>
  words.every(({ norm }, at) => !/\d/.test(norm) && [fieldCalled(table, anyBasesOf(norm), false), fieldAt(table, words, at)?.field].every((field) => field === undefined || field.name in command))
