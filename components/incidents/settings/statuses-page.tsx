'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { z } from 'zod'
import { write } from '#components/sessions/write-api.ts'
import { inputClass } from '#components/settings/field.tsx'
import {
  LoadFailed,
  NotStored,
  ReadOnlyNotice,
  RowsSkeleton,
  SettingsHeading,
} from '#components/settings/page-parts.tsx'
import { Button } from '#components/ui/button.tsx'
import type { IncidentStatuses } from '#lib/incidents/api-contract.ts'
import { publicStatusOf } from '#lib/incidents/contract.ts'
import { incidentsKey } from '../data/incident-cache.ts'
import { statusesKey, useStatuses } from '../data/use-statuses.ts'

const categoryWords: Record<string, string> = {
  created: 'not yet taken up',
  acknowledged: 'somebody works on it',
  mitigated: 'the customer feels it less, or no more',
  resolved: 'it is over',
  closed: 'it is over and learned from',
  dismissed: 'it was none, or is another one',
}

/** What the MSP calls each status. What it means stays, whatever it is called. */
export function StatusesPage({ mayWrite }: { mayWrite: boolean }) {
  const statuses = useStatuses()
  return (
    <>
      <SettingsHeading
        about="What you call the steps of an incident. What each means, and what customers read, stays as it is."
        title="Statuses"
      />
      {!mayWrite && <ReadOnlyNotice who="an administrator" />}
      {statuses.isPending && <RowsSkeleton />}
      {statuses.isError && !statuses.data && (
        <LoadFailed onAgain={() => void statuses.refetch()} problem={statuses.error} />
      )}
      <ul className="flex flex-col gap-2">
        {statuses.data?.statuses.map((status) => (
          <li className="rounded-lg border border-border bg-surface p-3 text-ui" key={status.key}>
            <Status key={status.version} mayWrite={mayWrite} status={status} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Status({ status, mayWrite }: { status: IncidentStatuses['statuses'][number]; mayWrite: boolean }) {
  const { key, label, category, version } = status
  const [typed, setTyped] = useState(label)
  const client = useQueryClient()
  const store = useMutation({
    mutationFn: (next: string) =>
      write('PUT', `/api/v1/incident-statuses/${key}`, z.unknown(), { version, label: next }),
    onSettled: () =>
      Promise.all([statusesKey, incidentsKey].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
  const changed = typed.trim() !== label && typed.trim() !== ''
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (changed) store.mutate(typed.trim())
  }
  return (
    <form className="flex flex-wrap items-center gap-x-4 gap-y-2" onSubmit={save}>
      <input
        aria-label={`Label of ${key}`}
        className={`${inputClass} w-48`}
        disabled={!mayWrite || store.isPending}
        maxLength={40}
        onChange={(event) => setTyped(event.currentTarget.value)}
        value={typed}
      />
      <p className="min-w-0 flex-1 basis-60 text-text-2">
        <span className="font-mono text-xs">{key}</span>: {categoryWords[category] ?? category}. Customers
        read “{publicStatusOf[key]}”.
      </p>
      {changed && (
        <Button disabled={store.isPending} look="primary" type="submit">
          Save
        </Button>
      )}
      <NotStored problem={store.error} />
    </form>
  )
}
