import type { StatusToken } from '#components/ui/status-glyph.tsx'
import type { StripTotals } from './strip-totals.ts'

type Calm = { token: StatusToken | null; title: string; note: string }

/**
 * What the empty attention list says. Calls nobody hears from are not calls that are fine: the more of them,
 * the less is claimed.
 */
export function calmWords({ sessions, participants, byBand: { unknown }, silentApps }: StripTotals): Calm {
  const missing = missingText(unknown, silentApps)
  if (sessions === 0)
    return {
      token: silentApps > 0 ? 'unk' : null,
      title: 'No calls now',
      note: missing ?? 'All apps are idle.',
    }
  if (missing === null) {
    return {
      token: 'ok',
      title: 'No call is in trouble',
      note: 'Calls that turn fair, poor or bad appear here within seconds.',
    }
  }
  const blind = silentApps > 0 || unknown * 2 >= participants
  return { token: blind ? 'unk' : 'ok', title: 'No trouble in the calls we hear from', note: missing }
}

function missingText(unknown: number, silentApps: number): string | null {
  const parts = [
    unknown > 0 ? `${unknown} ${unknown === 1 ? 'person sends' : 'people send'} no quality data.` : null,
    silentApps > 0 ? `${silentApps} ${silentApps === 1 ? 'app has' : 'apps have'} gone silent.` : null,
  ].filter((part) => part !== null)
  return parts.length > 0 ? parts.join(' ') : null
}
