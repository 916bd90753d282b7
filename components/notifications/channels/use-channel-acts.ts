'use client'

import { useMutation } from '@tanstack/react-query'
import { z } from 'zod'
import { write } from '#components/sessions/write-api.ts'
import { useAnnounce } from '#components/ui/announcer.tsx'
import { useRefresh } from '../shared/collection.ts'
import { channels } from '../shared/collections.ts'

/** Somebody repaired the far end: what waits is sent again. */
export function useMend() {
  const refresh = useRefresh()
  const announce = useAnnounce()
  return useMutation({
    mutationFn: (channelId: string) => write('POST', `${channels.path}/${channelId}/mend`, z.unknown()),
    onSuccess: async () => {
      await refresh(channels.path)
      announce('Mended: what waits is sent now.')
    },
  })
}
