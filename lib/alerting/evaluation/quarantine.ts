/** A rule that throws is tried some times and then left alone for a while, so that it never holds up the others. */
const mostTries = 5
const leftAloneMs = 10 * 60_000

export type Failure = { tries: number; since: number; until: number | null; version: number; problem: string }

export function afterFailure(
  was: Failure | undefined,
  version: number,
  problem: string,
  now: number,
): Failure {
  const same = was?.version === version ? was : undefined
  const tries = (same?.tries ?? 0) + 1
  const until = tries >= mostTries ? now + leftAloneMs : null
  return { tries, since: same?.since ?? now, until, version, problem }
}

/** Until its time is over, or somebody has changed the rule. */
export const isQuarantined = (failure: Failure | undefined, version: number, now: number): boolean =>
  failure !== undefined && failure.version === version && failure.until !== null && now < failure.until
