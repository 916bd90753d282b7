import type { ComponentState, PublicIncident, ShownState, StatusComponent } from '../contract.ts'
import { type AppInShort, listOf, overallState, statusSentence, worseState } from '../status-sentence.ts'

/** The words of apps for the states of components. */
const asApp: Readonly<Record<ShownState, ComponentState>> = {
  'major-outage': 'critical',
  'partial-outage': 'impaired',
  degraded: 'degraded',
  operational: 'operational',
  maintenance: 'operational',
  idle: 'idle',
  'no-data': 'no-data',
}
const outages: readonly [ShownState, string][] = [
  ['major-outage', 'a major outage'],
  ['partial-outage', 'a partial outage'],
]

/**
 * The page's first sentence, its state and since when. Incidents are what people know, so an open one with impact comes
 * first; then outages that were measured; then how the apps' calls are. The page never says less than its worst part.
 */
export function headlineOf(
  apps: readonly AppInShort[],
  components: readonly StatusComponent[],
  incidents: readonly PublicIncident[],
): { sentence: string; state: ComponentState; since: number | null } {
  const state = components
    .map((component) => asApp[component.state])
    .filter((one) => one !== 'no-data' && one !== 'idle')
    .reduce(worseState, overallState(apps))
  const telling = incidents.find(
    ({ status, componentImpact }) =>
      status !== 'resolved' && componentImpact !== null && componentImpact !== 'maintenance',
  )
  if (telling)
    return {
      sentence: telling.title,
      state: worseState(state, 'degraded'),
      since: telling.startedAt ?? telling.publishedAt,
    }
  for (const [outage, word] of outages) {
    const hit = components.filter((component) => component.state === outage)
    if (hit.length === 0) continue
    const verb = hit.length === 1 ? 'has' : 'have'
    return {
      sentence: `${listOf(hit.map(({ name }) => name))} ${verb} ${word}.`,
      state,
      since: earliest(hit),
    }
  }
  return { sentence: calmSentence(apps, components, state), state, since: sinceWhen(components, state) }
}

function calmSentence(
  apps: readonly AppInShort[],
  components: readonly StatusComponent[],
  state: ComponentState,
): string {
  const sentence = statusSentence(apps)
  const degraded = components.filter((component) => component.state === 'degraded')
  if (degraded.length > 0 && state === 'degraded' && overallState(apps) !== 'degraded')
    return `${listOf(degraded.map(({ name }) => name))} ${degraded.length === 1 ? 'is' : 'are'} degraded.`
  if (components.some((component) => component.state === 'maintenance'))
    return `Planned maintenance is under way. ${sentence}`
  return sentence
}

/** Of a bad state: when the first of what is bad began. Of a good one: when the last of what was bad ended. */
function sinceWhen(components: readonly StatusComponent[], state: ComponentState): number | null {
  const alike = components.filter((component) => asApp[component.state] === state)
  if (alike.length === 0) return null
  if (state !== 'operational') return earliest(alike)
  const since = alike.map((component) => component.since)
  return since.every((at) => at !== null) ? Math.max(...since) : null
}

function earliest(components: readonly StatusComponent[]): number | null {
  const since = components.map((component) => component.since).filter((at) => at !== null)
  return since.length > 0 ? Math.min(...since) : null
}
