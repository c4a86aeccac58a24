import type { Problem } from '../app/problem.ts'
import type { Desk } from './desk.ts'
import type { Entry } from './entry.ts'
import { publish } from './listeners.ts'
import type { Store } from './store.ts'
import { storeProblem } from './store-problem.ts'

/** What a job came to: its answer, and the entries that it wrote. */
export interface Finished<T> {
  readonly answer: T
  readonly entries: readonly Entry[]
}

/**
 * Lets a job write. What waits at one moment shares one transaction; each job is a savepoint of it, which a Problem as its
 * answer takes back. Nobody is answered before the commit. A commit that fails answers every job with the same Problem,
 * and nothing of any of them happened. A job must not wait.
 */
export const enqueue = <T>(desk: Desk, job: () => Finished<T | Problem>): Promise<T | Problem> =>
  new Promise((resolve, reject) => {
    const queue = queueOf(desk)
    queue.waiting.push({
      run: () => {
        const { answer, entries } = job()
        return { entries, settle: () => resolve(answer) }
      },
      fail: (error) => {
        const known = storeProblem(error)
        if (known) resolve(known)
        else reject(error)
      },
    })
    schedule(desk, queue)
  })

/** Commits all that waits, now; before a desk closes. */
export const flush = (desk: Desk): void => {
  for (;;) {
    const jobs = queueOf(desk).waiting.splice(0, jobsPerCommit)
    if (jobs.length === 0) return
    commit(desk, jobs)
  }
}

interface Waiting {
  readonly run: () => Done
  readonly fail: (error: unknown) => void
}
interface Done { readonly entries: readonly Entry[]; readonly settle: () => void }
interface Queue {
  waiting: Waiting[]
  scheduled: boolean
  /** How many jobs the last commit had. */
  together: number
}

// More than this would hold up reads, which share the process, for longer than a blink.
const jobsPerCommit = 128
/** A client on the same machine has its answer and asks again within this; a sync takes longer. */
const quietMs = 0.05

const queues = new WeakMap<Store, Queue>()

const queueOf = (desk: Desk): Queue => {
  const known = queues.get(desk.store)
  if (known) return known
  const queue = { waiting: [], scheduled: false, together: 0 }
  queues.set(desk.store, queue)
  return queue
}

const schedule = (desk: Desk, queue: Queue) => {
  if (queue.scheduled) return
  queue.scheduled = true
  // After the sockets were read in this turn of the loop, so that what came together is committed together.
  setImmediate(gather, desk, queue, { seen: 0, since: 0 })
}

/** Who was answered together will ask again together: after several at once it waits until no more of them come, after a lone one it does not. */
const gather = (desk: Desk, queue: Queue, { seen, since }: { readonly seen: number; readonly since: number }): void => {
  const { length } = queue.waiting
  if (queue.together > 1 && length < jobsPerCommit) {
    const now = performance.now()
    const newest = length > seen ? now : since
    if (now - newest < quietMs) return void setImmediate(gather, desk, queue, { seen: length, since: newest })
  }
  queue.scheduled = false
  const jobs = queue.waiting.splice(0, jobsPerCommit)
  queue.together = jobs.length
  if (jobs.length > 0) commit(desk, jobs)
  if (queue.waiting.length > 0) schedule(desk, queue)
}

const commit = (desk: Desk, jobs: readonly Waiting[]) => {
  const done: Done[] = []
  const thrown: (() => void)[] = []
  try {
    desk.store.transaction(() => {
      for (const job of jobs)
        try {
          done.push(job.run())
        } catch (error) {
          // The disk's failure is everybody's; a bug in one job is its own.
          if (storeProblem(error) || !desk.store.inTransaction) throw error
          thrown.push(() => job.fail(error))
        }
    })
  } catch (error) {
    for (const job of jobs) job.fail(error)
    return
  }
  for (const fail of thrown) fail()
  for (const { settle } of done) settle()
  publish(desk.store, done.flatMap(({ entries }) => entries))
}
