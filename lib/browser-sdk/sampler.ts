import type { WireReport } from '../telemetry/columns.ts'
import {
  type RtcStat,
  readReport,
  type StatsIndex,
  type StatsOfConnection,
  type UnsentEvent,
} from './read-stats.ts'
import type { Recorder } from './recorder.ts'
import { type Watched, watchTransports } from './watch-connection.ts'

const firstSecondsMs = 3000
const firstPeriodMs = 500
const maxConnections = 64

type SamplerOptions = {
  recorder: Recorder
  connections: Set<Watched>
  index: () => StatsIndex
  look: (watched: Watched) => void
  closed: (watched: Watched) => void
  keep: (report: WireReport, metas: UnsentEvent[]) => void
  later: (run: () => void, ms: number) => number
  cancel: (timer: number) => void
  isBusy: () => boolean
}

/** One timer reads the stats of all connections. A sample is skipped, never queued, when the last one still runs. */
export function createSampler(options: SamplerOptions) {
  const { recorder, connections, index, look, closed, keep, later, cancel, isBusy } = options
  let timer: number | undefined
  let periodMs = 2000
  let runningSince = 0
  let quickUntil = 0
  let skipped = false
  const channels = new Map<string, string>()

  /** A connection came up: read it now, and a few times soon after, to see when media begins. */
  function start(): void {
    quickUntil = recorder.now() + firstSecondsMs
    plan(0)
  }

  function plan(ms: number): void {
    if (timer !== undefined) cancel(timer)
    timer = later(tick, ms)
  }

  function tick(): void {
    timer = undefined
    recorder.guard('sample', () => {
      for (const watched of connections) if (watched.pc.signalingState === 'closed') closed(watched)
      if (connections.size === 0) return
      plan(recorder.now() < quickUntil ? firstPeriodMs : periodMs)
      const isRunning = runningSince > recorder.now() - 5 * periodMs
      skipped = !skipped && isBusy()
      if (!isRunning && !skipped) void sample().catch(() => undefined)
    })
  }

  async function sample(): Promise<void> {
    const open = [...connections].filter(({ isSampled }) => isSampled).slice(0, maxConnections)
    if (open.length === 0) return
    const t = recorder.now()
    runningSince = t
    const read = await Promise.all(open.map(readOne))
    if (runningSince === t) runningSince = 0
    recorder.guard('report', () => {
      const found = read.filter((one) => one !== undefined)
      if (found.length === 0) return
      const { report, metas } = readReport(found, t, index())
      keep(report, metas)
      for (const one of found) noteChannels(one)
      for (const watched of open) {
        watchTransports(recorder, watched)
        look(watched)
      }
    })
  }

  async function readOne({ pc, number: connection }: Watched): Promise<StatsOfConnection | undefined> {
    try {
      const stats: RtcStat[] = []
      for (const stat of (await pc.getStats()).values()) stats.push(stat as RtcStat)
      return { connection, stats }
    } catch {
      return undefined
    }
  }

  function noteChannels({ connection, stats }: StatsOfConnection): void {
    for (const { type, id, label, state } of stats) {
      const key = `${connection} ${id}`
      if (type !== 'data-channel' || channels.get(key) === state) continue
      channels.set(key, String(state))
      recorder.emit('data-channel', { label, state }, { connection })
    }
  }

  return {
    start,
    /** Follows connections that are not connected yet, for their tracks and their end. */
    follow: () => {
      if (timer === undefined) plan(periodMs)
    },
    setPeriod: (ms: number) => {
      if (ms > 0) periodMs = ms
    },
    stop: () => {
      if (timer !== undefined) cancel(timer)
    },
  }
}
