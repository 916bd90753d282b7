import type { AlertEventKind } from '#lib/alerting/alerts/contract.ts'
import { type Data, type Naming, textIn } from './incident-sentence.ts'

/** What is worth a line among everything else; the alert's own page has all of it. */
const did = {
  opened: () => 'raised the alert',
  reopened: () => 'raised it again: the alert',
  worsened: () => 'found it worse: the alert',
  eased: () => 'found it better: the alert',
  acknowledged: () => 'acknowledged the alert',
  'acknowledged-too': () => 'also acknowledged the alert',
  unacknowledged: () => 'gave back the alert',
  'ack-expired': () => 'heard nothing more and took back the acknowledgement of the alert',
  assigned: (data) => `gave ${textIn(data, 'toName') ?? 'nobody'} the alert`,
  resolved: () => 'resolved the alert',
  'still-breaching': () => 'still sees the condition of the alert',
  flapping: () => 'saw it come and go: the alert',
  suppressed: () => 'muted the alert',
  unsuppressed: () => 'unmuted the alert',
  escalated: () => 'escalated the alert',
  'escalation-exhausted': () => 'reached nobody with the alert',
  notified: (data) => `told ${textIn(data, 'destination') ?? 'a channel'} about the alert`,
  'notify-failed': (data) => `could not tell ${textIn(data, 'destination') ?? 'a channel'} about the alert`,
} as const satisfies Partial<Record<AlertEventKind, (data: Data, naming: Naming) => string>>

export type ToldAlertEvent = keyof typeof did
export const toldAlertEvents = Object.keys(did)
export const isToldAlertEvent = (kind: string): kind is ToldAlertEvent => Object.hasOwn(did, kind)

/** "Mara" + "acknowledged the alert “Loss 6 %” in Slack". */
export function alertSentence(
  kind: ToldAlertEvent,
  { data, title, note, actorKind }: { data: Data; title: string; note: string | null; actorKind: string },
  naming: Naming,
): string {
  const say: (data: Data, naming: Naming) => string = did[kind]
  const where = actorKind === 'slack' ? ' in Slack' : actorKind === 'email' ? ' by mail' : ''
  return `${say(data, naming)} “${title}”${where}${note ? `: ${note}` : ''}`
}
