import { parseArgs } from 'node:util'
import { type Ground, startGround } from './ground.ts'
import { brief } from './measure.ts'
import { type Figure, meets, type Part, type Skipped } from './part.ts'
import { alertLatency } from './parts/alert-latency.ts'
import { sdk, sessionInBrowser, wallInBrowser } from './parts/browser.ts'
import { fleetEvaluation } from './parts/fleet.ts'
import { storedRows } from './parts/storage.ts'
import { ackLatency, coreThroughput, cpuPerReport, growth } from './parts/throughput.ts'
import { fanout, fullHouse, memoryPerParticipant } from './parts/watched.ts'
import { writeReport } from './write-report.ts'

/**
 * `npm run bench [-- --only P1,P2] [--long] [--json]`: measures Earshot beside the bare limits of this very machine and
 * writes docs/performance.md. Needs nothing that runs already.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    long: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const parts: Part[] = [
  cpuPerReport,
  coreThroughput,
  storedRows,
  ackLatency,
  fanout,
  memoryPerParticipant,
  fullHouse,
  growth,
  sessionInBrowser,
  wallInBrowser,
  sdk,
  alertLatency,
  fleetEvaluation,
]
const wanted = values.only?.split(',').map((name) => name.trim().toUpperCase())
const chosen = parts.filter(({ name }) => wanted === undefined || wanted.includes(name))
const say = (line: string) => process.stderr.write(`bench: ${line}\n`)

function tell(figure: Figure | Skipped) {
  if ('skipped' in figure) return say(`${figure.id} skipped: ${figure.skipped}`)
  const { id, what, value, unit, budget, note, atLeast } = figure
  const verdict = meets(figure, budget) ? 'pass' : 'MISS'
  say(
    `${id} ${what}: ${brief(value)} ${unit} (budget ${atLeast ? '≥' : '≤'} ${budget}) ${verdict}\n       ${note}`,
  )
}

async function measureAll(ground: Ground): Promise<(Figure | Skipped)[]> {
  const figures: (Figure | Skipped)[] = []
  for (const part of chosen) {
    const startedAt = Date.now()
    const found = await part.measure(ground, values.long).catch((error: unknown) => {
      say(error instanceof Error ? (error.stack ?? error.message) : String(error))
      return [{ id: part.name, skipped: error instanceof Error ? error.message : String(error) }]
    })
    for (const figure of found) tell(figure)
    say(`${part.name} took ${Math.round((Date.now() - startedAt) / 1_000)} s`)
    figures.push(...found)
  }
  return figures
}

if (chosen.length === 0) throw new Error(`--only knows ${parts.map(({ name }) => name).join(', ')}`)
const ground = await startGround(say)
process.once('SIGINT', () => void ground.stop().finally(() => process.exit(130)))
try {
  const figures = await measureAll(ground)
  await writeReport(figures, { whole: wanted === undefined, long: values.long })
  if (values.json) process.stdout.write(`${JSON.stringify(asJson(figures))}\n`)
} finally {
  await ground.stop()
}

function asJson(figures: readonly (Figure | Skipped)[]) {
  return Object.fromEntries(
    figures.map((figure) =>
      'skipped' in figure
        ? [
            figure.id,
            { value: null, unit: '', limit: null, budget: null, pass: null, skipped: figure.skipped },
          ]
        : [
            figure.id,
            {
              value: figure.value,
              unit: figure.unit,
              limit: figure.limit,
              budget: figure.budget,
              pass: meets(figure, figure.budget),
            },
          ],
    ),
  )
}
