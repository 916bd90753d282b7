import { Refused } from '#lib/errors.ts'
import {
  type FactorKind,
  type IncidentStatus,
  type IncidentTime,
  isOngoing,
  type StatusCategory,
  statusCategory,
} from '../contract.ts'
import {
  draftIncidentEvent,
  type IncidentActor,
  type IncidentChange,
  type IncidentPatch,
  type IncidentRow,
} from './incident-row.ts'
import { isBack, mayMove } from './moves.ts'
import { firstTimes } from './times.ts'
import { dueWhenMoved } from './update-clock.ts'

export type Cause = { category: FactorKind; text: string }
export type MoveAsked = {
  to: IncidentStatus
  reason?: string | undefined
  cause?: Cause | undefined
  /** into which incident, when it is merged */
  into?: { id: string; reference: string } | undefined
}

/** What is known once something of this category is reached. The order matters: earlier ones are set first. */
const reached: Record<StatusCategory, readonly IncidentTime[]> = {
  created: [],
  acknowledged: ['acknowledged'],
  mitigated: ['acknowledged', 'mitigated'],
  resolved: ['acknowledged', 'mitigated', 'resolved', 'impactEnded'],
  closed: ['acknowledged', 'mitigated', 'resolved', 'impactEnded'],
  dismissed: [],
}

/** Resolving asks what it was; "unknown" is an answer. */
export const asksCause = (row: Pick<IncidentRow, 'causeCategory'>, to: IncidentStatus): boolean =>
  row.causeCategory === null && statusCategory[to] === 'resolved'

/** What a move does to an incident, or why it may not be made. Pure: the row is held by the caller. */
export function decideMove(
  row: IncidentRow,
  asked: MoveAsked,
  by: IncidentActor,
  now: Date,
): IncidentChange | Refused {
  const refused = refuseMove(row, asked)
  if (refused) return refused
  const { to, cause } = asked
  const patch: IncidentPatch = {
    status: to,
    ...firstTimes(row, timesOf(to, by), now),
    ...whatEnds(row, to, now),
    ...dueWhenMoved(row, to, now),
    ...(cause && { causeCategory: cause.category, causeText: cause.text }),
    mergedInto: to === 'merged' ? (asked.into?.id ?? null) : null,
  }
  return { patch, events: eventsOf(row, asked, patch, by) }
}

/** What a machine moves nobody has acknowledged: MTTA counts people. */
const timesOf = (to: IncidentStatus, { actorKind }: IncidentActor): readonly IncidentTime[] =>
  reached[statusCategory[to]].filter(
    (time) => time !== 'acknowledged' || !['system', 'rule'].includes(actorKind),
  )

function refuseMove(row: IncidentRow, { to, cause, into }: MoveAsked): Refused | null {
  if (row.status === to) return new Refused('already-done', 'It stands there already.')
  if (to === 'merged') {
    if (!isOngoing(row.status)) return new Refused('bad-request', 'Only what goes on can be merged.')
    return into && into.id !== row.id
      ? null
      : new Refused('bad-request', 'Name another incident to merge it into.')
  }
  if (!mayMove(row.status, to)) return new Refused('bad-request', whyNot(row.status, to))
  if (asksCause(row, to) && !cause)
    return new Refused('bad-request', 'Say what caused it. “Unknown” is an answer.')
  return null
}

function whyNot(from: IncidentStatus, to: IncidentStatus): string {
  if (from === 'triage' && to === 'resolved')
    return 'Nobody has taken it up yet: investigate it first, or decline it.'
  if (to === 'declined') return 'Only what is still in triage can be declined. Cancel it instead.'
  return `From “${from}” it cannot go to “${to}”.`
}

/** Closed and dismissed end it. Working on it again means that it is not over, and that the impact may not be either. */
function whatEnds(row: IncidentRow, to: IncidentStatus, now: Date): IncidentPatch {
  const ends = ['closed', 'dismissed'].includes(statusCategory[to])
  if (ends) return { closedAt: row.closedAt ?? now }
  const patch: IncidentPatch = row.closedAt === null ? {} : { closedAt: null }
  const worksAgain = isOngoing(to) && statusCategory[to] !== 'mitigated' && row.impactEndedAt !== null
  return worksAgain ? { ...patch, impactEndedAt: null } : patch
}

function eventsOf(row: IncidentRow, asked: MoveAsked, patch: IncidentPatch, by: IncidentActor) {
  const { to, cause, reason = null, into } = asked
  const times = Object.entries(patch).flatMap(([name, value]) =>
    value instanceof Date && name !== 'nextUpdateDueAt' ? [[name, value.getTime()]] : [],
  )
  const impact = row.impactEndedAt !== null && patch.impactEndedAt === null
  return [
    ...(to === 'merged'
      ? [draftIncidentEvent(by, 'merged', { from: row.status, into: into?.reference }, reason)]
      : [
          draftIncidentEvent(
            by,
            'status',
            {
              from: row.status,
              to,
              back: isBack(row.status, to),
              times: Object.fromEntries(times),
              ...(impact && { impactAgain: true }),
            },
            reason,
          ),
        ]),
    ...(cause ? [draftIncidentEvent(by, 'cause', { category: cause.category, text: cause.text })] : []),
  ]
}
