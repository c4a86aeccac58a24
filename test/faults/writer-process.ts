import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What starts a writer; its orders follow, or come as a message. */
export const writerCommand: readonly [string, ...string[]] = [process.execPath, join(import.meta.dirname, 'desk-writer.ts')]

const compiled = mkdtempSync(join(tmpdir(), 'prentice-compiled-'))
process.on('exit', () => rmSync(compiled, { recursive: true, force: true }))

/** Hundreds of writers start: the first one's compiled code makes the others start three times as fast. */
export const writerEnvironment: NodeJS.ProcessEnv = { ...process.env, NODE_COMPILE_CACHE: compiled, NODE_NO_WARNINGS: '1' }
