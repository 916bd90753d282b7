import type { Confidence, Severity, Side } from '#lib/diagnosis/contract.ts'
import type { FleetFinding } from '#lib/diagnosis/fleet/contract.ts'
import type { Frame } from './frame.ts'
import type { Sums } from './metric-value.ts'

/**
 * Everything an evaluation looks at, read before it begins: evaluating the same facts again gives the same answer.
 */
export type Facts = {
  now: number
  customers: ReadonlyMap<string, CustomerFacts>
  apps: ReadonlyMap<string, AppFacts>
  appsOf: ReadonlyMap<string, readonly AppFacts[]>
  /** the roll-ups of the window that ends now */
  frame(windowMs: number): Frame
  /** when an app was first heard of; null = never */
  heardSince(appId: string): number | null
  /** the same hour of the weeks before, newest first: one entry a week that has it */
  weeks(slice: SliceName): readonly Sums[]
  /** by customer: those open at any time within the longest window of a rule */
  findingsOf: ReadonlyMap<string, readonly FindingFacts[]>
  /** confirmed ones that stand now */
  fleet: readonly FleetFinding[]
  /** live calls, by customer */
  sessionsOf: ReadonlyMap<string, readonly SessionFacts[]>
}

export type SliceName = { appId: string; dimension: string; value: string }
export type CustomerFacts = { customerId: string; slug: string; name: string; timeZone: string }
export type AppFacts = { appId: string; customerId: string; slug: string; name: string }

export type FindingFacts = {
  findingId: string
  customerId: string
  appId: string
  sessionId: string
  kind: string
  side: Side
  severity: Severity
  confidence: Confidence
  /** who suffers */
  people: readonly string[]
  openedAt: number
  clearedAt: number | null
  isRoot: boolean
  region: string | null
  browser: string | null
  tags: Readonly<Record<string, string>>
}

export type SessionFacts = {
  sessionId: string
  customerId: string
  appId: string
  externalId: string
  name: string | null
  tags: Readonly<Record<string, string>>
  band: string
  score: number | null
  people: number
  startedAt: number
}
