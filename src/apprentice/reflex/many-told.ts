import type { Command } from '../../data/command.ts'
import { fieldOf, nounOf } from './compile.ts'
import { flagAt } from './field-names.ts'
import { doneWords } from './lexicon.ts'
import { asking, changeableTables, doing, pageTable, withoutArticles, type Meaning, type Scene } from './scene.ts'
import { isNarrow, readSelection } from './selection.ts'
import { assign, settle } from './set.ts'
import { isPlainText } from './value.ts'
import { standsAt, textOf, type Word } from './words.ts'

/** Reads a value told of rows that are described: "everything that is high should be medium", "everything at offer goes to lost", "all tasks due tomorrow push to Monday". */
export const readManyTold = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const isMany = /^(everything|everyone|everybody|all|every|each|any)$/.test(words[0]?.norm ?? '')
  if (scene.question || !isMany || words.length < 4 || !isPlainText(words)) return undefined
  for (let at = words.length - 2; at > 1; at--) {
    if (words[at]?.quoted || !verbs.test(words[at]?.norm ?? '')) continue
    let from = at + 1
    while (from < words.length - 1 && /^(be|to|all|now|as|at|into|up|back|over)$/.test(words[from]?.norm ?? '')) from++
    const head = words[at - 1]?.norm === 'should' || words[at - 1]?.norm === 'shall' ? words.slice(0, at - 1) : words.slice(0, at)
    for (const table of changeableTables(scene)) {
      const values = assign(scene, table, withoutArticles(words.slice(from)), false)
      const many = values ? readSelection(scene, head, table) : undefined
      if (!values || !many || !isNarrow(many) || (many.noun === 'none' && table.name !== (scene.world.page?.table ?? table.name))) continue
      // What they are is changed by a verb of change alone: "everything due today is high" may as well tell of it.
      if (Object.keys(values).some((name) => /text/.test(fieldOf(table, name)?.field.kind ?? ''))) continue
      return settle({ target: many, values })
    }
  }
  return undefined
}

/** Reads "everything is done", "all of them are paid": that every row of the open page is done. What "has been" so, or is so otherwise ("everything is broken"), may as well be a sigh: it is asked about. */
export const readAllAre = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const all = [['all', 'of', 'them'], ['all', 'of', 'it'], ['everything'], ['everyone'], ['everybody'], ['all']].find((one) => standsAt(words, 0, one))
  const copula = all && [['has', 'been'], ['have', 'been'], ['is'], ['are'], ['was'], ['were']].find((one) => standsAt(words, all.length, one))
  const table = pageTable(scene)
  if (scene.question || !copula || !table?.changeable) return undefined
  const rest = words.slice(all.length + copula.length).filter(({ norm }, i, { length }) => !(length > 1 && ((i === 0 && /^(all|now|already|finally)$/.test(norm)) || (i === length - 1 && /^(now|already)$/.test(norm)))))
  const flag = flagAt(table, rest, 0)
  const { done } = table
  // "Everything is not done" says so of some of it as well.
  const field = flag?.length === rest.length && flag.value ? flag.field.name : done && typeof done.on === 'boolean' && rest.length === 1 && doneWords.has(rest[0]?.norm ?? '') ? done.field : undefined
  if (field === undefined) return undefined
  const change: Command = { action: 'update', table: table.name, view: 'all', [field]: true }
  const state = textOf(rest)
  return /^(is|are)$/.test(copula[0] ?? '') && field === done?.field ? doing([change]) : asking(`Shall all ${nounOf(table, 2)} be ${state}?`, { choices: [{ label: `Yes, all are ${state}`, say: `all ${nounOf(table, 2)} are ${state}` }] })
}

const verbs = /^(is|are|should|shall|becomes|become|goes|go|gets|moves|push|move|set|put|make|mark|change|shift|postpone|reschedule|delay|switch)$/
