'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { type FormEvent, useMemo, useState } from 'react'
import { severityLook } from '#components/alerting/alert-words.ts'
import { useCustomers } from '#components/alerting/suppression/use-label-names.ts'
import { api } from '#components/query/api.ts'
import { useAddress } from '#components/query/use-address.ts'
import { inputClass } from '#components/settings/field.tsx'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { incidentListSchema } from '#lib/incidents/api-contract.ts'
import { type IncidentSeverity, incidentSeverities } from '#lib/incidents/contract.ts'
import { incidentPickKey } from '../data/incident-cache.ts'
import { useOpenParent } from '../data/use-parents.ts'
import { Checks } from '../detail/checks.tsx'
import { parentFromLink } from './parent-link.ts'

/** One cause for several customers: opened by hand, or from what Causes found. */
export function NewParentForm() {
  const [query] = useAddress()
  const given = useMemo(() => parentFromLink(query), [query])
  const customers = useCustomers().data?.customers ?? []
  const open = useOpenParent()
  const [title, setTitle] = useState(given.title)
  const [cause, setCause] = useState(given.cause)
  const [customerIds, setCustomers] = useState<readonly string[]>(given.customerIds)
  const [incidentIds, setIncidents] = useState<readonly string[]>([])
  const [severity, setSeverity] = useState<IncidentSeverity | null>(null)
  const wrong =
    title.trim().length < 3
      ? 'Say what it is.'
      : customerIds.length < 2
        ? 'Choose two customers or more.'
        : null
  const done = (event: FormEvent) => {
    event.preventDefault()
    if (wrong !== null) return
    open.mutate({
      title: title.trim(),
      cause: cause.trim(),
      customerIds: [...customerIds],
      incidentIds: [...incidentIds],
      ...(given.fleetFindingId === null ? {} : { fleetFindingId: given.fleetFindingId }),
      ...(severity === null ? {} : { severity }),
    })
  }
  return (
    <form className="flex max-w-2xl flex-col gap-4 text-ui" onSubmit={done}>
      <div>
        <h1 className="text-title font-semibold">Open for several customers</h1>
        <p className="text-text-2">
          One shared cause for you, and an incident of its own for each customer. No customer reads this title
          or this cause, nor that others have it too.
        </p>
      </div>
      <label className="flex flex-col gap-1">
        <span className="font-medium">Title for staff</span>
        <input
          className={inputClass}
          maxLength={200}
          onChange={(event) => setTitle(event.currentTarget.value)}
          placeholder="Relay in eu-west loses packets"
          value={title}
        />
      </label>
      <label className="flex flex-col gap-1">
        <span className="font-medium">The cause they share (may stay empty)</span>
        <textarea
          className="min-h-16 rounded-md border border-border-strong bg-surface p-2 text-base sm:text-ui"
          maxLength={2_000}
          onChange={(event) => setCause(event.currentTarget.value)}
          value={cause}
        />
      </label>
      <Checks all={customers} label="Customers" onChange={setCustomers} value={customerIds} />
      <OpenOnes customerIds={customerIds} onChange={setIncidents} value={incidentIds} />
      <label className="flex flex-col gap-1">
        <span className="font-medium">Severity of the new incidents</span>
        <select
          className={`${inputClass} self-start`}
          onChange={(event) =>
            setSeverity(incidentSeverities.find((one) => one === event.currentTarget.value) ?? null)
          }
          value={severity ?? ''}
        >
          <option value="">as the numbers of each propose</option>
          {incidentSeverities.toReversed().map((one) => (
            <option key={one} value={one}>
              {severityLook[one].word}
            </option>
          ))}
        </select>
      </label>
      {open.error !== null && (
        <p className="font-medium" role="alert">
          Not opened: {open.error.message}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button disabled={wrong !== null || open.isPending} look="primary" type="submit">
          {open.isPending ? 'Opening …' : `Open for ${customerIds.length} customers`}
        </Button>
        <Link className={buttonClass('quiet')} href="/incidents/shared">
          Cancel
        </Link>
        {wrong !== null && <span className="text-xs text-text-2">{wrong}</span>}
      </div>
    </form>
  )
}

/** Incidents of those customers that are open already: they are taken in, and no second one is opened. */
function OpenOnes({
  customerIds,
  value,
  onChange,
}: {
  customerIds: readonly string[]
  value: readonly string[]
  onChange: (ids: readonly string[]) => void
}) {
  const open = useQuery({
    queryKey: [...incidentPickKey, 'open-ones'],
    queryFn: ({ signal }) => api('/api/v1/incidents?view=open', incidentListSchema, { signal }),
  })
  const theirs = (open.data?.incidents ?? []).filter(
    ({ customerId, shared }) => customerIds.includes(customerId) && !shared,
  )
  if (theirs.length === 0) return null
  return (
    <Checks
      all={theirs.map(({ incidentId, reference, title }) => ({
        id: incidentId,
        name: `${reference} ${title}`,
      }))}
      hint="Those you choose are taken in; for these customers no new incident is opened."
      label="Open incidents that are the same"
      onChange={onChange}
      value={value}
    />
  )
}
