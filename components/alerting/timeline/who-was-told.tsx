'use client'

import { formatClock } from '#components/time/format-time.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { useZone } from '#components/time/use-zone.ts'
import { Button } from '#components/ui/button.tsx'
import type { MessageView } from '#lib/notifications/contract.ts'
import { isMissing, useMessages } from '../data/use-alert.ts'
import { outcomeText, wentWrong } from './message-text.ts'

/** Every message about it: to whom, why, and what became of it; each try on request. */
export function WhoWasTold({ alertId }: { alertId: string }) {
  const told = useMessages(alertId)
  if (told.isError && isMissing(told.error)) return null
  return (
    <section aria-labelledby="who-was-told">
      <h3 className="mb-1 text-sm font-semibold" id="who-was-told">
        Who was told
      </h3>
      {told.data ? (
        <Messages messages={told.data.messages} />
      ) : told.isError ? (
        <p className="flex flex-wrap items-center gap-3 text-ui">
          Who was told could not be read. <Button onClick={() => void told.refetch()}>Try again</Button>
        </p>
      ) : (
        <div aria-hidden="true" className="skeleton h-16" />
      )}
    </section>
  )
}

function Messages({ messages }: { messages: readonly MessageView[] }) {
  const zone = useZone()
  if (messages.length === 0) return <p className="text-ui text-text-2">Nobody has been told yet.</p>
  return (
    <ul className="overflow-hidden rounded-lg border border-border bg-surface">
      {messages.map((message) => (
        <li className="border-b border-border px-3 py-2 text-ui last:border-b-0" key={message.outboxId}>
          <p className="wrap-anywhere">
            <bdi className="font-medium">{message.destination}</bdi> ·{' '}
            <span className={wentWrong(message) ? 'font-semibold' : 'text-text-2'}>
              {outcomeText(message, (at) => formatClock(at, zone, true))}
            </span>
          </p>
          {message.reason !== '' && <p className="text-xs text-text-3 wrap-anywhere">{message.reason}</p>}
          {message.deliveries.length > 0 && <Tries deliveries={message.deliveries} />}
        </li>
      ))}
    </ul>
  )
}

function Tries({ deliveries }: Pick<MessageView, 'deliveries'>) {
  return (
    <details className="text-xs text-text-2">
      <summary className="w-fit rounded-sm py-1 pointer-coarse:py-3">
        {deliveries.length} {deliveries.length === 1 ? 'try' : 'tries'}
      </summary>
      <ol className="flex flex-col gap-0.5">
        {deliveries.map((one) => (
          <li className="wrap-anywhere" key={`${one.attempt} ${one.at}`}>
            {one.attempt}. <AbsoluteTime at={one.at} show="clock-seconds" /> {one.outcome}
            {one.statusCode !== null && ` · ${one.statusCode}`}
            {one.answer !== null && ` · ${one.answer}`}
            {one.durationMs !== null && ` · ${one.durationMs}\u2009ms`}
            {one.possibleRepeat && ' · may have arrived twice'}
          </li>
        ))}
      </ol>
    </details>
  )
}
