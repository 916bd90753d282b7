'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { IncidentView } from '#lib/incidents/api-contract.ts'
import { useIncidentAct } from '../acts/use-incident-act.ts'
import { Dialog } from '../dialog.tsx'
import { PickIncident } from '../pick-incident.tsx'

/** Two incidents turn out to be one: this one ends, the other takes its alerts and calls. */
export function MergeDialog({ incident, onClose }: { incident: IncidentView; onClose: () => void }) {
  const [into, setInto] = useState<IncidentView | null>(null)
  const act = useIncidentAct(incident)
  const merge = (other: IncidentView) =>
    act.mutate(
      { method: 'POST', path: '/merge', body: { version: incident.version, into: other.incidentId } },
      { onSuccess: onClose },
    )
  return (
    <Dialog onClose={onClose} title={`Merge ${incident.reference} into another`}>
      {into === null ? (
        <PickIncident customerId={incident.customerId} onPick={setInto} without={incident.incidentId} />
      ) : (
        <div className="flex flex-col gap-3 text-ui">
          <p>
            {incident.reference} ends as merged, and its alerts and calls go to{' '}
            <strong className="font-semibold">
              {into.reference} {into.title}
            </strong>
            . Its timeline stays readable here.
          </p>
          {act.error !== null && (
            <p className="font-medium" role="alert">
              Not merged: {act.error.message}
            </p>
          )}
          <div className="flex gap-2">
            <Button className="h-11" disabled={act.isPending} look="primary" onClick={() => merge(into)}>
              Merge
            </Button>
            <Button className="h-11" onClick={() => setInto(null)}>
              Another one
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  )
}
