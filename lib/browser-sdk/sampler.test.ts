import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createStatsIndex } from './read-stats.ts'
import { startRecording, stopRecording } from './recorder.ts'
import { createSampler } from './sampler.ts'
import type { RtcStat } from './stats-types.ts'
import type { Watched } from './watch-connection.ts'

/** What the sampler makes of a page, on a clock that the test moves. */
let stats: RtcStat[] = []
let events: [string, unknown][] = []
let reports: unknown[] = []

beforeEach(() => {
  vi.useFakeTimers()
  stats = []
  events = []
  reports = []
  startRecording((type, data) => void events.push([type, data]))
})
afterEach(() => {
  stopRecording()
  vi.useRealTimers()
})

function sampler(connections: Set<Watched>) {
  const index = createStatsIndex('pk_test', {})
  return createSampler({
    connections,
    index: () => index,
    look: () => undefined,
    closed: () => undefined,
    keep: ({ report }) => void reports.push(report.slice(2)),
  })
}

function connection(): Watched {
  const pc = { signalingState: 'stable', getStats: async () => new Map(stats.map((one) => [one.id, one])) }
  return { number: 3, pc, isSampled: true, transports: new WeakSet() } as unknown as Watched
}

const channel = (state: string): RtcStat => ({
  id: 'D1',
  type: 'data-channel',
  timestamp: 1,
  label: 'chat',
  state,
})

test('a page that only chats says with empty reports that it is there, until the user leaves', async () => {
  const { follow, stop } = sampler(new Set())
  follow()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(reports).toEqual([])
  follow(true)
  await vi.advanceTimersByTimeAsync(6_100)
  expect(reports).toEqual([
    [[], []],
    [[], []],
    [[], []],
  ])
  follow(false)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(reports).toHaveLength(3)
  stop()
})

test('a data channel is told by its states, and one that vanishes from the stats as closed', async () => {
  const { start, stop } = sampler(new Set([connection()]))
  const told = () => events.flatMap(([type, data]) => (type === 'data-channel' ? [data] : []))
  stats = [channel('connecting')]
  start()
  await vi.advanceTimersByTimeAsync(100)
  stats = [channel('open')]
  await vi.advanceTimersByTimeAsync(4_000)
  stats = []
  await vi.advanceTimersByTimeAsync(8_000)
  stop()
  expect(told()).toEqual([
    { label: 'chat', state: 'connecting' },
    { label: 'chat', state: 'open' },
    { label: 'chat', state: 'closed' },
  ])
})
