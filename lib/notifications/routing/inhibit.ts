import { type Labels, type Matcher, matchesAll } from '#lib/alerting/labels.ts'

export type InhibitionRow = {
  inhibitionId: string
  customerId: string | null
  name: string
  source: readonly Matcher[]
  target: readonly Matcher[]
  equal: readonly string[]
}
export type Firing = { id: string; customerId: string; labels: Labels }

/**
 * Which inhibitions mute this alert while those fire. The customer is always one of the equal labels; a missing label is
 * an empty one. An alert that is on both sides is muted only by one that is a source alone, so never by itself, and two
 * such never mute each other.
 */
export function inhibitionsOf(
  alert: Firing,
  firing: readonly Firing[],
  inhibitions: readonly InhibitionRow[],
): InhibitionRow[] {
  return inhibitions.filter(
    (rule) =>
      (rule.customerId === null || rule.customerId === alert.customerId) &&
      matchesAll(rule.target, alert.labels) &&
      firing.some((source) => mutes(rule, source, alert)),
  )
}

function mutes(rule: InhibitionRow, source: Firing, target: Firing): boolean {
  if (source.id === target.id || source.customerId !== target.customerId) return false
  if (!matchesAll(rule.source, source.labels)) return false
  const bothSides = matchesAll(rule.source, target.labels) && matchesAll(rule.target, source.labels)
  if (bothSides) return false
  return rule.equal.every((name) => (source.labels[name] ?? '') === (target.labels[name] ?? ''))
}
