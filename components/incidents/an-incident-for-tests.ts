import type { IncidentView, TimelineLine } from '#lib/incidents/api-contract.ts'

const at = Date.parse('2026-11-25T03:00:00Z')

/** An incident as the API sends it; a test names what matters to it. */
export function anIncident(parts: Partial<IncidentView> = {}): IncidentView {
  return {
    incidentId: '019ab000-0000-7000-8000-0000000000a1',
    reference: 'ACME-7',
    customerId: '019ab000-0000-7000-8000-0000000000c1',
    customerName: 'Acme Health',
    title: 'People drop out of video visits',
    summary: '',
    publicTitle: null,
    status: 'investigating',
    statusLabel: 'Investigating',
    severity: 'major',
    proposal: null,
    openedBy: 'hand',
    parent: null,
    shared: false,
    mergedInto: null,
    autoResolve: 'never',
    componentIds: [],
    componentImpact: null,
    appIds: [],
    regions: [],
    lead: null,
    communications: null,
    nextUpdateDueAt: null,
    times: {
      impactStarted: at - 600_000,
      detected: at - 300_000,
      declared: at,
      acknowledged: at,
      mitigated: null,
      resolved: null,
      impactEnded: null,
    },
    firstNotifiedAt: null,
    closedAt: null,
    customerContactAt: null,
    cause: null,
    impact: null,
    impactAt: null,
    publishedAt: null,
    ticketUrl: null,
    simulated: false,
    alerts: { firing: 1, total: 2 },
    createdAt: at,
    createdName: 'Mara',
    version: 3,
    updatedAt: at,
    ...parts,
  }
}

export function aLine(parts: Partial<TimelineLine> = {}): TimelineLine {
  return {
    line: 'event:1',
    at,
    source: 'activity',
    actorName: 'Mara',
    text: 'opened the incident',
    body: null,
    href: null,
    starred: false,
    proof: null,
    subjectId: null,
    kind: 'opened',
    data: {},
    ...parts,
  }
}
