import { formatCount } from '#components/ui/format-count.ts'
import type { IncidentListView } from '#lib/incidents/api-contract.ts'
import type {
  AutoResolve,
  ComponentImpact,
  FactorKind,
  IncidentImpact,
  IncidentTime,
} from '#lib/incidents/contract.ts'

export const incidentViewWords: Record<IncidentListView, string> = {
  open: 'Open',
  mine: 'Mine',
  overdue: 'Update overdue',
  learning: 'Learning',
  closed: 'Closed',
  all: 'All',
}

export const factorWords: Record<FactorKind, string> = {
  network: 'Network',
  device: 'Device',
  browser: 'Browser',
  application: 'Application',
  server: 'Server',
  vendor: 'Vendor',
  process: 'Process',
  unknown: 'Unknown yet',
}

export const timeWords: Record<IncidentTime, string> = {
  impactStarted: 'Impact started',
  detected: 'Detected',
  declared: 'Declared',
  acknowledged: 'Acknowledged',
  mitigated: 'Mitigated',
  resolved: 'Resolved',
  impactEnded: 'Impact ended',
}

/** What the customer's page says of a component meanwhile. */
export const impactWords: Record<ComponentImpact, string> = {
  degraded: 'Degraded',
  'partial-outage': 'Partial outage',
  'major-outage': 'Major outage',
  maintenance: 'Maintenance',
}

export const autoResolveWords: Record<AutoResolve, string> = {
  never: 'only by a person',
  first: 'when the first of its alerts is over',
  last: 'when the alert attached last is over',
  all: 'when all of its alerts are over',
}

/** "12 people in 4 calls · 34 min"; null = nobody counted yet. */
export function impactText(impact: IncidentImpact | null): string | null {
  if (impact === null) return null
  const people = `${formatCount(impact.participants)} ${impact.participants === 1 ? 'person' : 'people'}`
  const minutes = `${formatCount(Math.round(impact.impactMinutes))}\u2009min`
  const joins = impact.joinFailures > 0 ? ` · ${formatCount(impact.joinFailures)} could not join` : ''
  return `${people} · ${minutes}${joins}`
}

/** What the person who told a conflict did is not known, only that the row is another one now. */
export const meanwhileText = (name: string | null): string =>
  `${name ?? 'Somebody'} changed it meanwhile. It is shown as it is now; what you wrote is kept.`
