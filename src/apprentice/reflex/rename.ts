import { spokenOf } from './finish.ts'
import { askWhich, findRow, idOf, type NamedRow, type UnclearRow } from './reference.ts'
import { doing, withoutArticles, type Meaning, type Scene } from './scene.ts'
import { goesOn, isPlainText } from './value.ts'
import { textOf, type Word } from './words.ts'

/** Reads what follows "rename": a row, "to", and its new name, which is taken as it was typed. */
export const readRename = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (scene.question) return undefined
  let best: { readonly row: NamedRow; readonly name: readonly Word[] } | undefined
  let unclear: UnclearRow | undefined
  for (let at = 1; at < words.length - 1; at++) {
    if (!/^(to|into|as|with|->|=>|→)$/.test(words[at]?.norm ?? '')) continue
    const row = findRow(scene, words.slice(0, at), { fits: (table) => table.changeable })
    const name = words.slice(at + 1)
    if (row?.kind === 'unclear') unclear ??= row
    // "rename go to bank to go to work": of two names the whole one, else the longer one.
    // A name in quotes is whole: what follows asks for something else.
    if (name[0]?.quoted && name.length > 1) continue
    if (row?.kind === 'row' && isPlainText(name) && !goesOn(name) && (!best || row.how === 'exact' || best.row.how !== 'exact')) best = { row, name }
  }
  if (!best) return unclear ? askWhich(unclear) : undefined
  const { row, name } = best
  if (row.table.fields.find((field) => field.name === row.table.titleField)?.field.kind !== 'text') return undefined
  // "Change the bananas to 6" means how many.
  if (/^\d+([.,]\d+)?( ?\p{L}{1,4}²?)?$/u.test(name.map(({ norm }) => norm).join(' ')) && row.table.fields.some(({ field }) => /integer|decimal|money/.test(field.kind))) return undefined
  return doing([{ action: 'update', table: row.table.name, id: idOf(row), [row.table.titleField]: nameText(name) }], [{ ...spokenOf(row), label: textOf(name) }])
}

const nameText = (words: readonly Word[]) => textOf(words[0]?.norm === 'the' && words[0]?.text === 'the' && words.length > 1 && words[1]?.quoted ? withoutArticles(words) : words)
