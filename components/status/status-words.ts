import { formatCount } from '#components/ui/format-count.ts'
import type { StatusToken } from '#components/ui/status-glyph.tsx'
import type { ComponentState, StatusApp } from '#lib/status-pages/contract.ts'

/** How a customer reads the state of a service. Idle is no judgement and has no status glyph. */
export const componentLook: Record<ComponentState, { token: StatusToken | null; word: string }> = {
  operational: { token: 'ok', word: 'Operational' },
  degraded: { token: 'minor', word: 'Degraded' },
  impaired: { token: 'major', word: 'Impaired' },
  critical: { token: 'crit', word: 'Critical' },
  'no-data': { token: 'unk', word: 'No data' },
  idle: { token: null, word: 'Idle' },
}

const percent = (share: number) => {
  const rounded = share >= 1 ? 100 : Math.min(99.9, Math.round(share * 1000) / 10)
  return `${rounded}\u2009%`
}

/** "98.4 %", never rounded up to a perfect 100; "–" when nothing was scored. */
export function goodShareText(share: number | null): string {
  return share === null ? '–' : percent(share)
}

/** "2 of 190", "none of 12", "nobody joined". */
export function joinFailuresText({
  joinAttempts,
  joinFailures,
}: Pick<StatusApp, 'joinAttempts' | 'joinFailures'>): string {
  if (joinAttempts === 0) return 'nobody joined'
  return `${joinFailures === 0 ? 'none' : joinFailures} of ${formatCount(joinAttempts)}`
}

/** A count that is not known is a dash, never a zero. */
export function countOrDash(count: number | null): string {
  return count === null ? '–' : formatCount(count)
}

/**
 * Age of the newest data on the page: what the server said it was, plus what has passed here since. Built from
 * differences on one clock each, so that a wrong clock on either side does not show.
 */
export function dataAgeMs(
  apps: readonly StatusApp[],
  serverTime: number,
  sinceReplyMs: number,
): number | null {
  const newest = apps.reduce<number | null>(
    (latest, { dataAt }) => (dataAt !== null && (latest === null || dataAt > latest) ? dataAt : latest),
    null,
  )
  return newest === null ? null : Math.max(0, serverTime - newest) + Math.max(0, sinceReplyMs)
}
