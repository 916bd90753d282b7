import type { FindingFacts } from '../../evaluation/facts.ts'

/** Findings as they stood at times that only move on: each is taken up when it began and let go when its window is over. */
export function createPastFindings(findings: readonly FindingFacts[], windowMs: number) {
  const waiting = [...findings].sort((a, b) => a.openedAt - b.openedAt)
  let next = 0
  let standing: FindingFacts[] = []
  return (at: number): ReadonlyMap<string, readonly FindingFacts[]> => {
    for (let one = waiting[next]; one !== undefined && one.openedAt <= at; one = waiting[++next])
      standing.push(one)
    standing = standing.filter(({ clearedAt }) => clearedAt === null || clearedAt > at - windowMs)
    return Map.groupBy(standing, ({ customerId }) => customerId)
  }
}
