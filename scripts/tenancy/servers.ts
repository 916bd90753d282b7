import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '#lib/db/embedded.server.ts'
import { migrate } from '#lib/db/migrate.server.ts'
import { closePools } from '#lib/db/pools.server.ts'
import { forgetEnv } from '#lib/env.server.ts'

const root = join(import.meta.dirname, '../..')

export type Running = { web: string; engine: string | null; stop(): Promise<void> }

/** A database, the web process and, where there is one, the engine: on ports and in a folder of their own. */
export async function startEverything(note: (line: string) => void): Promise<Running> {
  const dataDir = mkdtempSync(join(tmpdir(), 'earshot-tenancy-'))
  const database = process.env.DATABASE_URL ? null : await startEmbedded({ dataDir, port: 0, durable: false })
  const [webPort, enginePort] = [await freePort(), await freePort()]
  Object.assign(process.env, {
    DATABASE_URL: database?.url ?? process.env.DATABASE_URL,
    EARSHOT_DATA_DIR: dataDir,
    AUTH_SECRET: 'a-secret-for-the-tenancy-check-only',
    PORT: String(webPort),
    ENGINE_PORT: String(enginePort),
    EARSHOT_URL: `http://localhost:${webPort}`,
    EARSHOT_ENGINE_URL: `http://localhost:${enginePort}`,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
    NEXT_TELEMETRY_DISABLED: '1',
  })
  forgetEnv()
  await migrate(process.env.DATABASE_URL ?? '')
  const children: ChildProcess[] = []
  const stop = async () => {
    await Promise.all(children.map(endChild))
    await closePools()
    await database?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    const built = existsSync(join(root, '.next/BUILD_ID'))
    note(
      built
        ? 'tenancy: checking the built web'
        : 'tenancy: no build found, checking the development web (slower)',
    )
    const next = join(root, 'node_modules/next/dist/bin/next')
    const web = start(
      [next, built ? 'start' : 'dev', '--port', String(webPort)],
      built ? 'production' : 'development',
    )
    children.push(web)
    const engine = existsSync(join(root, 'engine.ts')) ? start(['engine.ts'], 'production') : null
    if (engine) children.push(engine)
    await answers(web, `http://localhost:${webPort}/api/v1/me`, 60_000)
    if (engine) await answers(engine, `http://localhost:${enginePort}/readyz`, 30_000)
    return {
      web: `http://localhost:${webPort}`,
      engine: engine ? `http://localhost:${enginePort}` : null,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function start(command: string[], mode: string): ChildProcess {
  return spawn(process.execPath, command, {
    cwd: root,
    env: Object.assign({}, process.env, { NODE_ENV: mode }),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** Resolves once the address answers with anything that is not "wait". */
async function answers(child: ChildProcess, url: string, withinMs: number): Promise<void> {
  const until = Date.now() + withinMs
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`the process for ${url} ended with ${child.exitCode}`)
    const reply = await fetch(url).catch(() => null)
    await reply?.body?.cancel()
    if (reply && reply.status !== 503) return
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  throw new Error(`${url} did not answer within ${withinMs / 1000} s`)
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), 8_000)
  await ended
  clearTimeout(force)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
