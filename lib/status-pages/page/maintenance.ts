import { occurrencesBetween } from '#lib/alerting/suppression/occurrences.ts'
import { recurrenceSchema } from '#lib/alerting/suppression/recurrence.ts'
import type { PublicMaintenance } from '../contract.ts'
import type { PlannedSpan } from '../uptime/timeline.ts'

/** One plan, as a customer may know it. */
export type WindowRow = {
  /** says nothing, but is the same for the same plan */
  key: string
  name: string
  timeZone: string
  startsLocal: string
  durationMs: number
  recurrence: unknown
  untilAt: number | null
  endedAt: number | null
  createdAt: number
  excusesBudget: boolean
  /** it is about all of this customer's service */
  whole: boolean
  /** it is about these regions alone */
  regions: string[]
}

/** What an occurrence is to a component. */
export type Occurrence = PublicMaintenance & { whole: boolean; agreedAt: number }

/** Every occurrence that touches [from, to), in order. */
export function occurrencesOf(
  rows: readonly WindowRow[],
  { from, to, now, excuses }: { from: number; to: number; now: number; excuses: boolean },
): Occurrence[] {
  return rows
    .flatMap((row) =>
      occurrencesBetween(planOf(row), from, to).map(({ startsAt, endsAt }) => ({
        key: `${row.key}-${startsAt}`,
        name: row.name,
        startsAt,
        endsAt,
        state:
          endsAt <= now ? ('over' as const) : startsAt <= now ? ('running' as const) : ('planned' as const),
        regions: row.regions,
        excused: excuses && row.excusesBudget && (row.whole || row.regions.length > 0),
        whole: row.whole,
        agreedAt: row.createdAt,
      })),
    )
    .filter(({ startsAt, endsAt }) => endsAt > startsAt)
    .sort((a, b) => a.startsAt - b.startsAt || (a.key < b.key ? -1 : 1))
}

function planOf(row: WindowRow) {
  const recurrence = recurrenceSchema.nullable().catch(null).parse(row.recurrence)
  const { timeZone, startsLocal, durationMs, untilAt, endedAt } = row
  return { timeZone, startsLocal, durationMs, recurrence, untilAt, endedAt }
}

/**
 * Its planned spans for one component. Work in one region excuses that region alone; work on a part of the service that is
 * no component (one app) is shown and excuses nothing. What was written down afterwards was not agreed.
 */
export function plannedOf(occurrences: readonly Occurrence[], region: string | null): PlannedSpan[] {
  return occurrences
    .filter(({ whole, regions }) => whole || (region !== null && regions.includes(region)))
    .map(({ startsAt, endsAt, agreedAt, excused }) => ({
      startedAt: Math.max(startsAt, agreedAt),
      endedAt: endsAt,
      excused,
    }))
}

/** The one that runs now for this component. */
export const isInMaintenance = (planned: readonly PlannedSpan[], now: number): boolean =>
  planned.some(({ startedAt, endedAt }) => startedAt <= now && now < endedAt)
