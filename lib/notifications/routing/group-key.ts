import { type Labels, stableLabels } from '#lib/alerting/labels.ts'
import type { GroupLabel } from './route-row.ts'

/** The labels a group stands for: a missing one is an empty one. */
export function labelsOfGroup(groupBy: readonly GroupLabel[], labels: Labels): Record<string, string> {
  return Object.fromEntries([...new Set(groupBy)].map((name) => [name, labels[name] ?? '']))
}

/** The same text for the same group, whatever the order of anything. The customer comes first, as in every key. */
export function groupKey(group: {
  customerId: string
  routeId: string
  channelId: string
  labels: Labels
}): string {
  return `group:1:${group.customerId}/${group.routeId}/${group.channelId}/${stableLabels(group.labels)}`
}
