import { createEvaluator } from '#lib/alerting/evaluation/evaluate.server.ts'
import { readBucketMarks, readBucketRows } from '#lib/alerting/evaluation/store.server.ts'
import { ruleSpecSchema } from '#lib/alerting/rules/contract.ts'
import { pool } from '#lib/db/pools.server.ts'
import { brief, range, rounds } from '../measure.ts'
import type { Part } from '../part.ts'
import { addPackRules, addWatchedApps, clearWatchedApps, growNewestRollUps } from '../store.server.ts'

const ruleCount = 5_000
const apps = 200
const times = 7
const minute = 60_000
const windows = [1, 2, 5, 10, 15, 30, 60].map((minutes) => minutes * minute)

/** RULES: one full look at 5,000 rules that each watch 200 apps, with new roll-ups to read, beside reading those alone. */
export const ruleEvaluation: Part = {
  name: 'RULES',
  async measure() {
    const now = new Date()
    await addWatchedApps(now)
    await addPackRules(Array.from({ length: ruleCount }, (_, i) => madeRule(i)))
    try {
      return [await measureRules(now)]
    } finally {
      await clearWatchedApps()
    }
  },
}

async function measureRules(now: Date) {
  const errors: unknown[] = []
  const evaluator = createEvaluator({
    pool: pool('worker'),
    holder: 'bench',
    clock: () => now.getTime(),
    leaseName: (shard) => `bench ${shard}`,
    onError: (error) => errors.push(error),
  })
  const [ours, cpu, reads]: number[][] = [[], [], []]
  for (let round = 0; round <= times; round++) {
    await growNewestRollUps()
    evaluator.tell('pulse_10s')
    const before = process.cpuUsage()
    const pass = await timed(() => evaluator.pass())
    const { user, system } = process.cpuUsage(before)
    const read = await timed(() => readAlone(now))
    if (round === 0) continue // the first one compiles and reads the rules
    ours?.push(pass)
    cpu?.push((user + system) / 1_000)
    reads?.push(read)
  }
  if (errors.length > 0) throw errors[0]
  const [own, alone] = [rounds(ours ?? []), rounds(reads ?? [])]
  return {
    id: 'RULES',
    what: `one evaluation of ${ruleCount.toLocaleString('en-GB')} rules on ${apps} apps each`,
    value: own.median,
    unit: 'ms',
    limit: alone.median,
    budget: 2_000,
    firstGoal: null,
    atLeast: false,
    note: `${range(own)}, of it CPU ${range(rounds(cpu ?? []))}; reading what a flush brings alone ${range(alone)}; ${brief((own.median * 1_000) / (ruleCount * apps))} µs a rule and app (a third of the rules split by region, which makes three of one)`,
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

/** What a flush of the engine brings: the marks of half an hour, and the rows of two roll-ups. */
async function readAlone(now: Date): Promise<void> {
  const dimensions = ['', 'region']
  const marks = await readBucketMarks(pool('worker'), new Date(now.getTime() - 30 * minute), now, dimensions)
  await readBucketRows(pool('worker'), [...marks.keys()].sort((a, b) => b - a).slice(0, 2), dimensions)
}

const metrics = [
  'joinFailureRatio',
  'poorOrBadRatio',
  'badRatio',
  'scoreMean',
  'participants',
  'badMinuteRatio',
  'dropRatio',
] as const

/** Metrics, windows and splits in turn. None holds: what is measured is looking, which happens every second. */
function madeRule(i: number) {
  const metric = metrics[i % metrics.length] ?? 'badRatio'
  const op = metric === 'scoreMean' ? 'below' : 'above'
  const far = metric === 'scoreMean' ? 1.5 : metric === 'participants' ? 10_000 : 0.5
  const condition = {
    kind: 'threshold',
    metric,
    windowMs: windows[i % windows.length],
    op,
    fireAt: far,
    clearAt: far,
  }
  const splitBy = i % 3 === 0 ? ['app', 'region'] : ['app']
  return { name: `Rule ${i}`, spec: ruleSpecSchema.parse({ condition, scope: {}, splitBy, forMs: minute }) }
}
