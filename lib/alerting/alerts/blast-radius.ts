import type { BlastRadius } from './contract.ts'

/** One call that an alert touches, as counted in the database. */
export type TouchedCall = {
  sessionId: string
  name: string
  score: number | null
  band: string
  live: boolean
  affectedNow: number
  affectedSoFar: number
  painMinutes: number
}

const mostCalls = 10
const round = (minutes: number) => Math.round(minutes * 10) / 10

/** `peopleInCalls`: everybody of the customer in calls over the same time; nobody = a share cannot be told. */
export function blastRadius(calls: readonly TouchedCall[], peopleInCalls: number): BlastRadius {
  const touched = calls.filter(({ affectedSoFar }) => affectedSoFar > 0)
  const sum = (of: (call: TouchedCall) => number) => touched.reduce((total, call) => total + of(call), 0)
  const participantsSoFar = sum((call) => call.affectedSoFar)
  return {
    sessionsNow: touched.filter(({ affectedNow }) => affectedNow > 0).length,
    participantsNow: sum((call) => call.affectedNow),
    sessionsSoFar: touched.length,
    participantsSoFar,
    painMinutes: round(sum((call) => call.painMinutes)),
    share: peopleInCalls > 0 ? Math.min(1, participantsSoFar / peopleInCalls) : null,
    worst: touched.toSorted(byPain).slice(0, mostCalls).map(worstCall),
  }
}

/** Who hurts now first, then by pain, people and score. */
function byPain(a: TouchedCall, b: TouchedCall): number {
  return (
    Number(b.affectedNow > 0) - Number(a.affectedNow > 0) ||
    b.painMinutes - a.painMinutes ||
    b.affectedSoFar - a.affectedSoFar ||
    (a.score ?? 5) - (b.score ?? 5) ||
    a.sessionId.localeCompare(b.sessionId)
  )
}

function worstCall({ sessionId, name, score, band, live, affectedSoFar, painMinutes }: TouchedCall) {
  return { sessionId, name, score, band, live, participants: affectedSoFar, painMinutes: round(painMinutes) }
}
