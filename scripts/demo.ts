import { BadEnvironment, env } from '#lib/env.server.ts'
import { keepRunning } from '#lib/supervisor/children.server.ts'
import { explainFailure } from '#lib/supervisor/explain-failure.ts'
import { requireFreePort } from '#lib/supervisor/ports.server.ts'
import { runEarshot } from '#lib/supervisor/run-earshot.server.ts'
import { type Demo, demoMsp, seedDemo } from '../prisma/seed.ts'
import { findChromium } from './find-chromium.ts'

/**
 * `npm run demo`: the whole product with a demo MSP, real calls between headless pages of an example customer and
 * simulated people beside them. Everything stops with Ctrl-C; a second run goes on with the same data.
 */
const startedAt = Date.now()
const say = (line: string) => process.stdout.write(`${line}\n`)
const verbose = process.argv.includes('--verbose')

try {
  const stop = await startDemo()
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      say('\nStopping …')
      void stop().then(() => process.exit(0))
    })
} catch (error) {
  process.stderr.write(`${error instanceof BadEnvironment ? error.message : explainFailure(error)}\n`)
  process.exit(1)
}

async function startDemo(): Promise<() => Promise<void>> {
  process.env.LOG_LEVEL ??= 'warn'
  const { EARSHOT_DEMO_PORT } = env()
  const exampleUrl = `http://localhost:${EARSHOT_DEMO_PORT}`
  await requireFreePort(EARSHOT_DEMO_PORT, 'the example customer page', 'EARSHOT_DEMO_PORT')
  let demo: Demo | null = null
  const running = await runEarshot({
    say,
    onLog: (line) => {
      if (verbose || line.includes('"level":"fatal"')) say(line)
    },
    prepare: async () => {
      demo = await seedDemo(new Date(), [exampleUrl])
    },
  })
  const traffic = keepRunning(
    {
      name: 'traffic',
      args: ['scripts/demo-traffic.ts'],
      env: { ...process.env, DEMO_PLAN: JSON.stringify(demo) },
      onLine: say,
    },
    say,
  )
  if (demo) welcome(demo, running.webUrl, exampleUrl)
  return async () => {
    await traffic.stop()
    await running.stop()
  }
}

function welcome(demo: Demo, webUrl: string, exampleUrl: string) {
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  const chromium = findChromium()
  say('')
  say(`  Earshot is watching calls of ${demoMsp}.  (ready after ${seconds} s)`)
  say('')
  say(`  Open      ${webUrl}/live`)
  say(`  Password  ${demo.logins[0]?.password ?? ''}   for every login:`)
  for (const login of demo.logins) say(`            ${login.role.padEnd(9)} ${login.email}`)
  say('')
  say(
    chromium
      ? `  Traffic   2 real calls between headless browser pages (${exampleUrl}), one of them impaired now and then,`
      : '  Traffic   no Chromium was found, so there are no real calls (on Debian or Ubuntu: sudo apt-get install chromium),',
  )
  say('            and about 150 simulated people, labelled as simulated.')
  say('')
  say('  Ctrl-C stops everything.')
}
