import type { Suppression } from '#lib/alerting/alerts/contract.ts'
import { isQuiet } from '#lib/alerting/alerts/flapping.ts'
import { decideSuppression, type SuppressionDecision } from '#lib/alerting/suppression/decide-suppression.ts'
import { suppressionsOf } from '#lib/alerting/suppression/suppressions-of.ts'
import type { Settings, StateAlert } from './customer-state.ts'
import type { GroupAlert } from './decide-group.ts'
import { inhibitionsOf } from './inhibit.ts'
import { standingOf } from './standing.ts'

/** An alert with what mutes it now, and how it stands for those who are told. */
export type Seen = GroupAlert & {
  alert: StateAlert
  suppression: SuppressionDecision
  muted: boolean
  snoozed: boolean
  flapping: boolean
}

/** `told`: some channel has been told that it fires. */
export function lookAtAlert(
  alert: StateAlert,
  firing: readonly StateAlert[],
  settings: Settings,
  told: boolean,
  now: Date,
): Seen {
  const by = alert.state === 'resolved' ? [] : mutedBy(alert, firing, settings, now)
  const suppression = decideSuppression({ ...alert, announced: told || alert.firstNotifiedAt !== null }, by)
  const muted = suppression.suppressedBy.length > 0
  return {
    id: alert.id,
    alert,
    suppression,
    muted,
    snoozed: alert.snoozedUntil !== null && alert.snoozedUntil > now,
    flapping: alert.flappingSince !== null && !isQuiet(alert.reopenedAt ?? alert.flappingSince, now),
    standing: standingOf({ ...alert, muted }, now),
    since: sinceOf(alert, suppression.treatAsNew, now),
    again: againOf(alert),
  }
}

const order = ['inhibition', 'maintenance', 'silence'] as const

/** In the order of the filters: inhibition, maintenance, silence. All that mute it are named, the first one did. */
function mutedBy(
  alert: StateAlert,
  firing: readonly StateAlert[],
  { inhibitions, spans }: Settings,
  now: Date,
): Suppression[] {
  const inhibited = inhibitionsOf(alert, firing, inhibitions).map(({ inhibitionId, name }) => ({
    kind: 'inhibition' as const,
    id: inhibitionId,
    name,
    until: null,
  }))
  return [...inhibited, ...suppressionsOf(alert, spans, now.getTime())].sort(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind),
  )
}

/** Since when it may be told: opened, reopened, or no longer muted. */
function sinceOf(alert: StateAlert, treatAsNew: boolean, now: Date): Date {
  if (treatAsNew) return now
  const times = [alert.openedAt, alert.reopenedAt, alert.unsuppressedAt].filter((at) => at !== null)
  return new Date(Math.max(...times.map((at) => at.getTime())))
}

function againOf({ worsenedAt, leftAt }: StateAlert): GroupAlert['again'] {
  const worse = worsenedAt && { at: worsenedAt, why: 'it got worse' }
  const left = leftAt && { at: leftAt, why: 'nobody has it any more' }
  if (worse && left) return worse.at >= left.at ? worse : left
  return worse ?? left
}
