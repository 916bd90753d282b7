'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#components/query/api.ts'
import { useAddress } from '#components/query/use-address.ts'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { Button } from '#components/ui/button.tsx'
import { type MessageView, messagesSchema } from '#lib/notifications/contract.ts'
import { EmptyNote, Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { isInScope } from '../shared/use-customers.ts'
import { type Rights, useRights, whyNot } from '../shared/use-rights.ts'
import { DeliveryFilters } from './delivery-filters.tsx'
import { MessageRow } from './message-row.tsx'
import { useRetry } from './use-retry.ts'

/** Who was told what, when, and what came of it. */
export function DeliveriesPage() {
  const [query, change] = useAddress()
  const scoped = useScopedCustomer()
  const rights = useRights()
  const [status, channel] = [query.get('status') ?? '', query.get('channel') ?? '']
  const list = useQuery({
    queryKey: ['/api/v1/messages', status, channel],
    queryFn: ({ signal }) => api(askPath(status, channel), messagesSchema, { signal }),
    refetchInterval: 10_000,
  })
  const set = (name: string, value: string) =>
    change((next) => (value === '' ? next.delete(name) : next.set(name, value)))
  return (
    <div className="flex flex-col gap-4">
      <PageHead title="Deliveries">
        Every message, sent or not, with what the far end answered to each attempt. What could not be sent
        stays here until somebody decides.
      </PageHead>
      <DeliveryFilters channel={channel} onChange={set} status={status} />
      <Loaded query={list}>
        {({ messages }) => {
          const shown = messages.filter(({ customerId }) => isInScope(customerId, scoped))
          if (shown.length === 0) return <NoMessages isFiltered={status !== '' || channel !== ''} />
          return <Messages messages={shown} rights={rights} />
        }}
      </Loaded>
    </div>
  )
}

function askPath(status: string, channel: string): string {
  const query = new URLSearchParams({ ...(status && { status }), ...(channel && { channel }) }).toString()
  return `/api/v1/messages${query && `?${query}`}`
}

function Messages({ messages, rights }: { messages: readonly MessageView[]; rights: Rights | null }) {
  const mayRetry = ({ customerId }: MessageView) => whyNot(rights, customerId === null) === null
  const [chosen, setChosen] = useState<readonly string[]>([])
  const retry = useRetry()
  const dead = messages
    .filter((message) => message.status === 'dead' && mayRetry(message))
    .map(({ outboxId }) => outboxId)
  const picked = chosen.filter((id) => dead.includes(id))
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  return (
    <div className="flex flex-col gap-2">
      {dead.length > 0 && (
        <div className="flex flex-wrap items-center gap-2 text-ui">
          <label className="flex min-h-8 items-center gap-2">
            <input
              checked={picked.length === dead.length}
              className="size-4 accent-(--accent)"
              onChange={() => setChosen(picked.length === dead.length ? [] : dead)}
              type="checkbox"
            />
            All {dead.length} given up
          </label>
          <Button disabled={picked.length === 0 || retry.isPending} onClick={() => retry.mutate(picked)}>
            {retry.isPending ? 'Retrying …' : `Retry ${picked.length || ''}`}
          </Button>
          {retry.isError && <span className="text-crit-fg">{retry.error.message}</span>}
        </div>
      )}
      <ul aria-label="Messages" className="flex flex-col gap-1.5">
        {messages.map((message) => (
          <MessageRow
            chosen={picked.includes(message.outboxId)}
            key={message.outboxId}
            hasPicks={dead.length > 0}
            mayRetry={mayRetry(message)}
            message={message}
            onRetry={() => retry.mutate([message.outboxId])}
            onToggle={() => toggle(message.outboxId)}
            retrying={retry.isPending}
          />
        ))}
      </ul>
    </div>
  )
}

function NoMessages({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered)
    return <EmptyNote title="No message is like that">Choose another outcome or channel above.</EmptyNote>
  return (
    <EmptyNote title="Nothing was sent yet">
      As soon as an alert takes a route, each message shows here with its attempts: what was sent, to whom,
      what the far end answered and how long that took. To see one now, test a channel.
    </EmptyNote>
  )
}
