// Finds, or gets, the strace with which the fault tests record and fail system calls.
import { spawnSync } from 'node:child_process'
import { canInstall, install } from './debian-package.js'

/**
 * Tells whether a strace that works is there: on the path, or Debian's package (installed when root).
 * The tests that need it look for themselves and are skipped without it: a person who cannot install it may still test all else. `say` hears what takes long.
 */
export const findStrace = (say) => {
  if (process.platform !== 'linux') return false
  if (works()) return true
  if (!canInstall()) return false
  say('strace is not there: trying Debian’s package')
  install('strace')
  return works()
}

/** What to tell a person when there is none. */
export const explainNoStrace = () =>
  process.platform === 'linux'
    ? 'none that works: failing disks and whether the disk is waited for are not tried, only torn logs. Install it and run "npm test" again: sudo apt-get update && sudo apt-get install -y strace'
    : 'is for Linux alone: failing disks and whether the disk is waited for are not tried here, only torn logs'

/** One that is there may still not be allowed to trace: only a traced program counts. */
const works = () => spawnSync('strace', ['-f', '--seccomp-bpf', '-qq', '-o', '/dev/null', '-e', 'inject=fsync:error=EIO:when=1..2', 'true'], { stdio: 'ignore' }).status === 0
