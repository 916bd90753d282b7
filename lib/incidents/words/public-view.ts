import { z } from 'zod'
import {
  componentImpacts,
  type IncidentStatus,
  type PublicStatus,
  publicStatuses,
  publicStatusOf,
} from '../contract.ts'

/**
 * An incident as its customer reads it. The customer's own page, its feeds and the preview for staff are all made here, so
 * a preview cannot differ from the page.
 */
export const publicUpdateSchema = z.object({
  updateId: z.string(),
  status: z.enum(publicStatuses),
  body: z.string(),
  /** its own time; may lie before it was published */
  postedAt: z.number(),
  /** corrected since; null = as it was first published */
  editedAt: z.number().nullable(),
})
export type PublicUpdate = z.infer<typeof publicUpdateSchema>

export const publicIncidentSchema = z.object({
  reference: z.string(),
  title: z.string(),
  status: z.enum(publicStatuses),
  componentIds: z.array(z.string()),
  componentImpact: z.enum(componentImpacts).nullable(),
  /** when the customer's impact began; null = not known */
  startedAt: z.number().nullable(),
  resolvedAt: z.number().nullable(),
  /** newest first */
  updates: z.array(publicUpdateSchema),
})
export type PublicIncident = z.infer<typeof publicIncidentSchema>

/** The columns that the customer's database role may read, and no more. */
export type PublishedRow = {
  reference: string
  publicTitle: string | null
  status: IncidentStatus
  componentIds: readonly string[]
  componentImpact: PublicIncident['componentImpact']
  impactStartedAt: number | null
  impactEndedAt: number | null
  resolvedAt: number | null
  publishedAt: number | null
}
export type PublishedUpdateRow = {
  updateId: string
  publicStatus: PublicStatus
  body: string
  postedAt: number
  editedAt: number | null
}

/** What stands there when nobody wrote a title: nothing that staff call it. */
export const untitled = 'A problem with your calls'

export function publicIncidentOf(row: PublishedRow, updates: readonly PublishedUpdateRow[]): PublicIncident {
  const status = publicStatusOf[row.status]
  return {
    reference: row.reference,
    title: row.publicTitle ?? untitled,
    status,
    componentIds: [...row.componentIds],
    componentImpact: row.componentImpact,
    startedAt: row.impactStartedAt,
    resolvedAt: status === 'resolved' ? (row.impactEndedAt ?? row.resolvedAt) : null,
    updates: updates
      .map(({ updateId, publicStatus, body, postedAt, editedAt }) => ({
        ...{ updateId, status: publicStatus, body, postedAt, editedAt },
      }))
      .toSorted((a, b) => b.postedAt - a.postedAt || (a.updateId < b.updateId ? 1 : -1)),
  }
}
