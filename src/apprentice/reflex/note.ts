import type { KnownTable } from './compile.ts'
import { fieldAt } from './field-names.ts'
import { findSure } from './reference.ts'
import { changeableTables, withoutArticles, type Meaning, type Scene } from './scene.ts'
import { settle } from './set.ts'
import { matchWords, shapeOf } from './shape.ts'
import { textOf, type Word } from './words.ts'

/** Reads a note for a row, in whatever order: "add a note to basil saying it smells nice", "in Aloe write note: only few water". What stands there stays in front of it. */
export const readNote = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (words.length < 4 || (scene.question && !/^(?:could|can|may)$/.test(words[0]?.norm ?? ''))) return undefined
  const shape = shapeOf(words)
  for (const [pattern, [row, field, text]] of ways) {
    const groups = matchWords(pattern, shape, words)
    if (!groups || groups(text).some(({ norm }) => /^[?;]$/.test(norm))) continue
    for (const table of changeableTables(scene)) {
      const name = noteOf(table, withoutArticles(groups(field)))
      const found = name === undefined ? undefined : findSure(scene, groups(row), { table: table.name })
      const before = found && name !== undefined ? scene.world.valueIn?.(table.name, found.id, name) : undefined
      if (found && name !== undefined) return settle({ target: [found], values: { [name]: typeof before === 'string' && before !== '' ? `${before}\n${textOf(groups(text))}` : textOf(groups(text)) } })
    }
  }
  return undefined
}

const noteOf = (table: KnownTable, words: readonly Word[]): string | undefined => {
  const found = fieldAt(table, words, 0)
  return found?.length === words.length && found.field.field.kind === 'longtext' ? found.field.name : undefined
}

const says = '(?:(?:saying|that says|which says|to say)(?: that)?|:|,|that)'
const ways: readonly (readonly [RegExp, readonly [row: number, field: number, text: number]])[] = [
  [new RegExp(`^(?:add|write|put|make|leave|attach|set|jot down|jot) (?:an? |the )?(\\S+) (?:to|on|for|in|about|at) (.+?) ${says} (.+)$`, 'd'), [2, 1, 3]],
  [/^(?:in|to|on|for|at) (.+?) (?:add|write|put|note|make|set)(?: an?| the)? (\S+)(?: :| ,| saying| that)? (.+)$/d, [1, 2, 3]],
  [new RegExp(`^(?:(?:give|let|could|can|may|should) )?(.+?)(?: have| has| needs| gets| get| should have)? an? (\\S+) ${says} (.+)$`, 'd'), [1, 2, 3]],
]
