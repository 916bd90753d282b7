import { addDays, momentOf, weekdayOf } from './zone-time.ts'

/** One column of the calendar: a day of the schedule's zone. 23 or 25 hours long when clocks change in it. */
export type Day = { day: string; weekday: number; from: number; to: number }
export type Week = { days: Day[]; from: number; to: number }

/** `weeks` rows of seven days from `monday` on, cut where that zone's midnights are. */
export function weeksFrom(monday: string, weeks: number, zone: string): Week[] {
  return Array.from({ length: weeks }, (_, week) => {
    const days = Array.from({ length: 7 }, (_, i) => dayFrom(addDays(monday, week * 7 + i), zone))
    return { days, from: days[0]?.from ?? 0, to: days.at(-1)?.to ?? 0 }
  })
}

function dayFrom(day: string, zone: string): Day {
  const [from, to] = [momentOf(`${day}T00:00`, zone), momentOf(`${addDays(day, 1)}T00:00`, zone)]
  return { day, weekday: weekdayOf(day), from, to }
}

/** Where a moment lies in a week, 0 = its first midnight, 1 = its last. Each day is as wide as any other. */
export function placeIn({ days, from, to }: Week, at: number): number {
  if (at <= from) return 0
  if (at >= to) return 1
  const index = days.findIndex((day) => at < day.to)
  const day = days[index]
  return day ? (index + (at - day.from) / (day.to - day.from)) / days.length : 1
}

export type Span = { from: number; to: number }
/** A span as it shows in one week; `cutLeft` and `cutRight` say that it goes on outside. */
export type Bar<T extends Span> = { of: T; left: number; width: number; cutLeft: boolean; cutRight: boolean }

export function barsIn<T extends Span>(week: Week, spans: readonly T[]): Bar<T>[] {
  return spans
    .filter((span) => span.to > week.from && span.from < week.to)
    .map((of) => {
      const left = placeIn(week, of.from)
      return {
        of,
        left,
        width: placeIn(week, of.to) - left,
        cutLeft: of.from < week.from,
        cutRight: of.to > week.to,
      }
    })
}

/** Days on which the zone's clocks change, and by how much: +1 h = a day of 23 hours. */
export function clockChanges(weeks: readonly Week[]): { day: string; forwardMs: number }[] {
  return weeks
    .flatMap(({ days }) => days)
    .map(({ day, from, to }) => ({ day, forwardMs: 86_400_000 - (to - from) }))
    .filter(({ forwardMs }) => forwardMs !== 0)
}

/** Shifts that follow each other without a break and for the same reason are one, as a person sees it. */
export function joinShifts<
  T extends Span & { memberId: string; overrideId: string | null; rotation: string | null },
>(shifts: readonly T[]): T[] {
  const joined: T[] = []
  for (const shift of [...shifts].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    const goesOn =
      last !== undefined &&
      last.to === shift.from &&
      last.memberId === shift.memberId &&
      last.overrideId === shift.overrideId &&
      last.rotation === shift.rotation
    if (goesOn) joined[joined.length - 1] = { ...last, to: shift.to }
    else joined.push(shift)
  }
  return joined
}
