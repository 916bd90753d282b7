'use client'

import Link from 'next/link'
import { useState } from 'react'
import { inputClass } from '#components/settings/field.tsx'
import { Button } from '#components/ui/button.tsx'
import { useLink } from '../data/use-open-incident.ts'
import { Dialog } from '../dialog.tsx'
import { PickIncident } from '../pick-incident.tsx'

/** Makes a call evidence of an incident: its measurements are kept as long as the incident. */
export function LinkSession({ sessionId, customerId }: { sessionId: string; customerId: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Link to incident
      </Button>
      {open && <LinkDialog customerId={customerId} onClose={() => setOpen(false)} sessionId={sessionId} />}
    </>
  )
}

function LinkDialog({
  sessionId,
  customerId,
  onClose,
}: {
  sessionId: string
  customerId: string
  onClose: () => void
}) {
  const [why, setWhy] = useState('')
  const [linked, setLinked] = useState<string | null>(null)
  const link = useLink()
  return (
    <Dialog onClose={onClose} title="Link this call to an incident">
      {linked === null ? (
        <div className="flex flex-col gap-3 text-ui">
          <label className="flex flex-col gap-1">
            <span className="font-medium">What it shows (may stay empty)</span>
            <input
              className={`${inputClass} h-11`}
              maxLength={500}
              onChange={(event) => setWhy(event.currentTarget.value)}
              placeholder="Loss on both ends at the same second"
              value={why}
            />
          </label>
          <PickIncident
            customerId={customerId}
            disabled={link.isPending}
            onPick={({ incidentId, reference }) =>
              link.mutate(
                { incidentId, sessionId, why: why.trim() },
                { onSuccess: () => setLinked(reference) },
              )
            }
          />
          {link.error !== null && (
            <p className="font-medium" role="alert">
              Not linked: {link.error.message}
            </p>
          )}
        </div>
      ) : (
        <div className="flex flex-col gap-3 text-ui">
          <p role="status">
            Linked to{' '}
            <Link
              className="font-medium underline underline-offset-2"
              href={`/incidents/${encodeURIComponent(linked)}`}
            >
              {linked}
            </Link>
            . Its measurements are kept as evidence.
          </p>
          <Button className="h-11" onClick={onClose}>
            Done
          </Button>
        </div>
      )}
    </Dialog>
  )
}
