import { hasBegun } from '#lib/browser-sdk/has-begun.ts'
import { trackTypes } from '../columns.ts'
import type { Sample } from './rounds.ts'
import type { Pending } from './tell.ts'

/** A user who closed the last connection and opens none for this long has hung up. */
const hangUpMs = 3_000

type Attempt = { at: number; joinedAt: number | null; failedAt: number | null; leftAt: number | null }

/**
 * Joining as the SDK would have told it: attempted with the first connection, joined when one is connected, left when
 * all are closed and none follows. A dump without a connection's creation says nothing of joining.
 */
export function joinStory(events: readonly Pending[], samples: readonly Sample[]): Pending[] {
  const attempts = attemptsOf(events)
  return attempts.flatMap((attempt, i) => {
    const until = attempts[i + 1]?.at ?? Number.POSITIVE_INFINITY
    const saidBye = events.some(({ t, type }) => type === 'left' && t >= attempt.at && t < until)
    return [...told(attempt, saidBye), ...firstMedia(attempt, until, samples)]
  })
}

function attemptsOf(events: readonly Pending[]): Attempt[] {
  const attempts: Attempt[] = []
  const open = new Set<number>()
  let current: Attempt | null = null
  let hasFailed = false
  // where a connection tells its own state, that of ICE adds nothing
  const tellsOwn = new Set(
    events.filter(({ type }) => type === 'connection-state').map((event) => event.connection),
  )
  for (const { t, type, connection = -1, data } of events) {
    if (current?.leftAt != null && t - current.leftAt > hangUpMs) current = null
    if (type === 'connection-created') {
      open.add(connection)
      if (current === null) {
        current = { at: t, joinedAt: null, failedAt: null, leftAt: null }
        attempts.push(current)
      }
      current.leftAt = null
    }
    if (!current) continue
    const isIce = type === 'ice-state' && !tellsOwn.has(connection)
    const state = type === 'connection-state' || isIce ? data?.state : undefined
    if (state !== undefined) hasFailed = state === 'failed'
    if (state === 'connected' || state === 'completed') current.joinedAt ??= t
    if (state === 'failed' && current.joinedAt === null) current.failedAt ??= t
    if (type === 'connection-closed' || state === 'closed') open.delete(connection)
    if (open.size === 0 && current.joinedAt !== null && !hasFailed) current.leftAt ??= t
  }
  return attempts
}

function told({ at, joinedAt, failedAt, leftAt }: Attempt, saidBye: boolean): Pending[] {
  const story: Pending[] = [{ t: at, type: 'join-attempt' }]
  if (failedAt !== null && (joinedAt === null || failedAt < joinedAt))
    story.push({
      t: failedAt,
      type: 'join-failed',
      data: { reason: 'connection-failed', ms: Math.round(failedAt) - Math.round(at) },
    })
  if (joinedAt !== null)
    story.push({ t: joinedAt, type: 'joined', data: { ms: Math.round(joinedAt) - Math.round(at) } })
  if (leftAt !== null && !saidBye) story.push({ t: leftAt, type: 'left', data: { reason: 'app' } })
  return story
}

function firstMedia({ at }: Attempt, until: number, samples: readonly Sample[]): Pending[] {
  const begun = new Set<string>()
  const story: Pending[] = []
  for (const { t, tracks } of samples) {
    if (t < at || t >= until || begun.size === trackTypes.length) continue
    for (const row of tracks) {
      const type = trackTypes[row[1] ?? -1]
      if (!type || begun.has(type) || !hasBegun(type, row)) continue
      begun.add(type)
      const [direction = '', kind = ''] = type.split('-')
      story.push({ t, type: 'media-first', data: { kind, direction, ms: Math.round(t - at) } })
    }
  }
  return story
}
