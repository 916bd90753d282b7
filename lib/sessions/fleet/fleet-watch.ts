import { fleetLimits } from '#lib/diagnosis/fleet/constants.ts'
import type { FleetRow } from '#lib/diagnosis/fleet/fleet-row.ts'
import { onlyChats } from '#lib/diagnosis/person.ts'
import { type LiveParticipant, participantBand } from '../live-participant.ts'
import type { LiveRegistry } from '../live-registry.ts'
import { findingsOf, isPerson, type LiveSession } from '../live-session.ts'
import { failedToJoin, findingSufferings, isBadLive, sufferings, timedFamilies } from './outcomes.ts'
import { valuesOf } from './values-of.ts'

/** The last five minutes of every participant, half a minute a slot: what the live evaluation looks at. Pure. */
export type FleetWatch = { entries: Map<string, Entry>; sampledAt: number | null }

type Entry = {
  session: LiveSession
  one: LiveParticipant
  /** which half minute each slot holds; an older one is empty */
  slotNo: Float64Array
  /** per slot: active ms, then bad ms per timed family */
  ms: Float64Array
}

const slotMs = 30_000
const slots = fleetLimits.windowMs / slotMs
const perSlot = 1 + timedFamilies.length
/** After a pause of the process the time is not made up. */
const longestStepMs = 10_000

export const createFleetWatch = (): FleetWatch => ({ entries: new Map(), sampledAt: null })

/** Adds the time since the last look to everybody who is there. Cheap: a few additions a participant. */
export function sampleFleet(watch: FleetWatch, registry: Pick<LiveRegistry, 'sessions'>, now: number) {
  const stepMs = Math.min(longestStepMs, now - (watch.sampledAt ?? now))
  watch.sampledAt = now
  for (const session of registry.sessions.values()) {
    if (session.endedAt !== null) continue
    const found = findingSufferings(findingsOf(session))
    for (const one of session.participants.values())
      if (isPerson(one) && one.state !== 'left' && !onlyChats(one))
        // what is shared is a way of media
        addTime(entryOf(watch, session, one), found.get(one.participantId), stepMs, now)
  }
}

function entryOf(watch: FleetWatch, session: LiveSession, one: LiveParticipant): Entry {
  const known = watch.entries.get(one.participantId)
  if (known?.one === one) return known
  const made = {
    session,
    one,
    slotNo: known?.slotNo ?? new Float64Array(slots).fill(-1),
    ms: known?.ms ?? new Float64Array(slots * perSlot),
  }
  watch.entries.set(one.participantId, made)
  return made
}

function addTime(
  { slotNo, ms, one }: Entry,
  found: ReturnType<typeof sufferings> | undefined,
  stepMs: number,
  now: number,
) {
  if (one.state !== 'present' || stepMs <= 0) return
  const no = Math.floor(now / slotMs)
  const slot = no % slots
  const from = slot * perSlot
  if (slotNo[slot] !== no) {
    slotNo[slot] = no
    ms.fill(0, from, from + perSlot)
  }
  ms[from] = (ms[from] ?? 0) + stepMs
  const suffers = sufferings(participantBand(one), one.step?.deductions ?? [])
  timedFamilies.forEach((family, i) => {
    if (suffers[family] || found?.[family] === true) ms[from + 1 + i] = (ms[from + 1 + i] ?? 0) + stepMs
  })
}

/** One row per participant of the window; who has been gone for longer is forgotten. */
export function fleetRows(watch: FleetWatch, now: number): FleetRow[] {
  const rows: FleetRow[] = []
  for (const [participantId, entry] of watch.entries) {
    const row = rowOf(entry, now)
    if (row !== null) rows.push(row)
    else if (entry.session.endedAt !== null || entry.one.state === 'left') watch.entries.delete(participantId)
  }
  return rows
}

function rowOf(entry: Entry, now: number): FleetRow | null {
  const { session, one } = entry
  const { activeMs, badMs, badSince } = sumUp(entry, now)
  const connect = connectOutcome(one, now)
  const isActive = activeMs >= fleetLimits.minActiveMs
  if (!isActive && connect === null) return null
  const bad = (ms: number) => (isActive ? isBadLive(ms, activeMs) : null)
  const [any = 0, loss = 0, rtt = 0, video = 0] = badMs
  return {
    participantKey: one.participantId,
    userKey: `${session.customerId} ${one.externalId}`,
    callKey: session.sessionId,
    customerId: session.customerId,
    activeMs,
    bad: { any: bad(any), loss: bad(loss), rtt: bad(rtt), connect, video: bad(video) },
    badMs: { any, loss, rtt, connect: 0, video },
    badSince,
    values: valuesOf(session, one),
  }
}

function sumUp({ slotNo, ms }: Entry, now: number) {
  const oldest = Math.floor(now / slotMs) - slots + 1
  let activeMs = 0
  const badMs = timedFamilies.map(() => 0)
  let badSince: number | null = null
  for (let slot = 0; slot < slots; slot++) {
    const no = slotNo[slot] ?? -1
    if (no < oldest) continue
    const from = slot * perSlot
    activeMs += ms[from] ?? 0
    let isBad = false
    timedFamilies.forEach((_, i) => {
      const here = ms[from + 1 + i] ?? 0
      badMs[i] = (badMs[i] ?? 0) + here
      isBad ||= here > 0
    })
    if (isBad) badSince = Math.min(badSince ?? Number.POSITIVE_INFINITY, no * slotMs)
  }
  return { activeMs, badMs, badSince }
}

/** Null when it did not try in the window, has no answer yet, or the reason was its own. */
function connectOutcome(one: LiveParticipant, now: number): boolean | null {
  if (one.join !== null && one.join.outcome !== 'pending') {
    const { attemptAt, outcome, failure } = one.join
    if (outcome === 'cancelled' || now - attemptAt > fleetLimits.windowMs) return null
    return failedToJoin(outcome === 'failed', failure)
  }
  if (one.attemptAt === null || !one.joinCounted || now - one.attemptAt > fleetLimits.windowMs) return null
  return failedToJoin(one.joinFailed, one.joinFailReason)
}
