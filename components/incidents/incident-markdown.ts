import { formatMoment, zoneAbbreviation } from '#components/time/format-time.ts'
import { severityWords } from '#lib/alerting/severity-words.ts'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import { incidentTimes } from '#lib/incidents/contract.ts'
import { lengthText } from './clocks.ts'
import { linesByDay } from './timeline/arrange-lines.ts'
import { factorWords, impactText, timeWords } from './words.ts'

type Given = { zone: string; now: number; href: string }

/** The incident for a ticket or a mail: facts, times and timeline, in one zone that is named. */
export function incidentMarkdown(detail: IncidentDetail, given: Given): string {
  return [heading(detail, given), facts(detail, given), timesOf(detail, given), timeline(detail, given)]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n')
}

function heading({ incident }: IncidentDetail, { href }: Given): string {
  const summary = incident.summary === '' ? '' : `\n\n${plain(incident.summary)}`
  return `# ${plain(incident.reference)}: ${plain(incident.title)}\n\n<${href}>${summary}`
}

function facts({ incident, alerts, sessions }: IncidentDetail, { now }: Given): string {
  const { cause, lead, communications, impact } = incident
  const facts: [string, string | null][] = [
    ['Customer', incident.customerName],
    ['Severity', severityWords[incident.severity]],
    ['Status', incident.statusLabel],
    ['Duration', lengthText(incident, now)],
    ['Impact', impactText(impact)],
    ['Cause', cause === null ? null : [factorWords[cause.category], cause.text].filter(Boolean).join(': ')],
    ['Lead', lead?.name ?? null],
    ['Communications', communications?.name ?? null],
    ['Alerts', alerts.length === 0 ? null : String(alerts.length)],
    ['Calls', sessions.length === 0 ? null : String(sessions.length)],
    ['Ticket', incident.ticketUrl],
  ]
  return facts
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `- **${name}:** ${plain(value ?? '')}`)
    .join('\n')
}

function timesOf({ incident }: IncidentDetail, { zone, now }: Given): string {
  const rows = incidentTimes.map((time) => {
    const at = incident.times[time] ?? null
    return `| ${timeWords[time]} | ${at === null ? 'unknown' : formatMoment(at, zone)} |`
  })
  return [
    `## Times (${plain(zone)}, ${zoneAbbreviation(now, zone)})`,
    '',
    '| What | When |',
    '| --- | --- |',
    ...rows,
  ].join('\n')
}

function timeline(detail: IncidentDetail, { zone }: Given): string {
  const days = linesByDay(detail.timeline, zone, false).map(({ day, lines }) => {
    const rows = lines.map((line) => {
      const who = line.actorName === null ? '' : `${plain(line.actorName)}: `
      const star = line.starred ? '★ ' : ''
      return `- ${star}${formatMoment(line.at, zone)} – ${who}${plain(line.text)}`
    })
    return [`### ${day}`, '', ...rows].join('\n')
  })
  return days.length === 0 ? '' : ['## Timeline', ...days].join('\n\n')
}

/** Words that people and other machines wrote stay words: no heading, link or table comes of them. */
const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>|#~]/g, '\\$&')
