import { setTimeout as pause } from 'node:timers/promises'
import { env } from '#lib/env.server.ts'
import type { FanoutResult } from '../fanout.ts'
import { type Ground, otherCore, startNode } from '../ground.ts'
import type { Outcome } from '../load.ts'
import { brief, cpuMicros, residentBytes } from '../measure.ts'
import { createInspector } from '../memory.ts'
import type { Part } from '../part.ts'
import { countReports, largestLiveSession } from '../store.server.ts'
import { capacity } from './throughput.ts'

const dashboards = 100

/** Dashboards in a process of their own, beside the load. */
async function watch(ground: Ground, seconds: number): Promise<FanoutResult> {
  const [cookie, sessionId] = [await ground.cookie(), await largestLiveSession()]
  const options = {
    engineUrl: ground.engine.url,
    origin: new URL(env().EARSHOT_URL).origin,
    cookies: [cookie],
    dashboards,
    durationMs: seconds * 1_000,
    sessionId,
  }
  const child = startNode([`${import.meta.dirname}/../fanout-process.ts`], otherCore)
  return new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', () => reject(new Error('the dashboards ended')))
    child.send(options)
  })
}

async function watchUnder(ground: Ground, share: number, full: number, seconds: number) {
  const reportsPerSecond = Math.round(full * share)
  const cpu = cpuMicros([ground.engine.pid()])
  const [load, seen] = await Promise.all([
    ground.load({ do: 'pace', reportsPerSecond, seconds: seconds + 4 }),
    pause(500).then(() => watch(ground, seconds)),
  ])
  const busy = (cpuMicros([ground.engine.pid()]) - cpu) / 1e4 / load.seconds
  return { load, seen, busy, reportsPerSecond }
}

/** P5: what the fan-out adds to the tick. */
export const fanout: Part = {
  name: 'P5',
  async measure(ground) {
    await ground.fresh(1_000)
    const full = await capacity(ground)
    const half = await watchUnder(ground, 0.4, full, 12)
    const high = await watchUnder(ground, 0.7, full, 12)
    return [figure('P5', half, 60, 150), figure('P5 busy', high, 200, null)]
  },
}

function figure(
  id: string,
  run: Awaited<ReturnType<typeof watchUnder>>,
  budget: number,
  firstGoal: number | null,
) {
  const { seen, load, busy, reportsPerSecond } = run
  const { wallDeliveryMs, sessionDeliveryMs, commitToDashboardMs } = seen
  const p99 = Math.max(wallDeliveryMs.p99, Number.isNaN(sessionDeliveryMs.p99) ? 0 : sessionDeliveryMs.p99)
  return {
    id,
    what: `delta written → read by ${dashboards} dashboards, p99, engine ${brief(busy)} % busy`,
    value: p99,
    unit: 'ms',
    limit: null,
    budget,
    firstGoal,
    atLeast: false,
    note: `wall p50 ${brief(wallDeliveryMs.p50)}, p99 ${brief(wallDeliveryMs.p99)}; open session p50 ${brief(sessionDeliveryMs.p50)}, p99 ${brief(sessionDeliveryMs.p99)}; commit → dashboard with the 1 s tick in it p99 ${brief(commitToDashboardMs.p99)} ms; ${brief(reportsPerSecond)} reports/s, gaps ${seen.gaps}, disconnects ${seen.disconnects}, errors ${load.errors}`,
  }
}

/** P7: a full house in real time, watched, for a minute (ten with --long). */
export const fullHouse: Part = {
  name: 'P7',
  async measure(ground, long) {
    const people = long ? 10_000 : 5_000
    const seconds = long ? 600 : 30
    await ground.fresh(people)
    const before = { cpu: cpuMicros([ground.engine.pid()]), rows: await countReports() }
    const [load, seen] = await Promise.all([
      ground.load({ do: 'pace', reportsPerSecond: people / 2, seconds }),
      watch(ground, seconds - 5),
    ])
    const cores = (cpuMicros([ground.engine.pid()]) - before.cpu) / 1e6 / load.seconds
    const missing = load.reports - ((await countReports()) - before.rows)
    const errors = faultsOf(load, seen) + Math.abs(missing)
    return [
      {
        id: 'P7',
        what: `${brief(people)} live participants at 2 s, ${dashboards} dashboards, ${seconds} s: engine`,
        value: cores,
        unit: 'cores',
        limit: null,
        budget: 1,
        firstGoal: null,
        atLeast: false,
        note: `${brief(load.reports / load.seconds)} reports/s, ack p50 ${brief(load.p50Ms)} p99 ${brief(load.p99Ms)} ms, wall p99 ${brief(seen.wallDeliveryMs.p99)} ms; acked but not stored ${missing}${load.firstError ? ` (${load.firstError.slice(0, 100)})` : ''}`,
      },
      {
        id: 'P7 errors',
        what: 'errors, late posts, gaps and disconnects in it',
        value: errors,
        unit: '',
        limit: null,
        budget: 0,
        firstGoal: null,
        atLeast: false,
        note: `posts ${load.errors}, late ${load.late}, gaps ${seen.gaps}, disconnects ${seen.disconnects}`,
      },
    ]
  },
}

const faultsOf = (load: Outcome, seen: FanoutResult) => load.errors + load.late + seen.gaps + seen.disconnects

/** P6: memory after a garbage collection: idle, with everybody in, and after all have left. */
export const memoryPerParticipant: Part = {
  name: 'P6',
  async measure(ground) {
    const people = 5_000
    await ground.fresh(0)
    const inspector = await createInspector(ground.engine.pid(), ground.inspectorPort)
    const [idle, idleRss] = [await inspector.usedBytes(), residentBytes(ground.engine.pid())]
    await ground.join(people)
    await ground.load({ do: 'pace', reportsPerSecond: people / 2, seconds: 15 })
    const [live, liveRss] = [await inspector.usedBytes(), residentBytes(ground.engine.pid())]
    await ground.load({ do: 'leave' })
    await pause(14_000)
    const [left, leftRss] = [await inspector.usedBytes(), residentBytes(ground.engine.pid())]
    inspector.close()
    const common = { limit: null, firstGoal: null, atLeast: false }
    const mb = (bytes: number) => brief(bytes / 2 ** 20)
    return [
      {
        ...common,
        id: 'P6',
        what: `memory per live participant beyond an idle engine, ${brief(people)} of them`,
        value: (live - idle) / people / 1_000,
        unit: 'kB',
        budget: 15,
        firstGoal: 25,
        note: `heap and buffers after a collection: idle ${mb(idle)}, full ${mb(live)} MiB; resident ${mb(idleRss)} → ${mb(liveRss)} MiB`,
      },
      {
        ...common,
        id: 'P6 idle',
        what: 'idle engine, resident',
        value: idleRss / 2 ** 20,
        unit: 'MiB',
        budget: 200,
        note: '',
      },
      {
        ...common,
        id: 'P6 after',
        what: 'heap and buffers after all have left, against the start',
        value: (left / idle - 1) * 100,
        unit: '%',
        budget: 20,
        note: `${mb(left)} MiB; resident ${mb(leftRss)} MiB`,
      },
    ]
  },
}
