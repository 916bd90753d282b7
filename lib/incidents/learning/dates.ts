import { Temporal } from 'temporal-polyfill'
import type { IncidentSeverity } from '../contract.ts'

const dateAt = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate()

/** `2026-11-25`: what the calendar in that zone says. */
export const dayAt = (at: number, zone: string): string => dateAt(at, zone).toString()

/** A day of a calendar, so many days on. */
export const dayPlus = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString()

/**
 * When the review should be written: critical within 3 calendar days of the end, major within 5 business days, minor
 * never. It is due when that day is over where the customer is.
 */
export function reviewDueAt(
  severity: IncidentSeverity,
  resolvedAt: number | null,
  zone: string,
): number | null {
  if (resolvedAt === null || severity === 'minor') return null
  const end = dateAt(resolvedAt, zone)
  const last = severity === 'critical' ? end.add({ days: 3 }) : businessDays(end, 5)
  return last.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds
}

function businessDays(from: Temporal.PlainDate, count: number): Temporal.PlainDate {
  let day = from
  for (let left = count; left > 0; ) {
    day = day.add({ days: 1 })
    if (day.dayOfWeek <= 5) left -= 1
  }
  return day
}

export type Reminding = { dueOn: string | null; remindedAt: number | null; zone: string }
const soonDays = 3

/**
 * Whether its owner is to be reminded now: once when three days or fewer are left, and once on every day after the due
 * one. Days are those of the customer's calendar, so asking again on the same day changes nothing.
 */
export function reminderOf({ dueOn, remindedAt, zone }: Reminding, now: number): 'soon' | 'overdue' | null {
  if (dueOn === null) return null
  const today = dayAt(now, zone)
  const reminded = remindedAt === null ? null : dayAt(remindedAt, zone)
  if (today > dueOn) return reminded === today ? null : 'overdue'
  const from = dayPlus(dueOn, -soonDays)
  if (today < from) return null
  return reminded !== null && reminded >= from ? null : 'soon'
}
