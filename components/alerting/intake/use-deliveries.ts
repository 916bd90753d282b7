'use client'

import { useQuery } from '@tanstack/react-query'
import { api } from '#components/query/api.ts'
import { type DeliveryStatus, intakeDeliveriesSchema } from '#lib/alerting/intake/contract.ts'

export const deliveriesPath = '/api/v1/intake-deliveries'

/** The newest deliveries, asked for again while somebody looks. */
export function useDeliveries(
  given: { integration?: string | undefined; status?: DeliveryStatus | undefined },
  refetchMs = 10_000,
) {
  const query = new URLSearchParams()
  if (given.integration) query.set('integration', given.integration)
  if (given.status) query.set('status', given.status)
  return useQuery({
    queryKey: [deliveriesPath, query.toString()],
    queryFn: async ({ signal }) =>
      (await api(`${deliveriesPath}?${query}`, intakeDeliveriesSchema, { signal })).deliveries,
    refetchInterval: refetchMs,
  })
}
