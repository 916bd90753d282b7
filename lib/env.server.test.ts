import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keptSecret } from './env.server.ts'

let dataDir: string
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'earshot-env-'))
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

async function secretOfAnotherProcess(): Promise<string> {
  const module = new URL('./env.server.ts', import.meta.url).href
  const script = `import { env } from '${module}'; console.log(env().AUTH_SECRET)`
  const { NODE_ENV, PATH } = process.env
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { NODE_ENV, PATH, EARSHOT_DATA_DIR: dataDir },
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  await once(child, 'close')
  return output.trim()
}

test('processes that start together agree on one secret, long enough, readable by its owner alone', async () => {
  const secrets = await Promise.all([
    secretOfAnotherProcess(),
    secretOfAnotherProcess(),
    secretOfAnotherProcess(),
  ])
  expect(new Set(secrets).size).toBe(1)
  expect(secrets[0]?.length).toBeGreaterThanOrEqual(32)
  expect(secrets[0]).toBe(keptSecret(dataDir, 'auth-secret'))
  expect(statSync(join(dataDir, 'auth-secret')).mode & 0o777).toBe(0o600)
  expect(readdirSync(dataDir)).toEqual(['auth-secret'])
})
