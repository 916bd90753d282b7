import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Names every platform's optional package in package-lock.json. A registry mirror that holds only some platforms makes
 * npm leave the others out, and then `npm ci` refuses the lock everywhere. Run after `npm install` on such a mirror.
 */
export type LockPackage = {
  version?: string
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}
export type Lock = { packages: Record<string, LockPackage> }

/** Optional packages that some package asks for and the lock does not name. */
export function missingPlatforms(lock: Lock): { name: string; version: string; dev: boolean }[] {
  const missing = new Map<string, { name: string; version: string; dev: boolean }>()
  for (const [path, asker] of Object.entries(lock.packages))
    for (const [name, version] of Object.entries(asker.optionalDependencies ?? {}))
      if (!(`node_modules/${name}` in lock.packages || `${path}/node_modules/${name}` in lock.packages))
        missing.set(name, { name, version, dev: asker.dev ?? false })
  return [...missing.values()]
}

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'win32',
  'openharmony',
  'netbsd',
  'openbsd',
  'sunos',
  'aix',
]
const processors = ['arm64', 'x64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'wasm32']

/** The entry that npm would have written, by the platform in the package's name. */
export function platformEntry({
  name,
  version,
  dev,
}: {
  name: string
  version: string
  dev: boolean
}): LockPackage {
  const parts = name.split(/[-/]/)
  const os = systems.find((system) => parts.includes(system))
  const cpu = processors.find((processor) => parts.includes(processor))
  const libc = parts.includes('musl')
    ? 'musl'
    : parts.includes('gnu') || parts.includes('gnueabihf')
      ? 'glibc'
      : null
  return {
    version,
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(dev ? { dev: true } : {}),
    ...(os === 'linux' && libc ? { libc: [libc] } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  }
}

if (import.meta.main) {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock
  for (const missing of missingPlatforms(lock))
    lock.packages[`node_modules/${missing.name}`] = platformEntry(missing)
  const [root, ...rest] = Object.entries(lock.packages)
  const sorted = [...(root ? [root] : []), ...rest.sort(([a], [b]) => (a < b ? -1 : 1))]
  writeFileSync(
    'package-lock.json',
    `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`,
  )
}
