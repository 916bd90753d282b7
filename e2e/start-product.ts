import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { forgetEnv } from '#lib/env.server.ts'
import { freePort } from '#lib/supervisor/ports.server.ts'
import { runEarshot } from '#lib/supervisor/run-earshot.server.ts'
import { startExample } from '../examples/customer-call/server.ts'
import { type Demo, seedDemo } from '../prisma/seed.ts'

/**
 * Starts the real product for the journeys: its own embedded Postgres in a temporary folder, engine, web and the
 * example customer's page, all on free ports. A small control server lets a journey keep killing the engine: one kill
 * alone is over before a screen may say so.
 */
export default async function startProduct(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'earshot-e2e-'))
  const [webPort, enginePort, controlPort] = await freePorts(3)
  Object.assign(process.env, {
    PORT: String(webPort),
    ENGINE_PORT: String(enginePort),
    EARSHOT_DATA_DIR: dataDir,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
  })
  for (const name of ['DATABASE_URL', 'EARSHOT_URL', 'EARSHOT_ENGINE_URL']) delete process.env[name]
  forgetEnv()
  const example = await startExample()
  let demo: Demo | null = null
  const running = await runEarshot({
    say: () => undefined,
    onLog: (line) => process.stdout.write(`${line}\n`),
    prepare: async () => {
      demo = await seedDemo(new Date(), [example.url])
    },
  })
  const control = controlServer(() => running.pids().engine).listen(controlPort)
  process.env.E2E_PRODUCT = JSON.stringify({
    webUrl: running.webUrl,
    engineUrl: running.engineUrl,
    exampleUrl: example.url,
    controlUrl: `http://localhost:${controlPort}`,
    demo,
  } satisfies Record<string, unknown>)
  return async () => {
    control.close()
    await running.stop()
    await example.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function controlServer(engine: () => number | undefined): Server {
  const kill = () => {
    const pid = engine()
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
  }
  let timer: NodeJS.Timeout | undefined
  const server = createServer((req, res) => {
    clearInterval(timer)
    if (req.url === '/hold-engine-down') {
      kill()
      timer = setInterval(kill, 100)
    }
    res.end('ok')
  })
  return server.once('close', () => clearInterval(timer))
}

async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = []
  while (ports.length < count) {
    const port = await freePort()
    if (!ports.includes(port)) ports.push(port)
  }
  return ports
}
