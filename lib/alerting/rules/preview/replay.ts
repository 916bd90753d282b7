import { advanceRule } from '../../evaluation/advance-rule.ts'
import type { CompiledRule } from '../../evaluation/compiled-rule.ts'
import { evaluateRule } from '../../evaluation/evaluate-rule.ts'
import type { Facts } from '../../evaluation/facts.ts'
import type { InstanceState } from '../../evaluation/instance-state.ts'
import { type Known, knownKey, type Outcome } from '../../evaluation/reading.ts'
import type { Labels } from '../../labels.ts'
import type { RulePreview } from '../contract.ts'

export type Week = NonNullable<RulePreview['week']>
type Episode = { labels: Labels; from: number; to: number | null }

const mostPoints = 336

/** What the rule would have done: the same core that evaluates now, over what was stored then. */
export function replay(
  rule: CompiledRule,
  times: { from: number; to: number; stepMs: number },
  factsAt: (at: number) => Facts,
): Week {
  const known = new Map<string, InstanceState>()
  const open = new Map<string, Episode>()
  const episodes: Episode[] = []
  const series: [number, number | null][] = []
  for (let at = times.from; at <= times.to; at += times.stepMs) {
    const facts = factsAt(at)
    const outcome = evaluateRule(rule, facts, everything(known))
    series.push([at, worstOf(rule, outcome)])
    for (const { customerId, instance, next, change, reading } of advanceRule(
      rule,
      outcome,
      known,
      facts,
      times.stepMs,
    ).steps) {
      const key = knownKey(customerId, instance)
      if (next === null) known.delete(key)
      else known.set(key, next)
      if (change === 'fired') {
        const episode = { labels: reading?.labels ?? {}, from: at, to: null }
        open.set(key, episode)
        episodes.push(episode)
      }
      const ended = change === 'resolved' || change === 'unfired' ? open.get(key) : undefined
      if (!ended) continue
      ended.to = at
      open.delete(key)
    }
  }
  const firedMs = episodes.reduce((sum, { from, to }) => sum + (to ?? times.to) - from, 0)
  return {
    ...{ from: times.from, to: times.to, fired: episodes.length, firedMs },
    episodes: episodes.slice(-200).map((one) => ({ ...one, labels: { ...one.labels } })),
    series: thinned(rule, series),
  }
}

/** Has everything, so that each series is read, and knows of each what is really known. */
export const everything = (known: Known): Known =>
  new Proxy(known, {
    get(map, name) {
      if (name === 'has') return () => true
      if (name === 'size') return Math.max(1, map.size)
      const value: unknown = Reflect.get(map, name)
      return typeof value === 'function' ? value.bind(map) : value
    },
  })

const isLowWorse = ({ spec: { condition } }: CompiledRule) => 'op' in condition && condition.op === 'below'

function worstOf(rule: CompiledRule, { readings }: Outcome): number | null {
  return worst(
    rule,
    readings.flatMap(({ value, verdict }) => (value === null || verdict === 'no-data' ? [] : [value])),
  )
}

function worst(rule: CompiledRule, values: readonly number[]): number | null {
  let found: number | null = null
  for (const value of values)
    if (found === null || (isLowWorse(rule) ? value < found : value > found)) found = value
  return found
}

/** Of each stretch the worst: a short peak is what one looks for. */
function thinned(rule: CompiledRule, series: readonly [number, number | null][]): [number, number | null][] {
  const every = Math.ceil(series.length / mostPoints)
  const out: [number, number | null][] = []
  for (let i = 0; i < series.length; i += every) {
    const some = series.slice(i, i + every)
    const [first] = some
    if (first)
      out.push([
        first[0],
        worst(
          rule,
          some.flatMap(([, value]) => (value === null ? [] : [value])),
        ),
      ])
  }
  return out
}
