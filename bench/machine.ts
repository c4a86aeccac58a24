import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { availableParallelism, cpus, release, tmpdir, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { percentile, rounded } from './statistics.ts'

/** What the numbers were measured on. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  readonly system: string
  readonly node: string
}

/** Describes this machine. */
export const machine = (): Machine => ({
  cpu: cpus()[0]?.model.trim() || 'unknown processor',
  cores: availableParallelism(),
  memoryGb: Math.round(totalmem() / 1024 ** 3),
  system: `${type()} ${release().split('-')[0] ?? ''}`,
  node: process.versions.node,
})

/** Measures the median time of a 4 KiB write that waits until the disk has it, in the folder that the benches use. */
export const measureSyncMs = async (): Promise<number> => {
  const dir = mkdtempSync(join(tmpdir(), 'prentice-bench-'))
  const file = openSync(join(dir, 'sync'), 'w')
  const block = Buffer.alloc(4096, 1)
  try {
    const times = Array.from({ length: 100 }, () => {
      const startedAt = performance.now()
      writeSync(file, block)
      fdatasyncSync(file)
      return performance.now() - startedAt
    })
    return rounded(percentile(times, 50))
  } finally {
    closeSync(file)
    rmSync(dir, { recursive: true, force: true })
  }
}
