import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { availableParallelism, platform } from 'node:os'
import { join } from 'node:path'
import { absoluteMs, signInCookieName } from '#lib/access/sign-in-cookie.ts'
import { hashSignInSecret, newSignInSecret, sealClaims } from '#lib/access/sign-in-token.server.ts'
import { env } from '#lib/env.server.ts'
import { freePort } from '#lib/supervisor/ports.server.ts'
import { seedDemo } from '../prisma/seed.ts'
import {
  createOwnEngine,
  type OwnDatabase,
  type OwnEngine,
  startOwnDatabase,
} from '../scripts/faults/servers.ts'
import type { Command, Outcome } from './load.ts'
import { cpuMicros } from './measure.ts'
import { addKeys, addSignIn, clearCalls, raiseQuotas } from './store.server.ts'

const here = import.meta.dirname
const canPin =
  platform() === 'linux' && availableParallelism() > 1 && spawnSync('taskset', ['-V']).status === 0
/** The engine has a core to itself where there are two; what feeds it and what it writes to share another. */
export const engineCore = canPin ? ['taskset', '-c', '0'] : []
export const otherCore = canPin ? ['taskset', '-c', '1'] : []
export const pinned = canPin

export type Ground = {
  database: OwnDatabase
  engine: OwnEngine
  /** where the engine's inspector opens when asked to */
  inspectorPort: number
  keys: string[]
  admin: string
  /** Starts the engine anew with no calls, and lets `people` join. */
  fresh(people: number): Promise<void>
  join(people: number, callSize?: number): Promise<void>
  load(command: Command): Promise<Outcome>
  cookie(email?: string): Promise<string>
  postgresCpu(): number
  say(line: string): void
  stop(): Promise<void>
}

export async function startGround(say: (line: string) => void): Promise<Ground> {
  const database = await startOwnDatabase('bench')
  pin(database.pids())
  const inspectorPort = await freePort()
  const engine = await createOwnEngine({
    under: engineCore,
    nodeArgs: [`--inspect-port=127.0.0.1:${inspectorPort}`],
  })
  const webPort = await freePort()
  Object.assign(process.env, {
    PORT: String(webPort),
    ENGINE_PORT: String(engine.port),
    EARSHOT_URL: `http://localhost:${webPort}`,
    EARSHOT_ENGINE_URL: `http://localhost:${engine.port}`,
  })
  const demo = await seedDemo(new Date(), [])
  const admin = demo.logins.find(({ role }) => role === 'admin')?.email ?? ''
  const keys = demo.customers.flatMap(({ apps }) => apps.map((app) => app.simulatedKey))
  await raiseQuotas()
  const generator = startGenerator()
  const ground: Ground = {
    database,
    engine,
    inspectorPort,
    keys,
    admin,
    say,
    async fresh(people) {
      await engine.stop()
      await clearCalls()
      await engine.start()
      if (people > 0) await ground.join(people)
    },
    async join(people, callSize) {
      const outcome = await generator.ask({
        do: 'join',
        url: engine.url,
        keys: ground.keys,
        people,
        gzip: true,
        ...(callSize === undefined ? {} : { callSize }),
      })
      if (outcome.errors > 0)
        throw new Error(`${outcome.errors} of ${people} could not join: ${outcome.firstError}`)
      say(`${people} joined in ${outcome.seconds.toFixed(1)} s; tried again ${outcome.late} times`)
    },
    load: generator.ask,
    cookie: (email = admin) => makeCookie(email),
    postgresCpu: () => cpuMicros(database.pids()),
    async stop() {
      generator.stop()
      await engine.stop()
      await database.stop()
    },
  }
  return ground
}

function pin(pids: readonly number[]) {
  if (!canPin) return
  // Backends are children of the server and stay where it is.
  for (const pid of pids) spawnSync('taskset', ['-cp', '1', String(pid)])
}

type Generator = { ask(command: Command): Promise<Outcome>; stop(): void }

function startGenerator(): Generator {
  const child = startNode([join(here, 'load.ts')], otherCore)
  return {
    ask(command) {
      return new Promise((resolve, reject) => {
        const failed = () => reject(new Error('the load generator ended'))
        child.once('exit', failed)
        child.once('message', (outcome: Outcome) => {
          child.off('exit', failed)
          resolve(outcome)
        })
        child.send(command)
      })
    },
    stop: () => void child.kill(),
  }
}

export function startNode(args: string[], under: readonly string[] = []): ChildProcess {
  const [command = '', ...rest] = [...under, process.execPath, ...args]
  return spawn(command, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: process.env })
}

export type Bare = { pid: number; load(command: Command): Promise<Outcome>; stop(): void }

/** The bare handler beside the engine, on the engine's core, with a crowd of its own. */
export async function startBare(keys: string[], people: number): Promise<Bare> {
  const port = await freePort()
  const child = startNode([join(here, 'bare-handler.ts'), String(port)], engineCore)
  await new Promise((resolve) => child.once('message', resolve))
  const generator = startGenerator()
  const url = `http://127.0.0.1:${port}`
  const stop = () => {
    generator.stop()
    child.kill()
  }
  await generator.ask({ do: 'join', url, keys, people, gzip: true }).catch((error: unknown) => {
    stop()
    throw error
  })
  return { pid: child.pid ?? 0, load: generator.ask, stop }
}

async function makeCookie(email: string): Promise<string> {
  const sid = newSignInSecret()
  const sub = await addSignIn(email, hashSignInSecret(sid), new Date(Date.now() + absoluteMs))
  return `${signInCookieName(env().EARSHOT_URL)}=${await sealClaims({ sub, sid }, env().AUTH_SECRET)}`
}

/** Keys for apps that were added without. */
export function keysForAll(): Promise<string[]> {
  return addKeys((appId) => {
    const key = `sk_${createHash('sha256').update(`bench ${appId}`).digest('base64url').slice(0, 32)}`
    return { key, hash: createHash('sha256').update(key).digest() }
  })
}
