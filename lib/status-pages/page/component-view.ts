import type { ComponentKind, ShownState, StatusComponent, StatusDay } from '../contract.ts'
import type { Period } from '../uptime/calendar.ts'
import { isBad, type Weights } from '../uptime/states.ts'
import { type Tally, tallyOf, uptimeOf } from '../uptime/tally.ts'
import { type PlannedSpan, type Stretch, timelineOf } from '../uptime/timeline.ts'
import { isInMaintenance, type Occurrence, plannedOf } from './maintenance.ts'
import { claimsOf, endOf, startOf } from './public-incident.ts'
import type { ComponentRow, IncidentRow, SpanRow } from './rows.ts'

/** One component with everything that is known about its past. */
export type ComponentHistory = {
  readonly component: ComponentRow
  readonly timeline: readonly Stretch[]
  readonly planned: readonly PlannedSpan[]
  readonly incidents: readonly IncidentRow[]
}
export type HistoryRows = {
  components: readonly ComponentRow[]
  spans: readonly SpanRow[]
  incidents: readonly IncidentRow[]
  occurrences: readonly Occurrence[]
}

export function historiesOf(rows: HistoryRows, from: number, to: number, now: number): ComponentHistory[] {
  const spans = Map.groupBy(rows.spans, ({ componentId }) => componentId)
  return rows.components.map((component) => {
    const { componentId, since, region } = component
    const planned = plannedOf(rows.occurrences, region)
    const claimed = claimsOf(rows.incidents, componentId)
    const history = { since, now, measured: spans.get(componentId) ?? [], claimed, planned }
    const incidents = rows.incidents.filter(({ componentIds }) => componentIds.includes(componentId))
    return { component, timeline: timelineOf(history, from, to), planned, incidents }
  })
}

/** The page's words for states; an idle component of joining has a word of its own. */
const words: Readonly<Record<ShownState, string>> = {
  operational: 'Operational',
  degraded: 'Degraded',
  'partial-outage': 'Partial outage',
  'major-outage': 'Major outage',
  'no-data': 'No data',
  idle: 'Not in use',
  maintenance: 'Maintenance',
}
export const wordOf = (state: ShownState, kind: ComponentKind | null = null): string =>
  state === 'idle' && kind === 'join' ? 'Nobody joining' : words[state]

/** How it is now, and since when without a break. */
export function standingOf({ timeline, planned }: ComponentHistory, now: number) {
  const last = timeline.at(-1)
  const state = shownState(last, isInMaintenance(planned, now))
  if (!last || state === 'no-data') return { state, since: last ? sinceOf(timeline, last.state) : null }
  if (state !== 'maintenance') return { state, since: sinceOf(timeline, last.state) }
  const running = planned.filter(({ startedAt, endedAt }) => startedAt <= now && now < endedAt)
  return { state, since: Math.min(...running.map(({ startedAt }) => startedAt)) }
}

/** Trouble is trouble, also while work goes on. */
function shownState(last: Stretch | undefined, inMaintenance: boolean): ShownState {
  if (last && isBad(last.state)) return last.state
  return inMaintenance ? 'maintenance' : (last?.state ?? 'no-data')
}

function sinceOf(timeline: readonly Stretch[], state: Stretch['state']): number | null {
  let since: number | null = null
  for (let i = timeline.length - 1; i >= 0 && timeline[i]?.state === state; i--)
    since = timeline[i]?.from ?? since
  return since
}

export function componentView(
  history: ComponentHistory,
  days: readonly Period[],
  { weights, shared, now }: { weights: Weights; shared: boolean; now: number },
): StatusComponent {
  const { componentId, kind, region, name, description, since: historySince } = history.component
  const { state, since } = standingOf(history, now)
  return {
    ...{
      componentId,
      kind,
      region,
      name,
      description,
      state,
      word: wordOf(state, kind),
      since,
      historySince,
    },
    uptimeRatio: shared ? uptimeOf(tallyOf(history.timeline), weights).ratio : null,
    days: daysOf(history, days, weights, now),
  }
}

/** What a day was. A day before the component was known, or yet to come, has no worst. */
export function daysOf(
  { component, timeline, incidents }: ComponentHistory,
  days: readonly Period[],
  weights: Weights,
  now: number,
): StatusDay[] {
  return days.map(({ name, from, to }) => {
    const isThere = to > component.since && from < now
    const tally = tallyOf(timeline, from, to)
    return {
      ...dayFigures(tally, weights),
      day: name,
      worst: isThere ? tally.worst : null,
      incidents: incidents
        .filter((row) => touches(row, from, Math.min(to, now)))
        .map(({ reference }) => reference),
    }
  })
}

function dayFigures(tally: Tally, weights: Weights) {
  const { ratio, downMs, unknownMs, excusedDownMs } = uptimeOf(tally, weights)
  return { upRatio: ratio, downMs, unknownMs, maintenanceMs: tally.planned, excusedDownMs }
}

export function touches(row: IncidentRow, from: number, to: number): boolean {
  return startOf(row) < to && (endOf(row) ?? Number.POSITIVE_INFINITY) > from
}
