'use client'

import Link from 'next/link'
import { type FormEvent, useState } from 'react'
import { inputClass } from '#components/settings/field.tsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import { Button, buttonClass } from '#components/ui/button.tsx'
import type { ParentIncidentView } from '#lib/incidents/api-contract.ts'
import { IncidentActsProvider } from '../acts/acts.tsx'
import { type IncidentActs, useIncidentActs } from '../acts/acts-context.ts'
import { isMissing } from '../data/use-incident.ts'
import { useChangeParent, useParent } from '../data/use-parents.ts'
import { IncidentRow } from '../list/incident-row.tsx'
import { childrenText } from './children-words.ts'
import { MoveAll } from './move-all.tsx'

type Props = { parentId: string; me: IncidentActs['me']; mayAct: boolean }

/** One shared cause with the incidents of its customers. */
export function ParentScreen({ parentId, me, mayAct }: Props) {
  const { data, isError, error, refetch } = useParent(parentId)
  return (
    <IncidentActsProvider mayAct={mayAct} me={me}>
      {data ? (
        <Parent parent={data} />
      ) : isError ? (
        <div className="hatched flex flex-col items-start gap-3 rounded-lg border border-border-strong p-4 text-ui">
          <p>
            {isMissing(error)
              ? 'There is no such shared cause, or it touches a customer you are not assigned to.'
              : error.message}
          </p>
          {isMissing(error) ? (
            <Link className={buttonClass('quiet')} href="/incidents/shared">
              To all shared causes
            </Link>
          ) : (
            <Button onClick={() => void refetch()}>Try again</Button>
          )}
        </div>
      ) : (
        <div aria-busy="true" className="flex flex-col gap-4">
          <p className="sr-only">Loading the shared cause</p>
          <div className="skeleton h-28" />
          <div className="skeleton h-64" />
        </div>
      )}
    </IncidentActsProvider>
  )
}

function Parent({ parent }: { parent: ParentIncidentView }) {
  const [editing, setEditing] = useState(false)
  const { cannot } = useIncidentActs()
  return (
    <article aria-label={`${parent.reference} ${parent.title}`} className="flex flex-col gap-4">
      <header className="flex flex-col gap-2 rounded-lg border border-border-strong bg-surface p-3 sm:p-4">
        <p className="flex flex-wrap items-center gap-x-3 text-ui text-text-2">
          <Link className="underline underline-offset-2" href="/incidents/shared">
            Shared causes
          </Link>
          <span className="font-mono font-medium text-text">{parent.reference}</span>
          <span>{childrenText(parent.children)}</span>
        </p>
        {editing ? (
          <EditParent onDone={() => setEditing(false)} parent={parent} />
        ) : (
          <>
            <div className="flex items-start gap-2">
              <h1 className="min-w-0 text-title font-semibold wrap-anywhere" dir="auto">
                {parent.title}
              </h1>
              <Button
                aria-label="Change title and cause"
                disabled={cannot !== null}
                look="bare"
                onClick={() => setEditing(true)}
                title={cannot ?? undefined}
              >
                Edit
              </Button>
            </div>
            <p className="text-ui wrap-anywhere" dir="auto">
              {parent.cause === '' ? (
                <span className="text-text-2">The cause is not written down yet.</span>
              ) : (
                parent.cause
              )}
            </p>
          </>
        )}
        <p className="text-xs text-text-2">
          Opened by {parent.createdName}, <AbsoluteTime at={parent.createdAt} show="moment" />
          {parent.fleetFindingId !== null && ', from a finding about many calls'}. Nothing of this page, and
          nothing of one customer, reaches another.
        </p>
        <MoveAll parent={parent} />
      </header>
      <section aria-label="Incidents of its customers" className="rounded-lg border border-border bg-surface">
        <ul>
          {parent.children.map((incident) => (
            <IncidentRow incident={incident} key={incident.incidentId} />
          ))}
        </ul>
      </section>
    </article>
  )
}

function EditParent({ parent, onDone }: { parent: ParentIncidentView; onDone: () => void }) {
  const [title, setTitle] = useState(parent.title)
  const [cause, setCause] = useState(parent.cause)
  const change = useChangeParent(parent.parentId)
  const store = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(
      { version: parent.version, title: title.trim(), cause: cause.trim() },
      { onSuccess: onDone },
    )
  }
  return (
    <form className="flex flex-col gap-3 text-ui" onSubmit={store}>
      <label className="flex flex-col gap-1">
        <span className="font-medium">Title for staff</span>
        <input
          className={inputClass}
          maxLength={200}
          minLength={3}
          onChange={(event) => setTitle(event.currentTarget.value)}
          required
          value={title}
        />
      </label>
      <label className="flex flex-col gap-1">
        <span className="font-medium">The cause they share</span>
        <textarea
          className="min-h-20 rounded-md border border-border-strong bg-surface p-2 text-base sm:text-ui"
          maxLength={2_000}
          onChange={(event) => setCause(event.currentTarget.value)}
          value={cause}
        />
      </label>
      {change.error !== null && (
        <p className="font-medium" role="alert">
          Not stored: {change.error.message} What you wrote is still here.
        </p>
      )}
      <div className="flex gap-2">
        <Button disabled={change.isPending} look="primary" type="submit">
          Save
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  )
}
