import { z } from 'zod'

/**
 * Again and again, told in local wall time: "every second Tuesday at 22:00 in Berlin". Weeks begin on Monday and are
 * counted from the week of the first start; a day that a month does not have is its last one.
 */
export const recurrenceSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('day'), every: z.number().int().min(1).max(90).default(1) }),
  z.strictObject({
    by: z.literal('week'),
    every: z.number().int().min(1).max(52).default(1),
    /** 1 = Monday */
    days: z
      .array(z.number().int().min(1).max(7))
      .min(1, 'choose a day')
      .max(7)
      .transform((days) => [...new Set(days)].sort((a, b) => a - b)),
  }),
  z.strictObject({
    by: z.literal('month'),
    every: z.number().int().min(1).max(24).default(1),
    day: z.number().int().min(1).max(31),
  }),
])
export type Recurrence = z.infer<typeof recurrenceSchema>

/** An IANA name; offsets are refused because they know no daylight saving. */
export const timeZoneSchema = z
  .string()
  .max(64)
  .regex(/^[A-Za-z]/, 'a name like Europe/Berlin')
  .refine(isTimeZone, 'no such time zone')

/** `2026-11-25T22:00`, a day that the calendar has. */
export const wallTimeSchema = z
  .string()
  .regex(/^20\d{2}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'a day and a time')
  .refine(isRealDay, 'no such day')

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function isRealDay(text: string): boolean {
  const at = Date.parse(`${text}:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}
