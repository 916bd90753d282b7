import { joinPhases } from '#lib/diagnosis/join-funnel.ts'
import type { Funnel } from './contract.ts'
import { percentileOf } from './quantiles.ts'

type Outcome = { outcome: string | null; failure: string | null; media: boolean; people: number }
type Stage = Funnel['stages'][number]['stage']

/** Before which stage a failed join stops, by the class of its failure. What is in no row stops before connected. */
const stopsBefore: Record<string, Stage> = {
  permission: 'permission',
  device: 'permission',
  auth: 'connecting',
  signaling: 'connecting',
}
const stages: readonly Stage[] = ['permission', 'connecting', 'connected', 'media']

/** How far the attempts got, and of what each stage lost people. */
export function stagesOf(
  outcomes: readonly Outcome[],
): Pick<Funnel, 'attempted' | 'pending' | 'cancelled' | 'stages'> {
  const sum = (rows: readonly Outcome[]) => rows.reduce((total, { people }) => total + people, 0)
  const tried = outcomes.filter(({ outcome }) => outcome === 'joined' || outcome === 'failed')
  const stopOf = (row: Outcome): Stage | null => {
    if (row.outcome === 'failed') return stopsBefore[row.failure ?? ''] ?? 'connected'
    return row.media ? null : 'media'
  }
  return {
    attempted: sum(tried),
    pending: sum(outcomes.filter(({ outcome }) => outcome === null)),
    cancelled: sum(outcomes.filter(({ outcome }) => outcome === 'cancelled')),
    stages: stages.map((stage, i) => {
      const past = stages.slice(0, i + 1)
      const stopped = tried.filter((row) => stopOf(row) === stage)
      return {
        stage,
        reached: sum(tried.filter((row) => !past.some((one) => one === stopOf(row)))),
        failures: failuresOf(stage === 'media' ? [] : stopped),
      }
    }),
  }
}

function failuresOf(rows: readonly Outcome[]): { failure: string | null; people: number }[] {
  const people = new Map<string | null, number>()
  for (const row of rows) people.set(row.failure, (people.get(row.failure) ?? 0) + row.people)
  return [...people].map(([failure, n]) => ({ failure, people: n })).sort((a, b) => b.people - a.people)
}

/** Upper ends of the buckets of the distribution; 5 s is where waiting is noticed, 10 s where people give up. */
const bucketEndsMs = [500, 1_000, 2_000, 3_000, 5_000, 8_000, 10_000, 15_000, 30_000, null] as const

export function setupOf(sortedMs: readonly number[]): Funnel['setup'] {
  let before = Number.NEGATIVE_INFINITY
  const buckets = bucketEndsMs.map((toMs) => {
    const end = toMs ?? Number.POSITIVE_INFINITY
    const people = sortedMs.filter((ms) => ms > before && ms <= end).length
    before = end
    return { toMs, people }
  })
  return { n: sortedMs.length, percentiles: [0.5, 0.95, 0.99].map((p) => percentileOf(sortedMs, p)), buckets }
}

export function phasesOf(
  phases: readonly { phase: string; n: number; ms: readonly number[] }[],
): Funnel['phases'] {
  return phases
    .map(({ phase, n, ms }) => ({
      phase,
      n,
      p50Ms: ms[0] ?? 0,
      p95Ms: ms[1] ?? 0,
      p99Ms: ms[2] ?? 0,
      inSetup: phase !== 'permission',
    }))
    .sort((a, b) => placeOf(a.phase) - placeOf(b.phase))
}

/** Phases in the order in which they come; names of another version stand last. */
function placeOf(phase: string): number {
  const order: readonly string[] = joinPhases
  const place = order.indexOf(phase)
  return place === -1 ? order.length : place
}
