import type { KnownTable } from './compile.ts'
import { spokenOf } from './finish.ts'
import { findSure, idOf } from './reference.ts'
import { asking, doing, type Meaning, type Scene } from './scene.ts'
import { matchWords, shapeOf } from './shape.ts'
import { linkNamed } from './slot-readers.ts'
import type { Word } from './words.ts'

/**
 * Reads "remove Kofi from the food bank", "take Rosa off the soup run": the link of one row to another is emptied, and nobody is deleted.
 * A row that is linked to someone else is told of.
 */
export const readUnlink = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const at = words.findLastIndex(({ norm, quoted }) => !quoted && /^(from|off)$/.test(norm))
  const lead = words[1]?.norm === 'off' && /^(take|sign|drop)$/.test(words[0]?.norm ?? '') ? 2 : 1
  // "Drop Kofi off at the food bank" is a drive.
  if (scene.question || at < 2 || at <= lead || at === words.length - 1 || /^(at|to|in|on|for|by|with)$/.test(words[at + 1]?.norm ?? '')) return undefined
  const named = words.slice(at + 1)
  for (const table of scene.reflex.tables.filter(hasLink)) {
    const row = findSure(scene, named, { table: table.name })
    if (!row) continue
    const links = table.fields.flatMap(({ name, field }) => {
      const other = field.kind === 'link' && !field.required ? findSure(scene, words.slice(lead, at), { table: field.to ?? '' }) : undefined
      return other ? [{ name, other }] : []
    })
    const [link, ...more] = links
    if (!link || more.length > 0) continue
    const now = scene.world.valueIn?.(table.name, row.id, link.name)
    if (now !== undefined && now !== link.other.id) return asking(`“${link.other.label}” is not the ${link.name.replaceAll('_', ' ')} of “${row.label}”.`)
    return doing([{ action: 'update', table: table.name, id: idOf(row), [link.name]: null }], [spokenOf(row)])
  }
  return undefined
}

/** Reads "put Rosa on the soup run", "sign Kofi up for the front desk": the link of one row to another. */
export const readLinkOn = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const groups = scene.question ? undefined : matchWords(/^(?:put|book|sign|sign up|have|get|schedule|stick|pencil) (.+?) (?:(?:down |up |in )?(?:on|onto|for)|on to) (.+)$/d, shapeOf(words), words)
  if (!groups) return undefined
  for (const table of scene.reflex.tables.filter(hasLink)) {
    const link = linkNamed(scene, table, groups(1))
    const row = link && findSure(scene, groups(2), { table: table.name })
    if (link && row) return doing([{ action: 'update', table: table.name, id: idOf(row), [link.field]: link.value }], [spokenOf(row)])
  }
  return undefined
}

const hasLink = ({ changeable, fields }: KnownTable) => changeable && fields.some(({ field }) => field.kind === 'link')
