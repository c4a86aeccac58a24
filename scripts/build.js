// Compiles what is published: Node strips no types under node_modules.
import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')

rmSync(join(root, 'dist'), { recursive: true, force: true })
const { status } = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit', cwd: root })
if (status !== 0) process.exit(status ?? 1)
cpSync(join(root, 'src', 'web', 'public'), join(root, 'dist', 'src', 'web', 'public'), { recursive: true })
// An app is loaded, never imported: its types are nobody's.
for (const file of readdirSync(join(root, 'dist', 'apps'))) if (file.endsWith('.d.ts')) rmSync(join(root, 'dist', 'apps', file))
