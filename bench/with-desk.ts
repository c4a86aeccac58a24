import { startDeskProcess, type DeskProcess } from './desk.ts'
import { inFolder, makeDesk } from './fill.ts'
import { startFloor, type Floor } from './floor.ts'
import { startLoad, type LoadProcess } from './load.ts'

/** What a measurement works with. */
export interface AtDesk {
  readonly desk: DeskProcess
  readonly load: LoadProcess
  /** Where the desk's data lies; gone afterwards. */
  readonly dir: string
}

/** How the measured processes run. */
export interface Running {
  /** How much longer a synced write takes than the disk needs, in milliseconds; 0 by default. */
  readonly slowerSyncMs?: number
}

/** Runs `work` beside a desk with so many tasks, and the load generator; all of it ends with it. */
export const withDesk = <T>(rows: number, work: (at: AtDesk) => Promise<T>, running: Running = {}): Promise<T> =>
  inFolder(async (dir) => {
    await makeDesk(dir, rows)
    const load = startLoad()
    const desk = await startDeskProcess(dir, running)
    try {
      return await work({ desk, load, dir })
    } finally {
      await Promise.all([desk.close(), load.close()])
    }
  })

/** The same beside the floor, which has as many rows. */
export const besideFloor = <T>(rows: number, work: (at: AtDesk & { readonly floor: Floor }) => Promise<T>, running: Running = {}): Promise<T> =>
  withDesk(rows, async (at) => {
    const floor = await startFloor(at.dir, rows, running)
    try {
      return await work({ ...at, floor })
    } finally {
      await floor.close()
    }
  }, running)
