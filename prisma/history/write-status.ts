import { at, type Ground, insertRows } from './ground.ts'
import type { PlannedIncident } from './plan-history.ts'
import type { ComponentKind } from './stories.ts'
import { componentIdOf } from './write-incidents.ts'
import { historyDays } from './write-traffic.ts'

const dayMs = 86_400_000
const names: Record<ComponentKind, string> = {
  join: 'Joining',
  audio: 'Audio',
  video: 'Video',
  'screen-share': 'Screen share',
  chat: 'Chat',
}
const kinds = Object.keys(names) as ComponentKind[]
/** Our own recording was away once: a time nobody knows anything of, shown as such. */
const blind = { daysAgo: 33, hours: 3 }

/** The components of every customer, and how they were: measured times, with one gap. */
export async function writeStatus(ground: Ground, incidents: readonly PlannedIncident[]): Promise<void> {
  const since = ground.now.getTime() - historyDays * dayMs
  for (const [slug, customer] of Object.entries(ground.customers)) {
    await insertRows(
      ground.client,
      'component',
      { customer_id: 'uuid', id: 'uuid', kind: 'text', name: 'text', position: 'int', since: 'timestamptz' },
      kinds.map((kind, position) => ({
        ...{
          customer_id: customer.id,
          id: componentIdOf(ground, slug, kind),
          kind,
          name: names[kind],
          position,
        },
        since: at(since),
      })),
    )
    const spans = kinds.flatMap((kind) => {
      const hits = incidents.filter(({ story }) => story.customer === slug && story.components.includes(kind))
      return spansOf(hits, since, ground.now.getTime()).map((span) => ({
        ...{ customer_id: customer.id, component_id: componentIdOf(ground, slug, kind), ...span },
      }))
    })
    await insertRows(ground.client, 'component_span', spanTypes, spans)
  }
}

const spanTypes = {
  ...{ customer_id: 'uuid', component_id: 'uuid', started_at: 'timestamptz', ended_at: 'timestamptz' },
  ...{ state: 'text', seen_at: 'timestamptz', because: 'text' },
}

/** Operational but for the incidents; nothing at all while nobody looked. */
function spansOf(hits: readonly PlannedIncident[], since: number, until: number) {
  const gapFrom = until - blind.daysAgo * dayMs
  const gapTo = gapFrom + blind.hours * 3_600_000
  const edges = [
    since,
    gapFrom,
    gapTo,
    until,
    ...hits.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt]),
  ]
  const sorted = [...new Set(edges.map(Math.round))].sort((a, b) => a - b)
  return sorted.slice(0, -1).flatMap((from, i) => {
    const to = sorted[i + 1] ?? until
    if (from >= gapFrom && to <= gapTo) return []
    const hit = hits.find(({ startedAt, endedAt }) => startedAt < to && endedAt > from)
    const state = hit?.story.componentImpact ?? 'operational'
    const because = hit ? 'measured in calls (demo data)' : ''
    return [{ started_at: at(from), ended_at: at(to), seen_at: at(to), state, because }]
  })
}
