import { BadEnvironment, env } from '#lib/env.server.ts'
import { explainFailure } from '#lib/supervisor/explain-failure.ts'
import { runEarshot } from '#lib/supervisor/run-earshot.server.ts'

/**
 * `npm start`, `npm run dev`: the database (embedded when DATABASE_URL is unset), migrations, engine and web, kept
 * running until SIGTERM or Ctrl-C. What is missing is said in one line.
 */
const say = (line: string) => process.stdout.write(`${line}\n`)

try {
  env()
  const running = await runEarshot({ dev: process.argv.includes('--dev'), say })
  say(`Earshot is ready: ${running.webUrl} (telemetry: ${running.engineUrl}/collect/v1)`)
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    say('Stopping …')
    await running.stop()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
} catch (error) {
  process.stderr.write(`${error instanceof BadEnvironment ? error.message : explainFailure(error)}\n`)
  process.exit(1)
}
