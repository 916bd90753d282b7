import type { Finding } from '#lib/diagnosis/contract.ts'
import type { Band, ParticipantView } from '#lib/sessions/contract.ts'

/** More than these at once nobody can compare; a large call begins with those who matter most. */
export const mostPeopleAtOnce = 16

const weight: Record<Band, number> = { bad: 4, poor: 3, unknown: 2, fair: 1, good: 0 }

/**
 * Whom lanes and charts show, in the order of joining. A small call shows everybody; of a large one those who were
 * chosen before stay, so that no lane moves, and the worst of the others fill up to `most`.
 */
export function shownPeople(
  participants: readonly ParticipantView[],
  findings: readonly Finding[],
  chosen: ReadonlySet<string>,
  most: number,
): readonly ParticipantView[] {
  if (participants.length <= most) return participants
  const troubled = new Set(
    findings.flatMap(({ participantId, clearedAt, confidence }) =>
      participantId !== null && clearedAt === null && confidence !== 'low' ? [participantId] : [],
    ),
  )
  const rank = (person: ParticipantView) =>
    (chosen.has(person.participantId) ? 100 : 0) +
    (troubled.has(person.participantId) ? 10 : 0) +
    (person.state === 'left' ? 0 : weight[person.band])
  const kept = new Set(participants.toSorted((a, b) => rank(b) - rank(a)).slice(0, most))
  return participants.filter((person) => kept.has(person))
}
