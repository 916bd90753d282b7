'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { z } from 'zod'
import { alertsKey } from '#components/alerting/data/alert-cache.ts'
import { write } from '#components/sessions/write-api.ts'
import { incidentSchema, type newIncidentSchema } from '#lib/incidents/api-contract.ts'
import { incidentsKey } from './incident-cache.ts'
import { incidentPath } from './use-incident.ts'

/** Opens an incident and goes to it. */
export function useOpenIncident() {
  const client = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: (asked: z.input<typeof newIncidentSchema>) =>
      write('POST', '/api/v1/incidents', incidentSchema, asked),
    onSuccess: ({ reference }) => router.push(`/incidents/${encodeURIComponent(reference)}`),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: incidentsKey })
      void client.invalidateQueries({ queryKey: alertsKey })
    },
  })
}

export type LinkWish = { incidentId: string } & (
  | { alertIds: readonly string[] }
  | { sessionId: string; why: string }
)

/** Adds alerts or a call to an incident that is there. */
export function useLink() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ incidentId, ...body }: LinkWish) =>
      write(
        'POST',
        `${incidentPath(incidentId)}/${'alertIds' in body ? 'alerts' : 'sessions'}`,
        z.unknown(),
        body,
      ),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: incidentsKey })
      void client.invalidateQueries({ queryKey: alertsKey })
    },
  })
}
