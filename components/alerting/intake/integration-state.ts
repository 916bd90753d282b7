import type { StatusToken } from '#components/ui/status-glyph.tsx'
import type { DeliveryStatus, IntegrationView } from '#lib/alerting/intake/contract.ts'

export type Shown = { token: StatusToken; word: string }

/** The one thing to know of an integration: what is wrong comes first. */
export function stateOfIntegration(one: IntegrationView): Shown {
  if (one.disabled) return { token: 'unk', word: 'Disabled' }
  const isTurnedAway = one.refused !== null && one.refused.at > (one.lastReceivedAt ?? 0)
  if (isTurnedAway) return { token: 'major', word: 'Turned away' }
  if (one.needsMapping > 0) return { token: 'major', word: 'Needs a mapping' }
  if (one.failed > 0) return { token: 'major', word: 'Some failed' }
  if (one.quiet) return { token: 'minor', word: 'Gone quiet' }
  return one.lastReceivedAt === null
    ? { token: 'unk', word: 'Nothing yet' }
    : { token: 'ok', word: 'Receiving' }
}

export const stateOfDelivery: Record<DeliveryStatus, Shown> = {
  received: { token: 'unk', word: 'Waiting' },
  processed: { token: 'ok', word: 'Processed' },
  ignored: { token: 'ok', word: 'Nothing to do' },
  'needs-mapping': { token: 'major', word: 'Needs a mapping' },
  failed: { token: 'major', word: 'Failed' },
  refused: { token: 'major', word: 'Turned away' },
}

/** What became of one alert, in words. */
export const didWords: Record<string, string> = {
  opened: 'opened',
  reopened: 'opened again',
  repeated: 'told again',
  worsened: 'got worse',
  acknowledged: 'acknowledged',
  resolved: 'ended',
  noted: 'noted',
  ignored: 'changed nothing',
  confirmed: 'confirmed',
  failed: 'could not be stored',
}
