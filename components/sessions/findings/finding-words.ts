import type { StatusToken } from '#components/ui/status-glyph.tsx'
import type { Confidence, Finding, Owner, Severity, Side } from '#lib/diagnosis/contract.ts'

/** How findings are said: the only home of these words. */
export const severityStatus: Record<Severity, { token: StatusToken | null; word: string }> = {
  critical: { token: 'crit', word: 'Critical' },
  major: { token: 'major', word: 'Major' },
  minor: { token: 'minor', word: 'Minor' },
  info: { token: null, word: 'Info' },
}

export const confidenceWords: Record<Confidence, string> = {
  high: 'High confidence',
  medium: 'Medium confidence',
  low: 'Low confidence: a hint',
}

export const sideWords: Record<Side, string> = {
  'network-up': 'Network, upload',
  'network-down': 'Network, download',
  'network-access': 'Own network',
  'network-path': 'Network in between',
  device: 'Device',
  browser: 'Browser',
  application: 'Application',
  server: 'Server',
  user: 'User',
  unknown: 'Side not known',
}

export const ownerWords: Record<Owner, string> = {
  user: 'the user',
  'customer-it': 'the customer’s IT',
  'app-dev': 'the app’s developers',
  'platform-ops': 'platform operations',
  isp: 'the internet provider',
  nobody: 'nobody needs to act',
}

export const closeWords: Record<NonNullable<Finding['closeReason']>, string> = {
  cleared: 'cleared',
  'no-data': 'closed: no longer measured',
  left: 'closed: the participant left',
  recovered: 'recovered',
  superseded: 'replaced by a better explanation',
}

/** Sides that belong to one person; the others belong to the call. */
const personal: readonly Side[] = [
  'network-up',
  'network-down',
  'network-access',
  'device',
  'browser',
  'user',
]

/** "Ana · Network, upload": whose side, as words; `who` is null where the side is nobody's own. */
export function sideOf(
  { side, participantId, aboutId }: Pick<Finding, 'side' | 'participantId' | 'aboutId'>,
  nameOf: (participantId: string) => string,
): { who: string | null; word: string } {
  if (side === 'network-path' && participantId !== null && aboutId !== null)
    return { who: `${nameOf(participantId)} – ${nameOf(aboutId)}`, word: sideWords[side] }
  const who = personal.includes(side) && participantId !== null ? nameOf(participantId) : null
  return { who, word: sideWords[side] }
}
