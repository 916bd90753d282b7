'use client'

import { type FormEvent, useId, useState } from 'react'
import { type FormProps, useAlertActs } from '#components/alerting/acts/acts-context.ts'
import { severityLook } from '#components/alerting/alert-words.ts'
import { inputClass } from '#components/settings/field.tsx'
import { Button } from '#components/ui/button.tsx'
import type { IncidentView } from '#lib/incidents/api-contract.ts'
import { type IncidentSeverity, incidentSeverities } from '#lib/incidents/contract.ts'
import { useLink, useOpenIncident } from '../data/use-open-incident.ts'
import { PickIncident } from '../pick-incident.tsx'
import { customerOfAlerts, titleFromAlerts } from './title-from-alerts.ts'

/** From alerts to the incident they are signs of: a new one, or one that is open. */
export function OpenFromAlerts({ alerts, onClose }: FormProps) {
  const [linking, setLinking] = useState(false)
  const customerId = customerOfAlerts(alerts)
  if (customerId === null)
    return (
      <p className="text-ui">
        These alerts belong to several customers, and an incident belongs to one. Mark those of one customer;
        for a cause that several share, open a shared incident from Causes.
      </p>
    )
  return (
    <div className="flex flex-col gap-3">
      {linking ? (
        <LinkAlerts alerts={alerts} customerId={customerId} onClose={onClose} />
      ) : (
        <NewFromAlerts alerts={alerts} customerId={customerId} />
      )}
      <Button className="h-11" onClick={() => setLinking(!linking)}>
        {linking ? 'Open a new one instead' : 'Link to an open one instead'}
      </Button>
    </div>
  )
}

function NewFromAlerts({ alerts, customerId }: Pick<FormProps, 'alerts'> & { customerId: string }) {
  const id = useId()
  const { cannot } = useAlertActs()
  const open = useOpenIncident()
  const [title, setTitle] = useState(() => titleFromAlerts(alerts))
  const [severity, setSeverity] = useState<IncidentSeverity | null>(null)
  const done = (event: FormEvent) => {
    event.preventDefault()
    if (cannot !== null || open.isPending) return
    open.mutate({
      customerId,
      title: title.trim(),
      alertIds: alerts.map(({ alertId }) => alertId),
      ...(severity === null ? {} : { severity }),
    })
  }
  return (
    <form className="flex flex-col gap-3 text-ui" onSubmit={done}>
      <label className="font-medium" htmlFor={id}>
        Title for staff
      </label>
      <input
        className={`${inputClass} -mt-2 h-11 text-base sm:text-ui`}
        data-first=""
        id={id}
        maxLength={200}
        minLength={3}
        onChange={(event) => setTitle(event.currentTarget.value)}
        required
        value={title}
      />
      <label className="flex flex-col gap-1">
        <span className="font-medium">Severity</span>
        <select
          className={`${inputClass} h-11`}
          onChange={(event) =>
            setSeverity(incidentSeverities.find((one) => one === event.currentTarget.value) ?? null)
          }
          value={severity ?? ''}
        >
          <option value="">as the numbers propose</option>
          {incidentSeverities.toReversed().map((one) => (
            <option key={one} value={one}>
              {severityLook[one].word}
            </option>
          ))}
        </select>
      </label>
      <p className="text-xs text-text-2">
        {alerts.length === 1 ? 'The alert is' : `${alerts.length} alerts are`} attached; the customer sees
        nothing of it until you publish an update.
      </p>
      {open.error !== null && (
        <p className="font-medium" role="alert">
          Not opened: {open.error.message}
        </p>
      )}
      {cannot !== null && <p className="text-xs font-medium">{cannot}</p>}
      <Button
        className="h-11"
        disabled={cannot !== null || open.isPending || title.trim().length < 3}
        look="primary"
        type="submit"
      >
        {open.isPending ? 'Opening …' : 'Open incident'}{' '}
        <kbd className="border-transparent! bg-transparent! text-accent-on! max-sm:hidden">Enter</kbd>
      </Button>
    </form>
  )
}

function LinkAlerts({ alerts, customerId, onClose }: Omit<FormProps, 'onAct'> & { customerId: string }) {
  const { cannot, say } = useAlertActs()
  const link = useLink()
  const pick = ({ incidentId, reference }: IncidentView) =>
    link.mutate(
      { incidentId, alertIds: alerts.map(({ alertId }) => alertId) },
      {
        onSuccess: () => {
          say(`Linked to ${reference}`)
          onClose()
        },
      },
    )
  return (
    <>
      <PickIncident customerId={customerId} disabled={cannot !== null || link.isPending} onPick={pick} />
      {link.error !== null && (
        <p className="text-ui font-medium" role="alert">
          Not linked: {link.error.message}
        </p>
      )}
    </>
  )
}
