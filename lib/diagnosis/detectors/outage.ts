import type { TrackQuality } from '#lib/quality/track-quality.ts'
import { trackIndex } from '#lib/telemetry/decode-report.ts'
import { deltaAt, newestDelta } from '#lib/telemetry/delta-ring.ts'
import { connectionCells, inboundAudioCells, inboundVideoCells } from '#lib/telemetry/intervals.ts'
import { limits } from '../limits.ts'
import { evidence, type Observation } from '../observation.ts'
import type { Look } from '../person.ts'
import { accessSide } from './connectivity.ts'

/** Everything that flowed on a connection stops together and nobody answers the connectivity checks. */
export function lookAtOutage(look: Look, out: Observation[]): void {
  for (const number of look.person.quality.connections.keys()) {
    const silentMs = silenceOf(look, number)
    if (silentMs === null || silentMs < limits.outage.minMs) continue
    const unansweredMs = unansweredFor(look, number)
    if (unansweredMs === null || unansweredMs < unansweredShare * Math.min(silentMs, checkedWithinMs))
      continue
    out.push({
      kind: 'network-outage',
      participantId: look.person.participantId,
      aboutId: aboutOf(look, number),
      connection: number,
      level: silentMs >= limits.outage.criticalMs ? 'critical' : 'major',
      direction: 'both',
      side: accessSide(look.others),
      confidence: 'high',
      affected: [look.person.participantId],
      sinceMs: look.nowMs - silentMs,
      evidence: [
        evidence('withoutPacketsMs', look.nowMs, look.person.participantId, {
          value: silentMs,
          limit: limits.outage.minMs,
        }),
        evidence('unansweredMs', look.nowMs, look.person.participantId, { value: unansweredMs }),
      ],
    })
  }
}

/** The pair in use is checked every 2.5 s or so: a silence this long without an answer has missed some. */
const checkedWithinMs = 5_000
const unansweredShare = 0.75

/** In a call of two the path leads to the other one. */
const aboutOf = (look: Look, _connection: number): string | null =>
  look.others.length === 1 ? (look.others[0] ?? null) : null

const packetCell = {
  'inbound-audio': inboundAudioCells.packetsReceived,
  'inbound-video': inboundVideoCells.packetsReceived,
} as const

/** How long every received stream of a connection has been silent; null = none flowed, or one still does. */
function silenceOf(look: Look, connection: number): number | null {
  let silentMs: number | null = null
  for (const row of look.report.tracks) {
    if (row.type !== 'inbound-audio' && row.type !== 'inbound-video') continue
    const context = look.person.context.tracks.get(row.track)
    if ((context?.connection ?? connection) !== connection || context?.ended || context?.paused) continue
    const track = look.person.quality.tracks.get(row.track)
    if (track === undefined || track.firstPacketMs === null || track.state === 'muted') continue
    const lastOffsetMs = row.row[trackIndex[row.type].lastPacketReceivedOffsetMs] ?? null
    const longMs = track.closed ? look.nowMs - track.lastPacketAtMs : 0 // the window is emptied when nothing comes
    const quiet = quietMs(track, packetCell[row.type])
    const ageMs = Math.max(
      quiet,
      quiet > 0 || track.closed ? longMs : 0,
      lastOffsetMs === null ? 0 : -lastOffsetMs,
    )
    if (ageMs < limits.outage.minMs) return null
    silentMs = Math.min(silentMs ?? ageMs, ageMs)
  }
  return silentMs
}

/** A share of the usual packets this small is the edge of a silence that began or ended within the interval. */
const edgeShare = 0.1

/** An interval with more packets than this is no edge, whatever is usual. */
const mostAtEdge = 60

/** Length of the newest intervals in a row with (next to) no packets. */
function quietMs({ window: { own } }: TrackQuality, cell: number): number {
  if (newestDelta(own, cell) > mostAtEdge) return 0
  let most = 0
  for (let k = 0; k < own.count; k++) most = Math.max(most, deltaAt(own, k, cell) / deltaAt(own, k, -1) || 0)
  let seconds = 0
  for (let k = own.count - 1; k >= 0; k--) {
    const rate = deltaAt(own, k, cell) / deltaAt(own, k, -1)
    if (Number.isNaN(rate) || rate > edgeShare * most) break
    seconds += deltaAt(own, k, -1)
  }
  return seconds * 1_000
}

/** How long no connectivity check has been answered; null = the browser does not count them. */
function unansweredFor(look: Look, connection: number): number | null {
  const own = look.person.quality.connections.get(connection)?.window.own
  const known = look.person.memory.connections.get(connection)
  // A pair that is given up is no longer counted; that it was is the answer.
  if (known?.state === 'disconnected' || known?.state === 'failed')
    return look.nowMs - known.stateAt + checkedWithinMs
  if (own === undefined || own.count === 0) return null
  let seconds = 0
  for (let k = own.count - 1; k >= 0; k--) {
    const answers = deltaAt(own, k, connectionCells.responsesReceived)
    if (Number.isNaN(answers)) return null
    if (answers > 0) break
    seconds += deltaAt(own, k, -1)
  }
  return seconds * 1_000
}
