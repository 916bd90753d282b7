import { alertMetrics } from '../metrics.ts'
import type { RuleSpec } from './contract.ts'

/** Why a rule that is well formed makes no sense, in words for its author; null = it does. */
export function checkSpec(spec: RuleSpec): string | null {
  return checkScope(spec) ?? checkCondition(spec)
}

/** Roll-ups know one dimension beside the app. */
function checkScope({ scope, splitBy, condition }: RuleSpec): string | null {
  if (condition.kind === 'finding' || condition.kind === 'session' || condition.kind === 'fleet')
    return splitBy.includes('region') && splitBy.includes('browser')
      ? 'Split by region or by browser, not by both.'
      : null
  const asked = [
    ...(scope.tags.length > 0 ? ['tag'] : []),
    ...(scope.regions.length > 0 || splitBy.includes('region') ? ['region'] : []),
    ...(splitBy.includes('browser') ? ['browser'] : []),
  ]
  if (asked.length > 1) return `Figures are counted by one of ${asked.join(' and ')}, not by both at once.`
  if (scope.tags.length > 1) return 'Figures are counted by one tag at a time.'
  const isCalls = condition.kind === 'silence' || ('metric' in condition && condition.metric === 'sessions')
  if (isCalls && (asked[0] === 'region' || asked[0] === 'browser'))
    return 'A call has people of many regions and browsers: calls are counted by app or tag.'
  return null
}

function checkCondition({ condition }: RuleSpec): string | null {
  switch (condition.kind) {
    case 'threshold': {
      const { op, fireAt, clearAt, metric } = condition
      if (op === 'above' ? clearAt > fireAt : clearAt < fireAt)
        return 'Where it is over cannot be worse than where it fires.'
      const { unit } = alertMetrics[metric]
      return unit === 'ratio' && (fireAt < 0 || fireAt > 1) ? 'A share is between 0 and 1.' : null
    }
    case 'session':
      if (condition.externalIds.length + condition.names.length + condition.tags.length === 0)
        return 'Say which call: by its name, its id or a tag.'
      return condition.watch !== null && condition.watch.endsAt <= condition.watch.startsAt
        ? 'The watch ends before it starts.'
        : null
    case 'silence':
      return condition.expect.by === 'hours' && condition.expect.toMinute <= condition.expect.fromMinute
        ? 'The hours end before they start.'
        : null
    case 'burn-rate':
      return condition.pairs.some(({ longMs, shortMs }) => shortMs >= longMs)
        ? 'The short window of a pair must be shorter than its long one.'
        : null
    default:
      return null
  }
}
