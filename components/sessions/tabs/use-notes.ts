'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '#components/query/api.ts'
import { noteSchema, sessionNotesSchema } from '#lib/sessions/annotations/contract.ts'
import { write } from '../write-api.ts'

/** What members noted on a call, newest last. */
export function useNotes(sessionId: string) {
  const client = useQueryClient()
  const path = `/api/v1/sessions/${encodeURIComponent(sessionId)}/notes`
  const key = ['session-notes', sessionId]
  const told = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api(path, sessionNotesSchema, { signal }),
    staleTime: 30_000,
  })
  const add = useMutation({
    mutationFn: (note: { body: string; momentAt?: number }) => write('POST', path, noteSchema, note),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  })
  return { notes: told.data?.notes, failed: told.isError, again: told.refetch, add }
}
export type Notes = ReturnType<typeof useNotes>
