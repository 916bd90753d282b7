'use client'

import { useState } from 'react'
import { AbsoluteTime } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import { StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { IncidentView } from '#lib/incidents/api-contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { useIncidentAct } from '../acts/use-incident-act.ts'
import { Card } from '../card.tsx'
import { knewFirst } from '../clocks.ts'
import { MomentField } from '../moment-field.tsx'

/** Whether we knew before the customer told us: one click when the phone rings. */
export function ContactCard({ incident }: { incident: IncidentView }) {
  const [other, setOther] = useState<number | null | undefined>(undefined)
  const act = useIncidentAct(incident)
  const { cannot, say } = useIncidentActs()
  const at = incident.customerContactAt
  const record = (moment: number | null) =>
    act.mutate(
      { method: 'POST', path: '/customer-contact', body: { at: moment } },
      {
        onSuccess: () => {
          setOther(undefined)
          say(
            moment === null ? 'The customer has not told us' : 'Noted that the customer told us',
            at === null && moment !== null ? () => record(null) : null,
          )
        },
        onError: (problem) => say(`Not noted: ${problem.message}`, null),
      },
    )
  const off = cannot !== null || act.isPending
  return (
    <Card title="We knew first">
      <Said incident={incident} />
      <div className="mt-2 flex flex-wrap gap-2">
        {at === null && (
          <Button disabled={off} onClick={() => record(Date.now())} title={cannot ?? undefined}>
            The customer tells us now
          </Button>
        )}
        <Button
          aria-expanded={other !== undefined}
          disabled={off}
          onClick={() => setOther(other === undefined ? at : undefined)}
          title={cannot ?? undefined}
        >
          {at === null ? 'At another time' : 'Change'}
        </Button>
        {at !== null && (
          <Button disabled={off} look="bare" onClick={() => record(null)}>
            They have not
          </Button>
        )}
      </div>
      {other !== undefined && (
        <div className="mt-2 flex flex-col gap-2 rounded-md bg-raised p-2">
          <MomentField label="The customer told us at" onChange={setOther} value={other} />
          <Button
            className="self-start"
            disabled={other === null || off}
            look="primary"
            onClick={() => record(other)}
          >
            Save
          </Button>
        </div>
      )}
    </Card>
  )
}

function Said({ incident }: { incident: IncidentView }) {
  const { customerContactAt: at } = incident
  if (at === null) return <p className="text-text-2">The customer has not told us of it.</p>
  const first = knewFirst(incident)
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <StatusGlyph size={14} token={first === null ? 'unk' : first ? 'ok' : 'minor'} />
      <span className="font-medium">
        {first === null
          ? 'It is not known when we detected it.'
          : first
            ? 'We knew before the customer did.'
            : 'The customer knew before we did.'}
      </span>
      <span className="text-text-2">
        They told us <AbsoluteTime at={at} show="moment" />.
      </span>
    </p>
  )
}
