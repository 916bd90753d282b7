import { z } from 'zod'

/** Where a page of the inbox ended: severity (0 = info … 3), a time and an id. Opaque to callers, checked on return. */
const cursorSchema = z.tuple([
  z.number().int().min(0).max(3),
  z.number().int().min(0).max(4_102_444_800_000),
  z.uuid(),
])
export type InboxCursor = z.infer<typeof cursorSchema>

export const writeCursor = (cursor: InboxCursor): string => btoa(JSON.stringify(cursor))

/** Null: not one of ours. */
export function readCursor(text: string): InboxCursor | null {
  try {
    return cursorSchema.parse(JSON.parse(atob(text)))
  } catch {
    return null
  }
}
