import { nounOf } from './compile.ts'
import { articles } from './lexicon.ts'
import { asking, changeableTables, type Meaning, type Scene } from './scene.ts'
import { textOf, type Word } from './words.ts'

/** Asks where rows go that were meant for a list which is not there: "milk to my shopping list". */
export const askOtherList = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const to = words.findLastIndex(({ norm, quoted }) => !quoted && /^(to|on|onto|in|into)$/.test(norm))
  const [article, ...name] = words.slice(to + 1)
  if (to < 1 || !articles.has(article?.norm ?? '') || name.length < 2 || name.length > 3 || name.at(-1)?.norm !== 'list') return undefined
  const what = textOf(words.slice(0, to))
  const tables = changeableTables(scene).filter((table) => table.name !== 'profile').toSorted((one, two) => Number(two.isList) - Number(one.isList))
  return asking(`There is no ${textOf(name)} here. Where does “${what}” go?`, { choices: tables.slice(0, 4).map((table) => ({ label: table.table.title, say: `add ${what} to my ${nounOf(table, 2)}` })) })
}
