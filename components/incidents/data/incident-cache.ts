import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { IncidentDetail, IncidentList, IncidentView } from '#lib/incidents/api-contract.ts'

/** Everything about incidents stands under this word: what the server tells of renews it. */
export const incidentsKey = ['incidents'] as const
export const incidentListKey = [...incidentsKey, 'list'] as const
/** short lists to choose from: of another shape than the list */
export const incidentPickKey = [...incidentsKey, 'pick'] as const
/** by the reference of the address, `ACME-7` */
export const incidentKey = (reference: string) => [...incidentsKey, 'detail', reference] as const
export const parentsKey = [...incidentsKey, 'parents'] as const

/** Shows a change before the server has confirmed it; the answer of the server replaces it. */
export function showChanged(
  client: QueryClient,
  { incidentId, reference }: IncidentView,
  change: (incident: IncidentView) => IncidentView,
) {
  const changed = (one: IncidentView) => (one.incidentId === incidentId ? change(one) : one)
  client.setQueriesData<InfiniteData<IncidentList>>({ queryKey: incidentListKey }, (data) =>
    data
      ? { ...data, pages: data.pages.map((page) => ({ ...page, incidents: page.incidents.map(changed) })) }
      : data,
  )
  client.setQueryData<IncidentDetail>(incidentKey(reference), (data) =>
    data ? { ...data, incident: changed(data.incident) } : data,
  )
}
