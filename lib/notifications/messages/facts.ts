import { severityRank } from '#lib/alerting/severity.ts'
import { severityGlyphs, severityWords } from '#lib/alerting/severity-words.ts'
import type { AlertInMessage, Message } from './message.ts'
import { plain } from './plain.ts'

export const repeatWords = 'possible repeat'

export type Fact = { label: string; value: string }

export function stateWord(alert: AlertInMessage): string {
  if (alert.state === 'resolved') return 'Resolved'
  return severityWords[alert.severity]
}
export const stateGlyph = (alert: Pick<AlertInMessage, 'state' | 'severity'>): string =>
  alert.state === 'resolved' ? '✓' : severityGlyphs[alert.severity]

/** `[Critical] Acme – Loss 6.2 % (eu-west)`, on one line: the subject of a mail, the header of a Slack message. */
export function headline(message: Message): string {
  const { alerts, possibleRepeat } = message
  const repeat = possibleRepeat ? ` (${repeatWords})` : ''
  const [first] = alerts
  if (!first) return plain(message.subject ?? 'Earshot', 180) + repeat
  if (alerts.length === 1)
    return `[${stateWord(first)}] ${who(first)} – ${plain(first.title, 140)}${place(first)}${repeat}`
  return `[${stateWord(first)}] ${customersOf(alerts)} – ${countWords(alerts)}${repeat}`
}

const who = (alert: AlertInMessage) => plain(alert.customerName, 60)
const place = ({ region, title }: AlertInMessage) =>
  region && !title.includes(region) ? ` (${plain(region, 40)})` : ''

function customersOf(alerts: readonly AlertInMessage[]): string {
  const names = [...new Set(alerts.map(who))]
  return names.length > 2 ? `${names.length} customers` : names.join(', ')
}

/** "3 alerts, 1 resolved" */
export function countWords(alerts: readonly AlertInMessage[]): string {
  const resolved = alerts.filter(({ state }) => state === 'resolved').length
  const firing = alerts.length - resolved
  const parts = [
    firing > 0 ? `${firing} ${firing === 1 ? 'alert' : 'alerts'}` : null,
    resolved > 0 ? `${resolved} resolved` : null,
  ]
  return parts.filter((part) => part !== null).join(', ')
}

/** What, for whom, since when, how bad, where, whose, how many it hits: what a person needs before they open anything. */
export function factsOf(alert: AlertInMessage, at: number): Fact[] {
  const facts: (Fact | null)[] = [
    { label: 'For', value: [alert.customerName, alert.appName].filter(Boolean).join(' · ') },
    numbers(alert),
    {
      label: 'Since',
      value: `${instant(alert.startedAt)} (${duration((alert.resolvedAt ?? at) - alert.startedAt)})`,
    },
    alert.region ? { label: 'Region', value: alert.region } : null,
    { label: 'Owner', value: alert.owner ?? 'nobody yet' },
    hits(alert),
    standing(alert),
    alert.advice ? { label: 'Do', value: alert.advice } : null,
  ]
  return facts.filter((fact) => fact !== null)
}

function numbers({ value, threshold, unit }: AlertInMessage): Fact | null {
  if (value === null) return null
  const limit = threshold === null ? '' : ` (limit ${number(threshold, unit)})`
  return { label: 'Value', value: `${number(value, unit)}${limit}` }
}

function number(value: number, unit: string | null): string {
  if (unit === 'ratio') return `${trim(value * 100)} %`
  return unit === null || unit === 'score' ? trim(value) : `${trim(value)} ${unit}`
}
const trim = (value: number) => String(Number(value.toPrecision(3)))

function hits({ blast }: AlertInMessage): Fact | null {
  if (blast === null) return null
  const share = blast.share === null ? '' : `, ${trim(blast.share * 100)} % of the customer’s people`
  const { sessionsNow, participantsNow } = blast
  return {
    label: 'Hits now',
    value: `${sessionsNow} ${sessionsNow === 1 ? 'call' : 'calls'}, ${participantsNow} ${participantsNow === 1 ? 'person' : 'people'}${share}`,
  }
}

function standing(alert: AlertInMessage): Fact | null {
  if (alert.state === 'resolved') return { label: 'Resolved', value: resolution(alert) }
  const parts = [
    alert.state === 'acknowledged' ? `acknowledged by ${alert.acknowledgedBy ?? 'somebody'}` : null,
    alert.snoozedUntil === null ? null : `snoozed until ${instant(alert.snoozedUntil)}`,
  ].filter((part) => part !== null)
  return parts.length === 0 ? null : { label: 'State', value: parts.join(', ') }
}

const endings: Record<string, string> = {
  value: 'it is back to normal',
  missing_series: 'what it was about is over; it did not get better, it ended',
  no_data: 'nothing is measured any more',
  source: 'the sender says it is over',
  age: 'nothing was heard of it for too long',
}
function resolution({ resolvedAt, resolvedBy, resolveReason }: AlertInMessage): string {
  const how = resolveReason === null ? null : (endings[resolveReason] ?? resolveReason)
  return [resolvedAt === null ? null : instant(resolvedAt), resolvedBy ? `by ${resolvedBy}` : null, how]
    .filter(Boolean)
    .join(', ')
}

/** `2026-11-25 10:04 UTC`: the reader's zone is not known here. */
export const instant = (ms: number): string =>
  `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`

export function duration(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000))
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`
}

/** The page of an alert, at the moment it is about: it shows the same tomorrow. */
export const alertUrl = (baseUrl: string, { alertId, openedAt }: AlertInMessage): string =>
  `${baseUrl}/alerts/${alertId}?at=${new Date(openedAt).toISOString()}`

export function sortedForReading(alerts: readonly AlertInMessage[]): AlertInMessage[] {
  const rank = (alert: AlertInMessage) => (alert.state === 'resolved' ? -1 : severityRank(alert.severity))
  return [...alerts].sort((a, b) => rank(b) - rank(a) || a.startedAt - b.startedAt)
}
