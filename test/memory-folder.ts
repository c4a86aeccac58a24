import { accessSync, constants } from 'node:fs'
import { tmpdir } from 'node:os'

/** Where files that need not outlive a real power cut are fastest: in memory, if this machine has such a place. */
export const memoryFolder = (): string => {
  try {
    accessSync('/dev/shm', constants.W_OK)
    return '/dev/shm'
  } catch {
    return tmpdir()
  }
}
