import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { WriterOrders } from './desk-writer.ts'
import { writerCommand, writerEnvironment } from './writer-process.ts'

/** Why no test can record or fail system calls here, or false; the reason of a skip. `npm test` gets strace where it may. */
export const noStrace: string | false =
  process.platform !== 'linux' ? 'strace is for Linux alone'
  : spawnSync('strace', ['-f', '--seccomp-bpf', '-qq', '-o', '/dev/null', '-e', 'inject=fsync:error=EIO:when=1..2', 'true'], { stdio: 'ignore' }).status === 0 ? false
  : 'no strace that works is here: sudo apt-get install -y strace (a container may need --cap-add=SYS_PTRACE)'

/** Runs a writer of the desk under strace with these options; gives the lines that it said. */
export const runTraced = async (orders: WriterOrders, options: readonly string[], env = writerEnvironment): Promise<{ readonly lines: readonly string[]; readonly code: number | null }> => {
  const child = spawn('strace', ['-f', '--seccomp-bpf', '-qq', ...options, ...writerCommand, JSON.stringify(orders)], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const exit = once(child, 'exit')
  let said = ''
  for await (const chunk of child.stdout) said += String(chunk)
  const [code]: (number | null)[] = await exit
  return { lines: said.split('\n').slice(0, -1), code: code ?? null }
}

/** What a writer did to its folder's files, in order, and what it said; numbers are file descriptors. */
export type Call =
  | { readonly kind: 'open'; readonly path: string; readonly fd: number; readonly empty: boolean }
  | { readonly kind: 'close'; readonly fd: number }
  | { readonly kind: 'write'; readonly fd: number; readonly bytes: Buffer; /** Undefined: where the last one ended. */ readonly offset: number | undefined }
  | { readonly kind: 'truncate'; readonly fd: number; readonly size: number }
  | { readonly kind: 'sync'; readonly fd: number }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  | { readonly kind: 'unlink'; readonly path: string }

/** Records a run of a writer; gives its calls that worked. Every changing call must be one that this reads: any other fails the test. */
export const recordCalls = async (orders: WriterOrders, log: string): Promise<readonly Call[]> => {
  // Node writes compiled code by calls that are not read here.
  const { code } = await runTraced(orders, ['-s', '10000000', '-o', log, '-e', `trace=${traced.join(',')}`], { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' })
  if (code !== 0) throw new Error(`the writer ended with ${code}`)
  const calls: Call[] = []
  const started = new Map<string, string>()
  for await (const line of createInterface({ input: createReadStream(log, 'latin1') })) {
    const [, thread = '', said = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    // A call that another thread's came between: told in two lines, done at the second.
    if (said.endsWith('<unfinished ...>')) {
      started.set(thread, said.slice(0, -'<unfinished ...>'.length))
      continue
    }
    const rest = /^<\.\.\. \w+ resumed>/.exec(said)
    const call = readCall(rest ? `${started.get(thread)}${said.slice(rest[0].length)}` : said)
    if (call) calls.push(call)
  }
  return calls
}

const traced = [
  'openat', 'close', 'write', 'pwrite64', 'ftruncate', 'fsync', 'fdatasync', 'rename', 'renameat', 'renameat2', 'unlink', 'unlinkat',
  'writev', 'pwritev', 'pwritev2', 'sendfile', 'copy_file_range', 'fallocate', 'truncate', 'link', 'linkat', 'sync_file_range', 'msync',
]

const readCall = (said: string): Call | undefined => {
  const [, name = '', told = '', answer = '-1'] = /^(\w+)\((.*)\) += (-?\d+)/s.exec(said) ?? []
  if (Number(answer) < 0) return undefined
  const fd = Number.parseInt(told, 10)
  const [open, shut] = [told.indexOf('"'), told.lastIndexOf('"')]
  const after = told.slice(shut + 1)
  if (after.startsWith('...')) throw new Error(`strace has cut a ${name} short`)
  switch (name) {
    case '':
    case 'sendfile':
      return undefined
    case 'openat':
      return { kind: 'open', path: unescape(told.slice(open + 1, shut)).toString(), fd: Number(answer), empty: after.includes('O_TRUNC') }
    case 'close':
      return { kind: 'close', fd }
    case 'write':
    case 'pwrite64':
      return { kind: 'write', fd, bytes: unescape(told.slice(open + 1, shut)).subarray(0, Number(answer)), offset: name === 'write' ? undefined : Number(after.split(',')[2]) }
    case 'ftruncate':
      return { kind: 'truncate', fd, size: Number(told.split(',')[1]) }
    case 'fsync':
    case 'fdatasync':
      return { kind: 'sync', fd }
    case 'rename':
    case 'unlink': {
      const [path = '', to = ''] = told.slice(1, -1).split('", "')
      return name === 'rename' ? { kind: 'rename', path, to } : { kind: 'unlink', path }
    }
    default:
      throw new Error(`a call that this test does not understand: ${said.slice(0, 200)}`)
  }
}

const letters: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, v: 11, f: 12, '"': 34, '\\': 92 }

/** A string as strace tells it: C escapes, octal ones of one to three digits. */
const unescape = (told: string): Buffer => {
  const bytes = Buffer.allocUnsafe(told.length)
  let length = 0
  for (let at = 0; at < told.length; at += 1) {
    let byte = told.charCodeAt(at)
    if (byte === 92) {
      const letter = letters[told.charAt(at += 1)]
      byte = letter ?? 0
      if (letter === undefined) {
        let digits = 0
        for (; digits < 3; digits += 1) {
          const digit = told.charCodeAt(at + digits) - 48
          if (!(digit >= 0 && digit < 8)) break
          byte = byte * 8 + digit
        }
        if (digits === 0) throw new Error(`an escape that this test does not know: ${told.slice(at - 1, at + 4)}`)
        at += digits - 1
      }
    }
    bytes[length] = byte
    length += 1
  }
  return bytes.subarray(0, length)
}
