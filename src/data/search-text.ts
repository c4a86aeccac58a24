import type { FieldKind } from '../app/field.ts'
import type { Image } from './entry.ts'
import type { Column, Layout } from './layout.ts'

/** Rows of one table have ids in the search index from `n` times this number on: 8,000 tables of 10^12 rows fit an exact integer. */
export const searchIdsPerTable = 2 ** 40

/** The row's id in the search index. */
export const searchRowId = ({ n }: Pick<Layout, 'n'>, id: number): number => n * searchIdsPerTable + id

/** What is found by words: the text of a row's fields, that of private fields apart so that a search for the model can leave it out. */
export const searchTextOf = (layout: Layout, image: Image): { readonly text: string; readonly secret: string } => {
  const texts = layout.columns.filter(isSearched)
  const join = (isPrivate: boolean): string =>
    texts.filter((column) => column.private === isPrivate).map(({ name }) => image[name]).filter((value) => typeof value === 'string' && value !== '').join('\n')
  return { text: join(false), secret: join(true) }
}

/** Whether two images of a row are found by other words, or by other people. */
export const isFoundOtherwise = (layout: Layout, before: Image, after: Image): boolean =>
  before['_profile'] !== after['_profile'] || layout.columns.some((column) => before[column.name] !== after[column.name] && isSearched(column))

const isSearched = ({ kind, live, name }: Column): boolean => live && searched.has(kind) && !name.startsWith('_')

const searched: ReadonlySet<FieldKind> = new Set<FieldKind>(['text', 'longtext', 'url', 'email', 'choice'])
