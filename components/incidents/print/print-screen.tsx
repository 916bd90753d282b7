'use client'

import { useState } from 'react'
import { useCustomers } from '#components/alerting/suppression/use-label-names.ts'
import { useAddress } from '#components/query/use-address.ts'
import { inputClass } from '#components/settings/field.tsx'
import { useZone } from '#components/time/use-zone.ts'
import { Button } from '#components/ui/button.tsx'
import { isMissing, useIncident } from '../data/use-incident.ts'
import './print.css'
import { PrintSheet } from './print-sheet.tsx'
import { zonesToPrint } from './zones.ts'

/** The incident on paper: without chrome, in one zone that is named, readable without colours. */
export function PrintScreen({ reference }: { reference: string }) {
  const { data, isError, error, refetch } = useIncident(reference)
  // what is printed has one moment, not the one of each of its lines
  const [printedAt] = useState(() => Date.now())
  const own = useZone()
  const [query, change] = useAddress()
  const customers = useCustomers().data?.customers ?? []
  if (!data)
    return (
      <main className="incident-sheet text-ui" id="main">
        {isError ? (
          <p className="flex flex-wrap items-center gap-3" role="alert">
            {isMissing(error)
              ? 'There is no such incident, or it belongs to a customer you are not assigned to.'
              : error.message}
            {!isMissing(error) && <Button onClick={() => void refetch()}>Try again</Button>}
          </p>
        ) : (
          <p role="status">Loading the incident …</p>
        )}
      </main>
    )
  const theirs = customers.find(({ id }) => id === data.incident.customerId)?.timeZone ?? null
  const zones = zonesToPrint(own, theirs)
  const zone = zones.find(({ zone: one }) => one === query.get('zone'))?.zone ?? own
  return (
    <main className="incident-sheet" id="main">
      <div className="no-print mb-6 flex flex-wrap items-center gap-3 rounded-lg border border-border bg-raised p-3 text-ui">
        <Button look="primary" onClick={() => window.print()}>
          Print, or save as PDF
        </Button>
        <label className="flex items-center gap-2">
          Times in
          <select
            className={inputClass}
            onChange={(event) => {
              const { value } = event.currentTarget
              change((next) => next.set('zone', value))
            }}
            value={zone}
          >
            {zones.map(({ zone: one, word }) => (
              <option key={one} value={one}>
                {one} ({word})
              </option>
            ))}
          </select>
        </label>
      </div>
      <PrintSheet detail={data} now={printedAt} zone={zone} />
    </main>
  )
}
