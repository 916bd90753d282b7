import type { Suppression } from '#lib/alerting/alerts/contract.ts'
import { type EscalationChange, keepEscalation, type Policy } from '../escalation/keep-escalation.ts'
import type { EscalationRow } from '../escalation/model.ts'
import type { Chosen } from './choose-routes.ts'
import type { CustomerState, GroupRow, Settings } from './customer-state.ts'
import { lastResort } from './default-routing.ts'
import { lookAtAlert, type Seen } from './look-at-alert.ts'
import { type GroupPlan, planGroups, type Routed, routesOf } from './plan-groups.ts'

/** What must be done so that the right people are told; all of it in one transaction, or none. */
export type Plan = {
  suppressions: Seen[]
  groups: GroupPlan[]
  /** one line to who was told of an alert that is muted now */
  pauses: { seen: Seen; group: GroupRow; by: Suppression }[]
  escalations: { seen: Seen; row: EscalationRow | null; change: EscalationChange }[]
  /** there is nobody to tell of these, and their timelines do not say so yet */
  unheard: Seen[]
}

/** Level-triggered: reads how things are, not what happened, so that whatever was missed is made up for. */
export function planCustomer(state: CustomerState, settings: Settings, now: Date): Plan {
  const firing = state.alerts.filter(({ state: is }) => is !== 'resolved')
  const told = new Set(state.groups.flatMap(({ deliveredFiring }) => deliveredFiring))
  const seen = state.alerts.map((alert) => lookAtAlert(alert, firing, settings, told.has(alert.id), now))
  const routed = routesOf(seen, settings)
  return {
    suppressions: seen.filter(({ suppression }) => suppression.changed),
    groups: planGroups(state, seen, routed, settings, now),
    pauses: seen.flatMap((one) => pausesOf(one, state.groups)),
    escalations: planEscalations(state, seen, routed, settings, now),
    unheard: seen.filter((one) => one.standing === 'firing' && !one.alert.knownUnheard && isUnheard(one, routed)),
  }
}

export const isNothing = (plan: Plan): boolean => Object.values(plan).every((part) => part.length === 0)

function pausesOf(seen: Seen, groups: readonly GroupRow[]): Plan['pauses'] {
  const by = seen.suppression.tellPause
  if (by === null) return []
  return groups
    .filter(({ deliveredFiring }) => deliveredFiring.includes(seen.id))
    .map((group) => ({ seen, group, by }))
}

function planEscalations(
  state: CustomerState,
  seen: readonly Seen[],
  routed: Routed,
  settings: Settings,
  now: Date,
): Plan['escalations'] {
  const rows = new Map(state.escalations.map((row) => [row.alertId, row]))
  return seen.flatMap((one) => {
    const row = rows.get(one.id) ?? null
    const chosen = policyOf(one, routed, settings)
    const repeatIntervalMs = chosen?.repeatIntervalMs ?? lastResort.repeatIntervalMs
    const facts = { ...one.alert, ...one, state: one.alert.state }
    const change = keepEscalation(row, facts, chosen?.policy ?? null, repeatIntervalMs, now)
    return change ? [{ seen: one, row, change }] : []
  })
}

/** The policy of the first of its routes that has one. */
function policyOf(
  { id, alert }: Seen,
  routed: Routed,
  { policies }: Settings,
): { policy: Policy; repeatIntervalMs: number } | null {
  for (const { route } of routed.get(id) ?? []) {
    const policy = policies.find((one) => one.policyId === route.policyId && mayServe(one, alert.customerId))
    if (policy)
      return {
        policy: { policyId: policy.policyId, policy: policy.policy },
        repeatIntervalMs: route.repeatIntervalMs,
      }
  }
  return null
}

const mayServe = (of: { customerId: string | null }, customerId: string) =>
  of.customerId === null || of.customerId === customerId

const tellsNobody = ({ route, channelIds }: Chosen) => channelIds.length === 0 && route.policyId === null

const isUnheard = ({ id }: Seen, routed: Routed) => (routed.get(id) ?? []).every(tellsNobody)
