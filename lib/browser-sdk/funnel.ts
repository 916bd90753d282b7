import { type Row, trackTypes } from '../telemetry/columns.ts'
import { hasBegun } from './has-begun.ts'
import { emit, guard } from './recorder.ts'

const hangUpMs = 3000

/** Joining as the user lives it: attempt, joined, first media, left. Each is said once per attempt. */
export function createFunnel() {
  let attemptAt: number | undefined
  let joined = false
  let hasFailed = false
  let open = 0
  let media = new Set<string>()

  const sinceAttempt = () => Math.round(Date.now() - (attemptAt ?? Date.now()))

  function attempt(): void {
    if (attemptAt !== undefined) return
    attemptAt = Date.now()
    emit('join-attempt')
  }

  function changed(state: RTCPeerConnectionState): void {
    hasFailed = state === 'failed'
    if (joined || attemptAt === undefined) return
    joined = state === 'connected'
    if (joined) emit('joined', { ms: sinceAttempt() })
    if (hasFailed) emit('join-failed', { reason: 'connection-failed', ms: sinceAttempt() })
  }

  function left(reason: string): void {
    if (attemptAt === undefined) return
    emit('left', { reason })
    attemptAt = undefined
    joined = hasFailed = false
    media = new Set()
  }

  /** The last connection closed and no other follows: the user hung up, though the page stays. */
  function closed(): void {
    open--
    setTimeout(() => void guard(() => open === 0 && joined && left(hasFailed ? 'error' : 'app')), hangUpMs)
  }

  /** Media has begun when something was decoded here, or acknowledged by the far end. */
  function sawMedia(tracks: Row[]): void {
    if (attemptAt === undefined) return
    for (const row of tracks) {
      const type = trackTypes[row[1] ?? -1]
      if (!type || media.has(type) || !hasBegun(type, row)) continue
      media.add(type)
      const [direction, kind] = type.split('-')
      emit('media-first', { kind, direction, ms: sinceAttempt() })
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
