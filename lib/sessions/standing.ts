import { onlyChats } from '#lib/diagnosis/person.ts'
import { type Standing, standingOf } from '#lib/quality/chat-step.ts'
import { type LiveParticipant, participantBand } from './live-participant.ts'

/** How the participant counts in the call: a bad chat beside media pulls it down to poor. */
export function standing(one: LiveParticipant): Standing {
  const heard = one.state === 'present'
  const own = {
    score: heard ? one.score : null,
    band: participantBand(one),
    reason: one.step?.reason ?? null,
  }
  return standingOf(own, heard && !onlyChats(one) ? (one.chat?.verdict ?? null) : null)
}
