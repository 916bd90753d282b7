import { z } from 'zod'

/** Where a page of the list ended: severity (0 = minor … 2), a time and an id. Opaque to callers, checked on return. */
const cursorSchema = z.tuple([
  z.number().int().min(0).max(2),
  z.number().int().min(0).max(4_102_444_800_000),
  z.uuid(),
])
export type ListCursor = z.infer<typeof cursorSchema>

export const writeListCursor = (cursor: ListCursor): string => btoa(JSON.stringify(cursor))

/** Null: not one of ours. */
export function readListCursor(text: string): ListCursor | null {
  try {
    return cursorSchema.parse(JSON.parse(atob(text)))
  } catch {
    return null
  }
}
