import { Temporal } from 'temporal-polyfill'

/** Times in epoch milliseconds; `to` is not part of it. */
export type Span = { from: number; to: number }

export type LocalHours = { days: readonly number[]; from: string; to: string }

/**
 * The times in a span that lie within these hours of these days (1 = Monday) of a zone. `to` before `from` runs past
 * midnight, equal ones are a whole day. An hour that a change of clocks skips begins when the skip ends.
 */
export function localWindows(hours: LocalHours, timeZone: string, span: Span): Span[] {
  const [begin, end] = [Temporal.PlainTime.from(hours.from), Temporal.PlainTime.from(hours.to)]
  const pastMidnight = Temporal.PlainTime.compare(end, begin) <= 0
  const found: Span[] = []
  const last = zoned(span.to, timeZone).toPlainDate()
  let date = zoned(span.from, timeZone).toPlainDate().subtract({ days: 1 })
  for (; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    if (!hours.days.includes(date.dayOfWeek)) continue
    const from = instantOf(date, begin, timeZone)
    const to = instantOf(pastMidnight ? date.add({ days: 1 }) : date, end, timeZone)
    const cut = { from: Math.max(from, span.from), to: Math.min(to, span.to) }
    if (cut.from < cut.to) found.push(cut)
  }
  return merged(found)
}

/** Overlapping and touching ones become one. */
export function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else result.push({ ...span })
  }
  return result
}

const zoned = (at: number, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)

const instantOf = (date: Temporal.PlainDate, plainTime: Temporal.PlainTime, timeZone: string) =>
  date.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds

/** Whether this computer knows the zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    zoned(0, timeZone)
    return true
  } catch {
    return false
  }
}
