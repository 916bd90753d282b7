'use client'

import { useMutation } from '@tanstack/react-query'
import { z } from 'zod'
import { write } from '#components/sessions/write-api.ts'
import { useAnnounce } from '#components/ui/announcer.tsx'
import { useRefresh } from '../shared/collection.ts'
import { countWords } from '../shared/span-words.ts'

/** Given-up messages go back to the sender. One that cannot is said; the others went. */
export function useRetry() {
  const refresh = useRefresh()
  const announce = useAnnounce()
  return useMutation({
    mutationFn: async (outboxIds: readonly string[]) => {
      const results = await Promise.allSettled(
        outboxIds.map((id) => write('POST', `/api/v1/messages/${id}/retry`, z.unknown())),
      )
      const failed = results.filter((result) => result.status === 'rejected')
      if (failed.length > 0)
        throw new Error(`${failed.length} of ${results.length} not retried: ${messageOf(failed[0]?.reason)}`)
      return results.length
    },
    onSuccess: (count) => announce(`${countWords(count, 'message')} will be sent again.`),
    onSettled: () => refresh('/api/v1/messages', '/api/v1/channels'),
  })
}

const messageOf = (reason: unknown): string => (reason instanceof Error ? reason.message : 'unknown reason')
