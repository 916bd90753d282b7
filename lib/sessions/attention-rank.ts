import { painWeight } from '#lib/quality/model.ts'
import type { AttentionRow, Band } from './contract.ts'

/**
 * In which order calls ask for attention: by minutes of pain, of the last five minutes and of the next one if nothing
 * changes. The past alone would let a call that has recovered stay on top and hide an outage that began just now;
 * docs/decisions/022-attention-by-recent-pain.md.
 */
export const recentMs = 5 * 60_000
const sampleMs = 10_000

/** What a call's pain was at some moments, oldest first. Mutable; empty while there never was any. */
export type PainTrail = { at: number; painMs: number }[]

/** Notes how much pain there was until now and answers how much of it is recent. */
export function recentPainMs(trail: PainTrail, painMs: number, now: number): number {
  if (painMs === 0) return 0
  const last = trail.at(-1)
  if (last === undefined) trail.push({ at: now, painMs: 0 })
  else if (now - last.at >= sampleMs) trail.push({ at: now, painMs })
  while (trail[1] !== undefined && now - trail[1].at >= recentMs) trail.shift()
  return Math.max(0, painMs - (trail[0]?.painMs ?? 0))
}

export type Sufferer = { band: Band; joinFailed: boolean; attemptAt: number | null }

/** Minutes of pain that a minute makes as things stand. Who could not get in has no call at all: a whole minute. */
export function painPerMinute(people: readonly Sufferer[]): number {
  return people.reduce((sum, one) => sum + (isShutOut(one) ? 1 : painWeight[one.band]), 0)
}

/** What those who could not get in have waited for; it is not in the pain of a call that they never had. */
export function shutOutMs(people: readonly Sufferer[], now: number): number {
  return people
    .filter(isShutOut)
    .reduce((sum, { attemptAt }) => sum + Math.min(recentMs, now - (attemptAt ?? now)), 0)
}

const isShutOut = ({ band, joinFailed }: Sufferer) => joinFailed && band === 'unknown'

/** Minutes of pain that count for the order. */
export const attentionRank = (row: Pick<AttentionRow, 'recentPainMinutes' | 'painPerMinute'>): number =>
  row.recentPainMinutes + row.painPerMinute

/** Where nothing hurts: worse bands first, silence before merely fair. */
export const bandOrder: Record<Band, number> = { bad: 0, poor: 1, unknown: 2, fair: 3, good: 4 }

/** Most pain first, then the worse band, then the one that has lasted longest. */
export function byPain(a: AttentionRow, b: AttentionRow): number {
  return attentionRank(b) - attentionRank(a) || bandOrder[a.band] - bandOrder[b.band] || a.since - b.since
}
