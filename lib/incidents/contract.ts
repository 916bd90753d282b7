import { z } from 'zod'

/**
 * The words of incidents, for every stage that needs them. Behaviour hangs on the category of a status, never on its
 * label: the MSP may call them what it likes. Times are epoch milliseconds on the server's clock.
 */
export const incidentStatuses = [
  'triage',
  'investigating',
  'identified',
  'monitoring',
  'resolved',
  'post-incident',
  'closed',
  'declined',
  'merged',
  'cancelled',
] as const
export type IncidentStatus = (typeof incidentStatuses)[number]

/** What a status means to the machine. */
export const statusCategory = {
  triage: 'created',
  investigating: 'acknowledged',
  identified: 'acknowledged',
  monitoring: 'mitigated',
  resolved: 'resolved',
  'post-incident': 'resolved',
  closed: 'closed',
  declined: 'dismissed',
  merged: 'dismissed',
  cancelled: 'dismissed',
} as const satisfies Record<IncidentStatus, string>
export type StatusCategory = (typeof statusCategory)[IncidentStatus]

/** Somebody still works on what the customer feels. */
export const isOngoing = (status: IncidentStatus): boolean =>
  ['created', 'acknowledged', 'mitigated'].includes(statusCategory[status])

/** The four words that customers read. */
export const publicStatuses = ['investigating', 'identified', 'monitoring', 'resolved'] as const
export type PublicStatus = (typeof publicStatuses)[number]

export const publicStatusOf = {
  triage: 'investigating',
  investigating: 'investigating',
  identified: 'identified',
  monitoring: 'monitoring',
  resolved: 'resolved',
  'post-incident': 'resolved',
  closed: 'resolved',
  declined: 'resolved',
  merged: 'resolved',
  cancelled: 'resolved',
} as const satisfies Record<IncidentStatus, PublicStatus>

export const incidentSeverities = ['minor', 'major', 'critical'] as const
export type IncidentSeverity = (typeof incidentSeverities)[number]

/** No word of these names a person. */
export const factorKinds = [
  'network',
  'device',
  'browser',
  'application',
  'server',
  'vendor',
  'process',
  'unknown',
] as const
export type FactorKind = (typeof factorKinds)[number]

export const autoResolvePolicies = ['first', 'last', 'all', 'never'] as const
export type AutoResolve = (typeof autoResolvePolicies)[number]

export const componentImpacts = ['degraded', 'partial-outage', 'major-outage', 'maintenance'] as const
export type ComponentImpact = (typeof componentImpacts)[number]

export const incidentEventKinds = [
  'opened',
  'status', // {from, to}; back is allowed and says so
  'severity', // {from, to, proposed}
  'renamed',
  'time', // {field, from, to}: one of the editable times, changed by hand
  'roles', // {role, from, to}
  'scope', // components, apps, regions
  'due', // next update due
  'alert-attached',
  'alert-detached',
  'session-linked',
  'session-unlinked',
  'parent', // {parentReference} or null
  'merged', // {into}
  'noted',
  'note-edited',
  'note-deleted',
  'update-drafted',
  'update-published',
  'update-edited',
  'update-withdrawn',
  'customer-contact', // the customer told us, at {at}
  'cause', // {category, text}
  'review', // {from, to}
  'action', // a corrective action: {actionId, what}
  'recurred', // {actionId}
  'told', // who was mailed: {how many}
] as const
export type IncidentEventKind = (typeof incidentEventKinds)[number]

/** The times of an incident that people may correct; all but `declared` may be unknown. In the order they can happen. */
export const incidentTimes = [
  'impactStarted',
  'detected',
  'declared',
  'acknowledged',
  'mitigated',
  'resolved',
  'impactEnded',
] as const
export type IncidentTime = (typeof incidentTimes)[number]

/** What the incident cost, computed from telemetry of its apps and regions over its impact. */
export const incidentImpactSchema = z.object({
  from: z.number(),
  to: z.number(),
  /** minutes of the clock in which this customer was hit */
  impactMinutes: z.number(),
  sessions: z.number(),
  participants: z.number(),
  /** participant-minutes: poor counted half */
  painMinutes: z.number(),
  poorMinutes: z.number(),
  badMinutes: z.number(),
  joinFailures: z.number(),
  /** of the customer's people in calls over the same time; null = nobody was */
  share: z.number().nullable(),
})
export type IncidentImpact = z.infer<typeof incidentImpactSchema>
