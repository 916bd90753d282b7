import type { AlertRow } from '#lib/alerting/alerts/alert-row.ts'
import type { IncidentTime } from '../contract.ts'
import {
  draftIncidentEvent,
  type IncidentActor,
  type IncidentChange,
  type IncidentPatch,
  type IncidentRow,
  timeColumns,
} from '../state/incident-row.ts'
import { fitted } from '../state/times.ts'

export type AlertFacts = Pick<
  AlertRow,
  'id' | 'title' | 'appId' | 'region' | 'startedAt' | 'openedAt' | 'firstNotifiedAt' | 'firstHumanAckAt'
>

/** Alerts become the incident's: one event each, and the times that they know better. */
export function decideAttach(
  row: IncidentRow,
  alerts: readonly AlertFacts[],
  setByHand: ReadonlySet<IncidentTime>,
  by: IncidentActor,
): IncidentChange {
  if (alerts.length === 0) return { patch: {}, events: [] }
  return {
    patch: { ...timesFromAlerts(row, alerts, setByHand), ...placesFromAlerts(row, alerts) },
    events: alerts.map(({ id, title }) => draftIncidentEvent(by, 'alert-attached', { alertId: id, title })),
  }
}

/**
 * The earliest of its alerts says when it began, was detected, told and acknowledged; never later than what is known,
 * never where a person has set the time.
 */
export function timesFromAlerts(
  row: IncidentRow,
  alerts: readonly AlertFacts[],
  setByHand: ReadonlySet<IncidentTime>,
): IncidentPatch {
  const patch: IncidentPatch = {}
  const sooner = (time: 'impactStarted' | 'detected' | 'acknowledged', at: Date | null) => {
    const column = timeColumns[time]
    const known = row[column]
    if (at === null || setByHand.has(time) || (known !== null && known <= at)) return
    // its own old value may be later: it is what moves
    patch[column] = fitted({ ...row, ...patch, [column]: null }, time, at)
  }
  sooner('impactStarted', earliest(alerts.map(({ startedAt }) => startedAt)))
  sooner('detected', earliest(alerts.map(({ openedAt }) => openedAt)))
  sooner('acknowledged', earliest(alerts.map(({ firstHumanAckAt }) => firstHumanAckAt)))
  const told = earliest([row.firstNotifiedAt, ...alerts.map(({ firstNotifiedAt }) => firstNotifiedAt)])
  if (told?.getTime() !== row.firstNotifiedAt?.getTime()) patch.firstNotifiedAt = told
  return patch
}

const earliest = (times: readonly (Date | null)[]): Date | null =>
  times.reduce((first, at) => (at && (!first || at < first) ? at : first), null)

/** Where it is: the apps and regions of its alerts are added to those that are there. */
function placesFromAlerts(row: IncidentRow, alerts: readonly AlertFacts[]): IncidentPatch {
  const appIds = [...new Set([...row.appIds, ...alerts.flatMap(({ appId }) => appId ?? [])])]
  const regions = [...new Set([...row.regions, ...alerts.flatMap(({ region }) => region || [])])]
  return {
    ...(appIds.length > row.appIds.length && { appIds }),
    ...(regions.length > row.regions.length && { regions }),
  }
}
