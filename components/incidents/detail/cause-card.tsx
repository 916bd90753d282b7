'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { IncidentView } from '#lib/incidents/api-contract.ts'
import type { FactorKind } from '#lib/incidents/contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { useIncidentAct } from '../acts/use-incident-act.ts'
import { NotStoredHere, useMeanwhile } from '../acts/use-meanwhile.tsx'
import { Card } from '../card.tsx'
import { factorWords } from '../words.ts'
import { CauseFields } from './cause-fields.tsx'

/** What it was. Kinds of things, never people. */
export function CauseCard({ incident }: { incident: IncidentView }) {
  const [editing, setEditing] = useState(false)
  const { cannot } = useIncidentActs()
  const { cause } = incident
  return (
    <Card
      action={
        !editing && (
          <Button
            aria-label="Change the cause"
            disabled={cannot !== null}
            look="bare"
            onClick={() => setEditing(true)}
            title={cannot ?? undefined}
          >
            Edit
          </Button>
        )
      }
      title="Cause"
    >
      {editing ? (
        <CauseForm incident={incident} onDone={() => setEditing(false)} />
      ) : cause === null ? (
        <p className="text-text-2">Not known yet. It is asked for when the incident is resolved.</p>
      ) : (
        <p className="wrap-anywhere" dir="auto">
          {causeText(cause)}
        </p>
      )}
    </Card>
  )
}

const causeText = ({ category, text }: { category: FactorKind; text: string }) =>
  [factorWords[category], text].filter((part) => part !== '').join(': ')

function CauseForm({ incident, onDone }: { incident: IncidentView; onDone: () => void }) {
  const { cause } = incident
  const [draft, setDraft] = useState<{ category: FactorKind; text: string }>(
    cause ?? { category: 'unknown', text: '' },
  )
  const act = useIncidentAct(incident)
  const { mayStore, told } = useMeanwhile(cause)
  const store = (event: FormEvent) => {
    event.preventDefault()
    if (mayStore(act.error))
      act.mutate(
        { method: 'PATCH', path: '', body: { version: incident.version, cause: draft } },
        { onSuccess: onDone },
      )
  }
  return (
    <form className="flex flex-col gap-3" onSubmit={store}>
      <CauseFields onChange={setDraft} value={draft} />
      <NotStoredHere
        problem={act.error}
        told={told}
        {...(told && cause !== null ? { current: causeText(cause) } : {})}
      />
      <div className="flex gap-2">
        <Button disabled={act.isPending} look="primary" type="submit">
          Save
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  )
}
