import { NoteText } from '#components/sessions/tabs/note-text.tsx'
import { formatMoment, zoneAbbreviation } from '#components/time/format-time.ts'
import { formatCount } from '#components/ui/format-count.ts'
import { severityGlyphs, severityWords } from '#lib/alerting/severity-words.ts'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import { incidentTimes } from '#lib/incidents/contract.ts'
import { knewFirst, lengthText } from '../clocks.ts'
import { linesByDay, sourceWords } from '../timeline/arrange-lines.ts'
import { factorWords, timeWords } from '../words.ts'

type Sheet = { detail: IncidentDetail; zone: string; now: number }

/** What is printed. Every time of it is in the one zone. */
export function PrintSheet(sheet: Sheet) {
  const { detail, zone, now } = sheet
  const { incident } = detail
  return (
    <article className="flex flex-col gap-6 text-ui">
      <header className="border-b border-border-strong pb-3">
        <p className="font-mono">{incident.reference}</p>
        <h1 className="text-title font-semibold wrap-anywhere" dir="auto">
          {incident.title}
        </h1>
        <p>
          {incident.customerName} · <span aria-hidden="true">{severityGlyphs[incident.severity]}</span>{' '}
          {severityWords[incident.severity]} · {incident.statusLabel}
          {incident.simulated && ' · demo data'}
        </p>
        <p className="text-xs">
          All times in {zone} ({zoneAbbreviation(now, zone)}). As of {formatMoment(now, zone)}.
        </p>
      </header>
      {incident.summary !== '' && (
        <p className="whitespace-pre-wrap wrap-anywhere" dir="auto">
          {incident.summary}
        </p>
      )}
      <Facts {...sheet} />
      <Impact {...sheet} />
      <Times {...sheet} />
      <Alerts {...sheet} />
      <Calls {...sheet} />
      <Lines {...sheet} />
    </article>
  )
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <h2 className="mb-2 border-b border-border text-sm font-semibold">{title}</h2>
      {children}
    </section>
  )
}

function Pairs({ of }: { of: readonly (readonly [string, string | null])[] }) {
  return (
    <dl>
      {of
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => (
          <div className="flex gap-4 py-0.5" key={name}>
            <dt className="w-44 shrink-0 text-text-2">{name}</dt>
            <dd className="min-w-0 flex-1 wrap-anywhere">{value}</dd>
          </div>
        ))}
    </dl>
  )
}

function Facts({ detail: { incident, apps }, zone, now }: Sheet) {
  const { cause, customerContactAt, proposal } = incident
  const first = knewFirst(incident)
  const knew = first === null ? '' : first ? ' (we knew first)' : ' (they knew first)'
  const theirApps = apps.filter(({ appId }) => incident.appIds.includes(appId)).map(({ name }) => name)
  return (
    <Part title="Facts">
      <Pairs
        of={[
          ['Duration', lengthText(incident, now)],
          ['Severity', severityWords[incident.severity]],
          ['What the numbers say', proposal && `${severityWords[proposal.severity]}: ${proposal.because}`],
          [
            'Cause',
            cause === null
              ? 'not known'
              : [factorWords[cause.category], cause.text].filter(Boolean).join(': '),
          ],
          ['Apps', theirApps.join(', ') || 'all'],
          ['Regions', incident.regions.join(', ') || 'all'],
          ['Lead', incident.lead?.name ?? 'nobody'],
          ['Communications', incident.communications?.name ?? 'nobody'],
          [
            'The customer told us',
            customerContactAt === null ? 'no' : `${formatMoment(customerContactAt, zone)}${knew}`,
          ],
          ['Ticket', incident.ticketUrl],
        ]}
      />
    </Part>
  )
}

function Impact({ detail: { incident }, zone }: Sheet) {
  const { impact, impactAt } = incident
  if (impact === null)
    return (
      <Part title="Impact">
        <p>Not counted.</p>
      </Part>
    )
  const count = (value: number) => formatCount(Math.round(value))
  return (
    <Part title="Impact">
      <Pairs
        of={[
          ['Minutes with impact', count(impact.impactMinutes)],
          ['People', `${count(impact.participants)} in ${count(impact.sessions)} calls`],
          [
            'Minutes of pain',
            `${count(impact.painMinutes)} (${count(impact.poorMinutes)} poor, counted half, ${count(impact.badMinutes)} bad)`,
          ],
          ['Could not join', count(impact.joinFailures)],
          [
            'Of the customer’s people',
            impact.share === null
              ? 'cannot be said: nobody was in a call'
              : `${Math.round(impact.share * 100)} %`,
          ],
          ['Counted from', `${formatMoment(impact.from, zone)} to ${formatMoment(impact.to, zone)}`],
          ['Counted at', impactAt === null ? null : formatMoment(impactAt, zone)],
        ]}
      />
    </Part>
  )
}

function Times({ detail: { incident }, zone }: Sheet) {
  return (
    <Part title="Times">
      <Pairs
        of={incidentTimes.map((time) => {
          const at = incident.times[time] ?? null
          return [timeWords[time], at === null ? 'unknown' : formatMoment(at, zone)] as const
        })}
      />
    </Part>
  )
}

function Alerts({ detail: { alerts }, zone }: Sheet) {
  if (alerts.length === 0) return null
  return (
    <Part title={`Alerts (${alerts.length})`}>
      <ul>
        {alerts.map((alert) => (
          <li className="py-0.5" key={alert.alertId}>
            <span aria-hidden="true">{severityGlyphs[alert.severity]}</span> {severityWords[alert.severity]}:{' '}
            {alert.title}, from {formatMoment(alert.openedAt, zone)}
            {alert.resolvedAt === null ? ', still firing' : ` to ${formatMoment(alert.resolvedAt, zone)}`}
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Calls({ detail: { sessions }, zone }: Sheet) {
  if (sessions.length === 0) return null
  return (
    <Part title={`Calls (${sessions.length})`}>
      <ul>
        {sessions.map((call) => (
          <li className="py-0.5 wrap-anywhere" key={call.sessionId}>
            {call.name}, {call.band}
            {call.score !== null && ` (${call.score.toFixed(1)})`}, started{' '}
            {formatMoment(call.startedAt, zone)}
            {call.why !== '' && `: ${call.why}`}
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Lines({ detail: { timeline }, zone }: Sheet) {
  return (
    <Part title="Timeline">
      {linesByDay(timeline, zone, false).map(({ day, lines }) => (
        <div key={day}>
          <h3 className="mt-2 font-medium">{day}</h3>
          <ol>
            {lines.map((line) => (
              <li className="flex gap-3 border-t border-border py-1" key={line.line}>
                <span className="w-48 shrink-0">{formatMoment(line.at, zone)}</span>
                <div className="min-w-0 flex-1 wrap-anywhere" dir="auto">
                  {line.starred && '★ '}
                  {line.actorName !== null && `${line.actorName}: `}
                  {line.text}
                  {line.body !== null && line.body !== '' && (
                    <div className="mt-0.5 border-s border-border ps-2">
                      <NoteText body={line.body} />
                    </div>
                  )}
                  {line.proof !== null && <p>Proof: {line.proof.label}</p>}
                </div>
                <span className="w-28 shrink-0 text-xs text-text-2">{sourceWords[line.source]}</span>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </Part>
  )
}
