// Compiles what is published into dist/, or into the folder that is named: Node strips no types under node_modules.
import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
const dist = resolve(process.argv[2] ?? join(root, 'dist'))

rmSync(dist, { recursive: true, force: true })
const { status } = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', dist], { stdio: 'inherit', cwd: root })
if (status !== 0) process.exit(status ?? 1)
cpSync(join(root, 'src', 'web', 'public'), join(dist, 'src', 'web', 'public'), { recursive: true })
// An app is loaded, never imported: its types are nobody's, and the loader reads every file of the folder.
for (const file of readdirSync(join(dist, 'apps'))) if (file.endsWith('.d.ts')) rmSync(join(dist, 'apps', file))
