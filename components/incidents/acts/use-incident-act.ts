'use client'

import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { ApiProblem } from '#components/query/api.ts'
import { write } from '#components/sessions/write-api.ts'
import type { IncidentDetail, IncidentView } from '#lib/incidents/api-contract.ts'
import { incidentKey, incidentsKey } from '../data/incident-cache.ts'
import { incidentPath } from '../data/use-incident.ts'
import { meanwhileText } from '../words.ts'
import { lastChangedBy } from './last-changed-by.ts'

/** A change of one incident: `path` begins after its id. */
export type Wish = { method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'; path: string; body: object }
type Which = Pick<IncidentView, 'incidentId' | 'reference'>

/**
 * Changes one incident, and reads it again whatever came of it. When another was faster, that is said with the name;
 * nobody is overwritten, and what was typed stays where it is.
 */
export function useIncidentAct(incident: Which) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (wish: Wish) => send(client, incident, wish),
    onSettled: () => client.invalidateQueries({ queryKey: incidentsKey }),
  })
}

async function send(client: QueryClient, which: Which, { method, path, body }: Wish) {
  const shown = versionOf(client, which)
  try {
    return await write(method, `${incidentPath(which.incidentId)}${path}`, z.unknown(), body)
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || problem.status !== 409) throw problem
    await client.refetchQueries({ queryKey: incidentKey(which.reference) })
    const now = client.getQueryData<IncidentDetail>(incidentKey(which.reference))
    // Without another version it was refused for what it is, and the server says why.
    if (now === undefined || now.incident.version === shown) throw problem
    throw new ApiProblem(409, problem.code, meanwhileText(lastChangedBy(now.timeline)))
  }
}

/** The version that the screen shows now. */
export const versionOf = (client: QueryClient, { reference }: Pick<Which, 'reference'>): number | null =>
  client.getQueryData<IncidentDetail>(incidentKey(reference))?.incident.version ?? null
