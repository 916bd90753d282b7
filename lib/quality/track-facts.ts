import type { ConnectionContext, TrackContext } from './participant-context.ts'
import type { SenderFacts } from './sender-facts.ts'
import type { Flow, TrackQuality } from './track-quality.ts'
import { isSparseAudio } from './track-quality.ts'
import type { TrackFacts } from './track-state.ts'

/** Everything the facts of a track are drawn from. */
export type Evidence = {
  track: TrackQuality
  context: TrackContext
  connection: ConnectionContext | undefined
  flow: Flow
  /** the row's own cell; null = the browser does not say */
  active: number | null
  sender: SenderFacts | null
  pageVisible: boolean
  left: boolean
  intervalMs: number
}

/** A sender must have gone on sending for this long after the last packet came, whatever their batches' delays. */
const senderAheadMs = 4_000

/** Facts of a received track. */
export function inboundFacts(evidence: Evidence): TrackFacts {
  const { track, context, flow, sender, pageVisible } = evidence
  const isVideo = track.type === 'inbound-video'
  const offScreen = isVideo && (!pageVisible || context.visible === false)
  // Browsers also mute a received track that has not got its first packet, or whose transceiver is inactive.
  const silenced = (context.muted === true || context.enabled === false) && !(flow.packets > 0)
  const facts = commonFacts(evidence)
  facts.muted = sender?.muted === true
  facts.paused = context.paused || offScreen || silenced
  facts.mediaExpected = expectsInbound(evidence)
  if (isVideo) facts.withoutOutputMs = sinceStart(track, context, track.lastOutputMs)
  facts.sparse = isVideo ? context.source === 'screen' && flow.frames === 0 : isSparseAudio(track)
  return facts
}

/** Facts of a sent track. `othersFlow`: another layer of the same picture is being sent. */
export function outboundFacts(evidence: Evidence, othersFlow: boolean): TrackFacts {
  const { context, active, flow } = evidence
  const facts = commonFacts(evidence)
  facts.muted = context.enabled === false || context.muted === true
  facts.paused = context.paused || active === 0
  facts.mediaExpected = expectsOutbound(evidence, othersFlow)
  facts.sparse = context.source === 'screen' && flow.frames === 0
  return facts
}

function commonFacts({ track, context, left, intervalMs }: Evidence): TrackFacts {
  const started = track.firstPacketMs
  const nowMs = track.window.own.newestMs
  return {
    ended: left || context.ended,
    sampleAgeMs: 0,
    intervalMs,
    muted: false,
    paused: false,
    startedMs: started === null ? null : nowMs - Math.max(started, restartOf(track, context)),
    mediaExpected: null,
    withoutPacketsMs: sinceStart(track, context, track.lastPacketMs),
    withoutOutputMs: 0,
    sparse: false,
  }
}

function restartOf(track: TrackQuality, context: TrackContext): number {
  return Math.max(track.restartedMs, context.restartedAtMs ?? Number.NEGATIVE_INFINITY)
}

function sinceStart(track: TrackQuality, context: TrackContext, lastMs: number): number {
  return track.window.own.newestMs - Math.max(lastMs, track.firstSeenMs, restartOf(track, context))
}

const isDown = (connection: ConnectionContext | undefined) =>
  connection?.established === true &&
  !connection.closed &&
  (connection.state === 'disconnected' || connection.state === 'failed')

/** True only with evidence: the sender goes on sending, or the path to a server that was fine is down. */
function expectsInbound({ track, connection, sender }: Evidence): boolean | null {
  if (sender !== null) {
    if (sender.muted || sender.flowing !== true || sender.flowingUntilMs === null) return null
    const lastMs = track.type === 'inbound-video' ? track.lastOutputAtMs : track.lastPacketAtMs
    return sender.flowingUntilMs - lastMs >= senderAheadMs ? true : null
  }
  return isDown(connection) && !track.senderSeen ? true : null
}

/** The source delivers, the path stands, and no other layer is sent in its place. */
function expectsOutbound({ flow, connection }: Evidence, othersFlow: boolean): boolean | null {
  return flow.source > 0 && connection?.state === 'connected' && !othersFlow ? true : null
}
