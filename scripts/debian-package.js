// Installs a package of Debian's where that is possible without asking anybody.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Tells whether a package can be had so: only as root, and only on Debian and its kin. */
export const canInstall = () => process.getuid?.() === 0 && existsSync('/etc/debian_version')

/** Installs a package; what became of it is for the caller to find out. */
export const install = (name) => {
  quietly(['update', '-qq'])
  quietly(['install', '-y', '-qq', '--no-install-recommends', name])
}

const quietly = (args) => spawnSync('apt-get', args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 240_000, killSignal: 'SIGKILL' })
