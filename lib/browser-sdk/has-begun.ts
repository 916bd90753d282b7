import type { Row, TrackType } from '../telemetry/columns.ts'

/**
 * Whether media flows in a track's row: something was decoded here, or acknowledged by the far end. Columns after the
 * head: packets received or sent, frames decoded, the far end's own timestamp.
 */
export function hasBegun(type: TrackType, row: Row): boolean {
  const isOutbound = type.startsWith('out')
  return (row[type === 'inbound-video' ? 10 : 3] ?? 0) > 0 && !(isOutbound && row[6] == null)
}
