import { z } from 'zod'
import { maxNoteLength, written } from '#lib/sessions/annotations/contract.ts'
import { factorKinds, publicStatuses } from '../contract.ts'
import { publicIncidentSchema } from './public-view.ts'

/**
 * Notes, customer updates and templates over the API, for staff. A note is internal and has no field that could reach a
 * customer; an update is nothing else than what the customer reads.
 */
const moment = z.number().int().min(0).max(4_102_444_800_000)
const version = z.number().int()

// ---- Notes --------------------------------------------------------------------------------------------------------

/** POST /api/v1/incidents/[incidentId]/notes */
export const newIncidentNoteSchema = z.strictObject({ body: written(maxNoteLength).min(1) })
/** PUT /api/v1/incident-notes/[noteId]; another version answers 409 with what it says now. DELETE answers the note. */
export const changedIncidentNoteSchema = newIncidentNoteSchema.extend({ version })
export const incidentNoteSchema = z.object({
  noteId: z.string(),
  incidentId: z.string(),
  memberId: z.string(),
  memberName: z.string(),
  /** Markdown; empty once it is deleted */
  body: z.string(),
  mentions: z.array(z.string()),
  createdAt: z.number(),
  editedAt: z.number().nullable(),
  deletedAt: z.number().nullable(),
  version: z.number(),
})
export type IncidentNote = z.infer<typeof incidentNoteSchema>
/** GET /api/v1/incidents/[incidentId]/notes: oldest first, and who may be mentioned */
export const incidentNotesSchema = z.object({
  notes: z.array(incidentNoteSchema),
  people: z.array(z.object({ memberId: z.string(), name: z.string() })),
})
export type IncidentNotes = z.infer<typeof incidentNotesSchema>
/** GET /api/v1/incident-notes/[noteId]/revisions and /api/v1/incident-updates/[updateId]/revisions: oldest first */
export const wordRevisionsSchema = z.object({
  revisions: z.array(
    z.object({ version: z.number(), body: z.string(), memberName: z.string(), at: z.number() }),
  ),
})
export type WordRevisions = z.infer<typeof wordRevisionsSchema>

// ---- What would leak ----------------------------------------------------------------------------------------------

/** What was found. Never the other's word itself, and never whose it is: the place in one's own text says enough. */
export const leakKinds = ['name', 'app', 'host', 'id', 'person', 'address', 'internal-page', 'cause'] as const
export type LeakKind = (typeof leakKinds)[number]
export const leakSchema = z.object({
  field: z.enum(['title', 'body']),
  /** half-open, in UTF-16 units of that field */
  from: z.number(),
  to: z.number(),
  kind: z.enum(leakKinds),
  /** one sentence for whoever writes */
  because: z.string(),
  /** `hard` cannot be overridden; `warning` may be an ordinary word */
  weight: z.enum(['hard', 'warning']),
})
export type Leak = z.infer<typeof leakSchema>

// ---- Customer updates ---------------------------------------------------------------------------------------------

export const maxUpdateLength = 4_000
export const updateStates = ['draft', 'published', 'withdrawn'] as const
export const updateOrigins = ['facts', 'template', 'hand'] as const

/** POST /api/v1/incidents/[incidentId]/updates: a draft. */
export const newUpdateSchema = z.strictObject({
  publicStatus: z.enum(publicStatuses),
  body: written(maxUpdateLength).min(1),
  /** its own time, as the customer reads it; without: now */
  postedAt: moment.optional(),
  notify: z.boolean().default(true),
  writtenFrom: z.enum(updateOrigins).default('hand'),
})
/** PUT /api/v1/incident-updates/[updateId]: a draft, or a correction of what is published (which is checked again). */
export const changedUpdateSchema = z.strictObject({
  version,
  publicStatus: z.enum(publicStatuses),
  body: written(maxUpdateLength).min(1),
  postedAt: moment.optional(),
  notify: z.boolean().default(true),
  /** why warnings of the leak check do not hold; wanted when there are any */
  overrideReason: written(500).min(3).optional(),
})
/** POST …/publish: shows it to the customer, and the incident with it. One transaction, one message. */
export const publishUpdateSchema = z.strictObject({
  version,
  /** what the customer reads above it; wanted once, when the incident has none yet */
  publicTitle: written(200).min(3).optional(),
  /** moves the incident too */
  moveTo: z.enum(['investigating', 'identified', 'monitoring', 'resolved']).optional(),
  cause: z.strictObject({ category: z.enum(factorKinds), text: written(2_000) }).optional(),
  /** when the next word is due; null = none; without: by severity */
  nextUpdateDueAt: moment.nullable().optional(),
  overrideReason: written(500).min(3).optional(),
})
/** POST …/withdraw: not shown any more; that it was stays in the history. */
export const withdrawUpdateSchema = z.strictObject({ version, reason: written(500).min(3) })

export const incidentUpdateSchema = z.object({
  updateId: z.string(),
  incidentId: z.string(),
  publicStatus: z.enum(publicStatuses),
  body: z.string(),
  postedAt: z.number(),
  notify: z.boolean(),
  state: z.enum(updateStates),
  writtenFrom: z.enum(updateOrigins),
  createdName: z.string(),
  createdAt: z.number(),
  publishedAt: z.number().nullable(),
  publishedName: z.string().nullable(),
  editedAt: z.number().nullable(),
  toldAt: z.number().nullable(),
  version: z.number(),
})
export type IncidentUpdate = z.infer<typeof incidentUpdateSchema>
/** GET /api/v1/incidents/[incidentId]/updates: oldest first, drafts and withdrawn ones too; how many would be mailed */
export const incidentUpdatesSchema = z.object({
  updates: z.array(incidentUpdateSchema),
  subscribers: z.number(),
})
export type IncidentUpdates = z.infer<typeof incidentUpdatesSchema>

/** POST /api/v1/incident-updates/check: the same check that publishing makes, while somebody writes. */
export const checkAskedSchema = z.strictObject({
  incidentId: z.uuid(),
  title: written(200).default(''),
  body: written(maxUpdateLength).default(''),
})
export const checkedSchema = z.object({ leaks: z.array(leakSchema) })
export type Checked = z.infer<typeof checkedSchema>

/** POST /api/v1/incidents/[incidentId]/updates/draft: written from the facts; nothing is stored, a person approves it. */
export const draftAskedSchema = z.strictObject({
  publicStatus: z.enum(publicStatuses).optional(),
  nextUpdateAt: moment.optional(),
  /** fills the template's holes instead of our own sentences */
  templateId: z.uuid().optional(),
})
export const draftedSchema = z.object({
  title: z.string(),
  publicStatus: z.enum(publicStatuses),
  body: z.string(),
  /** what it was written from, for whoever approves */
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
})
export type Drafted = z.infer<typeof draftedSchema>

/** GET /api/v1/incident-updates/[updateId]/preview: exactly what the customer's page shows once it is published. */
export const previewSchema = z.object({
  customerName: z.string(),
  incident: publicIncidentSchema,
  leaks: z.array(leakSchema),
})
export type Preview = z.infer<typeof previewSchema>

// ---- Templates ----------------------------------------------------------------------------------------------------

/** The holes of a template. */
export const templateHoles = ['what', 'since', 'affected', 'doing', 'next'] as const
/** POST /api/v1/update-templates; without a customer it serves all, which only administrators write */
export const newTemplateSchema = z.strictObject({
  customerId: z.uuid().nullable(),
  name: written(120).min(1),
  publicStatus: z.enum(publicStatuses),
  body: written(maxUpdateLength).min(1),
})
/** PUT /api/v1/update-templates/[templateId] */
export const changedTemplateSchema = newTemplateSchema.omit({ customerId: true }).extend({ version })
export const templateSchema = newTemplateSchema.extend({ templateId: z.string(), version: z.number() })
export type UpdateTemplate = z.infer<typeof templateSchema>
/** GET /api/v1/update-templates */
export const templatesSchema = z.object({ templates: z.array(templateSchema) })
