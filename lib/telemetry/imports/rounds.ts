import { type Row, trackColumns, trackHeadColumns, trackTypes, type WireReport } from '../columns.ts'
import { limits } from '../contract.ts'

/** One connection's sample, its times relative to its own `t`. */
export type Sample = { t: number; connections: Row[]; tracks: Row[] }

/** Samples of several connections this close together were taken in the same round. */
const roundMs = 500

/**
 * Puts the samples, in order of time, of all connections that were taken in one round into one report, as the SDK samples them, and
 * leaves out rounds that come sooner than the SDK would have looked again.
 */
export function reportsOf(samples: readonly Sample[], intervalMs: number): WireReport[] {
  const reports: WireReport[] = []
  let lastMs = Number.NEGATIVE_INFINITY
  for (const round of roundsOf(samples)) {
    const t = round[0]?.t ?? 0
    if (t - lastMs < intervalMs - roundMs) continue
    lastMs = t
    reports.push(merged(round, t))
  }
  return reports
}

function roundsOf(samples: readonly Sample[]): Sample[][] {
  const rounds: Sample[][] = []
  let current: Sample[] = []
  for (const sample of samples) {
    const first = current[0]
    const isNext =
      first && sample.t - first.t < roundMs && !current.some((one) => sameConnection(one, sample))
    if (first && !isNext) {
      rounds.push(current)
      current = []
    }
    current.push(sample)
  }
  if (current.length > 0) rounds.push(current)
  return rounds
}

const sameConnection = (a: Sample, b: Sample) => a.connections[0]?.[0] === b.connections[0]?.[0]

function merged(round: readonly Sample[], t: number): WireReport {
  const connections = round.flatMap((sample) =>
    sample.connections.map((row) => shift(row, [1], sample.t - t)),
  )
  const tracks = round.flatMap((sample) =>
    sample.tracks.map((row) => shift(row, offsetColumns[row[1] ?? 0] ?? [], sample.t - t)),
  )
  return [
    0,
    Math.round(t),
    connections.slice(0, limits.maxConnectionsPerReport),
    tracks.slice(0, limits.maxTracksPerReport),
  ]
}

/** Columns that count from the report's time, per track type: the row's own time and those named `…OffsetMs`. */
const offsetColumns = trackTypes.map((type) => [
  2,
  ...trackColumns[type].flatMap((column, i) =>
    column.endsWith('OffsetMs') ? [i + trackHeadColumns.length] : [],
  ),
])

function shift(row: Row, columns: readonly number[], byMs: number): Row {
  if (Math.round(byMs) === 0) return row
  const shifted = [...row]
  for (const column of columns) {
    const value = shifted[column]
    if (typeof value === 'number') shifted[column] = value + Math.round(byMs)
  }
  return shifted
}
