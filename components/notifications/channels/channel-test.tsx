'use client'

import { useEffect } from 'react'
import { useNow } from '#components/time/use-now.ts'
import { useAnnounce } from '#components/ui/announcer.tsx'
import { Button } from '#components/ui/button.tsx'
import { StatusGlyph, type StatusToken } from '#components/ui/status-glyph.tsx'
import type { MessageView } from '#lib/notifications/contract.ts'
import { AttemptList } from '../deliveries/attempt-list.tsx'
import { outcomeSentence } from '../deliveries/message-sentence.ts'
import { answerAdvice } from './answer-advice.ts'
import { useTestMessage } from './use-test-message.ts'

/** A test through the same sender as every alert, with what the far end really said. */
export function ChannelTest({
  channelId,
  reason,
  onClose,
}: {
  channelId: string
  reason: string | null
  onClose?: () => void
}) {
  const { start, message, isDone } = useTestMessage(channelId)
  return (
    <section aria-label="Test of this channel" className="rounded-md border border-border bg-bg p-3 text-ui">
      <div className="flex flex-wrap items-center gap-2">
        <Button
          disabled={reason !== null || start.isPending || (start.isSuccess && !isDone)}
          look="primary"
          onClick={() => start.mutate()}
        >
          {start.isSuccess ? 'Send another test' : 'Send a test message'}
        </Button>
        {onClose && (
          <Button look="bare" onClick={onClose}>
            Close
          </Button>
        )}
        <p className="min-w-0 flex-1 basis-60 text-text-2 text-xs">
          {reason ?? 'A real message, labelled as a test. It wakes nobody and opens no alert.'}
        </p>
      </div>
      {start.isError && <p className="mt-2 text-crit-fg">Not started: {start.error.message}</p>}
      {message.isError && !message.data && (
        <p className="mt-2 text-crit-fg">The outcome cannot be read: {message.error.message}</p>
      )}
      {start.isSuccess && <Outcome message={message.data ?? null} />}
    </section>
  )
}

function Outcome({ message }: { message: MessageView | null }) {
  const now = useNow() ?? 0
  const announce = useAnnounce()
  const sentence = message ? outcomeSentence(message, now) : 'Sending …'
  const status = message?.status ?? 'pending'
  // Announced once an outcome, not once a second.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the countdown in the sentence is not news
  useEffect(() => {
    if (message && status !== 'pending' && status !== 'leased') announce(`Test: ${sentence}`)
  }, [status, announce])
  const last = message?.deliveries.at(-1)
  const advice = last && last.outcome === 'failed' ? answerAdvice(last.statusCode, last.answer) : null
  return (
    <div className="mt-3 flex flex-col gap-2">
      <p className="flex items-start gap-2 font-medium">
        <StatusGlyph className="mt-0.5" token={tokenOf(message)} />
        <span className="min-w-0 [overflow-wrap:anywhere]">{sentence}</span>
      </p>
      {advice && <p className="pl-6 text-text-2">{advice}</p>}
      {message && message.deliveries.length > 0 && <AttemptList deliveries={message.deliveries} />}
    </div>
  )
}

function tokenOf(message: MessageView | null): StatusToken {
  if (!message) return 'maint'
  if (message.status === 'sent') return 'ok'
  if (message.status === 'dead' || message.status === 'moved') return 'crit'
  return message.deliveries.at(-1)?.outcome === 'failed' ? 'minor' : 'maint'
}
