'use client'

import { AbsoluteTime, Ago } from '#components/time/time.tsx'
import { useNow } from '#components/time/use-now.ts'
import { StatusWord } from '#components/ui/band.tsx'
import type { ChannelView } from '#lib/notifications/contract.ts'
import { channelState } from './channel-sentence.ts'

/** "Broken since 14:05 CET because …": word, glyph, time and reason. */
export function ChannelStatus({ channel }: { channel: ChannelView }) {
  const now = useNow() ?? 0
  const { token, word, at, because } = channelState(channel, now)
  return (
    <p className="flex min-w-0 flex-wrap items-center gap-x-1.5 text-ui">
      <StatusWord token={token} word={word} />
      {word === 'Broken' && at !== null && (
        <span>
          since <AbsoluteTime at={at} show="short" />
          {because && (
            <>
              {' '}
              because <span className="[overflow-wrap:anywhere]">{because}</span>
            </>
          )}
        </span>
      )}
      {word === 'Paused' && at !== null && (
        <span>
          until <AbsoluteTime at={at} show="short" /> ({because})
        </span>
      )}
      {word !== 'Never used' && channel.lastOkAt !== null && (
        <span className="text-text-2">
          last success <Ago at={channel.lastOkAt} />
        </span>
      )}
    </p>
  )
}
