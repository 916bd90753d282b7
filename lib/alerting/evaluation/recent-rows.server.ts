import type { SliceSums } from './frame.ts'
import { type Sums, sumNames } from './metric-value.ts'
import { type Db, readBucketMarks, readBucketRows } from './store.server.ts'
import type { WindowSpan } from './window-span.ts'

type Slice = Omit<SliceSums, 'sums'>
type Bucket = { mark: string; rows: { slice: Slice; counts: readonly number[] }[] }

/**
 * The roll-ups of the longest short window, kept: of all that is stored only those are read that are new or changed, also
 * when they come late. A mark of each says which.
 */
export function createRecentRows(db: Db) {
  const slices = new Map<string, Slice>()
  let buckets = new Map<number, Bucket>()
  let readFor = ''

  /** The sums of windows that end together. */
  async function sums(
    spans: readonly WindowSpan[],
    dimensions: readonly string[],
  ): Promise<Map<number, SliceSums[]>> {
    const [first] = spans
    if (!first) return new Map()
    const after = new Date(Math.min(...spans.map((span) => span.after)))
    await refresh(after, new Date(first.until), dimensions)
    return addUp(spans)
  }

  async function refresh(after: Date, until: Date, dimensions: readonly string[]) {
    if (readFor !== dimensions.join(' ')) buckets = new Map()
    readFor = dimensions.join(' ')
    const marks = await readBucketMarks(db, after, until, dimensions)
    const stale = [...marks].filter(([at, mark]) => buckets.get(at)?.mark !== mark).map(([at]) => at)
    const rows = stale.length === 0 ? [] : await readBucketRows(db, stale, dimensions)
    const next = new Map<number, Bucket>()
    for (const [at, mark] of marks)
      next.set(at, stale.includes(at) ? { mark, rows: [] } : (buckets.get(at) ?? { mark, rows: [] }))
    for (const [at, customerId, appId, dimension, value, ...counts] of rows)
      next.get(at)?.rows.push({ slice: sliceOf(customerId, appId, dimension, value), counts })
    buckets = next
  }

  /** One object for a slice, however many rows it has. */
  function sliceOf(customerId: string, appId: string, dimension: string, value: string): Slice {
    const key = `${appId}|${dimension}|${value}`
    const known = slices.get(key)
    if (known) return known
    const made = { customerId, appId, dimension, value }
    slices.set(key, made)
    return made
  }

  /** From the newest back in time: each longer window is the one before it and some more. */
  function addUp(spans: readonly WindowSpan[]): Map<number, SliceSums[]> {
    const newestFirst = [...buckets].sort(([a], [b]) => b - a)
    const totals = new Map<Slice, number[]>()
    const found = new Map<number, SliceSums[]>()
    let next = 0
    for (const { windowMs, after } of [...spans].sort((a, b) => b.after - a.after)) {
      for (let one = newestFirst[next]; one !== undefined && one[0] > after; one = newestFirst[++next])
        for (const { slice, counts } of one[1].rows) addTo(totals, slice, counts)
      found.set(
        windowMs,
        [...totals].map(([slice, counts]) => ({ ...slice, sums: named(counts) })),
      )
    }
    return found
  }

  return { sums }
}

function addTo(totals: Map<Slice, number[]>, slice: Slice, counts: readonly number[]) {
  const total = totals.get(slice)
  if (total === undefined) totals.set(slice, [...counts])
  else for (let i = 0; i < counts.length; i++) total[i] = (total[i] ?? 0) + (counts[i] ?? 0)
}

const named = (counts: readonly number[]): Sums =>
  Object.fromEntries(sumNames.map((name, i) => [name, counts[i] ?? 0])) as Sums
