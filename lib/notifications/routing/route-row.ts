import type { Matcher } from '#lib/alerting/labels.ts'
import type { groupLabels } from '../contract.ts'

export type GroupLabel = (typeof groupLabels)[number]

/** When a group of alerts is told. */
export type Timing = {
  groupWaitMs: number
  groupIntervalMs: number
  repeatIntervalMs: number
  sendResolved: boolean
}

/** A route as the dispatcher reads it. `customerId` null = serves all customers. */
export type RouteRow = Timing & {
  routeId: string
  customerId: string | null
  name: string
  position: number
  matchers: readonly Matcher[]
  groupBy: readonly GroupLabel[]
  channelIds: readonly string[]
  policyId: string | null
  goOn: boolean
  enabled: boolean
}
