import { Temporal } from 'temporal-polyfill'

export type SnoozeChoice = { words: string; until: number }
const maxDays = 30

/** Until when an alert may sleep. Mornings are mornings of `zone`, whatever the clocks do in between. */
export function snoozeChoices(now: number, zone: string): SnoozeChoice[] {
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
  const eight = (day: number) => here.add({ days: day }).withPlainTime('08:00').epochMilliseconds
  return [
    { words: '15 minutes', until: now + 15 * 60_000 },
    { words: '1 hour', until: now + 60 * 60_000 },
    // Who is woken in the night means the morning that comes, not the one after it.
    ...(here.hour < 6 ? [{ words: 'Until this morning, 08:00', until: eight(0) }] : []),
    { words: 'Until tomorrow, 08:00', until: eight(1) },
  ]
}

/** What `<input type="datetime-local">` holds, as a moment; null while it is none, is over, or is too far away. */
export function customUntil(local: string, now: number, zone: string): number | null {
  try {
    const until = Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds
    return until > now && until <= now + maxDays * 24 * 60 * 60_000 ? until : null
  } catch {
    return null
  }
}

/** The moment as such an input writes it. */
export function localInput(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
}
