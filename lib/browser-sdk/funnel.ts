import { type Row, trackTypes } from '../telemetry/columns.ts'
import type { Recorder } from './recorder.ts'

const hangUpMs = 3000

/** Joining as the user lives it: attempt, joined, first media, left. Each is said once per attempt. */
export function createFunnel(recorder: Recorder, later: (run: () => void, ms: number) => number) {
  let attemptAt: number | undefined
  let joined = false
  let hasFailed = false
  let open = 0
  const media = new Set<string>()

  const sinceAttempt = () => Math.round(recorder.now() - (attemptAt ?? recorder.now()))

  function attempt(): void {
    if (attemptAt !== undefined) return
    attemptAt = recorder.now()
    recorder.emit('join-attempt')
  }

  function changed(state: RTCPeerConnectionState): void {
    hasFailed = state === 'failed'
    if (joined || attemptAt === undefined) return
    if (state === 'connected') {
      joined = true
      recorder.emit('joined', { ms: sinceAttempt() })
    } else if (hasFailed) recorder.emit('join-failed', { reason: 'connection-failed', ms: sinceAttempt() })
  }

  function left(reason: string): void {
    if (attemptAt === undefined) return
    recorder.emit('left', { reason: reason.slice(0, 40) })
    attemptAt = undefined
    joined = hasFailed = false
    media.clear()
  }

  /** The last connection closed and no other follows: the user hung up, though the page stays. */
  function closed(): void {
    open--
    if (open === 0 && joined)
      later(
        () => void recorder.guard('left', () => open === 0 && joined && left(hasFailed ? 'error' : 'app')),
        hangUpMs,
      )
  }

  /** Media has begun when something was decoded here, or acknowledged by the far end. */
  function sawMedia(tracks: Row[]): void {
    if (attemptAt === undefined || media.size === trackTypes.length) return
    for (const row of tracks) {
      const type = trackTypes[row[1] ?? -1]
      if (!type || media.has(type) || !hasBegun(type, row)) continue
      media.add(type)
      const [direction, kind] = type.split('-')
      recorder.emit('media-first', { kind, direction, ms: sinceAttempt() })
    }
  }

  return {
    attempt,
    changed,
    left,
    closed,
    sawMedia,
    opened: () => {
      open++
      attempt()
    },
  }
}

/** Columns after the head of a row: packets received or sent, frames decoded, the far end's own timestamp. */
function hasBegun(type: (typeof trackTypes)[number], row: Row): boolean {
  if (type === 'inbound-audio') return (row[3] ?? 0) > 0
  if (type === 'inbound-video') return (row[10] ?? 0) > 0
  return (row[3] ?? 0) > 0 && row[6] != null
}
