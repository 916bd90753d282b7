import { spawn } from 'node:child_process'
import { buildOnce } from '#lib/supervisor/build-once.server.ts'
import { ensureChromium } from './ensure-chromium.ts'

/**
 * `npm test`: everything. `npm run check` (`--fast`): what needs no database and no browser, in seconds. Each step
 * runs even when an earlier one failed, so that one run shows all that is wrong. The last line counts.
 */
type Step = {
  name: string
  args: string[]
  fast?: true
  before?: () => Promise<void> | void
  env?: () => Record<string, string>
}

const bin = (path: string) => `node_modules/${path}`
const say = (line: string) => process.stdout.write(`${line}\n`)
const fast = process.argv.includes('--fast')
let chromium = ''

const steps: Step[] = [
  { name: 'types', args: [bin('typescript/bin/tsc'), '--noEmit', '-p', '.'], fast: true },
  { name: 'lint and format', args: [bin('@biomejs/biome/bin/biome'), 'ci', '.'], fast: true },
  { name: 'unit tests', args: [bin('vitest/vitest.mjs'), 'run', '--project', 'unit'], fast: true },
  {
    name: 'build',
    args: ['--version'],
    before: () => buildOnce(say, { force: true }),
  },
  {
    name: 'tests with Postgres',
    args: [bin('vitest/vitest.mjs'), 'run', '--project', 'server'],
    before: () => {
      chromium = ensureChromium(say)
    },
    env: () => ({ PLAYWRIGHT_CHROMIUM_PATH: chromium }),
  },
  { name: 'tenancy', args: ['scripts/test-tenancy.ts'] },
  { name: 'faults', args: ['scripts/test-faults.ts', '--kills', '4'] },
  {
    name: 'journeys in a browser',
    args: [bin('@playwright/test/cli.js'), 'test'],
    env: () => ({ PLAYWRIGHT_CHROMIUM_PATH: chromium }),
  },
]

const totals = { passed: 0, failed: 0 }
const failed: string[] = []
for (const step of steps) {
  if (fast && !step.fast) continue
  await run(step)
}
say('')
for (const name of failed) say(`failed: ${name}`)
say(`${totals.passed} passed, ${totals.failed} failed`)
process.exit(failed.length > 0 ? 1 : 0)

async function run(step: Step) {
  const startedAt = Date.now()
  say(`\n── ${step.name} ──`)
  const outcome = await runToEnd(step).catch((error: unknown) => ({
    ok: false,
    output: error instanceof Error ? `${error.message}\n` : String(error),
  }))
  if (!outcome.ok && outcome.output !== '' && step.before) say(outcome.output.slice(-4_000))
  const counted = countTests(outcome.output)
  totals.passed += counted.passed || (outcome.ok && counted.failed === 0 ? 1 : 0)
  totals.failed += counted.failed || (outcome.ok ? 0 : 1)
  if (!outcome.ok) failed.push(step.name)
  say(`── ${step.name}: ${outcome.ok ? 'ok' : 'FAILED'} (${Math.round((Date.now() - startedAt) / 1000)} s)`)
}

async function runToEnd(step: Step): Promise<{ ok: boolean; output: string }> {
  await step.before?.()
  if (step.args[0] === '--version') return { ok: true, output: '' }
  return new Promise((resolve) => {
    const child = spawn(process.execPath, step.args, {
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...step.env?.() },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk
        process.stdout.write(chunk)
      })
    child.once('exit', (code) => resolve({ ok: code === 0, output }))
  })
}

/** The closing counts of vitest ("Tests  3 failed | 40 passed (43)") and Playwright ("5 passed (30s)"). */
function countTests(output: string): { passed: number; failed: number } {
  const line =
    output.split('\n').findLast((text) => /^\s*Tests\s/.test(text)) ??
    output
      .split('\n')
      .filter((text) => /^\s+\d+ (passed|failed)/.test(text))
      .join(' ')
  const number = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0)
  return { passed: number('passed'), failed: number('failed') }
}
