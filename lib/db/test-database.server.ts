import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from './embedded.server.ts'
import { migrate } from './migrate.server.ts'

/** vitest globalSetup: one Postgres of its own for the whole run, in a folder and on a port nobody else has. */
export default async function setup(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'earshot-test-'))
  const embedded = await startEmbedded({ dataDir, port: 0, durable: false })
  await migrate(embedded.url)
  Object.assign(process.env, {
    DATABASE_URL: embedded.url,
    EARSHOT_DATA_DIR: dataDir,
    AUTH_SECRET: 'a-secret-for-tests-that-is-long-enough',
    LOG_LEVEL: 'silent',
    NODE_ENV: 'test',
  })
  return async () => {
    await embedded.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
