'use client'

import Link from 'next/link'
import { useMemo, useState } from 'react'
import { severityLook } from '#components/alerting/alert-words.ts'
import { SeverityGlyph } from '#components/alerting/severity-mark.tsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import type { AlertView } from '#lib/alerting/alerts/contract.ts'
import type { IncidentDetail, IncidentView } from '#lib/incidents/api-contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { useIncidentAct } from '../acts/use-incident-act.ts'
import { Card } from '../card.tsx'
import { AttachDialog } from './attach-dialog.tsx'
import { orderAlerts } from './order-alerts.ts'

/** The alerts of this trouble; what does not belong to it is taken off, and stays an alert. */
export function AlertsCard({ detail: { incident, alerts } }: { detail: IncidentDetail }) {
  const [attaching, setAttaching] = useState(false)
  const { cannot } = useIncidentActs()
  const ordered = useMemo(() => orderAlerts(alerts), [alerts])
  return (
    <Card
      action={
        <Button
          aria-haspopup="dialog"
          disabled={cannot !== null}
          onClick={() => setAttaching(true)}
          title={cannot ?? undefined}
        >
          Attach
        </Button>
      }
      title={`Alerts ${alerts.length === 0 ? '' : `${incident.alerts.firing}/${incident.alerts.total}`}`.trim()}
    >
      {ordered.length === 0 ? (
        <p className="text-text-2">
          None is attached. Alerts that fire for this customer can be attached here.
        </p>
      ) : (
        <ul className="-mx-3 -mb-3">
          {ordered.map((alert) => (
            <Row alert={alert} incident={incident} key={alert.alertId} />
          ))}
        </ul>
      )}
      {attaching && (
        <AttachDialog
          attached={alerts.map(({ alertId }) => alertId)}
          incident={incident}
          onClose={() => setAttaching(false)}
        />
      )}
    </Card>
  )
}

function Row({ alert, incident }: { alert: AlertView; incident: IncidentView }) {
  const act = useIncidentAct(incident)
  const { cannot, say } = useIncidentActs()
  const over = alert.state === 'resolved'
  const attach = () => act.mutate({ method: 'POST', path: '/alerts', body: { alertIds: [alert.alertId] } })
  const detach = () =>
    act.mutate(
      { method: 'DELETE', path: `/alerts/${encodeURIComponent(alert.alertId)}`, body: {} },
      {
        onSuccess: () => say('Alert taken off', attach),
        onError: (problem) => say(`Not taken off: ${problem.message}`, null),
      },
    )
  return (
    <li className="flex items-start gap-2 border-t border-border px-3 py-2">
      <span className="pt-0.5">
        <SeverityGlyph severity={alert.severity} size={16} />
      </span>
      <div className="min-w-0 flex-1">
        <Link
          className="font-medium wrap-anywhere underline-offset-2 hover:underline"
          href={`/alerts/${encodeURIComponent(alert.alertId)}`}
          prefetch={false}
        >
          <span className="sr-only">{severityLook[alert.severity].word}: </span>
          {alert.title}
        </Link>
        <p className="text-xs text-text-2">
          {over && alert.resolvedAt !== null ? (
            <>
              over since <AbsoluteTime at={alert.resolvedAt} show="short" />
            </>
          ) : (
            <>
              fires since <AbsoluteTime at={alert.openedAt} show="short" />
            </>
          )}
        </p>
      </div>
      <Button
        aria-label={`Take off: ${alert.title}`}
        disabled={cannot !== null || act.isPending}
        look="bare"
        onClick={detach}
        title={cannot ?? undefined}
      >
        Take off
      </Button>
    </li>
  )
}
