'use client'

import { severityLook } from '#components/alerting/alert-words.ts'
import { SeverityGlyph } from '#components/alerting/severity-mark.tsx'
import { inputClass } from '#components/settings/field.tsx'
import { Ago } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import type { IncidentView } from '#lib/incidents/api-contract.ts'
import { type IncidentSeverity, incidentSeverities } from '#lib/incidents/contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { useIncidentAct } from '../acts/use-incident-act.ts'

/** How grave people call it, and what the numbers and the contract say when that is another word. */
export function SeverityControl({ incident }: { incident: IncidentView }) {
  const act = useIncidentAct(incident)
  const { cannot, say } = useIncidentActs()
  const off = cannot !== null || act.isPending
  const choose = (severity: IncidentSeverity) =>
    act.mutate(
      { method: 'PATCH', path: '', body: { version: incident.version, severity } },
      { onError: (problem) => say(`Not changed: ${problem.message}`, null) },
    )
  const { proposal } = incident
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-ui">
      <label className="flex items-center gap-2">
        <span className="text-text-2">Severity</span>
        <select
          className={inputClass}
          disabled={off}
          onChange={(event) => {
            const severity = incidentSeverities.find((one) => one === event.currentTarget.value)
            if (severity) choose(severity)
          }}
          title={cannot ?? undefined}
          value={incident.severity}
        >
          {incidentSeverities.toReversed().map((severity) => (
            <option key={severity} value={severity}>
              {severityLook[severity].word}
            </option>
          ))}
        </select>
      </label>
      {proposal !== null && proposal.severity === incident.severity && (
        <span className="text-xs text-text-2">The numbers say so too: {proposal.because}</span>
      )}
      {proposal !== null && proposal.severity !== incident.severity && (
        <span className="flex min-w-0 flex-wrap items-center gap-2 rounded-md border border-border-strong bg-raised px-2 py-1">
          <SeverityGlyph severity={proposal.severity} size={16} />
          <span className="min-w-0">
            The numbers say <strong className="font-semibold">{severityLook[proposal.severity].word}</strong>:{' '}
            {proposal.because}{' '}
            <span className="text-xs text-text-3">
              <Ago at={proposal.at} />
            </span>
          </span>
          <Button disabled={off} onClick={() => choose(proposal.severity)}>
            Take it
          </Button>
        </span>
      )}
    </div>
  )
}
