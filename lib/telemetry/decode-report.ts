import {
  type ConnectionColumn,
  connectionColumns,
  type Row,
  type TrackColumn,
  type TrackType,
  trackColumns,
  trackHeadColumns,
  trackTypes,
  type WireReport,
} from './columns.ts'

/** One connection of a report. Cells stay in their row; read them with `connectionValue`. */
export type DecodedConnection = { connection: number; timestampMs: number; row: Row }

/** One track of a report. `timestampMs` is the stats object's own time on the client's clock. */
export type DecodedTrack = { track: number; type: TrackType; timestampMs: number; row: Row }

export type DecodedReport = {
  seq: number
  /** epoch ms on the client's clock */
  t: number
  connections: DecodedConnection[]
  tracks: DecodedTrack[]
}

/** Where a column stands in a whole row, head included. */
export type ColumnIndex<Column extends string> = Readonly<Record<Column, number>>

function indexOf<Column extends string>(columns: readonly Column[], first: number): ColumnIndex<Column> {
  return Object.fromEntries(columns.map((column, i) => [column, first + i])) as Record<Column, number>
}

const head = trackHeadColumns.length

export const connectionIndex = indexOf(connectionColumns, 0)
export const trackIndex: { readonly [T in TrackType]: ColumnIndex<TrackColumn<T>> } = {
  'inbound-audio': indexOf(trackColumns['inbound-audio'], head),
  'inbound-video': indexOf(trackColumns['inbound-video'], head),
  'outbound-audio': indexOf(trackColumns['outbound-audio'], head),
  'outbound-video': indexOf(trackColumns['outbound-video'], head),
}

/** Gives a checked report's rows their identity and their own time; no cell is copied. Runs for every report. */
export function decodeReport(report: WireReport): DecodedReport {
  const t = report[1]
  const connections: DecodedConnection[] = []
  for (const row of report[2])
    connections.push({ connection: row[0] ?? 0, timestampMs: t + (row[1] ?? 0), row })
  const tracks: DecodedTrack[] = []
  for (const row of report[3]) {
    const type = trackTypes[row[1] ?? -1]
    if (type !== undefined) tracks.push({ track: row[0] ?? 0, type, timestampMs: t + (row[2] ?? 0), row })
  }
  return { seq: report[0], t, connections, tracks }
}

/** A named cell of a track. Null means "the browser does not know", never zero. */
export function trackValue<T extends TrackType>(
  track: DecodedTrack & { type: T },
  column: TrackColumn<T>,
): number | null {
  const index: ColumnIndex<TrackColumn<T>> = trackIndex[track.type]
  return track.row[index[column]] ?? null
}

/** A named cell of a connection. */
export function connectionValue(connection: DecodedConnection, column: ConnectionColumn): number | null {
  return connection.row[connectionIndex[column]] ?? null
}
