import { nameAt } from './scene.ts'
import type { Take } from './selection-parts.ts'
import { readValue } from './value.ts'

/** "Grace's deals" */
export const owned: Take = (scene, table, words, at, into) => {
  const owner = words.findIndex(({ norm }, i) => i > at && norm === "'s")
  const links = table.fields.filter(({ field }) => field.kind === 'link')
  if (owner < 0 || links.length !== 1 || !links[0] || nameAt(words, owner + 1, table.plurals) === 0) return 0
  const value = readValue(scene, links[0], words.slice(at, owner))
  if (typeof value !== 'number') return 0
  into.where[links[0].name] = value
  return owner + 1 - at
}

/** "does Elena have", "has Marcus got" */
export const had: Take = (scene, table, words, at, into) => {
  const isHad = /^(does|do|has|have)$/.test(words[at]?.norm ?? '') && /^(have|got|has)$/.test(words.at(-1)?.norm ?? '') && at > 0 && words.length - at > 2 && into.noun !== 'none'
  const links = isHad ? table.fields.filter(({ field }) => field.kind === 'link') : []
  const value = links[0] && links.length === 1 ? readValue(scene, links[0], words.slice(at + 1, -1)) : undefined
  if (typeof value !== 'number' || !links[0]) return 0
  into.where[links[0].name] = value
  return words.length - at
}
