'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '#components/query/api.ts'
import { write } from '#components/sessions/write-api.ts'
import { messageSchema, testStartedSchema } from '#lib/notifications/contract.ts'
import { isSettled } from '../deliveries/message-sentence.ts'
import { useRefresh } from '../shared/collection.ts'

/** Sends a test through the real sender, and follows the message until it has an outcome. */
export function useTestMessage(channelId: string) {
  const refresh = useRefresh()
  const start = useMutation({
    mutationFn: () => write('POST', `/api/v1/channels/${channelId}/test`, testStartedSchema),
  })
  const outboxId = start.data?.outboxId ?? null
  const message = useQuery({
    enabled: outboxId !== null,
    queryKey: ['message', outboxId],
    queryFn: ({ signal }) => api(`/api/v1/messages/${outboxId}`, messageSchema, { signal }),
    refetchInterval: ({ state }) => (state.data && isSettled(state.data.status) ? false : 1000),
  })
  const isDone = message.data !== undefined && isSettled(message.data.status)
  useEffect(() => {
    if (isDone) void refresh('/api/v1/channels', '/api/v1/messages')
  }, [isDone, refresh])
  return { start, message, isDone }
}
