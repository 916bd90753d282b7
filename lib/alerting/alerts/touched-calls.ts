import type { TouchedCall } from './blast-radius.ts'

/** What an alert is about, and from when to when. Null = not narrowed. */
export type BlastScope = {
  alertId: string
  customerId: string
  appId: string | null
  sessionId: string | null
  region: string | null
  browser: string | null
  kind: string | null
  since: Date
  until: Date
}

export type PersonInCall = {
  personId: string
  sessionId: string
  appId: string
  /** partition of the minutes */
  day: string
  name: string
  score: number | null
  band: string
  live: boolean
  region: string | null
  browser: string | null
  joinedAt: Date
  leftAt: Date | null
  painMinutes: number
  badNow: boolean
  /** when a join failed or the person dropped out */
  failedAt: Date | null
}
export type PainMinute = { personId: string; at: Date; weight: number }
export type KindOfPerson = { personId: string; kind: string; openedAt: Date; clearedAt: Date | null }

/** Everything that is known of the people of one customer, by person. */
export type KnownPeople = {
  people: readonly PersonInCall[]
  minutes: ReadonlyMap<string, readonly PainMinute[]>
  kinds: ReadonlyMap<string, readonly KindOfPerson[]>
}

/** The calls in which this alert hits, or has hit, somebody. */
export function touchedCalls(scope: BlastScope, known: KnownPeople): TouchedCall[] {
  const calls = new Map<string, TouchedCall>()
  for (const person of known.people) {
    if (!isInScope(scope, person)) continue
    const hit = hitOf(scope, person, known)
    if (!hit.now && !hit.soFar) continue
    const { sessionId, name, score, band, live } = person
    const call = calls.get(sessionId) ?? {
      ...{ sessionId, name, score, band, live },
      ...{ affectedNow: 0, affectedSoFar: 0, painMinutes: 0 },
    }
    call.affectedNow += Number(hit.now)
    call.affectedSoFar += 1
    call.painMinutes += hit.painMinutes
    calls.set(sessionId, call)
  }
  return [...calls.values()]
}

function isInScope(scope: BlastScope, person: PersonInCall): boolean {
  const { joinedAt, leftAt } = person
  if (joinedAt >= scope.until || (leftAt !== null && leftAt < scope.since)) return false
  return (['appId', 'sessionId', 'region', 'browser'] as const).every(
    (name) => scope[name] === null || scope[name] === person[name],
  )
}

function hitOf(scope: BlastScope, person: PersonInCall, known: KnownPeople) {
  const painMinutes = painSince(scope, person, known)
  const there = person.live && person.leftAt === null
  if (scope.kind === null) {
    const failed = person.failedAt !== null && person.failedAt >= scope.since && person.failedAt < scope.until
    return { now: there && person.badNow, soFar: painMinutes > 0 || failed, painMinutes }
  }
  const ofKind = (known.kinds.get(person.personId) ?? []).filter(
    ({ kind, openedAt, clearedAt }) =>
      kind === scope.kind && openedAt < scope.until && (clearedAt === null || clearedAt >= scope.since),
  )
  const now = there && ofKind.some(({ clearedAt }) => clearedAt === null)
  return { now, soFar: ofKind.length > 0, painMinutes }
}

/** All of who came later, else minute by minute. */
function painSince({ since, until }: BlastScope, person: PersonInCall, { minutes }: KnownPeople): number {
  if (person.painMinutes === 0 || person.joinedAt >= since) return person.painMinutes
  return (minutes.get(person.personId) ?? [])
    .filter(({ at }) => at >= since && at < until)
    .reduce((sum, { weight }) => sum + weight, 0)
}
