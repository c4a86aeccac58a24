import { join } from 'node:path'
import { styleText } from 'node:util'
import pino from 'pino'
import { createStream } from 'rotating-file-stream'
import { plainText } from './app/plain-text.ts'
import type { ApprenticeNote } from './apprentice/port.ts'
import { wrapWords } from './wrap-words.ts'

/** What the desk tells whoever runs it: one readable line per happening in the terminal, the same as JSON in a file. */
export interface Console {
  /** One line; `details` are for the file. No token, cookie or sign-in link may be in either. */
  info(line: string, details?: object): void
  warn(line: string, details?: object): void
  /** A bug, under the id that its page shows. */
  failed(id: string, error: unknown, where: string): void
  /** The conversation with the model, in the terminal only and only when asked for. */
  note(note: ApprenticeNote): void
  close(): Promise<void>
}

/** Opens the terminal's lines and `logs/prentice.log` in the data folder: 5 MB a file, the last 5 are kept, readable by the owner only. */
export const openConsole = ({ dir, verbose, out = process.stdout }: { readonly dir: string; readonly verbose: boolean; readonly out?: NodeJS.WritableStream }): Console => {
  const file = openLog(join(dir, 'logs'))
  const lines = gatherLines((text) => file.write(text))
  const log = pino({ base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, lines)
  const shown = gatherLines((text) => out.write(text))
  // Colours only where they are seen: the stream is asked, and NO_COLOR.
  const isColoured = styleText('dim', '', { stream: out }) !== ''
  const paint = (colour: Colour, text: string): string => (isColoured ? styleText(colour, text, { validateStream: false }) : text)
  const clock = openClock()
  const show = (text: string, colour: Colour = []): void => shown.write(`  ${paint('dim', clock())}  ${paint(colour, text)}\n`)
  const showLine = (line: string, colour?: Colour): void => show(hanging(plainText(line), out), colour)
  return {
    info: (line, details = {}) => {
      showLine(line)
      log.info(details, line)
    },
    warn: (line, details = {}) => {
      showLine(line, 'yellow')
      log.warn(details, line)
    },
    failed: (id, error, where) => {
      show(plainText(`${where} failed (${id}): ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`), 'red')
      log.error({ id, err: error, where }, 'failed')
      lines.flush()
    },
    note: (note) => {
      if (note.kind === 'failed') log.error({ err: note.error, turn: note.turn }, 'a turn failed')
      if (verbose) show(plainText(noteToText(note)), 'cyan')
    },
    close: () => new Promise((resolve) => {
      shown.flush()
      lines.flush()
      file.end(resolve)
    }),
  }
}

/** A full disk must not end the desk for the sake of its log: a file that failed takes no more, and the next line tries a new one, on a line of its own. */
const openLog = (path: string): { readonly write: (text: string) => void; readonly end: (done: () => void) => void } => {
  const open = (): ReturnType<typeof createStream> => {
    const opened = createStream('prentice.log', { path, size: '5M', maxFiles: 5, mode: 0o600 })
    return opened.on('error', () => {
      if (file === opened) file = undefined
    })
  }
  let file: ReturnType<typeof createStream> | undefined = open()
  return {
    write: (text) => void (file ? file.write(text) : (file = open()).write(`\n${text}`)),
    end: (done) => void (file ? file.end(() => done()) : done()),
  }
}

/** A terminal breaks a long line within a word and under the clock. */
const hanging = (line: string, out: NodeJS.WritableStream): string =>
  'columns' in out && typeof out.columns === 'number' ? wrapWords(line, Math.max(out.columns - besideClock.length, 40)).join(`\n${besideClock}`) : line
const besideClock = ' '.repeat('  09:05:01  '.length)

/** Lines are written in one piece, a moment later: a write for each would cost as much as the change that it tells of. */
const gatherLines = (writeOut: (text: string) => void): { readonly write: (line: string) => void; readonly flush: () => void } => {
  let text = ''
  const flush = (): void => {
    if (text !== '') writeOut(text)
    text = ''
  }
  return {
    flush,
    write: (line) => {
      if (text === '') setTimeout(flush, gatherMs).unref()
      text += line
    },
  }
}

const gatherMs = 100

type Colour = Parameters<typeof styleText>[0]

/** `09:05:01` by the clock of this machine; put into words once a second. */
const openClock = (): (() => string) => {
  let known: { readonly second: number; readonly text: string } | undefined
  return () => {
    const now = Date.now()
    const second = Math.floor(now / 1000)
    if (known?.second !== second) known = { second, text: new Date(now).toTimeString().slice(0, 8) }
    return known.text
  }
}

const noteToText = (note: ApprenticeNote): string => {
  switch (note.kind) {
    case 'sent': return `turn ${note.turn} to ${note.model}:\n${note.messages.map(({ role, content }) => `[${role}] ${content}`).join('\n')}`
    case 'received': return `turn ${note.turn} from ${note.model} in ${Math.round(note.durationMs)} ms:\n${note.text}`
    case 'failed': return `turn ${note.turn ?? '?'} failed: ${String(note.error)}`
  }
}
