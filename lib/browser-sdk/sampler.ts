import { type RtcStat, readReport, type StatsIndex, type StatsOfConnection } from './read-stats.ts'
import { emit, guard } from './recorder.ts'
import { announcedId, type Watched } from './watch-connection.ts'

const firstSecondsMs = 3000
const firstPeriodMs = 500
const maxConnections = 64

export type Timer = ReturnType<typeof setTimeout> | undefined

type SamplerOptions = {
  connections: Set<Watched>
  index: () => StatsIndex
  look: (watched: Watched) => void
  closed: (watched: Watched) => void
  keep: (found: ReturnType<typeof readReport>) => void
}

/** Chromium says whether the user's input waits. */
const isBusy = () =>
  (navigator as { scheduling?: { isInputPending?: () => boolean } }).scheduling?.isInputPending?.()

/** One timer reads the stats of all connections. A sample is skipped, never queued, when the last one still runs. */
export function createSampler({ connections, index, look, closed, keep }: SamplerOptions) {
  let timer: Timer
  let periodMs = 2000
  let runningSince = 0
  let quickUntil = 0
  let skipped: boolean | undefined
  let chats: boolean | undefined
  const channels: Record<number, Record<string, { label?: unknown; state?: unknown }>> = {}

  /** A connection came up: read it now, and a few times soon after, to see when media begins. */
  function start(): void {
    quickUntil = Date.now() + firstSecondsMs
    plan(0)
  }

  function plan(ms: number): void {
    stop()
    timer = setTimeout(tick, ms)
  }

  function stop(): void {
    clearTimeout(timer)
    timer = undefined
  }

  function tick(): void {
    stop()
    guard(() => {
      for (const watched of connections) if (watched.pc.signalingState === 'closed') closed(watched)
      if (!connections.size && !chats) return
      plan(Date.now() < quickUntil ? firstPeriodMs : periodMs)
      skipped = !skipped && isBusy()
      if (!skipped && runningSince < Date.now() - 5 * periodMs) void sample()
    })
  }

  async function sample(): Promise<void> {
    const open = [...connections].filter(({ isSampled }) => isSampled).slice(0, maxConnections)
    const t = Date.now()
    runningSince = t
    const read = (await Promise.all(open.map(readOne))).filter((one) => one !== undefined)
    if (runningSince === t) runningSince = 0
    guard(() => {
      if (!read[0] && !chats) return
      keep(readReport(read, t, index()))
      read.forEach(noteChannels)
      open.forEach(look)
    })
  }

  async function readOne(watched: Watched): Promise<StatsOfConnection | undefined> {
    try {
      const stats: RtcStat[] = [...(await watched.pc.getStats()).values()]
      return {
        connection: watched.number,
        stats,
        announcedId: (mid, isInbound) => announcedId(watched, mid, isInbound),
      }
    } catch {
      return undefined
    }
  }

  /** Browsers drop a closed channel from their stats: one that is missing is closed. */
  function noteChannels({ connection, stats }: StatsOfConnection): void {
    const before = channels[connection] ?? {}
    const now: typeof before = {}
    for (const { type, id, label, state } of stats) {
      if (type !== 'data-channel') continue
      now[id] = { label, state }
      if (before[id]?.state !== state) emit(type, now[id], connection)
    }
    for (const id in before)
      if (!now[id]) emit('data-channel', { ...before[id], state: 'closed' }, connection)
    channels[connection] = now
  }

  return {
    start,
    stop,
    /**
     * Follows connections that are not connected yet, for their tracks and their end. A page that only chats has no
     * stats: an empty report says that it is still there.
     */
    follow: (isChatting?: boolean) => {
      chats = isChatting ?? chats
      if (!timer) plan(periodMs)
    },
    setPeriod: (ms: number) => {
      if (ms > 0) periodMs = ms
    },
  }
}
