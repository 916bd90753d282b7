import type { StatsIndex } from './read-stats.ts'
import { listen, type Recorder } from './recorder.ts'
import type { Watched } from './watch-connection.ts'

type State = { enabled: boolean; muted: boolean; readyState: MediaStreamTrackState }
type Direction = 'inbound' | 'outbound'
type Known = { said: State; track: MediaStreamTrack; direction: Direction; connection: number }

/** What need not be said. */
const unremarkable: State = { enabled: true, muted: false, readyState: 'live' }

/** Who changed a track: `enabled` is the user's button, muting the system's, stopping without an event the app's. */
function reasonOf(before: State, now: State, direction: Direction): string | undefined {
  if (now.enabled !== before.enabled) return 'user'
  if (now.readyState !== before.readyState) return 'app'
  if (now.muted !== before.muted) return direction === 'outbound' ? 'system' : 'remote'
  return undefined
}

/** Follows sources and states of tracks: what is muted, disabled, ended, published. */
export function createTrackWatch(recorder: Recorder, index: () => StatsIndex) {
  const sources = new Map<string, string>()
  const known = new Map<string, Known>()
  const published = new WeakMap<object, string>()

  /** Remembers what a captured track shows. */
  function captured(stream: MediaStream, isDisplay: boolean): void {
    for (const track of stream.getTracks()) {
      const isVideo = track.kind === 'video'
      sources.set(track.id, isDisplay ? 'screen' : isVideo ? 'camera' : 'mic')
      listen(recorder, track, 'ended', () => {
        const isSent = [...known.values()].some((entry) => entry.track === track)
        if (!isSent) recorder.emit('track-state', { ...stateOf(track, 'outbound'), reason: 'system' })
      })
    }
  }

  const sourceOf = (id: string) => sources.get(id)

  function stateOf(track: MediaStreamTrack, direction: Direction) {
    const { kind, enabled, muted, readyState } = track
    return {
      kind,
      source: direction === 'outbound' ? sourceOf(track.id) : undefined,
      direction,
      enabled,
      muted,
      readyState,
    }
  }

  /** Looks at every track of a connection; cheap enough for each sample, and needed: `enabled` has no event. */
  function look({ pc, number: connection }: Watched): void {
    for (const sender of pc.getSenders()) {
      notePublished(sender, connection)
      if (sender.track) see(sender.track, 'outbound', connection)
    }
    for (const { receiver, currentDirection } of pc.getTransceivers?.() ?? [])
      if (receiver.track && /recv/.test(currentDirection ?? '')) see(receiver.track, 'inbound', connection)
  }

  function notePublished(sender: RTCRtpSender, connection: number): void {
    const now = sender.track?.id ?? ''
    const before = published.get(sender) ?? ''
    if (Boolean(now) === Boolean(before)) return
    published.set(sender, now)
    const kind = sender.track?.kind ?? known.get(`${connection}outbound${before}`)?.track.kind
    recorder.emit(now ? 'publish' : 'unpublish', { kind, source: sourceOf(now || before) }, { connection })
    known.delete(`${connection}outbound${before}`)
  }

  function see(track: MediaStreamTrack, direction: Direction, connection: number): void {
    const key = `${connection}${direction}${track.id}`
    if (known.has(key)) {
      say(key)
      return
    }
    known.set(key, { said: unremarkable, track, direction, connection })
    listen(recorder, track, 'mute unmute ended', ({ type }) =>
      say(key, type === 'ended' ? 'system' : undefined),
    )
    say(key)
  }

  /** Says a track's state when it differs from what was said last; live, enabled and unmuted need not be said. */
  function say(key: string, cause?: string): void {
    const entry = known.get(key)
    if (!entry) return
    const { track, direction, connection } = entry
    const { enabled, muted, readyState } = track
    const reason = cause ?? reasonOf(entry.said, track, direction)
    if (!reason) return
    entry.said = { enabled, muted, readyState }
    const number = index().numberOf.get(`${connection} ${direction} ${track.id}`)
    recorder.emit('track-state', { ...stateOf(track, direction), reason }, { connection, track: number })
  }

  /** Forgets a closed connection's tracks. */
  function forget(connection: number): void {
    for (const [key, entry] of known) if (entry.connection === connection) known.delete(key)
  }

  return { captured, look, forget, sourceOf }
}
