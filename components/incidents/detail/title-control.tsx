'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { IncidentView } from '#lib/incidents/api-contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { useIncidentAct } from '../acts/use-incident-act.ts'
import { NotStoredHere, useMeanwhile } from '../acts/use-meanwhile.tsx'
import { goThere } from '../go-there.ts'

/** What staff call it. The customer reads another title, written with the updates. */
export function TitleControl({ incident }: { incident: IncidentView }) {
  const [editing, setEditing] = useState(false)
  const { cannot } = useIncidentActs()
  if (editing) return <TitleForm incident={incident} onDone={() => setEditing(false)} />
  return (
    <div className="mt-1 flex items-start gap-2">
      <h1 className="min-w-0 text-title font-semibold wrap-anywhere" dir="auto">
        {incident.title}
      </h1>
      <Button
        aria-label="Change the title"
        disabled={cannot !== null}
        look="bare"
        onClick={() => setEditing(true)}
        title={cannot ?? undefined}
      >
        Edit
      </Button>
    </div>
  )
}

function TitleForm({ incident, onDone }: { incident: IncidentView; onDone: () => void }) {
  const [typed, setTyped] = useState(incident.title)
  const act = useIncidentAct(incident)
  const { mayStore, told } = useMeanwhile(incident.title)
  const store = (event: FormEvent) => {
    event.preventDefault()
    if (mayStore(act.error))
      act.mutate(
        { method: 'PATCH', path: '', body: { version: incident.version, title: typed.trim() } },
        { onSuccess: onDone },
      )
  }
  return (
    <form className="mt-1 flex flex-col gap-2" onSubmit={store}>
      <input
        aria-label="Title for staff"
        className="h-10 w-full rounded-md border border-border-strong bg-surface px-2 text-base font-semibold"
        maxLength={200}
        minLength={3}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onDone()}
        ref={goThere}
        value={typed}
      />
      <NotStoredHere current={incident.title} problem={act.error} told={told} />
      <div className="flex gap-2">
        <Button disabled={act.isPending || typed.trim().length < 3} look="primary" type="submit">
          Save
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  )
}
