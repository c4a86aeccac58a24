import { basename, dirname } from 'node:path'
import type { Call } from './strace.ts'

/** Files of one folder as a power cut may leave them. */
export interface DiskModel {
  /** Follows one more call of the process that writes. */
  follow(call: Call): void
  /** Number of changes that no sync has made safe. */
  pending(): number
  /** The folder's files after a power cut now: what was synced, and of the rest what the coin keeps. */
  cut(random: () => number): ReadonlyMap<string, Buffer>
}

/**
 * Models the disk under a folder. A write is safe once its file is synced, a new, renamed or removed name once the folder is;
 * until then each write may be kept, lost or torn at a sector, and each name's change kept as long as those before it were.
 * So POSIX has it; real file systems promise more.
 */
export const diskUnder = (folder: string): DiskModel => {
  const names: Names = { safe: new Map(), now: new Map(), changes: [] }
  const open = new Map<number, { readonly file: File | 'folder'; position: number }>()
  const own = (path: string): string | undefined => (dirname(path) === folder && !/-shm$|^desk\.lock\.db|^desk\.address$/.test(basename(path)) ? basename(path) : undefined)
  const write = (fd: number, change: (position: number) => Change): void => {
    const to = open.get(fd)
    if (!to || to.file === 'folder') return
    const done = change(to.position)
    if (done.kind === 'bytes') to.position = done.offset + done.bytes.length
    to.file.changes.push(done)
  }
  return {
    follow: (call) => {
      switch (call.kind) {
        case 'open': {
          const name = own(call.path)
          open.delete(call.fd)
          if (call.path === folder) open.set(call.fd, { file: 'folder', position: 0 })
          if (name === undefined) return
          const file = names.now.get(name) ?? { safe: { bytes: Buffer.alloc(0), size: 0 }, changes: [] }
          if (!names.now.has(name)) rename(names, { to: name, file })
          if (call.empty) file.changes.push({ kind: 'size', size: 0 })
          open.set(call.fd, { file, position: 0 })
          return
        }
        case 'close':
          open.delete(call.fd)
          return
        case 'write':
          return write(call.fd, (position) => ({ kind: 'bytes', offset: call.offset ?? position, bytes: call.bytes }))
        case 'truncate':
          return write(call.fd, () => ({ kind: 'size', size: call.size }))
        case 'sync': {
          const file = open.get(call.fd)?.file
          if (file === 'folder') {
            names.safe = new Map(names.now)
            names.changes = []
          } else if (file) {
            apply(file.safe, file.changes)
            file.changes = []
          }
          return
        }
        case 'rename': {
          const [from, to] = [own(call.path), own(call.to)]
          const file = from === undefined ? undefined : names.now.get(from)
          if (from !== undefined && to !== undefined && file) rename(names, { from, to, file })
          return
        }
        case 'unlink': {
          const from = own(call.path)
          if (from !== undefined) rename(names, { from })
        }
      }
    },
    pending: () => names.changes.length + [...names.now.values()].reduce((sum, { changes }) => sum + changes.length, 0),
    cut: (random) => {
      const kept = new Map(names.safe)
      for (const change of names.changes.slice(0, Math.floor(random() * (names.changes.length + 1)))) move(kept, change)
      const share = [0, 0.1, 0.5, 0.9, 1][Math.floor(random() * 5)] ?? 1
      return new Map([...kept].map(([name, { safe, changes }]) => {
        const { bytes, size } = apply(copyOf(safe), changes.flatMap((change) => fateOf(change, share, random)))
        return [name, bytes.subarray(0, size)]
      }))
    },
  }
}

type Change = { readonly kind: 'bytes'; readonly offset: number; readonly bytes: Buffer } | { readonly kind: 'size'; readonly size: number }
interface Content { bytes: Buffer; size: number }
interface File { readonly safe: Content; changes: Change[] }
/** A file's name comes, goes or becomes another. */
interface NameChange { readonly from?: string; readonly to?: string; readonly file?: File }
interface Names { safe: Map<string, File>; readonly now: Map<string, File>; changes: NameChange[] }

const rename = (names: Names, change: NameChange): void => {
  move(names.now, change)
  names.changes.push(change)
}

const move = (files: Map<string, File>, { from, to, file }: NameChange): void => {
  if (from !== undefined) files.delete(from)
  if (to !== undefined && file) files.set(to, file)
}

const sector = 512

/** Kept with this share; otherwise lost, or torn: some of its sectors kept, or those before one. */
const fateOf = (change: Change, share: number, random: () => number): readonly Change[] => {
  if (random() < share) return [change]
  if (change.kind === 'size' || share === 0 || random() < 0.5) return []
  const { offset, bytes } = change
  const first = sector - (offset % sector)
  const cuts = [0]
  for (let at = first; at < bytes.length; at += sector) cuts.push(at)
  const ends = Math.floor(random() * cuts.length)
  const inOrder = random() < 0.5
  return cuts.flatMap((from, n) => ((inOrder ? n < ends : random() < 0.5) ? [{ kind: 'bytes', offset: offset + from, bytes: bytes.subarray(from, cuts[n + 1] ?? bytes.length) }] : []))
}

/** Does changes to a content; its buffer grows by doubling, and is zeros beyond the size. */
const apply = (content: Content, changes: readonly Change[]): Content => {
  for (const change of changes) {
    const end = change.kind === 'size' ? change.size : change.offset + change.bytes.length
    if (end > content.bytes.length) {
      const larger = Buffer.alloc(2 * end)
      content.bytes.copy(larger, 0, 0, content.size)
      content.bytes = larger
    }
    if (change.kind === 'bytes') {
      change.bytes.copy(content.bytes, change.offset)
      content.size = Math.max(content.size, end)
    } else {
      if (end < content.size) content.bytes.fill(0, end, content.size)
      content.size = end
    }
  }
  return content
}

const copyOf = ({ bytes, size }: Content): Content => ({ bytes: Buffer.from(bytes.subarray(0, size)), size })
