/**
 * Cumulative counters of one stats object become differences over a sliding window. A difference that cannot be
 * trusted (counter reset, wrong distance in time, first sample) is left out whole; a cell the browser does not know
 * is NaN in here and null outside.
 */

/** `counter` may only grow, `signed` may also fall, `gauge` is taken as it is. */
export type CellKind = 'counter' | 'signed' | 'gauge'

/** Which cells of a row are kept, and how. */
export type RingShape = { readonly cells: readonly number[]; readonly kinds: readonly CellKind[] }

export type DeltaRing = {
  readonly shape: RingShape
  /** the object's own time of the newest sample; NaN before the first */
  newestMs: number
  /** newest values of the kept cells */
  previous: number[]
  /** intervals, one after the other: Δt in seconds, then the cells */
  deltas: Float32Array
  /** end of each interval */
  ends: number[]
  first: number
  count: number
}

export const windowMs = 15_000
/** Samples come a little early or late; the window may stretch by this much rather than lose a whole interval. */
const slackMs = 250
/** A power of two, as every later size: places wrap by mask. */
const startSlots = 8

/** Distances in time between which a difference can be trusted. */
export type Spacing = { readonly minMs: number; readonly maxMs: number }

/** What became of a sample: a difference, only a new baseline, or nothing because it came late. */
export type Pushed = 'interval' | 'baseline' | 'late'

export function createRing(shape: RingShape): DeltaRing {
  return {
    shape,
    newestMs: Number.NaN,
    previous: shape.cells.map(() => Number.NaN),
    deltas: new Float32Array(startSlots * (shape.cells.length + 1)),
    ends: Array.from({ length: startSlots }, () => Number.NaN),
    first: 0,
    count: 0,
  }
}

/** Forgets the window, not the baseline: the next sample still yields a difference. */
export function clearRing(ring: DeltaRing): void {
  ring.first = 0
  ring.count = 0
}

/** Takes one sample of the object. */
export function pushCells(
  ring: DeltaRing,
  row: readonly (number | null)[],
  timestampMs: number,
  { minMs, maxMs }: Spacing,
): Pushed {
  const elapsedMs = timestampMs - ring.newestMs
  if (elapsedMs <= 0) return 'late'
  const reset = wasReset(ring, row)
  if (reset && lastWasOutlier(ring, row)) dropLast(ring)
  const usable = elapsedMs >= minMs && elapsedMs <= maxMs && !reset
  expire(ring, timestampMs)
  if (usable) append(ring, row, timestampMs, elapsedMs / 1000)
  rebase(ring, row)
  ring.newestMs = timestampMs
  return usable ? 'interval' : 'baseline'
}

function wasReset({ shape, previous }: DeltaRing, row: readonly (number | null)[]): boolean {
  const { cells, kinds } = shape
  for (let i = 0; i < cells.length; i++) {
    if (kinds[i] !== 'counter') continue
    const value = row[cells[i] as number]
    if (value !== null && value !== undefined && value < (previous[i] as number)) return true
  }
  return false
}

/**
 * A counter that falls back to where it could have been without its last step was not reset: that one sample was wrong
 * (a slipped unit, an object of another time), and so is the difference it made.
 */
function lastWasOutlier(ring: DeltaRing, row: readonly (number | null)[]): boolean {
  const { cells, kinds } = ring.shape
  if (ring.count === 0 || Number.isNaN(newestDelta(ring, -1))) return false
  for (let i = 0; i < cells.length; i++) {
    if (kinds[i] !== 'counter') continue
    const value = row[cells[i] as number]
    const previous = ring.previous[i] as number
    if (value === null || value === undefined || !(value < previous)) continue
    if (value < (previous - newestDelta(ring, i)) * (1 - float32Slack)) return false
  }
  return true
}

/** Differences are kept in single precision. */
const float32Slack = 1e-6

function dropLast(ring: DeltaRing): void {
  ring.count--
}

function rebase({ shape, previous }: DeltaRing, row: readonly (number | null)[]): void {
  const { cells } = shape
  for (let i = 0; i < cells.length; i++) previous[i] = row[cells[i] as number] ?? Number.NaN
}

function append(ring: DeltaRing, row: readonly (number | null)[], endMs: number, seconds: number): void {
  if (ring.count === ring.ends.length) grow(ring)
  const { cells, kinds } = ring.shape
  const { previous, deltas } = ring
  const slot = (ring.first + ring.count) & (ring.ends.length - 1)
  const base = slot * (cells.length + 1)
  deltas[base] = seconds
  for (let i = 0; i < cells.length; i++) {
    const value = row[cells[i] as number] ?? Number.NaN
    deltas[base + 1 + i] = kinds[i] === 'gauge' ? value : value - (previous[i] as number)
  }
  ring.ends[slot] = endMs
  ring.count++
}

function expire(ring: DeltaRing, nowMs: number): void {
  const width = ring.shape.cells.length + 1
  while (ring.count > 0) {
    const beganMs = (ring.ends[ring.first] as number) - (ring.deltas[ring.first * width] as number) * 1000
    if (nowMs - beganMs <= windowMs + slackMs) return
    ring.first = (ring.first + 1) & (ring.ends.length - 1)
    ring.count--
  }
}

/** Sampling faster than every two seconds needs more intervals for the same window. */
function grow(ring: DeltaRing): void {
  const width = ring.shape.cells.length + 1
  const slots = ring.ends.length
  const deltas = new Float32Array(2 * slots * width)
  const ends = Array.from({ length: 2 * slots }, () => Number.NaN)
  for (let k = 0; k < ring.count; k++) {
    const slot = (ring.first + k) & (slots - 1)
    deltas.set(ring.deltas.subarray(slot * width, (slot + 1) * width), k * width)
    ends[k] = ring.ends[slot] as number
  }
  ring.deltas = deltas
  ring.ends = ends
  ring.first = 0
}

/** Seconds that the window's intervals cover. */
export function windowSeconds(ring: DeltaRing): number {
  return sumCell(ring, -1)
}

/** One cell of the newest interval; NaN when the newest sample yielded none. -1 is Δt. */
export function newestDelta(ring: DeltaRing, cell: number): number {
  if (ring.count === 0) return Number.NaN
  const slot = (ring.first + ring.count - 1) & (ring.ends.length - 1)
  if (ring.ends[slot] !== ring.newestMs) return Number.NaN
  return ring.deltas[slot * (ring.shape.cells.length + 1) + 1 + cell] as number
}

/** A cell of the k-th oldest interval. */
export function deltaAt(ring: DeltaRing, k: number, cell: number): number {
  const slot = (ring.first + k) & (ring.ends.length - 1)
  return ring.deltas[slot * (ring.shape.cells.length + 1) + 1 + cell] as number
}

/** Sum of one cell over the window, NaN when no interval knows it. */
export function sumCell(ring: DeltaRing, cell: number): number {
  const { deltas, first, count, shape } = ring
  const mask = ring.ends.length - 1
  const width = shape.cells.length + 1
  let sum = 0
  let known = 0
  for (let k = 0; k < count; k++) {
    const value = deltas[((first + k) & mask) * width + 1 + cell] as number
    if (Number.isNaN(value)) continue
    sum += value
    known++
  }
  return known > 0 ? sum : Number.NaN
}

/** Mean of a gauge over the window; null when no sample knows it. */
export function meanCell(ring: DeltaRing, cell: number): number | null {
  let sum = 0
  let known = 0
  for (let k = 0; k < ring.count; k++) {
    const value = deltaAt(ring, k, cell)
    if (Number.isNaN(value)) continue
    sum += value
    known++
  }
  return known > 0 ? sum / known : null
}

/**
 * `factor · Σ top / Σ bottom` over the intervals that know both; null when none does or the bottom is not positive.
 * Cell -1 is Δt.
 */
export function ratio(ring: DeltaRing, top: number, bottom: number, factor = 1): number | null {
  const { deltas, first, count, shape } = ring
  const mask = ring.ends.length - 1
  const width = shape.cells.length + 1
  let above = 0
  let below = 0
  for (let k = 0; k < count; k++) {
    const base = ((first + k) & mask) * width + 1
    const a = deltas[base + top] as number
    const b = deltas[base + bottom] as number
    if (Number.isNaN(a) || Number.isNaN(b)) continue
    above += a
    below += b
  }
  return below > 0 ? (factor * above) / below : null
}
