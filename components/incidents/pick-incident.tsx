'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { severityLook } from '#components/alerting/alert-words.ts'
import { SeverityGlyph } from '#components/alerting/severity-mark.tsx'
import { api } from '#components/query/api.ts'
import { inputClass } from '#components/settings/field.tsx'
import { Button } from '#components/ui/button.tsx'
import { type IncidentListView, type IncidentView, incidentListSchema } from '#lib/incidents/api-contract.ts'
import { incidentPickKey } from './data/incident-cache.ts'
import { IncidentStatusWord } from './status-word.tsx'

/** One of the open incidents of a customer; every incident of it once somebody searches. */
export function PickIncident({
  customerId,
  without,
  disabled = false,
  onPick,
}: {
  customerId: string
  without?: string
  disabled?: boolean
  onPick: (incident: IncidentView) => void
}) {
  const [typed, setTyped] = useState('')
  const q = typed.trim()
  const view: IncidentListView = q === '' ? 'open' : 'all'
  const found = useQuery({
    queryKey: [...incidentPickKey, customerId, q],
    queryFn: ({ signal }) =>
      api(
        `/api/v1/incidents?${new URLSearchParams({ view, customer: customerId, ...(q === '' ? {} : { q }) })}`,
        incidentListSchema,
        { signal },
      ),
  })
  const incidents = (found.data?.incidents ?? []).filter(({ incidentId }) => incidentId !== without)
  return (
    <div className="flex flex-col gap-2 text-ui">
      <input
        aria-label="Find an incident"
        className={`${inputClass} h-11`}
        data-first=""
        maxLength={200}
        onChange={(event) => setTyped(event.currentTarget.value)}
        placeholder="Open ones; type to search all"
        type="search"
        value={typed}
      />
      {found.isPending && <div aria-hidden="true" className="skeleton h-20" />}
      {found.isError && (
        <p className="flex flex-wrap items-center gap-3" role="alert">
          {found.error.message} <Button onClick={() => void found.refetch()}>Try again</Button>
        </p>
      )}
      {found.isSuccess && incidents.length === 0 && (
        <p className="text-text-2">
          {q === '' ? 'This customer has no open incident.' : 'No incident of this customer matches.'}
        </p>
      )}
      <ul className="max-h-[40dvh] overflow-y-auto">
        {incidents.map((incident) => (
          <li key={incident.incidentId}>
            <button
              className="flex min-h-11 w-full items-start gap-3 rounded-md px-2 py-2 text-start hover:bg-raised disabled:opacity-50"
              disabled={disabled}
              onClick={() => onPick(incident)}
              type="button"
            >
              <SeverityGlyph severity={incident.severity} size={16} />
              <span className="min-w-0">
                <span className="block font-medium wrap-anywhere">
                  <span className="sr-only">{severityLook[incident.severity].word}: </span>
                  <span className="font-mono text-xs">{incident.reference}</span> {incident.title}
                </span>
                <span className="text-xs">
                  <IncidentStatusWord incident={incident} />
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
