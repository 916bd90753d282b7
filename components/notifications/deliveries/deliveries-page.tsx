'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#components/query/api.ts'
import { useAddress } from '#components/query/use-address.ts'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { Button } from '#components/ui/button.tsx'
import { type MessageView, messagesSchema, outboxStatuses } from '#lib/notifications/contract.ts'
import { channelName } from '../channels/channel-sentence.ts'
import { useCollection } from '../shared/collection.ts'
import { channels } from '../shared/collections.ts'
import { inputClass } from '../shared/field-frame.tsx'
import { EmptyNote, Loaded } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { isInScope } from '../shared/use-customers.ts'
import { useRights } from '../shared/use-rights.ts'
import { MessageRow } from './message-row.tsx'
import { messageStatus } from './message-sentence.ts'
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
      <Filters channel={channel} onChange={set} status={status} />
      <Loaded query={list}>
        {({ messages }) => {
          const shown = messages.filter(({ customerId }) => isInScope(customerId, scoped))
          if (shown.length === 0) return <NoMessages isFiltered={status !== '' || channel !== ''} />
          return <Messages mayRetry={rights?.mayWrite ?? false} messages={shown} />
        }}
      </Loaded>
    </div>
  )
}

function askPath(status: string, channel: string): string {
  const query = new URLSearchParams({ ...(status && { status }), ...(channel && { channel }) }).toString()
  return `/api/v1/messages${query && `?${query}`}`
}

function Filters({
  status,
  channel,
  onChange,
}: {
  status: string
  channel: string
  onChange: (name: string, value: string) => void
}) {
  const { data } = useCollection(channels)
  return (
    <div className="flex flex-wrap gap-3">
      <label className="flex min-w-40 flex-1 flex-col gap-1 text-text-2 text-xs sm:flex-none">
        Outcome
        <select
          className={inputClass}
          onChange={(event) => onChange('status', event.currentTarget.value)}
          value={status}
        >
          <option value="">All</option>
          {outboxStatuses.map((one) => (
            <option key={one} value={one}>
              {messageStatus[one].word}
            </option>
          ))}
        </select>
      </label>
      <label className="flex min-w-40 flex-1 flex-col gap-1 text-text-2 text-xs sm:max-w-72">
        Channel
        <select
          className={inputClass}
          onChange={(event) => onChange('channel', event.currentTarget.value)}
          value={channel}
        >
          <option value="">All</option>
          {(data ?? []).map((one) => (
            <option key={one.channelId} value={one.channelId}>
              {channelName(one)}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}

function Messages({ messages, mayRetry }: { messages: readonly MessageView[]; mayRetry: boolean }) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const retry = useRetry()
  const dead = messages.filter(({ status }) => status === 'dead').map(({ outboxId }) => outboxId)
  const picked = chosen.filter((id) => dead.includes(id))
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  return (
    <div className="flex flex-col gap-2">
      {dead.length > 0 && mayRetry && (
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
            mayRetry={mayRetry}
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
