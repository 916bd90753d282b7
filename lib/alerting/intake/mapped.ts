import type { AlertFacts } from '../alerts/contract.ts'
import type { AlertSeverity } from '../severity.ts'
import type { IntegrationSettings } from './settings.ts'

/** One alert as a sender tells of it, before it is known whose it is. */
export type MappedAlert = {
  /** `note`: worth a line, changes no alert */
  action: 'trigger' | 'acknowledge' | 'resolve' | 'note'
  /** the same for as long as it is the same trouble; never a title */
  key: string
  severity: AlertSeverity
  title: string
  summary: string
  labels: Record<string, string>
  /** the app's short name or id in the sender's words */
  app: string | null
  region: string | null
  value: number | null
  threshold: number | null
  unit: string | null
  sourceUrl: string | null
  /** since when, by the sender's clock; null = since it came */
  startedAt: number | null
  /** when it changed, where changes may come out of order; null = in the order they come */
  changedAt: number | null
  reason: string | null
  facts: AlertFacts
}

export type Mapping = {
  alerts: MappedAlert[]
  /** understood, and nothing to do */
  ignored: { title: string; why: string }[]
  notes: string[]
  /** nobody knows what this means: it waits for a mapping */
  problem: string | null
}

export type MappingContext = {
  settings: IntegrationSettings
  receivedAt: number
  headers: Readonly<Record<string, string>>
}

/** More in one delivery than this is not taken, and said. */
export const mostAlerts = 1_000

export const nothing: Mapping = { alerts: [], ignored: [], notes: [], problem: null }
export const needsMapping = (problem: string): Mapping => ({ ...nothing, problem })
export const ignoring = (title: string, why: string): Mapping => ({ ...nothing, ignored: [{ title, why }] })

/** What most alerts have none of. */
export const plainAlert = {
  summary: '',
  labels: {},
  app: null,
  region: null,
  value: null,
  threshold: null,
  unit: null,
  sourceUrl: null,
  startedAt: null,
  changedAt: null,
  reason: null,
  facts: {},
} satisfies Partial<MappedAlert>
