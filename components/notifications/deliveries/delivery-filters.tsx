'use client'

import { outboxStatuses } from '#lib/notifications/contract.ts'
import { channelName } from '../channels/channel-sentence.ts'
import { useCollection } from '../shared/collection.ts'
import { channels } from '../shared/collections.ts'
import { inputClass } from '../shared/field-frame.tsx'
import { messageStatus } from './message-sentence.ts'

/** The log narrowed to an outcome and a channel. */
export function DeliveryFilters({
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
