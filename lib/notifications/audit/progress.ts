/** A piece of work and the commit time it has gone through. */
export type Progress = { name: string; progress: Date | null }

/** Evaluation and dispatch say how far they are every second; a minute without is not slow, it is stuck. */
export const stuckAfterMs = 60_000
/** A shard of a worker that was taken away is somebody else's soon; what nobody has taken for an hour was another version's. */
const forgottenAfterMs = 3_600_000

/** Names of the work that is stuck; empty = all of it moves. Null: nothing has ever moved. */
export function stuckWork(all: readonly Progress[], now: Date): string[] | null {
  const known = all.filter(
    ({ progress }) => progress !== null && now.getTime() - progress.getTime() < forgottenAfterMs,
  )
  if (!known.some(({ name }) => isEvaluation(name))) return null
  return known
    .filter(
      ({ name, progress }) =>
        isWatched(name) && progress !== null && now.getTime() - progress.getTime() > stuckAfterMs,
    )
    .map(({ name }) => name)
}

const isEvaluation = (name: string) => name.startsWith('rules/')
const isWatched = (name: string) => isEvaluation(name) || name === 'dispatch'
