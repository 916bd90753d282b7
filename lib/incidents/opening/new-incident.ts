import type { IncidentSeverity } from '../contract.ts'
import {
  draftIncidentEvent,
  type IncidentActor,
  type IncidentEventDraft,
  type IncidentRow,
} from '../state/incident-row.ts'
import { updateDueAfter } from '../state/update-clock.ts'

/** What whoever opens an incident says of it. */
export type Opening = {
  customerId: string
  title: string
  summary?: string | undefined
  severity: IncidentSeverity
  proposal?: IncidentRow['proposal']
  status: 'triage' | 'investigating'
  openedBy: IncidentRow['openedBy']
  autoResolve: IncidentRow['autoResolve']
  incidentRuleId?: string | null
  parentId?: string | null
  appIds?: string[] | undefined
  regions?: string[] | undefined
  impactStartedAt?: Date | null | undefined
  simulated?: boolean | undefined
}
type Identity = { id: string; number: number; reference: string }

/** A new incident, and its first event. Without alerts it is detected when somebody says so. */
export function newIncident(
  opening: Opening,
  identity: Identity,
  by: IncidentActor,
  now: Date,
): { row: IncidentRow; opened: IncidentEventDraft } {
  const { severity, status, title, openedBy } = opening
  const started = opening.impactStartedAt ?? null
  const row: IncidentRow = {
    ...identity,
    ...empty,
    customerId: opening.customerId,
    title,
    summary: opening.summary ?? '',
    status,
    severity,
    openedBy,
    proposal: opening.proposal ?? null,
    incidentRuleId: opening.incidentRuleId ?? null,
    parentId: opening.parentId ?? null,
    autoResolve: opening.autoResolve,
    appIds: opening.appIds ?? [],
    regions: opening.regions ?? [],
    nextUpdateDueAt: status === 'triage' ? null : updateDueAfter(severity, now),
    impactStartedAt: started !== null && started > now ? now : started,
    detectedAt: now,
    declaredAt: now,
    acknowledgedAt: status === 'investigating' && by.actorKind === 'user' ? now : null,
    simulated: opening.simulated ?? false,
    createdAt: now,
    createdBy: by.actorKind === 'user' ? by.actorId : null,
    createdName: by.actorName,
    version: 1,
    updatedAt: now,
  }
  const data = { title, severity, status, openedBy, proposed: opening.proposal?.severity ?? null }
  return { row, opened: draftIncidentEvent(by, 'opened', data) }
}

const empty = {
  publicTitle: null,
  mergedInto: null,
  componentIds: [],
  componentImpact: null,
  leadId: null,
  leadName: null,
  communicationsId: null,
  communicationsName: null,
  firstNotifiedAt: null,
  mitigatedAt: null,
  resolvedAt: null,
  impactEndedAt: null,
  closedAt: null,
  customerContactAt: null,
  causeCategory: null,
  causeText: '',
  impact: null,
  impactAt: null,
  impactMinutes: 0,
  publishedAt: null,
  ticketUrl: null,
} satisfies Partial<IncidentRow>
