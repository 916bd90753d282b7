import { z } from 'zod'
import { alertSchema } from '#lib/alerting/alerts/contract.ts'
import { matchersSchema } from '#lib/alerting/labels.ts'
import { maxNoteLength, written } from '#lib/sessions/annotations/contract.ts'
import {
  autoResolvePolicies,
  componentImpacts,
  factorKinds,
  incidentEventKinds,
  incidentImpactSchema,
  incidentSeverities,
  incidentStatuses,
  incidentTimes,
} from './contract.ts'

/** Incidents over the API, for staff. Customers never see these shapes: theirs are in lib/status-pages. */
const person = z.object({ memberId: z.string(), name: z.string() })

/** What the numbers and the contract say the severity should be, and why. */
export const severityProposalSchema = z.object({
  severity: z.enum(incidentSeverities),
  /** one sentence with the numbers */
  because: z.string(),
  at: z.number(),
})
export type SeverityProposal = z.infer<typeof severityProposalSchema>

export const incidentSchema = z.object({
  incidentId: z.string(),
  /** `ACME-7` */
  reference: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  title: z.string(),
  summary: z.string(),
  publicTitle: z.string().nullable(),
  status: z.enum(incidentStatuses),
  /** what the MSP calls that status */
  statusLabel: z.string(),
  severity: z.enum(incidentSeverities),
  proposal: severityProposalSchema.nullable(),
  openedBy: z.enum(['hand', 'alert', 'rule', 'parent']),
  /** null also when the asking member may not see all customers of it; `shared` then says that there is one */
  parent: z.object({ parentId: z.string(), reference: z.string(), title: z.string() }).nullable(),
  shared: z.boolean(),
  mergedInto: z.object({ incidentId: z.string(), reference: z.string() }).nullable(),
  autoResolve: z.enum(autoResolvePolicies),
  componentIds: z.array(z.string()),
  componentImpact: z.enum(componentImpacts).nullable(),
  appIds: z.array(z.string()),
  regions: z.array(z.string()),
  lead: person.nullable(),
  communications: person.nullable(),
  nextUpdateDueAt: z.number().nullable(),
  /** the editable times, each on its own; null = not yet, or unknown */
  times: z.record(z.enum(incidentTimes), z.number().nullable()),
  firstNotifiedAt: z.number().nullable(),
  closedAt: z.number().nullable(),
  customerContactAt: z.number().nullable(),
  cause: z.object({ category: z.enum(factorKinds), text: z.string() }).nullable(),
  impact: incidentImpactSchema.nullable(),
  impactAt: z.number().nullable(),
  publishedAt: z.number().nullable(),
  ticketUrl: z.string().nullable(),
  simulated: z.boolean(),
  alerts: z.object({ firing: z.number(), total: z.number() }),
  createdAt: z.number(),
  createdName: z.string(),
  /** send it back with every change: another one answers 409 */
  version: z.number(),
  updatedAt: z.number(),
})
export type IncidentView = z.infer<typeof incidentSchema>

export const incidentViews = ['open', 'mine', 'overdue', 'learning', 'closed', 'all'] as const
export type IncidentListView = (typeof incidentViews)[number]

/** GET /api/v1/incidents: worst first while open, else newest first. */
export const incidentListQuerySchema = z.strictObject({
  view: z.enum(incidentViews).default('open'),
  customer: z.uuid().optional(),
  severity: z.enum(incidentSeverities).optional(),
  cause: z.enum(factorKinds).optional(),
  /** declared within [from, to) */
  from: z.coerce.number().int().optional(),
  to: z.coerce.number().int().optional(),
  /** UTC hour-of-week cell of the reports' heat map is asked in a zone: `weekday` 1 (Monday) to 7, `hour` 0 to 23 */
  weekday: z.coerce.number().int().min(1).max(7).optional(),
  hour: z.coerce.number().int().min(0).max(23).optional(),
  zone: z.string().max(60).optional(),
  q: written(200).optional(),
  cursor: z.string().max(200).optional(),
})
export type IncidentListQuery = z.infer<typeof incidentListQuerySchema>
export const incidentListSchema = z.object({
  incidents: z.array(incidentSchema),
  next: z.string().nullable(),
  counts: z.record(z.enum(incidentViews), z.number()),
  at: z.number(),
})
export type IncidentList = z.infer<typeof incidentListSchema>

/** The metric that proves a line: where it can be seen, at its moment. */
export const proofSchema = z.object({
  label: written(200),
  /** a path of ours: a call at a moment, an alert's chart, a report */
  href: z
    .string()
    .max(500)
    .regex(/^\/(?![/\\])[\x21-\x7e]*$/),
})

export type Proof = z.infer<typeof proofSchema>

/** One line of the one timeline, oldest first. */
export const timelineLineSchema = z.object({
  /** `event:…`, `alert-event:…`, `finding:…`, `note:…`, `update:…`, `signal:…`, `deploy:…` */
  line: z.string(),
  at: z.number(),
  source: z.enum(['activity', 'alert', 'finding', 'note', 'update', 'slack', 'deploy', 'customer']),
  actorName: z.string().nullable(),
  /** one sentence, no Markdown */
  text: z.string(),
  /** Markdown of a note or update */
  body: z.string().nullable(),
  /** where it leads: an alert, a call at a moment */
  href: z.string().nullable(),
  starred: z.boolean(),
  proof: proofSchema.nullable(),
  /** of notes and updates */
  subjectId: z.string().nullable(),
  /** for lines that are an `IncidentEventKind` */
  kind: z.enum(incidentEventKinds).nullable(),
  data: z.record(z.string(), z.unknown()),
})
export type TimelineLine = z.infer<typeof timelineLineSchema>

export const linkedSessionSchema = z.object({
  sessionId: z.string(),
  name: z.string(),
  startedAt: z.number(),
  score: z.number().nullable(),
  band: z.string(),
  why: z.string(),
  linkedName: z.string(),
  linkedAt: z.number(),
  /** its evidence is kept */
  pinned: z.boolean(),
})
export type LinkedSession = z.infer<typeof linkedSessionSchema>

/** GET /api/v1/incidents/[incidentId]; the id may be the reference. */
export const incidentDetailSchema = z.object({
  incident: incidentSchema,
  timeline: z.array(timelineLineSchema),
  alerts: z.array(alertSchema),
  sessions: z.array(linkedSessionSchema),
  /** incidents of the same parent that the member may see */
  siblings: z.array(
    incidentSchema.pick({ incidentId: true, reference: true, customerName: true, status: true }),
  ),
  /** closed ones of this customer with the same rules, causes or apps */
  similar: z.array(
    incidentSchema
      .pick({ incidentId: true, reference: true, title: true, status: true, cause: true })
      .extend({
        declaredAt: z.number(),
        resolvedAt: z.number().nullable(),
        why: z.string(),
      }),
  ),
  people: z.array(person),
  apps: z.array(z.object({ appId: z.string(), name: z.string() })),
  components: z.array(z.object({ componentId: z.string(), name: z.string() })),
  /** statuses that may come next, in order, with what each wants to know */
  moves: z.array(
    z.object({ to: z.enum(incidentStatuses), label: z.string(), back: z.boolean(), asksCause: z.boolean() }),
  ),
})
export type IncidentDetail = z.infer<typeof incidentDetailSchema>

const title = written(200).min(3)
const version = z.number().int()
const moment = z.number().int().min(0).max(4_102_444_800_000)
const reason = written(maxNoteLength).optional()

/** POST /api/v1/incidents: by hand, or from alerts of the same customer. */
export const newIncidentSchema = z.strictObject({
  customerId: z.uuid(),
  title,
  summary: written(2_000).optional(),
  severity: z.enum(incidentSeverities).optional(), // without: as proposed
  status: z.enum(['triage', 'investigating']).default('investigating'),
  alertIds: z.array(z.uuid()).max(200).default([]),
  sessionIds: z.array(z.uuid()).max(50).default([]),
  appIds: z.array(z.uuid()).max(100).default([]),
  regions: z.array(written(100)).max(50).default([]),
  impactStartedAt: moment.optional(),
  autoResolve: z.enum(autoResolvePolicies).default('never'),
})
export type NewIncident = z.infer<typeof newIncidentSchema>
/** PATCH /api/v1/incidents/[incidentId]: what is given changes. */
export const changedIncidentSchema = z.strictObject({
  version,
  title: title.optional(),
  summary: written(2_000).optional(),
  publicTitle: written(200).nullable().optional(),
  severity: z.enum(incidentSeverities).optional(),
  autoResolve: z.enum(autoResolvePolicies).optional(),
  componentIds: z.array(z.uuid()).max(100).optional(),
  componentImpact: z.enum(componentImpacts).nullable().optional(),
  appIds: z.array(z.uuid()).max(100).optional(),
  regions: z.array(written(100)).max(50).optional(),
  leadId: z.uuid().nullable().optional(),
  communicationsId: z.uuid().nullable().optional(),
  nextUpdateDueAt: moment.nullable().optional(),
  cause: z.strictObject({ category: z.enum(factorKinds), text: written(2_000) }).optional(),
  ticketUrl: z
    .url({ protocol: /^https$/ })
    .max(500)
    .nullable()
    .optional(),
})
export type ChangedIncident = z.infer<typeof changedIncidentSchema>
/** POST …/status */
export const moveSchema = z.strictObject({
  version,
  to: z.enum(incidentStatuses).exclude(['merged']),
  reason,
  /** wanted when it is resolved: may be `unknown` */
  cause: z.strictObject({ category: z.enum(factorKinds), text: written(2_000) }).optional(),
})
/** PUT …/times/[time]; null = unknown again. */
export const timeSchema = z.strictObject({ version, at: moment.nullable(), reason })
/** POST …/merge into another incident of the same customer */
export const mergeSchema = z.strictObject({ version, into: z.uuid() })
export type Move = z.infer<typeof moveSchema>
/** POST …/customer-contact: "the customer told us at …"; null = they have not */
export const customerContactSchema = z.strictObject({ at: moment.nullable() })
/** POST …/alerts, DELETE …/alerts/[alertId] */
export const attachSchema = z.strictObject({ alertIds: z.array(z.uuid()).min(1).max(200) })
/** POST …/sessions, DELETE …/sessions/[sessionId] */
export const linkSessionSchema = z.strictObject({ sessionId: z.uuid(), why: written(500).default('') })
/** PUT …/marks */
export const markSchema = z.strictObject({
  line: z
    .string()
    .max(100)
    .regex(/^(event|alert-event|finding|note|update|signal|deploy):./),
  starred: z.boolean().optional(),
  proof: proofSchema.nullable().optional(),
})

/** GET/POST /api/v1/parent-incidents, GET …/[parentId]: for whoever may see all its customers. */
export const parentIncidentSchema = z.object({
  parentId: z.string(),
  reference: z.string(),
  title: z.string(),
  cause: z.string(),
  fleetFindingId: z.string().nullable(),
  createdAt: z.number(),
  createdName: z.string(),
  closedAt: z.number().nullable(),
  version: z.number(),
  children: z.array(incidentSchema),
})
export type ParentIncidentView = z.infer<typeof parentIncidentSchema>
export const parentIncidentsSchema = z.object({ parents: z.array(parentIncidentSchema) })
/** Opens the parent and one incident for each customer; those there already are taken in. */
export const newParentSchema = z.strictObject({
  title,
  cause: written(2_000).default(''),
  customerIds: z.array(z.uuid()).min(2).max(200),
  incidentIds: z.array(z.uuid()).max(200).default([]),
  fleetFindingId: z.uuid().optional(),
  severity: z.enum(incidentSeverities).optional(),
})
/** PATCH …/[parentId]; POST …/[parentId]/status moves all children that can be moved. */
export const changedParentSchema = z.strictObject({
  version,
  title: title.optional(),
  cause: written(2_000).optional(),
})
export const moveParentSchema = z.strictObject({
  to: z.enum(['investigating', 'identified', 'monitoring', 'resolved']),
  reason,
  cause: z.strictObject({ category: z.enum(factorKinds), text: written(2_000) }).optional(),
})

/** GET/PUT /api/v1/incident-statuses/[key]: the label alone can be changed. */
export const incidentStatusesSchema = z.object({
  statuses: z.array(
    z.object({ key: z.enum(incidentStatuses), label: z.string(), category: z.string(), version: z.number() }),
  ),
})
export const changedStatusSchema = z.strictObject({ version, label: written(40).min(1) })
export type IncidentStatuses = z.infer<typeof incidentStatusesSchema>

/** GET/POST /api/v1/incident-rules, PUT/DELETE …/[ruleId]: which alerts open an incident by themselves. */
const ruleFields = {
  name: written(120).min(1),
  matchers: matchersSchema,
  minSeverity: z.enum(incidentSeverities),
  /** open and unresolved for so long */
  afterMs: z.number().int().min(0).max(86_400_000),
  /** null = as the numbers propose */
  severity: z.enum(incidentSeverities).nullable(),
  autoResolve: z.enum(autoResolvePolicies),
  enabled: z.boolean(),
}
export const incidentRuleSchema = z.object({
  ...ruleFields,
  ruleId: z.string(),
  /** null = for all customers */
  customerId: z.string().nullable(),
  customerName: z.string().nullable(),
  version: z.number(),
  updatedAt: z.number(),
})
export type IncidentRuleView = z.infer<typeof incidentRuleSchema>
export const incidentRulesSchema = z.object({ rules: z.array(incidentRuleSchema) })
export const newIncidentRuleSchema = z.strictObject({ ...ruleFields, customerId: z.uuid().nullable() })
export type NewIncidentRule = z.infer<typeof newIncidentRuleSchema>
export const changedIncidentRuleSchema = z.strictObject({ ...ruleFields, version })
export type ChangedIncidentRule = z.infer<typeof changedIncidentRuleSchema>
