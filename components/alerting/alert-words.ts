import type { StatusToken } from '#components/ui/status-glyph.tsx'
import type { AlertView, InboxView } from '#lib/alerting/alerts/contract.ts'
import type { AlertSeverity } from '#lib/alerting/severity.ts'
import { severityGlyphs, severityWords } from '#lib/alerting/severity-words.ts'

/** How the gravity of an alert is drawn and said. `tab` is the glyph for plain text: a tab's title has no drawings. */
export const severityLook: Record<AlertSeverity, { token: StatusToken | null; word: string; tab: string }> = {
  critical: { token: 'crit', word: severityWords.critical, tab: severityGlyphs.critical },
  major: { token: 'major', word: severityWords.major, tab: severityGlyphs.major },
  minor: { token: 'minor', word: severityWords.minor, tab: severityGlyphs.minor },
  info: { token: null, word: severityWords.info, tab: severityGlyphs.info },
}

export const viewWords: Record<InboxView, string> = {
  firing: 'All firing',
  unowned: 'Unowned',
  mine: 'Mine',
  snoozed: 'Snoozed',
  suppressed: 'Muted',
  resolved: 'Resolved',
}

/** "Acme · Video Visits · eu-west": who it is about, as narrow as it is known. */
export function scopeText({ customerName, appName, region }: AlertView): string {
  return [customerName, appName, region].filter((part) => part !== null && part !== '').join(' · ')
}

/** Who is on it, or null for nobody. A person it was given to comes before the one who acknowledged. */
export function ownerOf({ assignee, acknowledgedBy, state }: AlertView): string | null {
  if (assignee) return assignee.name
  return state === 'acknowledged' ? (acknowledgedBy?.name ?? null) : null
}

/** "flapped 9× in 30 min" or "seen 14×"; null where it was seen once. */
export function repeatText({ flaps, flappingSince, lastSeenAt, count }: AlertView): string | null {
  if (flappingSince !== null && flaps > 0) {
    const minutes = Math.max(1, Math.round((lastSeenAt - flappingSince) / 60_000))
    return `flapped ${flaps}× in ${minutes} min`
  }
  return count > 1 ? `seen ${count}×` : null
}

const suppressedBy = {
  silence: 'muted by silence',
  maintenance: 'muted by maintenance',
  inhibition: 'explained by',
}
export function mutedText({ kind, name }: AlertView['suppressedBy'][number]): string {
  return `${suppressedBy[kind]} ${name}`
}

const units: Record<string, (value: number) => string> = {
  ratio: (value) => `${trim(value * 100)} %`,
  '%': (value) => `${trim(value)} %`,
  people: (value) => `${trim(value)} people`,
  calls: (value) => `${trim(value)} calls`,
  score: (value) => value.toFixed(2),
  'per-minute': (value) => `${trim(value)} a minute`,
}

/** A value with its unit; units of other senders are written as they came. */
export function formatValue(value: number, unit: string | null): string {
  if (unit === null) return trim(value)
  return units[unit]?.(value) ?? `${trim(value)} ${unit}`
}

const trim = (value: number) => String(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toFixed(1)))
