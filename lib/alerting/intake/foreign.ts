import { z } from 'zod'

/** Reads what others wrote: a field that is missing or of another kind is an empty one, never an exception. */
export const text = z.string().catch('')
export const textOrNumber = z
  .union([z.string(), z.number().transform(String)])
  .catch('')
export const number = z.number().nullable().catch(null)
export const bag = z.record(z.string(), z.unknown()).catch({})

/** Labels: texts alone, numbers and switches as texts. */
export const textBag = bag.transform((given) => {
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(given))
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      texts[name] = String(value)
  return texts
})

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get in
const unwanted = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g

/** Text that Postgres takes and that turns nothing around on a screen, cut to `max` characters. */
export function clean(given: string, max: number): string {
  const plain = given.slice(0, max * 4).toWellFormed().replace(unwanted, '').trim()
  return plain.length <= max ? plain : `${plain.slice(0, max - 1).toWellFormed().replace(/\ufffd$/, '')}…`
}

/** A link that may be shown as one. */
export function webLink(given: string): string | null {
  if (given.length > 2_000 || !URL.canParse(given)) return null
  return /^https?:$/.test(new URL(given).protocol) ? given : null
}

/** Epoch milliseconds; null for what is no time, and for the year 0001 that stands for "not yet". */
export function timeOf(given: string): number | null {
  // CloudWatch writes +0000 without its colon
  const at = Date.parse(given.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  return Number.isFinite(at) && at > 0 && at < 4_102_444_800_000 ? at : null
}
