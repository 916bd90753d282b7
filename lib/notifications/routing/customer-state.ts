import type { AlertState, Suppression } from '#lib/alerting/alerts/contract.ts'
import type { AlertSeverity } from '#lib/alerting/severity.ts'
import type { MutingSpan } from '#lib/alerting/suppression/suppressions-of.ts'
import type { Policy } from '../escalation/keep-escalation.ts'
import type { EscalationRow } from '../escalation/model.ts'
import type { ChannelRow } from './choose-routes.ts'
import type { InhibitionRow } from './inhibit.ts'
import type { RouteRow } from './route-row.ts'

/** An alert as far as it decides who is told. */
export type StateAlert = {
  id: string
  customerId: string
  title: string
  labels: Readonly<Record<string, string>>
  severity: AlertSeverity
  state: AlertState
  openedAt: Date
  resolvedAt: Date | null
  snoozedUntil: Date | null
  flappingSince: Date | null
  reopenWindowMs: number
  suppressedBy: readonly Suppression[]
  /** when the last mute of a never announced alert ended: it counts as new from there */
  unsuppressedAt: Date | null
  firstNotifiedAt: Date | null
  version: number
  /** the newest event of each kind that matters */
  reopenedAt: Date | null
  worsenedAt: Date | null
  leftAt: Date | null
  /** said on its timeline already that there is nobody to tell */
  knownUnheard: boolean
}

export type GroupRow = {
  id: string
  customerId: string
  routeId: string
  channelId: string
  groupKey: string
  nextTickAt: Date | null
  deliveredFiring: readonly string[]
  deliveredAt: Date | null
  /** a message about this group is under way */
  pending: boolean
  version: number
}

/** All that decides who of one customer's alerts is told, at one moment. */
export type CustomerState = {
  customerId: string
  alerts: readonly StateAlert[]
  groups: readonly GroupRow[]
  escalations: readonly EscalationRow[]
}

/** What people have set up; the same for all customers, each takes what serves it. */
export type Settings = {
  routes: readonly RouteRow[]
  channels: readonly ChannelRow[]
  inhibitions: readonly InhibitionRow[]
  policies: readonly (Policy & { customerId: string | null })[]
  spans: readonly MutingSpan[]
}
