'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '#components/query/api.ts'
import { write } from '#components/sessions/write-api.ts'
import { type AlertNote, alertNoteRevisionsSchema, alertNoteSchema } from '#lib/alerting/alerts/contract.ts'
import { alertKey, alertsKey } from '../data/alert-cache.ts'

const noteAddress = (noteId: string) => `/api/v1/alert-notes/${encodeURIComponent(noteId)}`

/** Writing, changing and deleting what people say about an alert. */
export function useAlertNotes(alertId: string) {
  const client = useQueryClient()
  const onSettled = () => client.invalidateQueries({ queryKey: alertKey(alertId) })
  const add = useMutation({
    mutationFn: (body: string) =>
      write('POST', `/api/v1/alerts/${encodeURIComponent(alertId)}/notes`, alertNoteSchema, { body }),
    onSettled,
  })
  const change = useMutation({
    mutationFn: ({ noteId, ...body }: { noteId: string; body: string; version: number }) =>
      write('PUT', noteAddress(noteId), alertNoteSchema, body),
    onSettled,
  })
  const remove = useMutation({
    mutationFn: ({ noteId }: Pick<AlertNote, 'noteId'>) =>
      write('DELETE', noteAddress(noteId), alertNoteSchema),
    onSettled,
  })
  return { add, change, remove }
}

/** Every version of a note; asked for when somebody looks. */
export function useRevisions({ noteId, version }: AlertNote, wanted: boolean) {
  return useQuery({
    queryKey: [...alertsKey, 'revisions', noteId, version],
    queryFn: ({ signal }) => api(`${noteAddress(noteId)}/revisions`, alertNoteRevisionsSchema, { signal }),
    enabled: wanted,
  })
}
