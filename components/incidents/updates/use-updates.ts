'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '#components/query/api.ts'
import { write } from '#components/sessions/write-api.ts'
import {
  type changedUpdateSchema,
  checkedSchema,
  draftedSchema,
  incidentUpdateSchema,
  incidentUpdatesSchema,
  type newUpdateSchema,
  previewSchema,
  type publishUpdateSchema,
  templatesSchema,
} from '#lib/incidents/words/contract.ts'
import { incidentsKey } from '../data/incident-cache.ts'
import { incidentPath } from '../data/use-incident.ts'

const of = (updateId: string) => `/api/v1/incident-updates/${encodeURIComponent(updateId)}`

/** What the customer was told and will be told. */
export const useUpdates = (incidentId: string) =>
  useQuery({
    queryKey: [...incidentsKey, 'updates', incidentId],
    queryFn: ({ signal }) => api(`${incidentPath(incidentId)}/updates`, incidentUpdatesSchema, { signal }),
  })

export const useTemplates = () =>
  useQuery({
    queryKey: ['update-templates'],
    queryFn: ({ signal }) => api('/api/v1/update-templates', templatesSchema, { signal }),
    staleTime: 60_000,
    retry: false,
  })

/** A text written from the facts, for a person to approve. Nothing is stored by it. */
export const useDraftFromFacts = (incidentId: string) =>
  useMutation({
    mutationFn: (templateId: string | null) =>
      write(
        'POST',
        `${incidentPath(incidentId)}/updates/draft`,
        draftedSchema,
        templateId === null ? {} : { templateId },
      ),
  })

type Change = { updateId: string } & z.input<typeof changedUpdateSchema>
type Publish = { updateId: string } & z.input<typeof publishUpdateSchema>

/** Stores drafts, shows them to the customer, corrects them and takes them back. */
export function useUpdateActs(incidentId: string) {
  const client = useQueryClient()
  const onSettled = () => client.invalidateQueries({ queryKey: incidentsKey })
  const add = useMutation({
    mutationFn: (body: z.input<typeof newUpdateSchema>) =>
      write('POST', `${incidentPath(incidentId)}/updates`, incidentUpdateSchema, body),
    onSettled,
  })
  const change = useMutation({
    mutationFn: ({ updateId, ...body }: Change) => write('PUT', of(updateId), incidentUpdateSchema, body),
    onSettled,
  })
  const publish = useMutation({
    mutationFn: ({ updateId, ...body }: Publish) =>
      write('POST', `${of(updateId)}/publish`, z.unknown(), body),
    onSettled,
  })
  const withdraw = useMutation({
    mutationFn: ({ updateId, ...body }: { updateId: string; version: number; reason: string }) =>
      write('POST', `${of(updateId)}/withdraw`, z.unknown(), body),
    onSettled,
  })
  return { add, change, publish, withdraw }
}

/** Exactly what the customer's page shows once it is published. */
export const usePreview = (updateId: string, version: number) =>
  useQuery({
    queryKey: [...incidentsKey, 'preview', updateId, version],
    queryFn: ({ signal }) => api(`${of(updateId)}/preview`, previewSchema, { signal }),
  })

/** The same check that publishing makes, while somebody writes. */
export const useCheck = (incidentId: string, title: string, body: string) =>
  useQuery({
    queryKey: ['update-check', incidentId, title, body],
    queryFn: () =>
      write('POST', '/api/v1/incident-updates/check', checkedSchema, { incidentId, title, body }),
    enabled: body !== '' || title !== '',
    placeholderData: (last) => last,
    retry: false,
    staleTime: 30_000,
  })
