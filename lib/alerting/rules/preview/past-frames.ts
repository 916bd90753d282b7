import type { AppFacts, CustomerFacts } from '../../evaluation/facts.ts'
import { type Frame, makeFrame, type SliceSums } from '../../evaluation/frame.ts'
import { type Sums, sumNames } from '../../evaluation/metric-value.ts'

/** Roll-ups of the past in steps, added up from the beginning: any window of it is one subtraction. */
export type PastRow = Omit<SliceSums, 'sums'> & { at: number; sums: Sums }
export type PastTimes = { from: number; to: number; stepMs: number }

type Slice = Omit<SliceSums, 'sums'> & { totals: Float64Array; rows: Int32Array }
const width = sumNames.length

export function createPast(
  rows: readonly PastRow[],
  { from, to, stepMs }: PastTimes,
  names: { customers: ReadonlyMap<string, CustomerFacts>; apps: ReadonlyMap<string, AppFacts> },
): (windowMs: number, at: number) => Frame {
  const steps = Math.ceil((to - from) / stepMs) + 1
  const slices = makeSlices(rows, from, stepMs, steps)
  return (windowMs, at) => {
    const end = clamp(Math.floor((at - from) / stepMs), steps)
    const length = Math.max(1, Math.round(windowMs / stepMs))
    const start = clamp(end - length, steps)
    const seen = slices.flatMap((slice) => sumOf(slice, start, end))
    return makeFrame(seen, { buckets: (length * stepMs) / 60_000, minutes: windowMs / 60_000 }, names)
  }
}

const clamp = (index: number, steps: number) => Math.max(0, Math.min(index, steps))

function makeSlices(rows: readonly PastRow[], from: number, stepMs: number, steps: number): Slice[] {
  const slices = new Map<string, Slice>()
  for (const { customerId, appId, dimension, value, at, sums } of rows) {
    const key = `${appId}|${value}`
    const slice = slices.get(key) ?? {
      ...{ customerId, appId, dimension, value },
      totals: new Float64Array((steps + 1) * width),
      rows: new Int32Array(steps + 1),
    }
    slices.set(key, slice)
    const index = Math.floor((at - from) / stepMs) + 1
    if (index < 1 || index > steps) continue
    sumNames.forEach((name, i) => {
      slice.totals[index * width + i] = (slice.totals[index * width + i] ?? 0) + sums[name]
    })
    slice.rows[index] = (slice.rows[index] ?? 0) + 1
  }
  for (const slice of slices.values()) addUp(slice, steps)
  return [...slices.values()]
}

function addUp({ totals, rows }: Slice, steps: number) {
  for (let index = 1; index <= steps; index++) {
    rows[index] = (rows[index] ?? 0) + (rows[index - 1] ?? 0)
    for (let i = 0; i < width; i++)
      totals[index * width + i] = (totals[index * width + i] ?? 0) + (totals[(index - 1) * width + i] ?? 0)
  }
}

function sumOf({ totals, rows, ...slice }: Slice, start: number, end: number): SliceSums[] {
  if ((rows[end] ?? 0) === (rows[start] ?? 0)) return []
  const sums = Object.fromEntries(
    sumNames.map((name, i) => [name, (totals[end * width + i] ?? 0) - (totals[start * width + i] ?? 0)]),
  ) as Sums
  return [{ ...slice, sums }]
}
