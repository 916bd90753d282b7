/** Wall clocks of any zone, by the rules the browser knows. `day` is `2026-11-25`, `local` is `2026-11-25T09:00`. */

const formatters = new Map<string, Intl.DateTimeFormat>()
function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  formatters.set(zone, made)
  return made
}

/** What the clock on the wall of that zone shows at a moment. */
export function localAt(at: number, zone: string): string {
  const parts = Object.fromEntries(
    formatterOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`
}

const utcOf = (local: string): number => Date.parse(`${local}:00Z`)
/** How far the zone is ahead of UTC at a moment. */
export const offsetMs = (at: number, zone: string): number =>
  utcOf(localAt(at, zone)) - Math.floor(at / 60_000) * 60_000

/**
 * The moment at which that zone's wall clock shows `local`. A time that occurs twice is its first; one that is skipped
 * is moved on by the gap, as calendars do.
 */
export function momentOf(local: string, zone: string): number {
  const wanted = utcOf(local)
  const before = wanted - offsetMs(wanted - 86_400_000, zone)
  const after = wanted - offsetMs(wanted + 86_400_000, zone)
  if (localAt(before, zone) === local) return before
  return localAt(after, zone) === local ? after : before
}

export const dayOf = (at: number, zone: string): string => localAt(at, zone).slice(0, 10)
/** Calendar days on: no clock is involved, so no change of clocks either. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
/** 1 = Monday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00Z`).getUTCDay() || 7
export const mondayOf = (day: string): string => addDays(day, 1 - weekdayOf(day))

export function isZone(zone: string): boolean {
  try {
    formatterOf(zone)
    return true
  } catch {
    return false
  }
}
