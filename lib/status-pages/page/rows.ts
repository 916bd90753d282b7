import type { ComponentImpact, IncidentStatus, PublicStatus } from '#lib/incidents/contract.ts'
import type { ComponentKind } from '../contract.ts'
import type { MeasuredSpan } from '../uptime/timeline.ts'

/** What a customer's rights let one read, as it comes from the store. Times are epoch milliseconds. */

export type PageRow = {
  name: string
  timeZone: string
  settings: unknown
  excusesMaintenance: boolean | null
  uptimeTarget: number | null
}

export type ComponentRow = {
  componentId: string
  kind: ComponentKind
  region: string | null
  name: string
  description: string
  since: number
}

export type IncidentRow = {
  incidentId: string
  reference: string
  publicTitle: string | null
  status: IncidentStatus
  componentIds: string[]
  componentImpact: ComponentImpact | null
  impactStartedAt: number | null
  impactEndedAt: number | null
  resolvedAt: number | null
  publishedAt: number
  simulated: boolean
}

export type UpdateRow = {
  incidentId: string
  updateId: string
  publicStatus: PublicStatus
  body: string
  postedAt: number
  editedAt: number | null
}

export type LookRow = {
  at: number
  people: number
  troubled: number
  ownSide: number
  serviceSide: number
}

export type MonthRow = {
  componentId: string
  upMs: number
  downMs: number
  unknownMs: number
  maintenanceMs: number
  uptimeRatio: number | null
  goodCalls: number
  eligibleCalls: number
  frozenAt: number
  corrections: unknown
  reckonedWith: unknown
}

export type SpanRow = MeasuredSpan & { componentId: string }

export type ReviewRow = { incidentId: string; text: string }
