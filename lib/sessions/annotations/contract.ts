import { z } from 'zod'

/**
 * What people add to a call: opinions on findings, notes, the pin that keeps its evidence, and the codes that users
 * read out. The API and the screens share these shapes. Times are epoch milliseconds. Customers never see any of it.
 */

export const maxNoteLength = 10_000
export const maxCommentLength = 2_000
export const maxPinReasonLength = 500
/** How long a report code opens its call. */
export const reportCodeDays = 30

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get in
const plainText = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$/

/** Text that people write: line breaks and tabs are theirs; what could hide or turn text around is not let in. */
export const written = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => text.isWellFormed(), 'not well-formed text')
    .regex(plainText, 'control characters')

const moment = z.number().int().min(0).max(4_102_444_800_000)

export const opinions = ['agree', 'wrong'] as const
export type Opinion = (typeof opinions)[number]

/** PUT /api/v1/findings/:id/opinion; null takes one's own opinion back. */
export const opinionAskedSchema = z.strictObject({
  opinion: z.enum(opinions).nullable(),
  comment: written(maxCommentLength).optional(),
})
export type OpinionAsked = z.infer<typeof opinionAskedSchema>

/** What is thought of one finding: by whoever asks, and how many of the staff say what. */
export const findingOpinionSchema = z.object({
  findingId: z.string(),
  mine: z.object({ opinion: z.enum(opinions), comment: z.string(), at: z.number() }).nullable(),
  agree: z.number(),
  wrong: z.number(),
})
export type FindingOpinion = z.infer<typeof findingOpinionSchema>

/** GET /api/v1/sessions/:id/opinions: the findings that somebody judged. */
export const sessionOpinionsSchema = z.object({ opinions: z.array(findingOpinionSchema) })
export type SessionOpinions = z.infer<typeof sessionOpinionsSchema>

/** POST /api/v1/sessions/:id/notes */
export const newNoteSchema = z.strictObject({
  body: written(maxNoteLength).min(1),
  /** the moment of the call it is about; without: the whole call */
  momentAt: moment.nullable().optional(),
})
export type NewNote = z.infer<typeof newNoteSchema>

export const noteSchema = z.object({
  noteId: z.string(),
  memberId: z.string(),
  /** as the author was called when writing */
  memberName: z.string(),
  at: z.number(),
  momentAt: z.number().nullable(),
  body: z.string(),
})
export type SessionNote = z.infer<typeof noteSchema>

/** GET /api/v1/sessions/:id/notes: newest last. */
export const sessionNotesSchema = z.object({ notes: z.array(noteSchema) })
export type SessionNotes = z.infer<typeof sessionNotesSchema>

/** PUT /api/v1/sessions/:id/pin */
export const pinAskedSchema = z.strictObject({
  reason: written(maxPinReasonLength).min(1),
})
export type PinAsked = z.infer<typeof pinAskedSchema>

/** What PUT and DELETE of the pin answer. */
export const pinSchema = z.object({
  pinned: z.object({ at: z.number(), reason: z.string() }).nullable(),
  /** unpinned: evidence past its retention is deleted after this; null while pinned */
  evidenceUntil: z.number().nullable(),
})
export type PinView = z.infer<typeof pinSchema>

/** Six letters and digits that nobody mixes up aloud; typed with any case, spaces and dashes. */
export const reportCodeSchema = z
  .string()
  .max(20)
  .transform((text) => text.replace(/[\s-]/g, '').toUpperCase())
  .pipe(z.string().regex(/^[2-9A-HJKMNP-Z]{6}$/))

/** The moment of a call that a code opens. */
export const reportedMomentSchema = z.object({
  sessionId: z.string(),
  participantId: z.string(),
  at: z.number(),
  customerName: z.string(),
  sessionName: z.string(),
  participantName: z.string(),
})
export type ReportedMoment = z.infer<typeof reportedMomentSchema>

/** GET /api/v1/report-codes/:code: the newest call of that code; `others` are older ones that drew the same code. */
export const reportCodeReplySchema = reportedMomentSchema.extend({
  code: z.string(),
  others: z.array(reportedMomentSchema),
})
export type ReportCodeReply = z.infer<typeof reportCodeReplySchema>

/** Address of the session page at a reported moment. */
export function addressOfMoment({ sessionId, at, participantId }: ReportedMoment): string {
  return `/sessions/${sessionId}?${new URLSearchParams({ t: String(at), p: participantId })}`
}
