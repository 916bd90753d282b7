import type { TrackType } from '#lib/telemetry/columns.ts'
import type { WireEvent } from '#lib/telemetry/event-types.ts'

/** What events said about one track; null = never said. Times are epoch ms on the participant's own clock. */
export type TrackContext = {
  type: TrackType | null
  connection: number | null
  /** keyed hash of trackIdentifier: joins the two ends of one stream */
  trackId: string | null
  mimeType: string | null
  inbandFec: boolean | null
  dtx: boolean | null
  stereo: boolean | null
  clockRate: number | null
  source: 'mic' | 'camera' | 'screen' | 'unknown'
  enabled: boolean | null
  muted: boolean | null
  ended: boolean
  /** an SFU paused it, or it is not subscribed, or it is unpublished */
  paused: boolean
  visible: boolean | null
  tilePixels: number | null
  /** the last event after which the track has to start anew */
  restartedAtMs: number | null
}

export type ConnectionContext = {
  state: string
  iceState: string | null
  closed: boolean
  localCandidateType: string | null
  remoteCandidateType: string | null
  protocol: string | null
  relayProtocol: string | null
}

/** Everything that a participant's events say and its counters do not. */
export type ParticipantContext = {
  tracks: Map<number, TrackContext>
  connections: Map<number, ConnectionContext>
  pageVisible: boolean
  left: boolean
  /** track-state events that named a kind and direction but no track yet */
  untied: Map<string, Partial<TrackContext>>
}

export function createContext(): ParticipantContext {
  return { tracks: new Map(), connections: new Map(), pageVisible: true, left: false, untied: new Map() }
}

/** Folds one event in; events that say nothing about quality change nothing. */
export function applyEvent(_context: ParticipantContext, _event: WireEvent): void {
  throw new Error('not written yet')
}
