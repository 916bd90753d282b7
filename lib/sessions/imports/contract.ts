import { z } from 'zod'

/** How far an import is. `failed` says why in `problem`; nothing of a failed import is kept but this row. */
export const importStages = ['reading', 'scoring', 'storing', 'done', 'failed'] as const
export type ImportStage = (typeof importStages)[number]

/** One upload of a dump. Times are epoch ms on the server's clock. */
export const importSchema = z.object({
  importId: z.string(),
  appId: z.string(),
  fileName: z.string(),
  stage: z.enum(importStages),
  bytesRead: z.number(),
  /** null where the sender did not say */
  totalBytes: z.number().nullable(),
  /** what the file turned out to be; null until that is known */
  format: z.string().nullable(),
  /** the session that came of it */
  sessionId: z.string().nullable(),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** what was left out, and what such a dump cannot say */
  notes: z.array(z.string()),
  createdAt: z.number(),
  updatedAt: z.number(),
})
export type ImportView = z.infer<typeof importSchema>

/** A process that says nothing for so long is gone, and its import with it. */
export const importSilenceMs = 60_000

/** Ends the `importedFrom` of a call whose dump does not tell when somebody mutes: silence there may be a choice. */
export const withoutMutes = 'without mutes'
