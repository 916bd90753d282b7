'use client'

import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { alertsKey } from '#components/alerting/data/alert-cache.ts'
import { SeverityMark } from '#components/alerting/severity-mark.tsx'
import { api } from '#components/query/api.ts'
import { Ago } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import { inboxSchema } from '#lib/alerting/alerts/contract.ts'
import type { IncidentView } from '#lib/incidents/api-contract.ts'
import { useIncidentAct } from '../acts/use-incident-act.ts'
import { Dialog } from '../dialog.tsx'

/** Alerts of the customer that fire now and are not of this incident. */
export function AttachDialog({
  incident,
  attached,
  onClose,
}: {
  incident: IncidentView
  attached: readonly string[]
  onClose: () => void
}) {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const act = useIncidentAct(incident)
  const firing = useQuery({
    queryKey: [...alertsKey, 'to-attach', incident.customerId],
    queryFn: ({ signal }) =>
      api(
        `/api/v1/alerts?${new URLSearchParams({ view: 'firing', customer: incident.customerId })}`,
        inboxSchema,
        { signal },
      ),
  })
  const alerts = (firing.data?.alerts ?? []).filter(({ alertId }) => !attached.includes(alertId))
  const toggle = (alertId: string) => {
    const next = new Set(marked)
    if (!next.delete(alertId)) next.add(alertId)
    setMarked(next)
  }
  const store = (event: FormEvent) => {
    event.preventDefault()
    act.mutate({ method: 'POST', path: '/alerts', body: { alertIds: [...marked] } }, { onSuccess: onClose })
  }
  return (
    <Dialog onClose={onClose} title={`Attach alerts of ${incident.customerName}`}>
      <form className="flex flex-col gap-3 text-ui" onSubmit={store}>
        {firing.isPending && <div aria-hidden="true" className="skeleton h-24" />}
        {firing.isError && (
          <p className="flex flex-wrap items-center gap-3" role="alert">
            {firing.error.message} <Button onClick={() => void firing.refetch()}>Try again</Button>
          </p>
        )}
        {firing.isSuccess && alerts.length === 0 && (
          <p className="text-text-2">No other alert of this customer fires.</p>
        )}
        <ul className="max-h-[40dvh] overflow-y-auto">
          {alerts.map((alert, i) => (
            <li key={alert.alertId}>
              <label className="flex min-h-11 cursor-pointer items-start gap-3 rounded-md px-2 py-2 hover:bg-raised">
                <input
                  checked={marked.has(alert.alertId)}
                  className="mt-0.5 size-4 shrink-0 accent-(--accent)"
                  data-first={i === 0 ? '' : undefined}
                  onChange={() => toggle(alert.alertId)}
                  type="checkbox"
                />
                <span className="min-w-0">
                  <span className="block font-medium wrap-anywhere">{alert.title}</span>
                  <span className="flex flex-wrap items-center gap-2 text-xs text-text-2">
                    <SeverityMark severity={alert.severity} /> since <Ago at={alert.openedAt} />
                  </span>
                </span>
              </label>
            </li>
          ))}
        </ul>
        {act.error !== null && (
          <p className="font-medium" role="alert">
            Not attached: {act.error.message}
          </p>
        )}
        <Button className="h-11" disabled={marked.size === 0 || act.isPending} look="primary" type="submit">
          Attach {marked.size > 0 && marked.size}
        </Button>
      </form>
    </Dialog>
  )
}
