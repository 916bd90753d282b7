import { alertMetrics } from '#lib/alerting/metrics.ts'
import type { RuleOverride, RuleSpec } from '#lib/alerting/rules/contract.ts'
import { valueAt } from './at-path.ts'
import { partLabels } from './part-choices.ts'

export type PatchName = keyof RuleOverride['patch']
export type Patchable = {
  name: PatchName
  label: string
  pack: number
  unit: string
  per: number
  isSpan: boolean
}

const ofCondition = [
  'fireAt',
  'clearAt',
  'minTraffic',
  'minSessions',
  'minParticipants',
  'windowMs',
  'spreads',
  'objective',
] as const

/** What of this rule one customer may have otherwise: numbers alone, and only those the rule has. */
export function patchable(spec: RuleSpec): Patchable[] {
  const found = ofCondition.flatMap((name) => {
    const pack = valueAt(spec, `condition.${name}`)
    return typeof pack === 'number' ? [fieldOf(spec, name, `condition.${name}`, pack)] : []
  })
  return [
    ...found,
    fieldOf(spec, 'forMs', 'forMs', spec.forMs),
    fieldOf(spec, 'keepFiringMs', 'keepFiringMs', spec.keepFiringMs),
  ]
}

function fieldOf({ condition }: RuleSpec, name: PatchName, path: string, pack: number): Patchable {
  const metric = 'metric' in condition ? alertMetrics[condition.metric] : null
  const isLimit = name === 'fireAt' || name === 'clearAt'
  const isShare = (isLimit && metric?.unit === 'ratio') || name === 'objective'
  const units: Partial<Record<PatchName, string>> = {
    minTraffic: metric?.of ?? '',
    minSessions: 'calls',
    minParticipants: 'people',
    spreads: 'spreads',
  }
  return {
    name,
    label: name === 'objective' ? 'Objective' : (partLabels[path] ?? name),
    pack,
    unit: isShare ? '%' : (units[name] ?? ''),
    per: isShare ? 100 : 1,
    isSpan: name.endsWith('Ms'),
  }
}
