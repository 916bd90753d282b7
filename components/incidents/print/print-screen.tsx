'use client'

import { useState } from 'react'
import { useCustomers } from '#components/alerting/suppression/use-label-names.ts'
import { Button } from '#components/ui/button.tsx'
import { isMissing, useIncident } from '../data/use-incident.ts'
import './print.css'
import { PrintFrame } from './print-frame.tsx'
import { PrintSheet } from './print-sheet.tsx'

/** The incident on paper: without chrome, in one zone that is named, readable without colours. */
export function PrintScreen({ reference }: { reference: string }) {
  const { data, isError, error, refetch } = useIncident(reference)
  // what is printed has one moment, not the one of each of its lines
  const [printedAt] = useState(() => Date.now())
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
  return (
    <PrintFrame customerZone={theirs}>
      {(zone) => <PrintSheet detail={data} now={printedAt} zone={zone} />}
    </PrintFrame>
  )
}
