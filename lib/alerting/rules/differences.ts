import { alertMetrics } from '../metrics.ts'
import type { AlertSeverity } from '../severity.ts'
import { severityWords } from '../severity-words.ts'
import { metricText, percentText, spanText } from '../units.ts'
import type { RuleOverride, RuleSpec } from './contract.ts'

export type Difference = { what: string; pack: string; here: string }
type Patch = RuleOverride['patch']

const labels: Readonly<Record<keyof Patch, string>> = {
  fireAt: 'Fires at',
  clearAt: 'Is over at',
  minTraffic: 'Least traffic',
  minSessions: 'Least calls',
  minParticipants: 'Least people',
  windowMs: 'Window',
  forMs: 'Must hold for',
  keepFiringMs: 'Stays after it is over',
  spreads: 'Spreads',
  objective: 'Objective',
}

/** What a customer has otherwise, in words: for the drift view. */
export function differencesOf(
  rule: { spec: RuleSpec; severity: AlertSeverity; enabled: boolean },
  { patch, severity, enabled }: Pick<RuleOverride, 'patch' | 'severity' | 'enabled'>,
): Difference[] {
  const differences: Difference[] = []
  const onOff = (is: boolean) => (is ? 'on' : 'off')
  if (enabled !== null)
    differences.push({ what: 'Switched', pack: onOff(rule.enabled), here: onOff(enabled) })
  if (severity !== null)
    differences.push({ what: 'Severity', pack: severityWords[rule.severity], here: severityWords[severity] })
  const packs: Record<string, unknown> = {
    ...rule.spec.condition,
    forMs: rule.spec.forMs,
    keepFiringMs: rule.spec.keepFiringMs,
  }
  for (const [name, here] of Object.entries(patch)) {
    if (here === undefined || !isPatched(name)) continue
    const show = (value: unknown) => shown(rule.spec, name, value)
    differences.push({ what: labels[name], pack: show(packs[name]), here: show(here) })
  }
  return differences
}

const isPatched = (name: string): name is keyof Patch => Object.hasOwn(labels, name)

function shown({ condition }: RuleSpec, name: keyof Patch, value: unknown): string {
  if (typeof value !== 'number') return 'nothing'
  if (name.endsWith('Ms')) return spanText(value)
  if (name === 'objective') return percentText(value)
  if ((name === 'fireAt' || name === 'clearAt') && 'metric' in condition)
    return metricText(condition.metric, value)
  const of = name === 'minTraffic' && 'metric' in condition ? alertMetrics[condition.metric].of : null
  return of === null ? String(value) : `${value} ${of}`
}
