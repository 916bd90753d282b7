'use client'

import { useState } from 'react'
import { Card } from '#components/incidents/card.tsx'
import { Dialog } from '#components/incidents/dialog.tsx'
import { LoadFailed } from '#components/settings/page-parts.tsx'
import { Button } from '#components/ui/button.tsx'
import type { IncidentView } from '#lib/incidents/api-contract.ts'
import type { ActionView } from '#lib/incidents/learning/contract.ts'
import { ActionForm } from './action-form.tsx'
import { ActionItem } from './action-item.tsx'
import { useIncidentActions } from './use-learning.ts'

type Props = { incident: Pick<IncidentView, 'incidentId'> }

/** What is done so that it does not come back. */
export function IncidentActions({ incident: { incidentId } }: Props) {
  const { data, isError, error, refetch } = useIncidentActions(incidentId)
  const mayWrite = data?.mayWrite === true
  const [editing, setEditing] = useState<ActionView | 'new' | null>(null)
  const add = mayWrite && data && <Button onClick={() => setEditing('new')}>Add action</Button>
  return (
    <Card action={add} title="Corrective actions">
      {!data &&
        (isError ? (
          <LoadFailed onAgain={() => void refetch()} problem={error} />
        ) : (
          <div aria-hidden="true" className="skeleton h-12" />
        ))}
      {data?.actions.length === 0 && (
        <p className="text-text-2">
          None yet. What would have prevented this, shown it sooner or made it milder? Each action has an
          owner and a day, and is watched for 30 days after it is done.
        </p>
      )}
      <ul className="flex flex-col gap-3">
        {data?.actions.map((action) => (
          <li key={action.actionId}>
            <ActionItem action={action} onEdit={mayWrite ? () => setEditing(action) : undefined} />
          </li>
        ))}
      </ul>
      {editing !== null && data && (
        <Dialog
          onClose={() => setEditing(null)}
          title={editing === 'new' ? 'New corrective action' : 'Change this action'}
        >
          <ActionForm
            choices={data}
            incidentId={incidentId}
            onDone={() => setEditing(null)}
            was={editing === 'new' ? null : editing}
          />
        </Dialog>
      )}
    </Card>
  )
}
