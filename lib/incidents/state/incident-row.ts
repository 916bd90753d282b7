import type { SeverityProposal } from '../api-contract.ts'
import type {
  AutoResolve,
  ComponentImpact,
  FactorKind,
  IncidentEventKind,
  IncidentImpact,
  IncidentSeverity,
  IncidentStatus,
  IncidentTime,
} from '../contract.ts'

/** One incident as the database has it. `version` is the number of its last event. */
export type IncidentRow = {
  customerId: string
  id: string
  number: number
  reference: string
  title: string
  summary: string
  publicTitle: string | null
  status: IncidentStatus
  severity: IncidentSeverity
  proposal: SeverityProposal | null
  openedBy: 'hand' | 'alert' | 'rule' | 'parent'
  incidentRuleId: string | null
  parentId: string | null
  mergedInto: string | null
  autoResolve: AutoResolve
  componentIds: string[]
  componentImpact: ComponentImpact | null
  appIds: string[]
  regions: string[]
  leadId: string | null
  leadName: string | null
  communicationsId: string | null
  communicationsName: string | null
  nextUpdateDueAt: Date | null
  impactStartedAt: Date | null
  detectedAt: Date | null
  declaredAt: Date
  firstNotifiedAt: Date | null
  acknowledgedAt: Date | null
  mitigatedAt: Date | null
  resolvedAt: Date | null
  impactEndedAt: Date | null
  closedAt: Date | null
  customerContactAt: Date | null
  causeCategory: FactorKind | null
  causeText: string
  impact: IncidentImpact | null
  impactAt: Date | null
  impactMinutes: number
  publishedAt: Date | null
  ticketUrl: string | null
  simulated: boolean
  createdAt: Date
  createdBy: string | null
  createdName: string
  version: number
  updatedAt: Date
}

/** What may change of an incident; its identity and its number never by hand. */
export type IncidentPatch = Partial<
  Omit<IncidentRow, 'customerId' | 'id' | 'number' | 'reference' | 'version' | 'updatedAt' | 'createdAt'>
>

export const incidentActorKinds = ['user', 'rule', 'slack', 'api', 'customer', 'system'] as const
/** Who does it, as events name them. */
export type IncidentActor = {
  actorKind: (typeof incidentActorKinds)[number]
  actorId: string | null
  actorName: string
}
export const earshot: IncidentActor = { actorKind: 'system', actorId: null, actorName: 'Earshot' }

export const actingMember = ({ id, name }: { id: string; name: string }): IncidentActor => ({
  actorKind: 'user',
  actorId: id,
  actorName: name,
})

/** An event before it has its number. */
export type IncidentEventDraft = IncidentActor & {
  kind: IncidentEventKind
  note: string | null
  data: Record<string, unknown>
}

/** What is to be written. */
export type IncidentChange = { patch: IncidentPatch; events: IncidentEventDraft[] }

export function draftIncidentEvent(
  actor: IncidentActor,
  kind: IncidentEventKind,
  data: Record<string, unknown> = {},
  note: string | null = null,
): IncidentEventDraft {
  const { actorKind, actorId, actorName } = actor
  return { kind, actorKind, actorId, actorName, note: note || null, data }
}

/** Where each of the times that people may edit is kept. */
export const timeColumns = {
  impactStarted: 'impactStartedAt',
  detected: 'detectedAt',
  declared: 'declaredAt',
  acknowledged: 'acknowledgedAt',
  mitigated: 'mitigatedAt',
  resolved: 'resolvedAt',
  impactEnded: 'impactEndedAt',
} as const satisfies Record<IncidentTime, keyof IncidentRow>
