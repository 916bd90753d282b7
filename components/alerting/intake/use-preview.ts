'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { write } from '#components/sessions/write-api.ts'
import { previewReplySchema } from '#lib/alerting/intake/contract.ts'
import { type FieldMapping, fieldMappingSchema } from '#lib/alerting/intake/settings.ts'

const settleMs = 300

/** What a mapping makes of a stored payload; asked when typing pauses. An unfinished path is not asked about. */
export function usePreview(integrationId: string, deliveryId: string | null, mapping: FieldMapping | null) {
  const wanted = JSON.stringify({
    deliveryId,
    mapping: fieldMappingSchema.nullable().catch(null).parse(mapping),
  })
  const [settled, setSettled] = useState(wanted)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(wanted), settleMs)
    return () => clearTimeout(timer)
  }, [wanted])
  // a delivery that was only just found is asked about once its id has settled too
  const isKnown = deliveryId !== null && settled.includes(deliveryId)
  return useQuery({
    enabled: isKnown,
    queryKey: ['intake-preview', integrationId, settled],
    queryFn: () =>
      write(
        'POST',
        `/api/v1/integrations/${integrationId}/preview`,
        previewReplySchema,
        JSON.parse(settled) as object,
      ),
    placeholderData: keepPreviousData,
  })
}
