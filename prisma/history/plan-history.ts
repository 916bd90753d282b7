import { Temporal } from 'temporal-polyfill'
import { type Random, seeded, seedOf } from '../../lib/simulator/random.ts'
import { type Occurrence, type Story, stories } from './stories.ts'

/** One incident of the past with all its times (epoch milliseconds). Pure: the same day tells the same history. */
export type PlannedIncident = {
  story: Story
  occurrence: Occurrence
  /** per customer, in order of time */
  number: number
  startedAt: number
  firedAt: number
  notifiedAt: number
  /** null = it went away before anybody answered */
  acknowledgedAt: number | null
  declaredAt: number
  identifiedAt: number
  mitigatedAt: number
  endedAt: number
  resolvedAt: number
  closedAt: number
  customerContactAt: number | null
  random: Random
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs

export function planHistory(now: Date, zoneOf: (customer: Story['customer']) => string): PlannedIncident[] {
  const all = stories.flatMap((story) =>
    story.occurrences.map((occurrence) => planOne(story, occurrence, now, zoneOf(story.customer))),
  )
  const last = new Map<string, number>()
  return all
    .sort((a, b) => a.declaredAt - b.declaredAt)
    .map((planned) => {
      const number = (last.get(planned.story.customer) ?? 0) + 1
      last.set(planned.story.customer, number)
      return { ...planned, number }
    })
}

function planOne(story: Story, occurrence: Occurrence, now: Date, zone: string): PlannedIncident {
  const random = seeded(seedOf(`${story.key} ${occurrence.daysAgo}`))
  const between = (low: number, high: number) => (low + random() * (high - low)) * minuteMs
  const startedAt = startOf(occurrence, now, zone) + between(2, 50)
  const firedAt = startedAt + between(1, 4)
  const notifiedAt = firedAt + between(0.05, 0.6)
  const acknowledgedAt = occurrence.unacknowledged ? null : notifiedAt + between(0.6, 9)
  const declaredAt = (acknowledgedAt ?? firedAt) + between(0.5, 4)
  const endedAt = startedAt + occurrence.minutes * minuteMs
  const identifiedAt = Math.min(declaredAt + between(5, 14), endedAt - 2 * minuteMs)
  const resolvedAt = endedAt + between(15, 40)
  return {
    ...{ story, occurrence, number: 0, startedAt, firedAt, notifiedAt, acknowledgedAt, declaredAt },
    ...{ identifiedAt, mitigatedAt: endedAt, endedAt, resolvedAt, random },
    closedAt: resolvedAt + (occurrence.reviewed ? 3 * 24 : 20) * hourMs,
    customerContactAt:
      occurrence.customerCalledAfter === undefined
        ? null
        : startedAt + occurrence.customerCalledAfter * minuteMs,
  }
}

/** Nobody teaches or banks at the weekend: what would fall there happened on the Friday before. */
function startOf({ daysAgo, localHour }: Occurrence, now: Date, zone: string): number {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone)
  let day = today.subtract({ days: daysAgo })
  while (day.dayOfWeek > 5) day = day.subtract({ days: 1 })
  return day.startOfDay().add({ hours: localHour }).epochMilliseconds
}
