import { fieldOf } from './compile.ts'
import { withoutArticles, type Meaning, type Scene } from './scene.ts'
import { isNarrow, readSelection } from './selection.ts'
import { assign, settle } from './set.ts'
import { isPlainText } from './value.ts'
import type { Word } from './words.ts'

/** Reads a value told of rows that are described: "everything that is high should be medium", "everything at offer goes to lost", "all tasks due tomorrow push to Monday". */
export const readManyTold = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const isMany = /^(everything|everyone|everybody|all|every|each|any)$/.test(words[0]?.norm ?? '')
  if (scene.question || !isMany || words.length < 4 || !isPlainText(words)) return undefined
  for (let at = words.length - 2; at > 1; at--) {
    if (words[at]?.quoted || !verbs.test(words[at]?.norm ?? '')) continue
    let from = at + 1
    while (from < words.length - 1 && /^(be|to|all|now|as|at|into|up|back|over)$/.test(words[from]?.norm ?? '')) from++
    const head = words[at - 1]?.norm === 'should' || words[at - 1]?.norm === 'shall' ? words.slice(0, at - 1) : words.slice(0, at)
    for (const table of scene.reflex.tables.filter((one) => one.changeable)) {
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
const verbs = /^(is|are|should|shall|becomes|become|goes|go|gets|moves|push|move|set|put|make|mark|change|shift|postpone|reschedule|delay|switch)$/
