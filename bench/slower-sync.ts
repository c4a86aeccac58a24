import { spawnSync } from 'node:child_process'

/** A command with words before it. */
export interface Launch {
  readonly file: string
  readonly args: readonly string[]
}

/**
 * Launches `file` so that each of its synced writes takes `ms` longer: what a commit costs differs more from disk to disk
 * than all else. strace holds the two system calls back and nothing else; the process stays the direct child
 * (`-D`). Throws where strace is not installed. https://man7.org/linux/man-pages/man1/strace.1.html
 */
export const withSlowerSync = (ms: number, { file, args }: Launch): Launch => {
  if (ms === 0) return { file, args }
  if (spawnSync('strace', ['--version']).status !== 0) throw new Error('This bench needs strace (on Debian: apt-get install strace); the others run without it.')
  const calls = 'fsync,fdatasync'
  return {
    file: 'strace',
    args: ['-D', '-f', '--seccomp-bpf', '-qqq', '-o', '/dev/null', '-e', `trace=${calls}`, '-e', `inject=${calls}:delay_exit=${Math.round(ms * 1000)}`, file, ...args],
  }
}
