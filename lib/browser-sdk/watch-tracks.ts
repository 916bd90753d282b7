import type { StatsIndex } from './read-stats.ts'
import { emit, listen } from './recorder.ts'
import { type Watched, watchTransport } from './watch-connection.ts'

type Direction = 'inbound' | 'outbound'
type Known = {
  track: MediaStreamTrack
  direction: Direction
  connection: number
  enabled: boolean
  muted: boolean
  readyState: MediaStreamTrackState
}

/** Who changed a track: `enabled` is the user's button, muting the system's, stopping without an event the app's. */
function reasonOf({ track, direction, ...said }: Known): string | undefined {
  if (track.enabled !== said.enabled) return 'user'
  if (track.readyState !== said.readyState) return 'app'
  if (track.muted !== said.muted) return direction === 'outbound' ? 'system' : 'remote'
  return undefined
}

/** Follows sources and states of tracks: what is muted, disabled, ended, published. */
export function createTrackWatch(index: () => StatsIndex) {
  const sources = new Map<string, string>()
  const known = new Map<string, Known>()
  const published = new WeakMap<object, MediaStreamTrack | null>()
  const sourceOf = (id: string) => sources.get(id)

  /** Remembers what a captured track shows. */
  function captured(tracks: MediaStreamTrack[], isDisplay: boolean): void {
    for (const track of tracks) {
      sources.set(track.id, isDisplay ? 'screen' : track.kind === 'video' ? 'camera' : 'mic')
      listen(track, 'ended', () => {
        const isSent = [...known.values()].some((entry) => entry.track === track)
        if (!isSent) emitState(track, 'outbound', 'system')
      })
    }
  }

  function emitState(
    track: MediaStreamTrack,
    direction: Direction,
    reason: string,
    connection?: number,
    number?: number,
  ): void {
    const { id, kind, enabled, muted, readyState } = track
    const source = direction === 'outbound' ? sourceOf(id) : undefined
    emit('track-state', { kind, source, direction, enabled, muted, readyState, reason }, connection, number)
  }

  /** Looks at every track of a connection; cheap enough for each sample, and needed: `enabled` has no event. */
  function look(watched: Watched): void {
    const { pc, number } = watched
    for (const { sender, receiver, currentDirection } of pc.getTransceivers()) {
      watchTransport(watched, sender.transport)
      notePublished(sender, number)
      if (sender.track) see(sender.track, 'outbound', number)
      if (/recv/.test(String(currentDirection))) see(receiver.track, 'inbound', number)
    }
  }

  /** A sender got a track or lost it; that one follows another is not worth a word. */
  function notePublished(sender: RTCRtpSender, connection: number): void {
    const { track } = sender
    const before = published.get(sender)
    if (Boolean(track) === Boolean(before)) return
    published.set(sender, track)
    const { kind, id } = (track ?? before) as MediaStreamTrack
    emit(track ? 'publish' : 'unpublish', { kind, source: sourceOf(id) }, connection)
    known.delete(`${connection} outbound ${before?.id}`)
  }

  /** Live, enabled and unmuted need not be said. */
  function see(track: MediaStreamTrack, direction: Direction, connection: number): void {
    const key = `${connection} ${direction} ${track.id}`
    if (!known.has(key)) {
      const unremarkable = { enabled: true, muted: false, readyState: 'live' } as const
      known.set(key, { ...unremarkable, track, direction, connection })
      listen(track, 'mute unmute ended', ({ type }) => say(key, type === 'ended'))
    }
    say(key)
  }

  /** Says a track's state when it differs from what was said last. */
  function say(key: string, hasEnded = false): void {
    const entry = known.get(key)
    if (!entry) return
    const { track, direction, connection } = entry
    const reason = hasEnded ? 'system' : reasonOf(entry)
    if (!reason) return
    entry.enabled = track.enabled
    entry.muted = track.muted
    entry.readyState = track.readyState
    emitState(track, direction, reason, connection, index().numberOf.get(key))
  }

  /** Forgets a closed connection's tracks. */
  function forget(connection: number): void {
    for (const [key, entry] of known) if (entry.connection === connection) known.delete(key)
  }

  return { captured, look, forget, sourceOf }
}
