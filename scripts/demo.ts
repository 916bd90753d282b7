import { BadEnvironment, env, forgetEnv, keptSecret } from '#lib/env.server.ts'
import { keepRunning } from '#lib/supervisor/children.server.ts'
import { explainFailure } from '#lib/supervisor/explain-failure.ts'
import { requireFreePort } from '#lib/supervisor/ports.server.ts'
import { runEarshot } from '#lib/supervisor/run-earshot.server.ts'
import { seedHistory } from '../prisma/history/seed-history.ts'
import { type Demo, demoMsp, seedDemo } from '../prisma/seed.ts'
import { demoSlackSecrets, seedDemoAlerting } from '../prisma/seed-alerting.ts'
import { startDemoOutbox } from './demo-outbox/start.ts'
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
  const { EARSHOT_DEMO_PORT, EARSHOT_DEMO_OUTBOX_PORT } = env()
  const exampleUrl = `http://localhost:${EARSHOT_DEMO_PORT}`
  await requireFreePort(EARSHOT_DEMO_PORT, 'the example customer page', 'EARSHOT_DEMO_PORT')
  await requireFreePort(EARSHOT_DEMO_OUTBOX_PORT, 'the demo outbox', 'EARSHOT_DEMO_OUTBOX_PORT')
  const outbox = await startDemoOutbox(EARSHOT_DEMO_OUTBOX_PORT, {
    engineUrl: () => env().EARSHOT_ENGINE_URL,
    secrets: () => demoSlackSecrets(keptSecret(env().EARSHOT_DATA_DIR, 'demo-secret')),
  })
  Object.assign(process.env, {
    EARSHOT_SLACK_API_URL: outbox.slackApiUrl,
    EARSHOT_SMTP_URL: outbox.smtpUrl,
    EARSHOT_MAIL_FROM: `${demoMsp} <earshot@northwind.demo.example>`,
    EARSHOT_WEBHOOKS: 'private',
  })
  forgetEnv()
  let demo: Demo | null = null
  const running = await runEarshot({
    say,
    onLog: (line) => {
      if (verbose || line.includes('"level":"fatal"')) say(line)
    },
    prepare: async () => {
      demo = await seedDemo(new Date(), [exampleUrl])
      await seedDemoAlerting(new Date())
      await seedHistory(new Date())
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
  if (demo) welcome(demo, { web: running.webUrl, example: exampleUrl, outbox: outbox.url })
  return async () => {
    await traffic.stop()
    await running.stop()
    await outbox.stop()
  }
}

type Urls = { web: string; example: string; outbox: string }

function welcome(demo: Demo, { web, example, outbox }: Urls) {
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  const chromium = findChromium()
  say('')
  say(`  Earshot is watching calls of ${demoMsp}.  (ready after ${seconds} s)`)
  say('')
  say(`  Open      ${web}/live`)
  say(`  Alerts    ${web}/alerts   the first one fires by itself within two minutes`)
  say(`  Outbox    ${outbox}   where its Slack messages and mails land`)
  say(`  Password  ${demo.logins[0]?.password ?? ''}   for every login:`)
  for (const login of demo.logins) say(`            ${login.role.padEnd(9)} ${login.email}`)
  say('')
  say(
    chromium
      ? `  Traffic   2 real calls between headless browser pages (${example}), one of them impaired now and then,`
      : '  Traffic   no Chromium was found, so there are no real calls (on Debian or Ubuntu: sudo apt-get install chromium),',
  )
  say('            and about 150 simulated people, labelled as simulated.')
  say('')
  say('  Ctrl-C stops everything.')
}
