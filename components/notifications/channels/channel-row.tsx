'use client'

import Link from 'next/link'
import { useState } from 'react'
import { Button, buttonClass } from '#components/ui/button.tsx'
import type { ChannelView } from '#lib/notifications/contract.ts'
import { settingsHref } from '../shared/settings-address.ts'
import { countWords } from '../shared/span-words.ts'
import { type Rights, whyNot } from '../shared/use-rights.ts'
import { channelKindWords, channelPlace } from './channel-sentence.ts'
import { ChannelStatus } from './channel-status.tsx'
import { ChannelTest } from './channel-test.tsx'
import { useMend } from './use-channel-acts.ts'

/** One channel: what, whose, how it is, what waits, and what can be done about it. */
export function ChannelRow({
  channel,
  whose,
  rights,
  scoped,
}: {
  channel: ChannelView
  whose: string
  rights: Rights | null
  scoped: string | null
}) {
  const [isTesting, setTesting] = useState(false)
  const mend = useMend()
  const reason = whyNot(rights, channel.customerId === null)
  const place = channelPlace(channel.settings)
  return (
    <li className="flex flex-col gap-2 rounded-lg border border-border bg-surface p-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="truncate font-semibold text-sm" dir="auto">
            {channel.name}
          </h2>
          <p className="truncate text-text-2 text-xs">
            {channelKindWords[channel.settings.kind]}
            {place && <> · {place}</>} · for {whose}
          </p>
        </div>
        <div className="flex flex-wrap gap-1.5">
          {channel.brokenAt !== null && !channel.disabled && reason === null && (
            <Button disabled={mend.isPending} onClick={() => mend.mutate(channel.channelId)}>
              {mend.isPending ? 'Mending …' : 'It is mended'}
            </Button>
          )}
          {!channel.disabled && (
            <Button aria-expanded={isTesting} onClick={() => setTesting(!isTesting)}>
              Test
            </Button>
          )}
          <Link
            aria-label={`${reason === null ? 'Edit' : 'View'} ${channel.name}`}
            className={buttonClass('quiet')}
            href={settingsHref('channels', scoped, { edit: channel.channelId })}
          >
            {reason === null ? 'Edit' : 'View'}
          </Link>
        </div>
      </div>
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <ChannelStatus channel={channel} />
        <Counts channel={channel} scoped={scoped} />
      </div>
      {mend.isError && <p className="text-crit-fg text-ui">Not mended: {mend.error.message}</p>}
      {isTesting && (
        <ChannelTest channelId={channel.channelId} onClose={() => setTesting(false)} reason={reason} />
      )}
    </li>
  )
}

function Counts({ channel, scoped }: { channel: ChannelView; scoped: string | null }) {
  const { channelId, waiting, dead, budgetPerHour, canary } = channel
  const log = (status: string) => settingsHref('deliveries', scoped, { channel: channelId, status })
  return (
    <p className="flex flex-wrap gap-x-3 text-text-2 text-xs">
      {waiting > 0 && (
        <Link className="underline" href={log('pending')}>
          {waiting} waiting
        </Link>
      )}
      {dead > 0 && (
        <Link className="font-medium text-crit-fg underline" href={log('dead')}>
          {dead} given up
        </Link>
      )}
      <span>at most {countWords(budgetPerHour, 'message')} an hour</span>
      {canary && <span>daily canary</span>}
    </p>
  )
}
