import { zoneAbbreviation } from '#components/time/format-time.ts'
import type { TimelineLine } from '#lib/incidents/api-contract.ts'

export const lineSources = [
  'activity',
  'alert',
  'finding',
  'note',
  'update',
  'customer',
  'slack',
  'deploy',
] as const satisfies readonly TimelineLine['source'][]
export type LineSource = TimelineLine['source']

export const sourceWords: Record<LineSource, string> = {
  activity: 'What we did',
  alert: 'Alerts',
  finding: 'Findings',
  note: 'Notes',
  update: 'Customer updates',
  customer: 'The customer',
  slack: 'Slack',
  deploy: 'Deploys',
}

export type LineFilter = { sources: ReadonlySet<LineSource>; starredOnly: boolean }

/** An empty choice of sources hides nothing: nobody filters to see nothing. */
export function filterLines(
  lines: readonly TimelineLine[],
  { sources, starredOnly }: LineFilter,
): TimelineLine[] {
  return lines.filter(
    (line) => (sources.size === 0 || sources.has(line.source)) && (!starredOnly || line.starred),
  )
}

export type DayOfLines = { day: string; lines: TimelineLine[] }

/** Lines by the day of the shown zone, in the order in which they are read. */
export function linesByDay(lines: readonly TimelineLine[], zone: string, newestFirst: boolean): DayOfLines[] {
  const days: DayOfLines[] = []
  const ordered = lines.toSorted((a, b) => a.at - b.at)
  if (newestFirst) ordered.reverse()
  for (const line of ordered) {
    const day = dayText(line.at, zone)
    const last = days.at(-1)
    if (last?.day === day) last.lines.push(line)
    else days.push({ day, lines: [line] })
  }
  return days
}

/** "Wednesday, 25 November 2026, CET" */
export function dayText(at: number, zone: string): string {
  const day = formatterOf(zone).format(at)
  return `${day}, ${zoneAbbreviation(at, zone)}`
}

const formatters = new Map<string, Intl.DateTimeFormat>()
function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'full' })
  formatters.set(zone, made)
  return made
}

/** How many lines each source has; those with none are left out. */
export function countBySource(lines: readonly TimelineLine[]): { source: LineSource; count: number }[] {
  return lineSources
    .map((source) => ({ source, count: lines.filter((line) => line.source === source).length }))
    .filter(({ count }) => count > 0)
}
