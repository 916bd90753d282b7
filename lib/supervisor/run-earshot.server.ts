import { existsSync } from 'node:fs'
import { addFirstAdmin } from '../access/first-admin.server.ts'
import { migrate } from '../db/migrate.server.ts'
import { closePools } from '../db/pools.server.ts'
import { env } from '../env.server.ts'
import { buildOnce, runNode } from './build-once.server.ts'
import { type KeptProcess, keepRunning } from './children.server.ts'
import { keepOwnDatabase } from './own-database.server.ts'
import { requireFreePort } from './ports.server.ts'

export type Running = {
  webUrl: string
  engineUrl: string
  pids: () => { web: number | undefined; engine: number | undefined }
  stop: () => Promise<void>
}

export type RunOptions = {
  /** next dev instead of a build */
  dev?: boolean
  say: (line: string) => void
  /** one line of a child's own log */
  onLog?: (line: string) => void
  /** after the database stands and before anything listens: seeds */
  prepare?: () => Promise<void>
}

const webReadyMs = 90_000

/** Starts everything in order (database, migrations, engine, web) and keeps it running until `stop`. */
export async function runEarshot(options: RunOptions): Promise<Running> {
  const { say } = options
  const stops: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end()
  }
  try {
    await requireFreePort(env().PORT, 'web', 'PORT')
    await requireFreePort(env().ENGINE_PORT, 'engine', 'ENGINE_PORT')
    if (env().DATABASE_URL === undefined) stops.push(await keepOwnDatabase(say))
    await migrate(env().DATABASE_URL ?? '')
    await addFirstAdmin(new Date())
    await options.prepare?.()
    await closePools()
    if (options.dev) await prepareDev()
    else await buildOnce(say)
    const [engine, web] = startChildren(options)
    stops.push(
      () => engine.stop(),
      () => web.stop(),
    )
    await answers(`${localUrl(env().ENGINE_PORT)}/readyz`)
    await answers(`${localUrl(env().PORT)}/sign-in`)
    const pids = () => ({ web: web.pid(), engine: engine.pid() })
    return { webUrl: env().EARSHOT_URL, engineUrl: env().EARSHOT_ENGINE_URL, pids, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const localUrl = (port: number) => `http://localhost:${port}`

async function prepareDev() {
  await runNode(['scripts/generate.ts'])
  if (!existsSync('public/sdk/v1.js')) await runNode(['scripts/build-sdk.ts'])
}

function startChildren({ dev, say, onLog }: RunOptions): [KeptProcess, KeptProcess] {
  const shared = { ...process.env, AUTH_SECRET: env().AUTH_SECRET, NEXT_TELEMETRY_DISABLED: '1' }
  const engine = keepRunning(
    {
      name: 'engine',
      args: ['engine.ts'],
      env: { ...shared, NODE_ENV: dev ? 'development' : 'production' },
      ...(onLog ? { onLine: onLog } : {}),
    },
    say,
  )
  const next = [
    '--import',
    './lib/supervisor/end-with-parent.ts',
    'node_modules/next/dist/bin/next',
    dev ? 'dev' : 'start',
    '-p',
    String(env().PORT),
  ]
  const web = keepRunning(
    {
      name: 'web',
      args: next,
      env: { ...shared, NODE_ENV: dev ? 'development' : 'production' },
      ...(onLog ? { onLine: onLog } : {}),
    },
    say,
  )
  return [engine, web]
}

/** Waits until the URL answers with anything but a server's failure. */
async function answers(url: string): Promise<void> {
  const until = Date.now() + webReadyMs
  while (Date.now() < until) {
    const ok = await fetch(url, { redirect: 'manual' }).then(
      (response) => response.status < 500,
      () => false,
    )
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  throw new Error(`${url} did not answer within ${webReadyMs / 1000} s; see the log above`)
}
