import type { AlertSeries } from '#lib/alerting/alerts/contract.ts'

export type Series = NonNullable<AlertSeries['series']>

/** What the chart shows, in a sentence: now, the worst of it, and where the line is. */
export function seriesText({ points }: Series, format: (value: number) => string): string {
  const known = points.flatMap(([, value]) => (value === null ? [] : [value]))
  const last = known.at(-1)
  if (last === undefined) return 'Nothing was measured in this time.'
  const threshold = points.findLast(([, , line]) => line !== null)?.[2] ?? null
  const missing = points.length - known.length
  return [
    `Lastly ${format(last)}, between ${format(Math.min(...known))} and ${format(Math.max(...known))}.`,
    threshold === null ? null : `The threshold is ${format(threshold)}.`,
    missing === 0 ? null : `${missing} of ${points.length} points are missing.`,
  ]
    .filter((part) => part !== null)
    .join(' ')
}
