import type { Image } from './entry.ts'
import type { Layout } from './layout.ts'
import type { Store, Transaction } from './store.ts'

/**
 * The images of a table's rows that were read before, as they are committed; undefined while the open transaction has written
 * to the table, which may be taken back. What was asked for and is not there is kept as undefined. A change of the table's layout makes it another one.
 */
export const keptImages = (store: Store, layout: Layout): Map<number, Image | undefined> | undefined => {
  if (store.open && writtenIn.get(layout) === store.open) return undefined
  const known = images.get(layout) ?? new Map<number, Image | undefined>()
  images.set(layout, known)
  return known
}

/** Keeps an image, or that there is none. */
export const keepImage = (kept: Map<number, Image | undefined>, id: number, image: Image | undefined): void => {
  if (kept.size >= mostKept) kept.clear()
  kept.set(id, image)
}

/** Must come with every write to a table. */
export const forgetImages = (store: Store, layout: Layout): void => {
  images.delete(layout)
  if (store.open) writtenIn.set(layout, store.open)
}

/** Whoever asks for ids that are not there must not fill the memory. */
const mostKept = 100

const images = new WeakMap<Layout, Map<number, Image | undefined>>()
const writtenIn = new WeakMap<Layout, Transaction>()
