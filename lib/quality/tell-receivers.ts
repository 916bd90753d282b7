import { windows } from './model.ts'
import type { ParticipantContext, TrackContext } from './participant-context.ts'
import type { ParticipantQuality } from './participant-pass.ts'
import type { SenderFacts } from './sender-facts.ts'
import type { TrackQuality } from './track-quality.ts'

/** What this participant, as the sender of a stream, can tell its receivers; null = not its stream. */
export function senderFacts(
  state: ParticipantQuality,
  context: ParticipantContext,
  streamKey: string,
  intervalMs: number,
  nowMs: number,
): SenderFacts | null {
  let facts: SenderFacts | null = null
  for (const number of context.sent.get(streamKey) ?? []) {
    const about = context.tracks.get(number)
    if (about === undefined || about.ended) continue
    const track = state.tracks.get(number)
    facts ??= {
      flowing: null,
      flowingUntilMs: null,
      muted: false,
      srcFps: null,
      capturedPixels: null,
      roundTripMs: null,
    }
    facts.screen ||= about.source === 'screen'
    facts.muted ||= about.enabled === false || about.muted === true
    if (track === undefined || state.lastNowMs === null) continue
    const silent = context.left || nowMs - state.lastNowMs > windows.silentIntervals * intervalMs
    if (!silent) addFlow(facts, track, state, about)
  }
  return facts
}

function addFlow(
  facts: SenderFacts,
  track: TrackQuality,
  state: ParticipantQuality,
  about: TrackContext,
): void {
  const untilMs = Math.min(track.lastPacketAtMs, track.lastOutputAtMs)
  facts.flowing = facts.flowing === true || untilMs === state.lastNowMs
  facts.flowingUntilMs = Math.max(facts.flowingUntilMs ?? untilMs, untilMs)
  if (track.srcFps !== null) facts.srcFps = Math.max(facts.srcFps ?? 0, track.srcFps)
  if (track.sourcePixels !== null)
    facts.capturedPixels = Math.max(facts.capturedPixels ?? 0, track.sourcePixels)
  const connection = about.connection === null ? undefined : state.connections.get(about.connection)
  facts.roundTripMs ??= connection?.rttMs ?? null
}
