import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Env as ParsedEnv, parseEnvironment } from './environment.ts'

export { BadEnvironment } from './environment.ts'

export type Env = Omit<ParsedEnv, 'AUTH_SECRET'> & {
  /** Always there: given, or made once and kept in the data folder. */
  AUTH_SECRET: string
}

let cached: Env | null = null

/** The validated environment; throws `BadEnvironment` at first use when it is wrong. */
export function env(): Env {
  cached ??= loadEnv()
  return cached
}

/** For tests and for the supervisor, which sets DATABASE_URL after starting the embedded Postgres. */
export function forgetEnv(): void {
  cached = null
}

function loadEnv(): Env {
  const parsed = parseEnvironment(process.env)
  const dataDir = resolve(parsed.EARSHOT_DATA_DIR)
  return {
    ...parsed,
    EARSHOT_DATA_DIR: dataDir,
    AUTH_SECRET: parsed.AUTH_SECRET ?? keptSecret(dataDir, 'auth-secret'),
  }
}

/** A random secret made once and kept in the data folder, readable by its owner alone. */
export function keptSecret(dataDir: string, name: string): string {
  const file = join(dataDir, name)
  const found = readSecret(file)
  if (found !== null) return found
  // Others may need to pass through the folder (Postgres runs as its own user); nobody else may list it.
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' })
  try {
    // A link appears whole or not at all, so two processes that start together agree on one secret.
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return readFileSync(file, 'utf8')
}

function readSecret(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
