import { limits } from '../limits.ts'
import { evidence, levelOf, limitOf, type Observation } from '../observation.ts'
import type { Person } from '../person.ts'
import { usualRoundTrip } from '../person-history.ts'
import type { Call } from './call.ts'

/** What only a look at everybody shows: round trips side by side, who cannot be heard and why, who is there twice. */
export function lookAtPeople(call: Call, out: Observation[]): void {
  roundTrips(call, out)
  for (const person of call.people) {
    muted(call, person, out)
    withoutMicrophone(call, person, out)
  }
  twice(call, out)
}

const idsBut = (call: Call, person: Person) =>
  call.people.filter((one) => one !== person).map(({ participantId }) => participantId)

/** The round trip of the window, of the connection where it is longest. */
function roundTripOf(person: Person): number | null {
  if (person.state !== 'present') return null
  let longest: number | null = null
  for (const { rttMs } of person.quality.connections.values())
    if (rttMs !== null) longest = Math.max(longest ?? 0, rttMs)
  return longest
}

function isWarmedUp(call: Call, person: Person): boolean {
  for (const { upAt } of person.memory.connections.values())
    if (upAt !== null && call.nowMs - upAt < limits.warmUpMs) return false
  return person.quality.tracks.size > 0
}

type RoundTrip = { person: Person; ms: number; usualMs: number | null; level: Observation['level'] | null }

function roundTrips(call: Call, out: Observation[]): void {
  if (!call.people.some((person) => (roundTripOf(person) ?? 0) >= limits.rtt.spikeMs)) return
  const known = call.people.flatMap((person): RoundTrip[] => {
    const ms = roundTripOf(person)
    if (ms === null || !isWarmedUp(call, person)) return []
    const usualMs = usualRoundTrip(person.history)
    return [{ person, ms, usualMs, level: roundTripLevel(ms, usualMs) }]
  })
  const high = known.filter(({ level }) => level !== null)
  if (high.length === 0) return
  if (call.people.length === 2) {
    tellBetween(call, high, out)
    return
  }
  const most = high.length >= limits.lossDirection.mostShare * known.length && known.length >= 3
  for (const each of high) out.push(roundTripOfOne(call, each, most))
}

const rttLevels = { ...limits.rtt, clear: limits.rtt.minor - limits.rtt.clearBelowMs }

/** By the limits, or far above what is usual for this person. */
function roundTripLevel(ms: number, usualMs: number | null): RoundTrip['level'] {
  const level = levelOf(ms, rttLevels)
  if (level !== null && level !== 'between') return level
  const isSpike = usualMs !== null && ms >= limits.rtt.spikeFactor * usualMs + limits.rtt.spikeMs
  return isSpike ? 'minor' : level
}

function roundTripOfOne(call: Call, { person, ms, usualMs, level }: RoundTrip, most: boolean): Observation {
  return {
    kind: 'high-rtt',
    participantId: person.participantId,
    level: level ?? 'between',
    direction: 'both',
    side: most ? 'server' : 'network-access',
    owner: most ? 'platform-ops' : 'customer-it',
    confidence: 'medium',
    affected: [person.participantId],
    evidence: roundTripEvidence(call, person, ms, usualMs, level ?? 'between'),
  }
}

/** Two people share one path: one finding, seen from both ends. */
function tellBetween(call: Call, high: readonly RoundTrip[], out: Observation[]): void {
  const [first, second] = call.people
  const worst = high.toSorted((a, b) => b.ms - a.ms)[0]
  if (first === undefined || second === undefined || worst === undefined) return
  out.push({
    kind: 'high-rtt',
    participantId: first.participantId,
    aboutId: second.participantId,
    level: worst.level ?? 'between',
    direction: 'both',
    side: 'network-path',
    confidence: high.length === 2 ? 'high' : 'medium',
    affected: [first.participantId, second.participantId],
    evidence: high.flatMap(({ person, ms, usualMs, level }) =>
      roundTripEvidence(call, person, ms, usualMs, level ?? 'between'),
    ),
  })
}

function roundTripEvidence(
  call: Call,
  person: Person,
  ms: number,
  usualMs: number | null,
  level: Observation['level'],
) {
  const said = evidence('roundTripMs', call.nowMs, person.participantId, {
    value: ms,
    limit: limitOf(level, limits.rtt),
    windowMs: 15_000,
  })
  return usualMs === null
    ? [said]
    : [said, evidence('usualRoundTripMs', call.nowMs, person.participantId, { value: usualMs })]
}

/** Heard by its own microphone in the newest window. */
function speaks(person: Person): boolean {
  for (const { outAudio } of person.quality.tracks.values())
    if ((outAudio?.micRms ?? 0) >= limits.oneWay.micRms) return true
  return false
}

function muted(call: Call, person: Person, out: Observation[]): void {
  const at = person.memory.userMutedAt
  if (at === null || person.state !== 'present' || person.role === 'viewer') return
  const heldMs = call.nowMs - at
  const othersSpeak = call.people.some((one) => one !== person && speaks(one))
  out.push({
    kind: 'mic-muted',
    participantId: person.participantId,
    level: heldMs >= limits.mutedMs && othersSpeak ? 'info' : 'between',
    direction: 'send',
    side: 'user',
    confidence: 'high',
    affected: idsBut(call, person),
    sinceMs: at,
    evidence: [
      evidence('mutedMs', call.nowMs, person.participantId, { value: heldMs, limit: limits.mutedMs }),
    ],
  })
}

/** In the call after a capture that failed, sending no sound while others do. */
function withoutMicrophone(call: Call, person: Person, out: Observation[]): void {
  const { audio } = person.memory.capture
  if (person.state !== 'present' || audio.failedAt === null || !isWarmedUp(call, person)) return
  const sends = (one: Person) =>
    [...one.quality.tracks.values()].some(({ type }) => type === 'outbound-audio')
  const others = call.people.filter((one) => one !== person)
  if (sends(person) || !others.some(sends)) return
  out.push({
    kind: 'no-audio-source',
    participantId: person.participantId,
    level: 'major',
    direction: 'send',
    side: 'device',
    confidence: 'high',
    affected: idsBut(call, person),
    sinceMs: audio.failedAt,
    evidence: [
      evidence('gumError', audio.failedAt, person.participantId, {
        text: `${audio.error}: no microphone in the call`,
      }),
    ],
  })
}

/** The same identity twice; who may be the same person is for the app to say, by the tag `user`. */
function twice(call: Call, out: Observation[]): void {
  if (!call.people.some(({ tags }) => tags.user !== undefined)) return
  const byUser = Map.groupBy(
    call.people.filter(({ state }) => state === 'present'),
    (person) => person.tags.user ?? '',
  )
  for (const [user, people] of byUser) {
    const [first, second] = people
    if (user === '' || first === undefined || second === undefined) continue
    const since = Math.max(...people.map(({ joinedAt }) => joinedAt))
    const howling = people.some((person) => person.memory.userMutedAt === null)
    out.push({
      kind: 'duplicate-session',
      participantId: first.participantId,
      aboutId: second.participantId,
      level: call.nowMs - since >= limits.duplicateMs && howling ? 'minor' : 'between',
      direction: 'both',
      side: 'user',
      confidence: 'medium',
      affected: idsBut(call, first),
      sinceMs: since,
      evidence: [
        evidence('joins', call.nowMs, first.participantId, {
          value: people.length,
          text: 'with one identity',
        }),
      ],
    })
  }
}
