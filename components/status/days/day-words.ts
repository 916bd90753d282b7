import { formatDuration } from '#components/time/format-time.ts'
import type { StatusToken } from '#components/ui/status-glyph.tsx'
import type { ShownState, StatusDay } from '#lib/status-pages/contract.ts'

/** How states look. Idle is no judgement and has no status glyph. */
export const stateLook: Record<ShownState, StatusToken | null> = {
  operational: 'ok',
  degraded: 'minor',
  'partial-outage': 'major',
  'major-outage': 'crit',
  'no-data': 'unk',
  idle: null,
  maintenance: 'maint',
}
const words: Record<ShownState, string> = {
  operational: 'Operational',
  degraded: 'Degraded',
  'partial-outage': 'Partial outage',
  'major-outage': 'Major outage',
  'no-data': 'No data',
  idle: 'Nobody called',
  maintenance: 'Maintenance',
}

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
})
const monthFormat = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' })

/** "25 Nov 2026" of `2026-11-25`: a day of the customer's calendar, in no zone. */
export const dayName = (day: string): string => dayFormat.format(new Date(`${day}T00:00:00Z`))
/** "November 2026" of `2026-11`. */
export const monthName = (month: string): string => monthFormat.format(new Date(`${month}-01T00:00:00Z`))

/** "99.865 %": never rounded up, and 100 only when it is; "not known" when it is not. */
export function uptimeText(ratio: number | null): string {
  if (ratio === null) return 'not known'
  return `${Math.floor(ratio * 100_000 + 1e-6) / 1000}\u2009%`
}

export function dayWord(day: StatusDay): string {
  return day.worst === null ? 'Not connected yet' : words[day.worst]
}

/** What is worth telling of a day besides its state: whatever is not zero. */
export function dayFacts(day: StatusDay): string[] {
  return [
    day.upRatio === null ? '' : `${uptimeText(day.upRatio)} up`,
    day.downMs > 0 ? `${formatDuration(day.downMs)} down` : '',
    day.excusedDownMs > 0 ? `${formatDuration(day.excusedDownMs)} down within agreed maintenance` : '',
    day.maintenanceMs > 0 ? `${formatDuration(day.maintenanceMs)} planned maintenance` : '',
    day.unknownMs > 0 ? `${formatDuration(day.unknownMs)} unknown` : '',
  ].filter((fact) => fact !== '')
}

/** "12 Nov 2026: Major outage, 97.9 % up, 30 min down" */
export function dayText(day: StatusDay): string {
  const incidents = day.incidents.length > 0 ? [day.incidents.join(', ')] : []
  return `${dayName(day.day)}: ${[dayWord(day), ...dayFacts(day), ...incidents].join(', ')}`
}

/** Share of a bar's height: a worse day is taller, so that the row reads without its colours. */
export const barHeight: Record<StatusToken, number> = {
  ok: 55,
  maint: 55,
  unk: 55,
  minor: 70,
  major: 85,
  crit: 100,
}
