import type { Condition } from '../rules/contract.ts'
import type { CompiledRule } from './compiled-rule.ts'

/** What must be read for these rules, each thing once however many rules want it. */
export type Needs = {
  windows: readonly number[]
  dimensions: readonly string[]
  /** the longest window over findings; null = nobody asks for findings */
  findingsMs: number | null
  sessions: boolean
  fleet: boolean
  weeks: boolean
  heardSince: boolean
}

export function needsOf(rules: readonly CompiledRule[]): Needs {
  const windows = new Set<number>()
  const dimensions = new Set<string>()
  const kinds = new Set<Condition['kind']>()
  let findingsMs: number | null = null
  for (const { spec, plan } of rules) {
    const { condition } = spec
    kinds.add(condition.kind)
    const asked = windowsOf(condition)
    for (const windowMs of asked) windows.add(windowMs)
    if (asked.length > 0) dimensions.add(plan.dimension)
    if (condition.kind === 'finding') findingsMs = Math.max(findingsMs ?? 0, condition.windowMs)
    if (condition.kind === 'session' && condition.condition.is === 'finding') findingsMs = findingsMs ?? 0
  }
  if (kinds.has('silence')) dimensions.add('')
  return {
    windows: [...windows].sort((a, b) => a - b),
    dimensions: [...dimensions],
    findingsMs,
    sessions: kinds.has('session'),
    fleet: kinds.has('fleet'),
    weeks: kinds.has('baseline') || kinds.has('silence'),
    heardSince: kinds.has('burn-rate'),
  }
}

/** Windows over roll-ups. */
export function windowsOf(condition: Condition): number[] {
  if (condition.kind === 'threshold' || condition.kind === 'baseline' || condition.kind === 'silence')
    return [condition.windowMs]
  if (condition.kind === 'burn-rate')
    return condition.pairs.flatMap(({ longMs, shortMs }) => [longMs, shortMs])
  return []
}
