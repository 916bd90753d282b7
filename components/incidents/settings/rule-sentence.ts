import { formatDuration } from '#components/time/format-time.ts'
import { describeMatchers, type NameOf } from '#lib/alerting/describe-matchers.ts'
import { severityWords } from '#lib/alerting/severity-words.ts'
import type { IncidentRuleView } from '#lib/incidents/api-contract.ts'
import { autoResolveWords } from '../words.ts'

type Said = Pick<
  IncidentRuleView,
  'matchers' | 'minSeverity' | 'afterMs' | 'severity' | 'autoResolve' | 'customerId' | 'customerName'
>

/** The rule as somebody would say it. */
export function ruleSentence(rule: Said, nameOf?: NameOf): string {
  const whose = rule.customerId === null ? 'any customer' : (rule.customerName ?? 'the customer')
  const which = rule.matchers.length === 0 ? '' : `, where ${describeMatchers(rule.matchers, nameOf)},`
  const grave =
    rule.minSeverity === 'critical' ? severityWords.critical : `${severityWords[rule.minSeverity]} or worse`
  const after = rule.afterMs === 0 ? 'at once' : `after ${formatDuration(rule.afterMs)} without an end`
  const severity = rule.severity === null ? 'as the numbers propose' : `as ${severityWords[rule.severity]}`
  return `An alert of ${whose}${which} that is ${grave} opens an incident ${after}, ${severity}. It is resolved ${autoResolveWords[rule.autoResolve]}.`
}
