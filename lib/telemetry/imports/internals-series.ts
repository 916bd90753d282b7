import type { ImportLimits } from './imported-call.ts'
import type { Budget } from './participant.ts'
import { bagOf, epochMs, listOf, textOf, wordOf } from './pieces.ts'

type Stat = {
  id: string
  type: string
  startMs: number
  endMs: number
  values: Map<string, readonly unknown[]>
}
/** A statistic with the rounds its values belong to: `rounds[k]` is the round of its k-th sample. */
type Placed = { stat: Stat; rounds: number[]; times: number[] }

export type Series = {
  add(key: string, value: unknown): void
  hasOwnTimes(): boolean
  startMs(): number | undefined
  samples(): { t: number; stats: unknown[] }[]
}

/** What webrtc-internals keeps of each series; what came before is lost. */
const maxKept = 1_000
/** More than any statistic has. */
const maxProperties = 300
/** Times of one round may differ by this much. */
const sameRoundMs = 300

/** Turns the series of one connection back into the getStats reports they came from. */
export function createSeries(limits: ImportLimits, budget: Budget): Series {
  const stats = new Map<string, Stat>()

  function add(key: string, value: unknown) {
    const cut = key.lastIndexOf('-')
    // keys with a bracket are computed by the page from the others
    if (key.includes('[') || cut <= 0) return
    const { startTime, endTime, statsType, values } = bagOf(value)
    const list = listOf(parsed(values))
    const startMs = epochMs(startTime)
    const endMs = epochMs(endTime)
    if (list.length === 0 || startMs === undefined || endMs === undefined) return
    budget.cells += list.length / 2
    if (budget.cells > limits.maxCells) {
      budget.notes.add('The dump holds more samples than an import reads; its end was left out.')
      return
    }
    if (list.length >= maxKept)
      budget.notes.add('webrtc-internals keeps the last 1,000 samples; what came before is not in the dump.')
    const id = key.slice(0, cut)
    if (stats.size >= limits.maxStatsPerSample && !stats.has(id)) return
    const stat = stats.get(id) ?? { id, type: textOf(statsType) ?? '', startMs, endMs, values: new Map() }
    stat.startMs = Math.min(stat.startMs, startMs)
    stat.endMs = Math.max(stat.endMs, endMs)
    if (stat.values.size < maxProperties) stat.values.set(key.slice(cut + 1), list)
    stats.set(id, stat)
  }

  const hasOwnTimes = () => [...stats.values()].some(({ values }) => values.has('timestamp'))
  return {
    add,
    hasOwnTimes,
    startMs: () =>
      stats.size === 0 ? undefined : Math.min(...[...stats.values()].map((stat) => stat.startMs)),
    samples: () => samplesOf([...stats.values()]),
  }
}

/** `values` is a text that holds a JSON list; our own export and hand-made files may write the list itself. */
function parsed(values: unknown): unknown {
  if (typeof values !== 'string') return values
  try {
    return JSON.parse(values)
  } catch {
    return null
  }
}

const isRemote = ({ type }: Stat) => type.startsWith('remote-') && type.endsWith('-rtp')

function samplesOf(stats: readonly Stat[]): { t: number; stats: unknown[] }[] {
  const timed = stats.filter((stat) => !isRemote(stat)).map((stat) => ({ stat, times: timesOf(stat) }))
  const rounds = roundsOf(timed.flatMap(({ times }) => times))
  const placed: Placed[] = timed.map(({ stat, times }) => ({
    stat,
    times,
    rounds: times.map((t) => nearest(rounds, t)),
  }))
  const lastRound = new Map(placed.map(({ stat, rounds: own }) => [stat.id, own.at(-1)]))
  for (const stat of stats.filter(isRemote)) placed.push(placeRemote(stat, rounds, lastRound))
  return assemble(placed, rounds)
}

const lengthOf = ({ values }: Stat) => Math.max(...[...values.values()].map((list) => list.length))

/** A statistic's own times; older dumps have none, there samples are spread evenly from first to last. */
function timesOf(stat: Stat): number[] {
  const own = stat.values.get('timestamp')?.map((value) => epochMs(value) ?? Number.NaN)
  if (own?.every((t) => Number.isFinite(t))) return own
  const length = lengthOf(stat)
  const stepMs = length > 1 ? (stat.endMs - stat.startMs) / (length - 1) : 0
  return Array.from({ length }, (_, i) => stat.startMs + i * stepMs)
}

function roundsOf(times: readonly number[]): number[] {
  const rounds: number[] = []
  for (const t of [...times].sort((a, b) => a - b))
    if (rounds.length === 0 || t - (rounds.at(-1) ?? 0) > sameRoundMs) rounds.push(t)
  return rounds
}

function nearest(rounds: readonly number[], t: number): number {
  let low = 0
  let high = rounds.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rounds[middle] ?? 0) < t - sameRoundMs) low = middle + 1
    else high = middle
  }
  return low
}

/** What the far end reports has its own, older times: its series end where that of the stream it is about ends. */
function placeRemote(
  stat: Stat,
  rounds: readonly number[],
  lastRound: Map<string, number | undefined>,
): Placed {
  const about = wordOf(stat.values.get('localId')?.at(-1))
  const end = lastRound.get(about) ?? rounds.length - 1
  const length = stat.values.get('timestamp')?.length ?? lengthOf(stat)
  const times = timesOf(stat)
  return {
    stat,
    times: times.slice(-length),
    rounds: Array.from({ length }, (_, i) => end - (length - 1) + i),
  }
}

/** A property may begin late, never end early: its values are counted from the end. */
function assemble(placed: readonly Placed[], rounds: readonly number[]): { t: number; stats: unknown[] }[] {
  const samples = rounds.map((t) => ({ t, stats: [] as unknown[] }))
  for (const { stat, rounds: own, times } of placed)
    own.forEach((round, i) => {
      const fromEnd = own.length - i
      const one: Record<string, unknown> = { id: stat.id, type: stat.type, timestamp: times[i] }
      for (const [name, list] of stat.values) {
        if (name === 'timestamp' || name === 'type' || name === '__proto__' || list.length < fromEnd) continue
        const value = list[list.length - fromEnd]
        one[name] = name === 'mid' || name === 'rid' ? wordOf(value) : value
      }
      samples[round]?.stats.push(one)
    })
  return samples
}
