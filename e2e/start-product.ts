import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { forgetEnv } from '#lib/env.server.ts'
import { freePort } from '#lib/supervisor/ports.server.ts'
import { runEarshot } from '#lib/supervisor/run-earshot.server.ts'
import { startExample } from '../examples/customer-call/server.ts'
import { type Demo, seedDemo } from '../prisma/seed.ts'

/**
 * Starts the real product for the journeys: its own embedded Postgres in a temporary folder, engine, web and the
 * example customer's page, all on free ports. A small control server lets a journey kill the engine.
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
  const control = createServer((req, res) => {
    const { engine } = running.pids()
    if (req.url === '/kill-engine' && engine !== undefined) process.kill(engine, 'SIGKILL')
    res.end('ok')
  }).listen(controlPort)
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

async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = []
  while (ports.length < count) {
    const port = await freePort()
    if (!ports.includes(port)) ports.push(port)
  }
  return ports
}
