import { Temporal } from 'temporal-polyfill'
import type { MaintenancePlan } from './contract.ts'
import type { Recurrence } from './recurrence.ts'

export type Occurrence = { readonly startsAt: number; readonly endsAt: number }
/** A plan; `endedAt` is when somebody ended it for good. */
export type Recurring = MaintenancePlan & { readonly endedAt: number | null }

const dayMs = 86_400_000

/**
 * When a plan is on, from the one that is under way at `from`, in order, up to `limit`. Each start is the wall time on its
 * day: what falls into the hour that spring leaves out begins an hour later, what autumn has twice begins the first time.
 * The duration is elapsed time, so a night of eight hours has eight hours in every season.
 */
export function occurrencesFrom(plan: Recurring, from: number, limit: number): Occurrence[] {
  const found: Occurrence[] = []
  if (limit < 1) return found
  for (const occurrence of occurrences(plan, from)) {
    found.push(occurrence)
    if (found.length >= limit) break
  }
  return found
}

/** Those that touch the time from `from` to before `to`. */
export function occurrencesBetween(plan: Recurring, from: number, to: number): Occurrence[] {
  const found: Occurrence[] = []
  for (const occurrence of occurrences(plan, from)) {
    if (occurrence.startsAt >= to) break
    found.push(occurrence)
  }
  return found
}

function* occurrences(plan: Recurring, from: number): Generator<Occurrence> {
  for (const date of datesFrom(plan, from)) {
    const startsAt = startOn(plan, date)
    if (isAfterTheLast(plan, startsAt)) return
    const endsAt = Math.min(startsAt + plan.durationMs, plan.endedAt ?? Number.POSITIVE_INFINITY)
    if (endsAt > from) yield { startsAt, endsAt }
  }
}

/** Days of the plan from the last one that could still be on at `from`, in order. Never goes through all that passed. */
function* datesFrom(plan: Recurring, from: number): Generator<Temporal.PlainDate> {
  const first = Temporal.PlainDateTime.from(plan.startsLocal).toPlainDate()
  if (plan.recurrence === null) {
    yield first
    return
  }
  const looked = Temporal.Instant.fromEpochMilliseconds(from - plan.durationMs - dayMs)
  const at = looked.toZonedDateTimeISO(plan.timeZone).toPlainDate()
  const begin = Temporal.PlainDate.compare(at, first) < 0 ? first : at
  for (const date of repeated(plan.recurrence, first, begin))
    if (Temporal.PlainDate.compare(date, begin) >= 0) yield date
}

function repeated(recurrence: Recurrence, first: Temporal.PlainDate, begin: Temporal.PlainDate) {
  if (recurrence.by === 'day') return everyDays(recurrence.every, first, begin)
  if (recurrence.by === 'week') return everyWeeks(recurrence, first, begin)
  return everyMonths(recurrence, first, begin)
}

function* everyDays(every: number, first: Temporal.PlainDate, begin: Temporal.PlainDate) {
  for (let n = Math.floor(first.until(begin).days / every); ; n++) yield first.add({ days: n * every })
}

function* everyWeeks(
  { every, days }: { every: number; days: number[] },
  first: Temporal.PlainDate,
  begin: Temporal.PlainDate,
) {
  const monday = first.subtract({ days: first.dayOfWeek - 1 })
  for (let n = Math.floor(monday.until(begin).days / 7 / every); ; n++)
    for (const day of days) yield monday.add({ days: n * every * 7 + day - 1 })
}

function* everyMonths(
  { every, day }: { every: number; day: number },
  first: Temporal.PlainDate,
  begin: Temporal.PlainDate,
) {
  const month = first.with({ day: 1 })
  const months = month.until(begin, { largestUnit: 'months' }).months
  for (let n = Math.floor(months / every); ; n++) {
    const then = month.add({ months: n * every })
    yield then.with({ day: Math.min(day, then.daysInMonth) })
  }
}

function startOn(plan: Recurring, date: Temporal.PlainDate): number {
  const time = Temporal.PlainDateTime.from(plan.startsLocal).toPlainTime()
  return date.toZonedDateTime({ timeZone: plan.timeZone, plainTime: time }).epochMilliseconds
}

function isAfterTheLast({ untilAt, endedAt }: Recurring, startsAt: number): boolean {
  return (untilAt !== null && startsAt > untilAt) || (endedAt !== null && startsAt >= endedAt)
}

/** The wall time on the day of an occurrence: what a plan that goes on from it begins with. */
export function wallTimeOf(plan: Recurring, startsAt: number): string {
  const date = Temporal.Instant.fromEpochMilliseconds(startsAt)
    .toZonedDateTimeISO(plan.timeZone)
    .toPlainDate()
  return `${date.toString()}${plan.startsLocal.slice(10)}`
}
