import type { KnownTable } from './compile.ts'
import type { Scene } from './scene.ts'
import { readSlots, type Values } from './slots.ts'
import { isEmail } from './value.ts'
import { textOf, type Word } from './words.ts'

/** The firm that a part of a visiting card names, where rows have one: of "Priya Nair, Nimbus, priya@nimbus.example" the words between. */
export const firmOn = (table: KnownTable, card: readonly Word[], part: readonly Word[]): Values | undefined => {
  const firm = table.fields.find(({ field, names }) => field.kind === 'text' && names.some(([name]) => name === 'company' || name === 'employer'))
  const isOnCard = card.filter(({ norm }) => isEmail(norm)).length === 1 && part.length < 6 && !part.some(({ norm, quoted }) => !quoted && /\d|@|^[:,]$/.test(norm))
  return firm && isOnCard && /^\p{Lu}/u.test(part[0]?.text ?? '') ? { [firm.name]: textOf(part) } : undefined
}

/** Reads values that stand on a card behind a name: "Becker & Co, tom@becker.example". */
export const readCard = (scene: Scene, table: KnownTable, words: readonly Word[]): Values | undefined => {
  let values: Values = {}
  for (let from = 0; from < words.length; ) {
    const comma = words.findIndex(({ norm }, at) => at > from && norm === ',')
    const part = words.slice(from, comma < 0 ? undefined : comma)
    const read = readSlots(scene, table, part) ?? firmOn(table, words, part)
    if (!read || Object.keys(read).some((name) => name in values)) return undefined
    values = { ...values, ...read }
    from += part.length + 1
  }
  return values
}
