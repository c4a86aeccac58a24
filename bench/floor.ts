import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { withSlowerSync } from './slower-sync.ts'

/** A running floor: the least that a server for the same work can be. */
export interface Floor {
  readonly port: number
  readonly pid: number
  close(): Promise<void>
}

/**
 * Starts the floor, a process with bare `node:http` and `node:sqlite`, on a database of its own in `dir` with `rows` rows.
 * It answers `POST /insert`, `POST /update`, `GET /list[?after=position]`, `GET /search?words=…`. Its synced writes take `slowerSyncMs` longer.
 */
export const startFloor = async (dir: string, rows: number, { slowerSyncMs = 0 }: { readonly slowerSyncMs?: number } = {}): Promise<Floor> => {
  const { file, args } = withSlowerSync(slowerSyncMs, { file: process.execPath, args: [] })
  const child = fork(join(import.meta.dirname, 'floor-child.ts'), [join(dir, 'floor.db'), String(rows)], { execPath: file, execArgv: [...args] })
  const [port]: number[] = await once(child, 'message')
  if (port === undefined) throw new Error('the floor did not start')
  return {
    port,
    pid: child.pid ?? 0,
    close: async () => {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}
