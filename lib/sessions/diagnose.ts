import { joinFunnel } from '#lib/diagnosis/join-funnel.ts'
import { limits } from '#lib/diagnosis/limits.ts'
import { onlyChats } from '#lib/diagnosis/person.ts'
import {
  callEveryMs,
  closePerson,
  diagnoseCall,
  diagnoseEvent,
  diagnoseReport,
  lookAtState,
  needsClock,
  othersSince,
} from '#lib/diagnosis/session-diagnosis.ts'
import type { DecodedReport } from '#lib/telemetry/decode-report.ts'
import type { WireEvent } from '#lib/telemetry/event-types.ts'
import type { LiveParticipant } from './live-participant.ts'
import { isPerson, type LiveSession } from './live-session.ts'

/** The live call as the diagnosis sees it. A session without a diagnosis is only scored. Pure. */

const peopleOf = (session: LiveSession) => [...session.participants.values()].filter(isPerson)

/** The funnel moves with these; it is worked out only then. */
const joining: ReadonlySet<string> = new Set([
  'join-attempt',
  'joined',
  'join-failed',
  'left',
  'media-first',
  'gum-result',
  'connection-created',
  'connection-state',
  'ice-state',
  'ice-gathering-state',
  'dtls-state',
])

export function diagnoseEventOf(session: LiveSession, one: LiveParticipant, event: WireEvent, at: number) {
  const { diagnosis } = session
  if (diagnosis === null || !isPerson(one)) return
  const people = peopleOf(session)
  diagnoseEvent(diagnosis, one, event, people, at)
  if (joining.has(event.type)) refreshJoin(one, people, at)
}

function refreshJoin(one: LiveParticipant, people: LiveParticipant[], now: number) {
  const { attemptAt, joinedAt } = one.memory
  const timedOut = attemptAt !== null && joinedAt === null && now - attemptAt >= limits.join.failMs
  one.join = onlyChats(one)
    ? null
    : joinFunnel(one.memory, { othersSince: othersSince(people, one), timedOut })
  one.view = null
}

export function diagnoseReportOf(
  session: LiveSession,
  one: LiveParticipant,
  report: DecodedReport,
  at: number,
) {
  const { diagnosis } = session
  if (diagnosis !== null && isPerson(one)) diagnoseReport(diagnosis, one, report, peopleOf(session), at)
}

/** The call as a whole: whose side it is, and which finding explains which. */
export function diagnoseTogether(session: LiveSession, now: number) {
  const { diagnosis } = session
  if (diagnosis === null) return
  if (!diagnosis.changed && now - diagnosis.lookedAt < callEveryMs) return
  diagnoseCall(diagnosis, peopleOf(session), now)
}

/** Time alone raises and clears some things; answers whether screens have something new to show. */
export function diagnoseByClock(session: LiveSession, now: number): boolean {
  const { diagnosis } = session
  if (diagnosis === null || session.endedAt !== null) return false
  let people: LiveParticipant[] | null = null
  for (const one of session.participants.values()) {
    if (!isPerson(one) || !needsClock(diagnosis, one)) continue
    people ??= peopleOf(session)
    lookAtState(diagnosis, one, people, now)
    if (one.join?.outcome === 'pending') refreshJoin(one, people, now)
  }
  const isDue = diagnosis.isDue && now - diagnosis.lookedAt >= callEveryMs
  if (diagnosis.changed || isDue) diagnoseCall(diagnosis, people ?? peopleOf(session), now)
  return diagnosis.untold.size > 0
}

/** Whether they were thrown out is seen before the rest of what was wrong with them is closed. */
export function diagnoseLeaving(session: LiveSession, one: LiveParticipant, at: number) {
  const { diagnosis } = session
  if (diagnosis === null || !isPerson(one)) return
  lookAtState(diagnosis, one, peopleOf(session), at)
  closePerson(diagnosis, one.participantId, at)
}

/** A page that was reloaded begins anew. */
export function closeFindingsOf(session: LiveSession, one: LiveParticipant, at: number) {
  if (session.diagnosis !== null) closePerson(session.diagnosis, one.participantId, at)
}
