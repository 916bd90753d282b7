import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Embedded, startEmbedded } from '#lib/db/embedded.server.ts'
import { migrate } from '#lib/db/migrate.server.ts'
import { closePools } from '#lib/db/pools.server.ts'
import { forgetEnv } from '#lib/env.server.ts'
import { freePort } from '#lib/supervisor/ports.server.ts'

const root = join(import.meta.dirname, '../..')

/** A durable Postgres in a folder of its own, which can be killed, frozen and brought back on its port. */
export type OwnDatabase = {
  url: string
  dataDir: string
  /** SIGKILL to every process of it, as the kernel does when memory runs out. */
  kill(): Promise<void>
  /** Starts it again on the same port; committed rows are there. */
  bringBack(): Promise<void>
  /** SIGSTOP or SIGCONT to every process of it. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
  /** process ids of the server and its backends */
  pids(): number[]
  stop(): Promise<void>
}

/** Starts and migrates it, and points this process's environment at it. */
export async function startOwnDatabase(name: string): Promise<OwnDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), `earshot-${name}-`))
  let server: Embedded = await startEmbedded({ dataDir, port: 0 })
  const { url, port } = server
  Object.assign(process.env, {
    DATABASE_URL: url,
    EARSHOT_DATA_DIR: dataDir,
    AUTH_SECRET: 'a-secret-for-servers-that-are-thrown-away',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'fatal',
    NODE_ENV: 'production',
  })
  forgetEnv()
  await migrate(url)
  const pids = () => serverPids(join(dataDir, 'postgres', 'postmaster.pid'))
  return {
    url,
    dataDir,
    pids,
    async kill() {
      for (const pid of pids()) end(pid, 'SIGKILL')
      await server.exited
      await server.stop()
    },
    async bringBack() {
      server = await startEmbedded({ dataDir, port })
    },
    signal(signal) {
      for (const pid of pids()) end(pid, signal)
    },
    async stop() {
      await closePools()
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function serverPids(pidFile: string): number[] {
  const server = Number.parseInt(readFileSync(pidFile, 'utf8'), 10)
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const backends = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === server)
    .map(([pid = 0]) => pid)
  return [server, ...backends]
}

function end(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal)
  } catch {
    // it ended by itself
  }
}

/** The engine as a process of its own that may be killed and started again on its port. */
export type OwnEngine = {
  url: string
  port: number
  pid(): number
  /** Starts it with these variables beside the usual ones; resolves when it listens and has rebuilt. */
  start(env?: Record<string, string>): Promise<void>
  /** Resolves with the signal or code it ended with. */
  ended(): Promise<NodeJS.Signals | number | null>
  kill(): Promise<void>
  stop(): Promise<void>
}

export type EngineOptions = {
  /** arguments for Node before the script */
  nodeArgs?: string[]
  env?: Record<string, string>
  /** run under this command, as `taskset -c 0` */
  under?: string[]
}

const readyWithinMs = 60_000

export async function createOwnEngine(options: EngineOptions = {}): Promise<OwnEngine> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | null = null
  let exit: Promise<NodeJS.Signals | number | null> = Promise.resolve(null)
  return {
    url,
    port,
    pid: () => child?.pid ?? 0,
    async start(env = {}) {
      const [command = '', ...args] = [
        ...(options.under ?? []),
        process.execPath,
        ...(options.nodeArgs ?? []),
        'engine.ts',
      ]
      const own = spawn(command, args, {
        cwd: root,
        env: { ...process.env, ENGINE_PORT: String(port), ...options.env, ...env },
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      child = own
      exit = new Promise((resolve) => own.once('exit', (code, signal) => resolve(signal ?? code)))
      await listening(own, url)
    },
    ended: () => exit,
    async kill() {
      child?.kill('SIGKILL')
      await exit
    },
    async stop() {
      child?.kill('SIGTERM')
      await exit
    },
  }
}

/** A process that is killed at a crash point may end before anybody saw it ready; that is no fault. */
async function listening(child: ChildProcess, url: string): Promise<void> {
  const until = Date.now() + readyWithinMs
  while (child.exitCode === null && child.signalCode === null) {
    const reply = await fetch(`${url}/readyz`).catch(() => null)
    await reply?.body?.cancel()
    if (reply?.status === 200) return
    if (Date.now() > until) throw new Error('the engine was not ready in time')
    await pause(40)
  }
  if (child.exitCode !== null) throw new Error(`the engine ended with ${child.exitCode} instead of starting`)
}
