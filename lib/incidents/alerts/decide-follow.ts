import { Refused } from '#lib/errors.ts'
import type { AutoResolve, IncidentTime } from '../contract.ts'
import { isOngoing } from '../contract.ts'
import { decideMove } from '../state/decide-move.ts'
import { draftIncidentEvent, earshot, type IncidentChange, type IncidentRow } from '../state/incident-row.ts'
import { type AlertFacts, timesFromAlerts } from './decide-attach.ts'

export type FollowedAlert = AlertFacts & { closedAt: Date | null; attachedAt: Date }
export type FollowFacts = {
  alerts: readonly FollowedAlert[]
  setByHand: ReadonlySet<IncidentTime>
  /** when it was moved back last: alerts that ended before say nothing any more */
  backAt: Date | null
  /** whether nobody but us said that it is resolved */
  resolvedByUs: boolean
}

/**
 * What an incident learns from its alerts: the first who was told and who acknowledged, that they are over (by its
 * policy), or that one fires again after we had called it resolved. Null: nothing new.
 */
export function decideFollow(row: IncidentRow, facts: FollowFacts, now: Date): IncidentChange | null {
  if (facts.alerts.length === 0) return null
  if (!isOngoing(row.status)) return reopening(row, facts, now)
  const learned = learnedTimes(row, facts)
  const over = policySays[row.autoResolve](facts)
  if (!over || row.status === 'triage') return learned
  const resolved = decideMove(
    { ...row, ...learned?.patch },
    {
      to: 'resolved',
      reason: over,
      ...(row.causeCategory === null && { cause: { category: 'unknown', text: '' } }),
    },
    earshot,
    now,
  )
  if (resolved instanceof Refused) return learned
  return {
    patch: { ...learned?.patch, ...resolved.patch },
    events: [...(learned?.events ?? []), ...resolved.events],
  }
}

function learnedTimes(row: IncidentRow, { alerts, setByHand }: FollowFacts): IncidentChange | null {
  const { firstNotifiedAt, acknowledgedAt } = timesFromAlerts(row, alerts, setByHand)
  const patch = {
    ...(firstNotifiedAt && { firstNotifiedAt }),
    ...(acknowledgedAt && { acknowledgedAt }),
  }
  if (Object.keys(patch).length === 0) return null
  const data = {
    field: 'acknowledged',
    from: row.acknowledgedAt?.getTime() ?? null,
    to: acknowledgedAt?.getTime(),
    because: 'alert',
  }
  return { patch, events: acknowledgedAt ? [draftIncidentEvent(earshot, 'time', data)] : [] }
}

const ended = ({ closedAt }: FollowedAlert) => closedAt !== null
const since = (alerts: readonly FollowedAlert[], backAt: Date | null) =>
  alerts.filter(({ closedAt }) => closedAt !== null && (backAt === null || closedAt > backAt))

/** Why its alerts say that it is over; null = they do not. */
const policySays: Record<AutoResolve, (facts: FollowFacts) => string | null> = {
  never: () => null,
  all: ({ alerts, backAt }) =>
    alerts.every(ended) && since(alerts, backAt).length > 0 ? 'All of its alerts are resolved.' : null,
  first: ({ alerts, backAt }) =>
    since(alerts, backAt).some(({ closedAt, attachedAt }) => closedAt !== null && closedAt >= attachedAt)
      ? 'The first of its alerts is resolved.'
      : null,
  last: ({ alerts, backAt }) => {
    const [newest] = alerts.toSorted((a, b) => b.openedAt.getTime() - a.openedAt.getTime())
    return newest && since([newest], backAt).length > 0 ? 'The last of its alerts is resolved.' : null
  },
}

/** What we alone have called resolved, and an alert that fires again says it is not. */
function reopening(
  row: IncidentRow,
  { alerts, resolvedByUs }: FollowFacts,
  now: Date,
): IncidentChange | null {
  if (row.status !== 'resolved' || !resolvedByUs || row.autoResolve === 'first') return null
  const again =
    row.autoResolve === 'all'
      ? alerts.some((one) => !ended(one))
      : policySays.last({ ...none, alerts }) === null
  if (!again) return null
  const change = decideMove(row, { to: 'investigating', reason: 'An alert of it fires again.' }, earshot, now)
  return change instanceof Refused ? null : change
}
const none = { setByHand: new Set<IncidentTime>(), backAt: null, resolvedByUs: true }
