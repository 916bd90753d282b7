'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { write } from '#components/sessions/write-api.ts'
import { formatAgo } from '#components/time/format-time.ts'
import { type AlertView, actReplySchema, bulkReplySchema } from '#lib/alerting/alerts/contract.ts'
import { alertsKey, putAlert } from '../data/alert-cache.ts'
import { type Act, anotherWas, asIfDone, bodyOf, doneText, firstWas, type Me, undoing } from './act.ts'
import type { Say } from './toasts.tsx'

export type Do = (act: Act, alerts: readonly AlertView[]) => void

/**
 * Does a thing at once and shows it as done. Undoing does the opposite: what was done stays in the alert's timeline.
 * When another was faster, that is told and shown; nobody is overwritten.
 */
export function useActs(me: Me, say: Say): Do {
  const client = useQueryClient()
  return useCallback<Do>(
    function act(what, alerts) {
      const [only] = alerts
      if (!only) return
      void client.cancelQueries({ queryKey: alertsKey })
      for (const alert of alerts) putAlert(client, asIfDone(what, alert, me, Date.now()))
      const done = alerts.length === 1 ? doOne(what, only, me) : doMany(what, alerts)
      void done
        .then((told) => {
          if (told.alert) putAlert(client, told.alert, true)
          const back = wayBack(what, alerts)
          say(told.text, back && told.did.length > 0 ? () => act(back, renewed(told.did, told.alert)) : null)
        })
        .catch((problem: unknown) => {
          for (const alert of alerts) putAlert(client, alert, true)
          say(`Not done: ${problem instanceof Error ? problem.message : 'something went wrong.'}`, null)
        })
        .finally(() => client.invalidateQueries({ queryKey: alertsKey }))
    },
    [client, me, say],
  )
}

type Told = { text: string; did: readonly AlertView[]; alert: AlertView | null }

/** Many alerts had many owners: giving all of them back to one would be another mistake. */
function wayBack(act: Act, alerts: readonly AlertView[]): Act | null {
  const [only] = alerts
  return only && (alerts.length === 1 || act.verb !== 'assign') ? undoing(act, only) : null
}

const renewed = (did: readonly AlertView[], alert: AlertView | null) => (alert ? [alert] : did)

async function doOne(act: Act, alert: AlertView, me: Me): Promise<Told> {
  const path = `/api/v1/alerts/${encodeURIComponent(alert.alertId)}/${act.verb}`
  const reply = await write('POST', path, actReplySchema, bodyOf(act, alert))
  const ago = (at: number) => formatAgo(Date.now() - at)
  const other = anotherWas(act, reply, me)
  return {
    text: other ? firstWas(reply, act, ago) : doneText(act, 1),
    did: other ? [] : [alert],
    alert: reply.alert,
  }
}

async function doMany(act: Act, alerts: readonly AlertView[]): Promise<Told> {
  const { name: _name, ...wire } = { name: null, ...act }
  const alertIds = alerts.map(({ alertId }) => alertId)
  const { results } = await write('POST', '/api/v1/alerts/bulk', bulkReplySchema, { alertIds, act: wire })
  const ok = new Set(results.filter((one) => one.ok).map(({ alertId }) => alertId))
  const did = alerts.filter(({ alertId }) => ok.has(alertId))
  const failed = results.filter((one) => !one.ok)
  const not = failed[0] ? ` ${failed.length} not: ${failed[0].message}` : ''
  return { text: `${doneText(act, did.length)}.${not}`, did, alert: null }
}
