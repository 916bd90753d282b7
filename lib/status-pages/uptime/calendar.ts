import { Temporal } from 'temporal-polyfill'

/** A day or month of somebody's calendar: `2026-11-25` or `2026-11`, and when it is. A day may have 23 or 25 hours. */
export type Period = { readonly name: string; readonly from: number; readonly to: number }

/** The last `count` days up to the one that `now` lies in, oldest first. */
export function lastDays(now: number, zone: string, count: number): Period[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate()
  return daysFrom(today.subtract({ days: count - 1 }), count, zone)
}

/** `2026-11` and its days. Throws for what is no month. */
export function monthOf(name: string, zone: string): Period & { readonly days: readonly Period[] } {
  const month = Temporal.PlainYearMonth.from(name)
  const first = month.toPlainDate({ day: 1 })
  const days = daysFrom(first, month.daysInMonth, zone)
  return {
    name: month.toString(),
    from: startOf(first, zone),
    to: startOf(first.add({ months: 1 }), zone),
    days,
  }
}

/** Months that touch [from, to], oldest first. */
export function monthsBetween(from: number, to: number, zone: string): string[] {
  const last = yearMonthAt(to, zone)
  const names: string[] = []
  for (
    let month = yearMonthAt(from, zone);
    Temporal.PlainYearMonth.compare(month, last) <= 0;
    month = month.add({ months: 1 })
  )
    names.push(month.toString())
  return names
}

function yearMonthAt(at: number, zone: string): Temporal.PlainYearMonth {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toPlainYearMonth()
}

function daysFrom(first: Temporal.PlainDate, count: number, zone: string): Period[] {
  return Array.from({ length: count }, (_, i) => {
    const day = first.add({ days: i })
    return { name: day.toString(), from: startOf(day, zone), to: startOf(day.add({ days: 1 }), zone) }
  })
}

/** The first moment of a day: where midnight is left out, the hour after it. */
function startOf(day: Temporal.PlainDate, zone: string): number {
  return day.toZonedDateTime(zone).epochMilliseconds
}
