import { z } from 'zod'
import { opinions } from '#lib/diagnosis/contract.ts'

/** What members of staff say of a call: the shapes of the routes for opinions, notes and keeping evidence. */

/** What is thought of one finding: by whoever asks, and how many of the staff say what. */
export const findingOpinionSchema = z.object({
  findingId: z.string(),
  mine: z.object({ opinion: z.enum(opinions), comment: z.string(), at: z.number() }).nullable(),
  agree: z.number(),
  wrong: z.number(),
})
export type FindingOpinion = z.infer<typeof findingOpinionSchema>

/** GET /api/v1/sessions/:id/opinions: the findings that somebody judged. */
export const opinionsSchema = z.object({ opinions: z.array(findingOpinionSchema) })
export type OpinionList = z.infer<typeof opinionsSchema>

export const noteSchema = z.object({
  noteId: z.string(),
  memberId: z.string(),
  memberName: z.string(),
  at: z.number(),
  /** the moment of the call it is about; null = the whole call */
  momentAt: z.number().nullable(),
  /** markdown */
  body: z.string(),
})
export type Note = z.infer<typeof noteSchema>

/** GET /api/v1/sessions/:id/notes */
export const notesSchema = z.object({ notes: z.array(noteSchema) })
