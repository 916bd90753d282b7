import { formatDuration } from '#components/time/format-time.ts'
import type { RulePreview, RuleSpec } from '#lib/alerting/rules/contract.ts'
import { counted, metricText } from '#lib/alerting/units.ts'

type Week = NonNullable<RulePreview['week']>

/** "Would have fired 3× in the last 7 days, 42 min in total." */
export function weekSentence({
  fired,
  firedMs,
  from,
  to,
}: Pick<Week, 'fired' | 'firedMs' | 'from' | 'to'>): string {
  const days = Math.max(1, Math.round((to - from) / 86_400_000))
  const span = `in the last ${days === 1 ? 'day' : `${days} days`}`
  if (fired === 0) return `Would not have fired ${span}.`
  return `Would have fired ${fired}× ${span}, ${formatDuration(firedMs)} in total.`
}

/** Nothing of the week was measured, so that not firing says nothing. */
export function isBlank({ condition }: RuleSpec, { series, fired }: Pick<Week, 'series' | 'fired'>): boolean {
  const measures = 'metric' in condition || condition.kind === 'burn-rate'
  return measures && fired === 0 && series.every(([, value]) => value === null)
}

/** How far back anything is known, where that is clearly less than the whole span; null = all of it, or nothing is drawn. */
export function knownOnlyMs({ series, from, to }: Pick<Week, 'series' | 'from' | 'to'>): number | null {
  const first = series.find(([, value]) => value !== null)
  if (!first) return null
  return first[0] - from > (to - from) * 0.05 ? to - first[0] : null
}

/** The stretch worth drawing: from a little before anything is known, so that a short history is not a hair at the edge. */
export function shownSpan(week: Pick<Week, 'series' | 'from' | 'to' | 'episodes'>): {
  from: number
  to: number
} {
  const known = knownOnlyMs(week)
  if (known === null) return { from: week.from, to: week.to }
  const first = Math.min(week.to - known, ...week.episodes.map(({ from }) => from))
  return { from: Math.max(week.from, first - Math.max(60_000, (week.to - first) * 0.1)), to: week.to }
}

/** A value as its rule reads it. */
export function valueText({ condition }: RuleSpec, value: number | null): string {
  if (value === null) return 'cannot be told'
  if ('metric' in condition) return metricText(condition.metric, value)
  if (condition.kind === 'burn-rate') return `${round(value)}× the budget`
  const isPeople =
    condition.kind === 'fleet' ||
    (condition.kind === 'finding' && condition.minParticipants > 1) ||
    (condition.kind === 'session' && condition.condition.is === 'people')
  if (isPeople) return counted(value, 'person', 'people')
  if (condition.kind === 'finding') return counted(value, 'call')
  return String(round(value))
}

const round = (value: number) => Number(value.toPrecision(3))

/** The lines to draw across the chart. */
export function limitsOf({ condition }: RuleSpec): { value: number; word: string }[] {
  if (condition.kind !== 'threshold') return []
  const fires = { value: condition.fireAt, word: 'fires' }
  return condition.clearAt === condition.fireAt
    ? [fires]
    : [fires, { value: condition.clearAt, word: 'over' }]
}

/** "app shop, region eu" */
export function instanceText(labels: Readonly<Record<string, string>>): string {
  const shown = Object.entries(labels).filter(
    ([name]) => !['customer', 'severity', 'source', 'rule'].includes(name),
  )
  return shown.map(([name, value]) => `${name} ${value}`).join(', ') || 'everything'
}
