import type { Answer, Command } from '../../data/command.ts'
import { readAside } from './aside.ts'
import { beginsClause, isUsualVerb, readClause } from './clause.ts'
import type { Reflex } from './compile.ts'
import { tidy, withoutHums, type Sentence } from './edges.ts'
import { verbs } from './lexicon.ts'
import { readMissing } from './missing.ts'
import { plainWriting } from './plain-writing.ts'
import { respell } from './respell.ts'
import { rethink } from './rethink.ts'
import { secondThought } from './second-thought.ts'
import { tellsAt } from './deed.ts'
import { verbAt, type Meaning, type Scene, type Spoken } from './scene.ts'
import { readWords, standsAt, type Word } from './words.ts'
import type { Understanding, World } from './world.ts'

/**
 * Understands a request without a language model, or leaves it alone: it acts only when every word of every clause has its part.
 * Pure but for what `world` looks up; values are taken as they were typed.
 */
export const understand = (reflex: Reflex, said: string, world: World): Understanding => {
  const got = read(reflex, said, world)
  const mended = got.kind === 'unsure' || got.kind === 'missing' ? respell(reflex, said, world) : undefined
  const again = mended && read(reflex, mended.text, world)
  if (!mended || !again || (again.kind !== 'act' && again.kind !== 'read') || again.commands.some(({ action }) => action === 'insert' || (mended.named && action === 'delete'))) return got
  return again
}

const read = (reflex: Reflex, said: string, world: World): Understanding => {
  if (said.length > mostLetters) return unsure('It is too long for a plain request.')
  const text = plainWriting(said)
  const words = withoutHums(readWords(text))
  if (words.length === 0) return unsure('Nothing was said.')
  if (words.length > mostWords) return unsure('It is too long for a plain request.')
  const found = new Map<string, unknown>()
  const plain: Scene = { reflex, world, text, recent: world.recent, made: 0, found, question: false, wish: false, also: false, told: false }
  const second = secondThought(words)
  if (second && beginsClause(plain, tidy({ words: second.before, question: false }).words)) return rethink(second, plain, (instead) => understand(reflex, instead, world))
  const meanings: Meaning[] = []
  let recent: readonly Spoken[] = world.recent
  let made = 0
  for (const sentence of cutSentences(words)) {
    const asked = tidy(sentence)
    if (asked.words.length === 0) continue
    let scene: Scene = { ...plain, recent, made, question: asked.question, wish: asked.wish, also: asked.also }
    for (const clause of cutClauses(scene, asked.words)) {
      const also = scene.also || tidy({ words: clause, question: false }).also
      const polite = meanings.length > 0 || clause !== asked.words ? tidy({ words: clause, question: scene.question }) : undefined
      scene = { ...scene, recent, made, also, ...(polite?.wish ? { wish: true } : {}) }
      const meaning = readClause(scene, polite?.words ?? clause)
      if (!meaning) return asideOr(plain, words, () => missing(scene, polite?.words ?? clause))
      if (meaning.kind === 'ask') return meaning
      meanings.push(meaning)
      scene = { ...scene, told: scene.told || tellsAt(clause, { now: true }) }
      made += meaning.commands.filter(({ action }) => action === 'insert').length
      recent = [...meaning.spoken, ...recent]
    }
  }
  // Undo takes the last turn back; what this very request does is none yet.
  if (meanings.length > 1 && meanings.some((meaning) => meaning.kind === 'do' && meaning.commands.some(({ action }) => action === 'undo'))) return unsure('To undo stands alone.')
  return meanings.length === 0 ? unsure('Nothing is asked for.') : together(meanings)
}

/** What is longer is a tale, or a list for a model; reading it by rules would take too long. */
const mostWords = 60
const mostLetters = 1000

// Talk that leads up to a request is looked into only where the whole cannot be read.
const asideOr = (plain: Scene, words: readonly Word[], other: () => Understanding): Understanding => {
  const aside = readAside({ ...plain, found: new Map(plain.found) }, words)
  return aside ? together([aside]) : other()
}

const missing = (scene: Scene, words: readonly Word[]): Understanding => {
  const row = readMissing(scene, words)
  if (!row) return unsure('Not every word of it is plain.')
  const { add, ...named } = row
  return { kind: 'missing', ...named, ...(add !== undefined && understand(scene.reflex, add, scene.world).kind === 'act' && { add }) }
}

const unsure = (why: string): Understanding => ({ kind: 'unsure', why })

/** Cuts at the ends of sentences. A mark inside a name ("Help! by …") is followed by a small letter and cuts nothing. */
const cutSentences = (words: readonly Word[]): readonly Sentence[] => {
  const sentences: { words: Word[]; question: boolean }[] = [{ words: [], question: false }]
  words.forEach((word, at) => {
    const current = sentences.at(-1)
    const next = words[at + 1]
    const newLine = next !== undefined && /\n/.test(word.source.slice(word.end, next.start))
    const ends = !word.quoted && (/^[.;…]$/.test(word.norm) || (/^[!?]$/.test(word.norm) && (next === undefined || /^[\p{Lu}!?]/u.test(next.text))))
    if (!current) return
    if (ends && word.norm === '?') current.question = true
    if (!ends) current.words.push(word)
    if ((ends || newLine) && next !== undefined) sentences.push({ words: [], question: false })
  })
  return sentences.filter(({ words: own }) => own.length > 0)
}

/** Cuts "add milk and finish the dentist" where a new clause begins that can be read on its own. */
const cutClauses = (scene: Scene, words: readonly Word[]): readonly (readonly Word[])[] => {
  const starts: number[] = []
  // "I've sent the invoice and called the dentist"
  const isTelling = tellsAt(words)
  for (let at = 1; at < words.length; at++) {
    const goesAhead = /^(so|go)$/.test(words[at]?.norm ?? '') && !/^(so|just)$/.test(words[at - 1]?.norm ?? '') && goAheads.some((one) => standsAt(words, at, one))
    if (!(goesAhead || /^(and|,|then|but|plus|also)$/.test(words[at - 1]?.norm ?? '')) || /^(and|,|then|also)$/.test(words[at]?.norm ?? '') || standsAt(words, at - 3, ['go', 'ahead', 'and'])) continue
    // "Sam, who is away" tells of Sam.
    if (words[at - 1]?.norm === ',' && !scene.question && /^(who|which|whose|that)$/.test(words[at]?.norm ?? '')) continue
    const rest = tidy({ words: words.slice(at), question: false })
    if (beginsClause(scene, rest.words) || (isTelling && tellsAt(rest.words))) starts.push(at)
  }
  const clauses: (readonly Word[])[] = []
  let from = 0
  for (const [i, start] of starts.entries()) {
    const piece = words.slice(start, starts[i + 1])
    const said = tidy({ words: piece, question: scene.question }).words
    const head = dropJoint(words.slice(from, start))
    const adding = verbAt(head, 0, verbs.add) > 0 || (verbAt(head, 0, verbs.addTo) > 0 && words.some(({ norm }) => norm === ':')) || verbAt(head, 0, verbs.mustDo) > 0
    const before = i === 0 && from === 0 ? readClause(scene, head) : undefined
    const told = isTelling && tellsAt(words, { now: true })
    const recent = before && before.kind !== 'ask' ? [...before.spoken, ...scene.recent] : [{ table: '', id: 0, label: '' }, ...scene.recent]
    const meaning = readClause({ ...scene, told, recent: spokenFirst(scene, recent) }, said)
    const stands = meaning !== undefined && (meaning.kind !== 'ask' || !adding || !isUsualVerb(said))
    // Plainly another request, though it cannot be read: then nothing of the whole is done.
    if (!stands && adding && isUsualVerb(said) && !words.slice(Math.max(0, start - 2), start).some(({ norm }) => norm === 'then')) continue
    clauses.push(head)
    from = start
  }
  return from === 0 ? [words] : [...clauses, dropJoint(words.slice(from))]
}
// "I finished the oven go ahead and tick that off"
const goAheads = ['go ahead and', 'so go ahead and', 'so just go ahead and', 'so you can', 'so you may', 'so please'].map((one) => one.split(' '))
const spokenFirst = (scene: Scene, recent: readonly Spoken[]): readonly Spoken[] => recent.filter((one) => scene.reflex.tables.some((table) => table.name === one.table))

const dropJoint = (words: readonly Word[]) => {
  let end = words.length
  while (end > 0 && /^(and|,|then|also|plus|but)$/.test(words[end - 1]?.norm ?? '')) end--
  return words.slice(0, end)
}

const together = (meanings: readonly Meaning[]): Understanding => {
  const said = meanings.filter((meaning) => meaning.kind !== 'ask')
  const commands: readonly Command[] = said.flatMap((meaning) => meaning.commands)
  const notes = [...new Set(said.flatMap((meaning) => (meaning.kind === 'do' && meaning.say !== undefined ? [meaning.say] : [])))]
  if (commands.length === 0) return unsure('Nothing is asked for.')
  if (said.some((meaning) => meaning.kind === 'do')) return { kind: 'act', commands, ...(notes.length > 0 && { say: notes.join(' ') }) }
  return {
    kind: 'read',
    commands,
    render: (answers: readonly Answer[]) => {
      let at = 0
      return said.map((meaning) => {
        const own = answers.slice(at, (at += meaning.commands.length))
        return meaning.kind === 'read' ? meaning.render(own) : ''
      }).filter(Boolean).join(' ')
    },
  }
}
