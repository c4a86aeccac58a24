import { randomBytes } from 'node:crypto'

/** Gives 16 bytes that nobody can guess and that are given once; drawn from the system 256 at a time, since each drawing costs more than a query. */
export const randomBlock = (): Buffer => {
  if (at + blockBytes > pool.length) {
    pool = randomBytes(poolBytes) // a new one, so that what was given stays as it is
    at = 0
  }
  at += blockBytes
  return pool.subarray(at - blockBytes, at)
}

const blockBytes = 16
const poolBytes = 4096
let pool = Buffer.alloc(0)
let at = 0
