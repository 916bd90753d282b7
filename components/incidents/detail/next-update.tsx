'use client'

import { useState } from 'react'
import { AbsoluteTime } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import type { IncidentView } from '#lib/incidents/api-contract.ts'
import { isOngoing } from '#lib/incidents/contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { useIncidentAct } from '../acts/use-incident-act.ts'
import { Dialog } from '../dialog.tsx'
import { DueWord } from '../due-word.tsx'
import { MomentField } from '../moment-field.tsx'

const minute = 60_000
const spans = [15, 30, 60, 120] as const

/** When the customer hears from us again, and the way to promise it. */
export function NextUpdate({ incident }: { incident: IncidentView }) {
  const [open, setOpen] = useState(false)
  const { cannot } = useIncidentActs()
  if (!isOngoing(incident.status)) return null
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-text-2">Next:</span>
      <DueWord incident={incident} />
      {incident.nextUpdateDueAt !== null && (
        <AbsoluteTime at={incident.nextUpdateDueAt} className="text-text-2" show="short" />
      )}
      <Button
        aria-haspopup="dialog"
        disabled={cannot !== null}
        onClick={() => setOpen(true)}
        title={cannot ?? undefined}
      >
        {incident.nextUpdateDueAt === null ? 'Promise an update' : 'Change'}
      </Button>
      {open && <DueDialog incident={incident} onClose={() => setOpen(false)} />}
    </div>
  )
}

function DueDialog({ incident, onClose }: { incident: IncidentView; onClose: () => void }) {
  const [at, setAt] = useState<number | null>(incident.nextUpdateDueAt)
  const act = useIncidentAct(incident)
  const store = (nextUpdateDueAt: number | null) =>
    act.mutate(
      { method: 'PATCH', path: '', body: { version: incident.version, nextUpdateDueAt } },
      { onSuccess: onClose },
    )
  return (
    <Dialog onClose={onClose} title="The next update is due">
      <div className="flex flex-col gap-3 text-ui">
        <div className="grid grid-cols-2 gap-2">
          {spans.map((minutes, i) => (
            <Button
              className="h-11"
              data-first={i === 0 ? '' : undefined}
              disabled={act.isPending}
              key={minutes}
              onClick={() => store(Date.now() + minutes * minute)}
            >
              in {minutes < 60 ? `${minutes} min` : `${minutes / 60} h`}
            </Button>
          ))}
        </div>
        <MomentField label="Or at" onChange={setAt} value={at} />
        {act.error !== null && (
          <p className="font-medium" role="alert">
            Not stored: {act.error.message}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button disabled={at === null || act.isPending} look="primary" onClick={() => store(at)}>
            Save
          </Button>
          {incident.nextUpdateDueAt !== null && (
            <Button disabled={act.isPending} onClick={() => store(null)}>
              Promise nothing
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  )
}
