'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '#components/query/api.ts'
import { write } from '#components/sessions/write-api.ts'
import { type IncidentNote, incidentNoteSchema, incidentNotesSchema } from '#lib/incidents/words/contract.ts'
import { incidentsKey } from '../data/incident-cache.ts'
import { incidentPath } from '../data/use-incident.ts'

const noteAddress = (noteId: string) => `/api/v1/incident-notes/${encodeURIComponent(noteId)}`

/** Notes of one incident: only staff ever read them. */
export function useIncidentNotes(incidentId: string) {
  const client = useQueryClient()
  const path = `${incidentPath(incidentId)}/notes`
  const notes = useQuery({
    queryKey: [...incidentsKey, 'notes', incidentId],
    queryFn: ({ signal }) => api(path, incidentNotesSchema, { signal }),
  })
  const onSettled = () => client.invalidateQueries({ queryKey: incidentsKey })
  const add = useMutation({
    mutationFn: (body: string) => write('POST', path, incidentNoteSchema, { body }),
    onSettled,
  })
  const change = useMutation({
    mutationFn: ({ noteId, body, version }: Pick<IncidentNote, 'noteId' | 'body' | 'version'>) =>
      write('PUT', noteAddress(noteId), incidentNoteSchema, { body, version }),
    onSettled,
  })
  const remove = useMutation({
    mutationFn: (noteId: string) => write('DELETE', noteAddress(noteId), incidentNoteSchema),
    onSettled,
  })
  return { notes, add, change, remove }
}
