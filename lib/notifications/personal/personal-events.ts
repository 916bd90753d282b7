import type { AlertEventKind } from '#lib/alerting/alerts/contract.ts'

/** What of an alert's events concerns one person, beside who is on call. */
export const personalKinds = ['ack-reminder', 'ack-expired', 'snooze-ended', 'assigned', 'noted'] as const

export type PersonalEvent = {
  kind: AlertEventKind
  actorId: string | null
  actorName: string
  data: Readonly<Record<string, unknown>>
}
export type Concern = {
  memberIds: string[]
  /** `asked`: though the alert is acknowledged. `notice`: though it is over */
  as: 'reminder' | 'asked' | 'left' | 'notice'
  reason: string
}

/** Whom an event concerns, and why; nobody is told of what they did themselves. */
export function concernOf({ kind, actorId, actorName, data }: PersonalEvent): Concern | null {
  const others = (ids: unknown[]) => ids.filter((id) => typeof id === 'string').filter((id) => id !== actorId)
  const concern = (ids: unknown[], as: Concern['as'], reason: string): Concern | null => {
    const memberIds = [...new Set(others(ids))]
    return memberIds.length > 0 ? { memberIds, as, reason } : null
  }
  if (kind === 'ack-reminder') return concern([data.of], 'reminder', 'are you still on it?')
  if (kind === 'ack-expired') return concern([data.was], 'left', 'your acknowledgement has run out')
  if (kind === 'snooze-ended') return concern([data.was], 'left', 'your snooze is over and it still holds')
  if (kind === 'assigned') return concern([data.to], 'asked', `${actorName} assigned it to you`)
  if (kind !== 'noted' || !Array.isArray(data.mentions)) return null
  return concern(data.mentions, 'notice', `${actorName} mentioned you in a note`)
}
