'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { IncidentView } from '#lib/incidents/api-contract.ts'
import type { FactorKind } from '#lib/incidents/contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { useIncidentAct } from '../acts/use-incident-act.ts'
import { Card } from '../card.tsx'
import { factorWords } from '../words.ts'
import { CauseFields } from './cause-fields.tsx'

/** What it was. Kinds of things, never people. */
export function CauseCard({ incident }: { incident: IncidentView }) {
  const [draft, setDraft] = useState<{ category: FactorKind; text: string } | null>(null)
  const { cannot } = useIncidentActs()
  const act = useIncidentAct(incident)
  const { cause } = incident
  const store = (event: FormEvent) => {
    event.preventDefault()
    if (draft)
      act.mutate(
        { method: 'PATCH', path: '', body: { version: incident.version, cause: draft } },
        { onSuccess: () => setDraft(null) },
      )
  }
  return (
    <Card
      action={
        draft === null && (
          <Button
            aria-label="Change the cause"
            disabled={cannot !== null}
            look="bare"
            onClick={() => setDraft(cause ?? { category: 'unknown', text: '' })}
            title={cannot ?? undefined}
          >
            Edit
          </Button>
        )
      }
      title="Cause"
    >
      {draft === null ? (
        cause === null ? (
          <p className="text-text-2">Not known yet. It is asked for when the incident is resolved.</p>
        ) : (
          <p className="wrap-anywhere">
            <span className="font-medium">{factorWords[cause.category]}</span>
            {cause.text !== '' && `: ${cause.text}`}
          </p>
        )
      ) : (
        <form className="flex flex-col gap-3" onSubmit={store}>
          <CauseFields onChange={setDraft} value={draft} />
          {act.error !== null && (
            <p className="font-medium" role="alert">
              Not stored: {act.error.message}
            </p>
          )}
          <div className="flex gap-2">
            <Button disabled={act.isPending} look="primary" type="submit">
              Save
            </Button>
            <Button onClick={() => setDraft(null)}>Cancel</Button>
          </div>
        </form>
      )}
    </Card>
  )
}
