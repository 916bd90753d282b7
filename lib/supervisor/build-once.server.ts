import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the web build is made of; a change in any of it means building again. */
const sources = [
  'app',
  'components',
  'lib',
  'prisma/schema.prisma',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-client.ts',
  'next.config.js',
  'postcss.config.mjs',
  'package.json',
  'tsconfig.json',
]
const notSources = new Set(['node_modules', '.next', 'generated'])
const markFile = '.next/earshot-sources'

/** Generates the database client, builds the SDK and the web pages, unless all of it is up to date. */
export async function buildOnce(say: (line: string) => void, { force = false } = {}): Promise<void> {
  const wanted = fingerprint()
  const built = existsSync(markFile) && existsSync('.next/BUILD_ID') ? readFileSync(markFile, 'utf8') : null
  const sdkThere = existsSync('public/sdk/v1.js')
  if (!force && built === wanted && sdkThere) return
  await runNode(['scripts/generate.ts'])
  await runNode(['scripts/build-sdk.ts'])
  say('Building the web pages (once, about half a minute) …')
  await runNode(['node_modules/next/dist/bin/next', 'build'], { NODE_ENV: 'production' })
  writeFileSync(markFile, wanted)
}

function fingerprint(): string {
  const hash = createHash('sha256')
  for (const path of sources) hashPath(hash, path)
  return hash.digest('hex')
}

function hashPath(hash: ReturnType<typeof createHash>, path: string) {
  if (!existsSync(path)) return
  if (!statSync(path).isDirectory()) {
    if (!path.includes('.test.')) hash.update(path).update(readFileSync(path))
    return
  }
  for (const name of readdirSync(path).sort()) if (!notSources.has(name)) hashPath(hash, join(path, name))
}

/** Runs a script of ours to its end; throws with its output when it fails. */
export function runNode(args: string[], env: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk
      })
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${args.join(' ')} failed (exit ${code})\n${output}`)),
    )
  })
}
