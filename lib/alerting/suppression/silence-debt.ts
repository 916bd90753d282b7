import { stableMatchers } from '../describe-matchers.ts'
import type { Matcher } from '../labels.ts'

type Span = {
  readonly customerId: string | null
  readonly matchers: readonly Matcher[]
  readonly startsAt: number
  readonly endsAt: number
}

/**
 * How long each of these has been muted between `from` and `now`, together with every other that mutes exactly the same for
 * the same customer: a silence renewed every Monday is one debt. Times that overlap count once.
 */
export function silenceDebts<One extends Span>(
  silences: readonly One[],
  from: number,
  now: number,
): Map<One, number> {
  const alike = Map.groupBy(
    silences,
    ({ customerId, matchers }) => `${customerId} ${stableMatchers(matchers)}`,
  )
  const debts = new Map<One, number>()
  for (const group of alike.values()) {
    const total = covered(group, from, now)
    for (const one of group) debts.set(one, total)
  }
  return debts
}

function covered(spans: readonly Span[], from: number, now: number): number {
  let until = from
  let total = 0
  for (const { startsAt, endsAt } of [...spans].sort((a, b) => a.startsAt - b.startsAt)) {
    const end = Math.min(endsAt, now)
    total += Math.max(0, end - Math.max(startsAt, until))
    until = Math.max(until, end)
  }
  return total
}
