import type { Command } from '../../data/command.ts'
import { readClause } from './clause.ts'
import { fieldAt } from './field-names.ts'
import { nounOf, type KnownTable } from './compile.ts'
import { anyList, articles, doneWords, pronouns, turnWords, verbs } from './lexicon.ts'
import { nameAt, usualTable, verbAt, type Scene } from './scene.ts'
import { readWords, type Word } from './words.ts'

/** A row that a request names and that is not there. */
export interface MissingRow {
  readonly table: string
  /** What the row was called. */
  readonly words: string
  /** A request that adds it, where the one that was said gives it values. */
  readonly add?: string
}

/** Reads a clause that would be plain if the row that it names were there. Only after a verb that can hardly mean anything else. */
export const readMissing = (scene: Scene, words: readonly Word[]): MissingRow | undefined => {
  // "Set a timer", "delete this song": no row that has a name.
  if (verbAt(words, 0, sureVerbs) === 0 || /^(an?|this|that|these|those|your)$/.test(words[1]?.norm ?? '')) return undefined
  for (const table of tablesMeant(scene, words)) {
    const supposed = suppose(scene, table)
    const meaning = readClause(supposed.scene, words)
    const commands = meaning && meaning.kind !== 'ask' ? meaning.commands : []
    const command = commands.find(({ id, after, before }) => id === nowhere || after === nowhere || before === nowhere)
    const said = supposed.names.at(-1)
    // "Is the dentist open on Saturday?": the row is there, and what is asked of it is nothing that the desk knows.
    const isAsked = /^(is|when|what)$/.test(words[0]?.norm ?? '') && said !== undefined && said.split(/\s+/).some((word) => word.length > 3 && scene.world.find(table.name, word).some(({ how }) => how !== 'fuzzy'))
    if (command && said !== undefined && !isAsked) return { table: table.name, words: said, ...adding(table, command, said) }
  }
  return undefined
}

/** The id of a row that is only supposed; no real one has it. */
const nowhere = -1

const sureVerbs = [
  ...verbs.delete.filter(([first]) => /^(delete|remove|erase)$/.test(first ?? '')), ...verbs.finish.filter(([first]) => /^(finish|complete|tick)$/.test(first ?? '')), ...verbs.reopen,
  ...verbs.rename.filter(([first]) => first === 'rename'), ...verbs.set.filter(([first]) => /^(set|mark|change|postpone|reschedule)$/.test(first ?? '')), ['move'], ['snooze'], ['is'], ['when', 'is'], ['what', 'is'],
]

const tablesMeant = (scene: Scene, words: readonly Word[]): readonly KnownTable[] => {
  const named = scene.reflex.tables.filter((table) => words.some((_, at) => nameAt(words, at, table.singulars) > 0))
  const usual = usualTable(scene)
  if (named.length > 0 || (usual && scene.world.page)) return named.length > 0 ? named : usual ? [usual] : []
  const fielded = scene.reflex.tables.filter((table) => words.some((_, at) => fieldAt(table, words, at)))
  return usual && (fielded.length === 0 || fielded.includes(usual)) ? [usual] : fielded
}

/** The scene as if the table held a row of any plain name; `names` are those that were asked for. */
const suppose = (scene: Scene, table: KnownTable): { readonly scene: Scene; readonly names: readonly string[] } => {
  const names: string[] = []
  const find: Scene['world']['find'] = (name, words) => {
    const found = scene.world.find(name, words)
    if (found.length > 0 || name !== table.name || !isPlainName(table, words)) return found
    names.push(words)
    return [{ id: nowhere, label: words, how: 'exact' }]
  }
  const { now, zone, profile, profiles, recent, page, beside } = scene.world
  return { names, scene: { ...scene, found: new Map(), world: { now, zone, profile, recent, find, beside, ...(profiles && { profiles }), ...(page && { page }) } } }
}

const isPlainName = (table: KnownTable, text: string): boolean => {
  const words = readWords(text)
  return words.length > 0 && words.length <= 5 && words.some(({ norm }) => /\p{L}{2}/u.test(norm)) && words.every(({ norm, quoted }) => quoted || (/[\p{L}\p{N}]/u.test(norm) && !unlikely.test(norm) && !doneWords.has(norm) && !turnWords.has(norm) && !pronouns.has(norm) && !anyList.has(norm))) &&
    !articles.has(words[0]?.norm ?? '') && words.every((_, at) => nameAt(words, at, [...table.singulars, ...table.plurals]) === 0 && !fieldAt(table, words, at))
}
const unlikely = /^(and|on|mind|about|finish|from|off|in|to|as|is|are|by|of|up|down|all|every|everything|me|you|i|we|us|he|she|they|who|what|my|your|yourself|him|her|them|or|nor|rather|yesterday|today|tomorrow)$/

const adding = (table: KnownTable, { action, id, ...values }: Command, said: string): { readonly add?: string } => {
  const { done } = table
  const given = Object.entries(values).filter(([name, value]) => name !== 'table' && value !== null && name !== table.titleField && name !== done?.field)
  if (action !== 'update' || id !== nowhere || given.length === 0 || given.length < Object.keys(values).length - 1) return {}
  return { add: `add a ${nounOf(table)} called "${said}", ${given.map(([name, value]) => `${name.replaceAll('_', ' ')} ${String(value)}`).join(', ')}` }
}
