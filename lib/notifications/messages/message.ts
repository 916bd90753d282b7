import type { BlastRadius } from '#lib/alerting/alerts/contract.ts'
import type { AlertSeverity } from '#lib/alerting/severity.ts'
import type { MailWords } from '../mails/contract.ts'
import type { OutboxKind } from '../outbox/contract.ts'

/** What is true of an alert at the moment a message about it is sent. */
export type AlertInMessage = {
  alertId: string
  customerId: string
  customerName: string
  appName: string | null
  region: string | null
  severity: AlertSeverity
  title: string
  summary: string
  state: 'open' | 'acknowledged' | 'resolved'
  startedAt: number
  openedAt: number
  value: number | null
  threshold: number | null
  unit: string | null
  count: number
  owner: string | null
  acknowledgedBy: string | null
  snoozedUntil: number | null
  resolvedAt: number | null
  resolvedBy: string | null
  resolveReason: string | null
  blast: BlastRadius | null
  advice: string | null
  runbookUrl: string | null
  side: string | null
  sourceUrl: string | null
}

/** Everything a channel needs to say it. Every text in it is untrusted until a sink has escaped it. */
export type Message = {
  outboxId: string
  kind: OutboxKind
  transition: string
  reason: string
  /** when it is sent */
  at: number
  createdAt: number
  possibleRepeat: boolean
  subjectId: string
  /** where our own pages are, without a slash at the end */
  baseUrl: string
  /** firing first, worst first */
  alerts: readonly AlertInMessage[]
  /** of a notice, a test and a canary: what it says */
  subject: string | null
  text: string | null
  /** alert → address of the page that asks to confirm; only in a person's own mail */
  confirmUrls: Readonly<Record<string, string>>
  /** of a mail to an address: all that it says */
  mail?: MailWords
}
