'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { IncidentDetail, IncidentView } from '#lib/incidents/api-contract.ts'
import type { FactorKind } from '#lib/incidents/contract.ts'
import { incidentKey, incidentsKey, showChanged } from '../data/incident-cache.ts'
import { useIncidentActs } from './acts-context.ts'
import { useIncidentAct, versionOf } from './use-incident-act.ts'

export type Move = {
  to: IncidentDetail['moves'][number]['to']
  label: string
  reason?: string
  cause?: { category: FactorKind; text: string }
}

/** Moves it at once and shows it as moved; moving back is what takes it back, and both stay in the timeline. */
export function useMove(incident: IncidentView) {
  const client = useQueryClient()
  const { say } = useIncidentActs()
  const { mutateAsync, isPending, error, reset } = useIncidentAct(incident)
  const send = useCallback(
    ({ label: _label, ...move }: Move) =>
      mutateAsync({
        method: 'POST',
        path: '/status',
        body: { ...move, version: versionOf(client, incident) ?? incident.version },
      }),
    [mutateAsync, client, incident],
  )
  const move = useCallback(
    async (wish: Move): Promise<boolean> => {
      const before = { to: incident.status, label: incident.statusLabel }
      await client.cancelQueries({ queryKey: incidentsKey })
      showChanged(client, incident, (one) => ({ ...one, status: wish.to, statusLabel: wish.label }))
      try {
        await send(wish)
        const way = client.getQueryData<IncidentDetail>(incidentKey(incident.reference))?.moves ?? []
        const back = way.some(({ to }) => to === before.to)
        const undo = () =>
          void send({ ...before, reason: 'Taken back at once.' }).then(
            () => say(`${before.label} again`, null),
            (problem: Error) => say(`Not taken back: ${problem.message}`, null),
          )
        say(`${incident.reference}: ${wish.label}`, back ? undo : null)
        return true
      } catch (problem) {
        say(`Not moved: ${problem instanceof Error ? problem.message : 'something went wrong.'}`, null)
        return false
      }
    },
    [client, incident, say, send],
  )
  return { move, isPending, error, reset }
}
