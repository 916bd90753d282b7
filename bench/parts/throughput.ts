import { type Ground, startBare } from '../ground.ts'
import type { Command, Outcome } from '../load.ts'
import { brief, cpuMicros, range, rounds } from '../measure.ts'
import type { Part } from '../part.ts'

const people = 1_000
const paceReports = 2_500
const inFlight = 64

type Target = { pid: () => number; load: Ground['load'] }

/** CPU of one process while the generator works. */
async function during(ground: Ground, target: Target, command: Command) {
  const before = cpuMicros([target.pid()])
  const postgres = ground.postgresCpu()
  const outcome = await target.load(command)
  const micros = cpuMicros([target.pid()]) - before
  return {
    outcome,
    microsPerReport: micros / outcome.reports,
    postgresPerReport: (ground.postgresCpu() - postgres) / outcome.reports,
    load: micros / 1e6 / outcome.seconds,
    perCoreSecond: outcome.reports / (micros / 1e6),
  }
}
type Seen = Awaited<ReturnType<typeof during>>
const engineOf = (ground: Ground): Target => ({ pid: ground.engine.pid, load: ground.load })

/** The same command to the engine and to the bare handler in turn, after a warm-up of each. */
async function sideBySide(ground: Ground, command: Command, times: number) {
  const bare = await startBare(ground.keys, people)
  const [ours, limit]: [Seen[], Seen[]] = [[], []]
  try {
    await ground.fresh(people)
    for (let round = 0; round <= times; round++) {
      const one = await during(ground, engineOf(ground), command)
      const other = await during(ground, { pid: () => bare.pid, load: bare.load }, command)
      if (round === 0) continue
      ours.push(one)
      limit.push(other)
    }
  } finally {
    bare.stop()
  }
  return { ours, limit }
}

const sumErrors = (seen: readonly { outcome: Outcome }[]) =>
  seen.reduce((sum, { outcome }) => sum + outcome.errors + outcome.late, 0)
const firstError = (seen: readonly { outcome: Outcome }[]) =>
  seen.find(({ outcome }) => outcome.firstError)?.outcome.firstError ?? null

/** P1: what one accepted report costs the engine at 2,500 a second. */
export const cpuPerReport: Part = {
  name: 'P1',
  async measure(ground) {
    const { ours, limit } = await sideBySide(
      ground,
      { do: 'pace', reportsPerSecond: paceReports, seconds: 5 },
      3,
    )
    const own = rounds(ours.map(({ microsPerReport }) => microsPerReport))
    const bare = rounds(limit.map(({ microsPerReport }) => microsPerReport))
    const postgres = rounds(ours.map(({ postgresPerReport }) => postgresPerReport))
    const [{ outcome } = { outcome: null }] = ours
    const wire = outcome ? outcome.wireBytes / outcome.reports : Number.NaN
    const plain = outcome ? outcome.plainBytes / outcome.reports : Number.NaN
    const errors = sumErrors(ours)
    return [
      {
        id: 'P1',
        what: `engine CPU per accepted report at ${brief(paceReports)}/s, ${brief(people)} live participants`,
        value: own.median,
        unit: 'µs',
        limit: bare.median,
        budget: 54,
        firstGoal: 70,
        atLeast: false,
        note: `${range(own)}; bare handler ${range(bare)}; Postgres ${range(postgres)} µs a report; ${brief(plain)} B a report as JSON, ${brief(wire)} on the wire; errors ${errors}${errorText(ours)}`,
      },
    ]
  },
}

const errorText = (seen: readonly { outcome: Outcome }[]) => {
  const first = firstError(seen)
  return first ? ` (first: ${first.slice(0, 120)})` : ''
}

/** P2: how much of a bare handler's throughput is left with everything on. */
export const coreThroughput: Part = {
  name: 'P2',
  async measure(ground) {
    const { ours, limit } = await sideBySide(ground, { do: 'flood', inFlight, seconds: 3 }, 3)
    const ratio = rounds(
      ours.map(({ perCoreSecond }, i) => perCoreSecond / (limit[i]?.perCoreSecond ?? Number.NaN)),
    )
    const own = rounds(ours.map(({ perCoreSecond }) => perCoreSecond))
    const bare = rounds(limit.map(({ perCoreSecond }) => perCoreSecond))
    const load = rounds(ours.map((seen) => seen.load * 100))
    const ack = rounds(ours.map(({ outcome }) => outcome.p99Ms))
    const valid = load.min >= 50 && ack.max <= 250 && sumErrors(ours) === 0
    return [
      {
        id: 'P2',
        what: 'reports/s of one engine core ÷ bare Node HTTP handler that only parses the same batches',
        value: ratio.median,
        unit: '×',
        limit: 1,
        budget: 0.6,
        firstGoal: 0.45,
        atLeast: true,
        note: `${range(ratio)}; engine ${range(own)} reports per core-second at ${brief(load.median)} % load, p99 ack ${brief(ack.median)} ms; bare ${range(bare)}; ${valid ? 'nothing lost' : `NOT VALID: errors ${sumErrors(ours)}, p99 ${brief(ack.max)} ms, load ${brief(load.min)} %`}${errorText(ours)}`,
      },
    ]
  },
}

/** What the engine takes in all, from a short flood: half of it is half load. */
export async function capacity(ground: Ground): Promise<number> {
  await ground.load({ do: 'flood', inFlight, seconds: 2 })
  const { perCoreSecond } = await during(ground, engineOf(ground), { do: 'flood', inFlight, seconds: 3 })
  return perCoreSecond
}

/** P4: from a browser's POST to its ack while the engine is half busy. */
export const ackLatency: Part = {
  name: 'P4',
  async measure(ground) {
    await ground.fresh(people)
    const half = Math.round((await capacity(ground)) / 2)
    const seen: Seen[] = []
    for (let round = 0; round < 3; round++)
      seen.push(await during(ground, engineOf(ground), { do: 'pace', reportsPerSecond: half, seconds: 6 }))
    const p50 = rounds(seen.map(({ outcome }) => outcome.p50Ms))
    const p99 = rounds(seen.map(({ outcome }) => outcome.p99Ms))
    const load = brief(rounds(seen.map((one) => one.load * 100)).median)
    const common = { unit: 'ms', limit: null, firstGoal: null, atLeast: false }
    const note = `${brief(half)} reports/s, engine ${load} % busy, errors ${sumErrors(seen)}${errorText(seen)}`
    return [
      {
        ...common,
        id: 'P4 p50',
        what: 'POST → ack at half load, p50',
        value: p50.median,
        budget: 30,
        note: `${range(p50)}; ${note}`,
      },
      {
        ...common,
        id: 'P4',
        what: 'POST → ack at half load, p99',
        value: p99.median,
        budget: 100,
        note: `${range(p99)}; ${note}`,
      },
    ]
  },
}

/** P8: a report costs the same in a small crowd and in a large one, at the same rate. */
export const growth: Part = {
  name: 'P8',
  async measure(ground) {
    const few = 100
    const [small, large]: [Seen[], Seen[]] = [[], []]
    await ground.fresh(people)
    for (let round = 0; round < 3; round++)
      for (const [among, into] of [
        [few, small],
        [people, large],
      ] as const)
        into.push(
          await during(ground, engineOf(ground), {
            do: 'pace',
            reportsPerSecond: paceReports,
            seconds: 5,
            people: among,
          }),
        )
    const ratio = rounds(
      large.map((one, i) => (one.microsPerReport / (small[i]?.microsPerReport ?? Number.NaN) - 1) * 100),
    )
    return [
      {
        id: 'P8',
        what: `CPU a report, ${brief(people)} senders against ${few}, both at ${brief(paceReports)}/s`,
        value: Math.abs(ratio.median),
        unit: '%',
        limit: null,
        budget: 15,
        firstGoal: null,
        atLeast: false,
        note: `change ${range(ratio)} %; ${range(rounds(small.map((one) => one.microsPerReport)))} µs and ${range(rounds(large.map((one) => one.microsPerReport)))} µs; the few send faster than a browser would, on a clock of their own`,
      },
    ]
  },
}
