import type { RuleSpec } from '../rules/contract.ts'

/**
 * Which roll-ups a rule needs. Roll-ups know one dimension beside the app, so a rule may narrow or split by one: what
 * asks for two is refused by `checkSpec`.
 */
export type SeriesPlan = {
  dimension: '' | 'region' | 'browser' | 'tag'
  /** null = all values */
  values: ReadonlySet<string> | null
  /** one series for each value */
  split: boolean
  /** the same for rules that look the same way */
  key: string
}

export function seriesPlan({ scope, splitBy }: Pick<RuleSpec, 'scope' | 'splitBy'>): SeriesPlan {
  if (scope.tags.length > 0) {
    const values = scope.tags.map(({ key, value }) => `${key}=${value}`)
    return plan('tag', values, false)
  }
  if (scope.regions.length > 0) return plan('region', scope.regions, splitBy.includes('region'))
  if (splitBy.includes('region')) return plan('region', null, true)
  if (splitBy.includes('browser')) return plan('browser', null, true)
  return plan('', null, false)
}

function plan(
  dimension: SeriesPlan['dimension'],
  values: readonly string[] | null,
  split: boolean,
): SeriesPlan {
  const key = JSON.stringify([dimension, values && [...values].sort(), split])
  return { dimension, values: values && new Set(values), split, key }
}
