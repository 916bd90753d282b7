import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const schemaFile = join(import.meta.dirname, '../prisma/schema.prisma')
const outputFile = join(import.meta.dirname, '../lib/db/generated/client.ts')

/** The generated client is missing or older than the schema. */
export function clientIsStale(): boolean {
  return !existsSync(outputFile) || statSync(outputFile).mtimeMs < statSync(schemaFile).mtimeMs
}

/** Generates the Prisma client when the schema is newer than it; otherwise costs a millisecond. */
export function generateClient(): void {
  if (!clientIsStale()) return
  const require = createRequire(import.meta.url)
  const cli = join(dirname(require.resolve('prisma/package.json')), 'build/index.js')
  // Any existing executable stops the CLI from downloading an engine that `generate` never runs.
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  }
  const result = spawnSync(process.execPath, [cli, 'generate', '--schema', schemaFile], {
    env,
    encoding: 'utf8',
  })
  if (result.status !== 0) throw new Error(`prisma generate failed:\n${result.stdout}\n${result.stderr}`)
}

if (import.meta.main) generateClient()
