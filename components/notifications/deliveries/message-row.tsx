'use client'

import Link from 'next/link'
import { useState } from 'react'
import { AbsoluteTime, Ago } from '#components/time/time.tsx'
import { StatusWord } from '#components/ui/band.tsx'
import { Button } from '#components/ui/button.tsx'
import type { MessageView } from '#lib/notifications/contract.ts'
import { countWords } from '../shared/span-words.ts'
import { AttemptList } from './attempt-list.tsx'
import { messageKindWord, messageStatus } from './message-sentence.ts'

/** One message; opened, its attempts word for word. */
export function MessageRow({
  message,
  chosen,
  mayRetry,
  retrying,
  onToggle,
  onRetry,
}: {
  message: MessageView
  chosen: boolean
  mayRetry: boolean
  retrying: boolean
  onToggle: () => void
  onRetry: () => void
}) {
  const [isOpen, setOpen] = useState(false)
  const { token, word } = messageStatus[message.status]
  const isDead = message.status === 'dead'
  return (
    <li className="rounded-lg border border-border bg-surface px-3 py-2" id={message.outboxId}>
      <div className="flex items-start gap-2">
        {isDead && mayRetry && (
          <input
            aria-label={`Choose the message to ${message.destination}`}
            checked={chosen}
            className="mt-1.5 size-4 accent-(--accent)"
            onChange={onToggle}
            type="checkbox"
          />
        )}
        <button
          aria-expanded={isOpen}
          className="grid min-w-0 flex-1 grid-cols-[1fr_auto] gap-x-4 gap-y-0.5 py-0.5 text-left text-ui sm:grid-cols-[8rem_minmax(0,1fr)_auto]"
          onClick={() => setOpen(!isOpen)}
          type="button"
        >
          <StatusWord token={token} word={word} />
          <span className="order-last col-span-2 min-w-0 sm:order-none sm:col-span-1">
            <span className="font-medium [overflow-wrap:anywhere]">{message.destination}</span>
            <span className="text-text-2">
              {' '}
              · {messageKindWord(message.kind)} · {message.reason}
            </span>
          </span>
          <span className="text-right text-text-2 text-xs leading-5">
            <Ago at={message.createdAt} />
          </span>
        </button>
        {isDead && mayRetry && (
          <Button disabled={retrying} onClick={onRetry}>
            Retry
          </Button>
        )}
      </div>
      {isOpen && <Details message={message} />}
    </li>
  )
}

function Details({ message }: { message: MessageView }) {
  const { status, deliveries, attempts, notBefore, movedTo, alertIds, sentAt } = message
  return (
    <div className="mt-2 flex flex-col gap-2 text-ui">
      <p className="text-text-2 text-xs">
        {messageStatus[status].means} Written <AbsoluteTime at={message.createdAt} show="moment" />
        {sentAt !== null && (
          <>
            , taken <AbsoluteTime at={sentAt} show="moment" />
          </>
        )}
        {status === 'pending' && (
          <>
            , next attempt not before <AbsoluteTime at={notBefore} show="clock-seconds" />
          </>
        )}
        . {countWords(attempts, 'attempt')}.
      </p>
      {deliveries.length > 0 ? (
        <AttemptList deliveries={deliveries} />
      ) : (
        <p className="text-text-2 text-xs">It was not tried.</p>
      )}
      <p className="flex flex-wrap gap-3 text-xs">
        {alertIds.map((alertId, i) => (
          <Link className="underline" href={`/alerts/${alertId}`} key={alertId}>
            {alertIds.length === 1 ? 'Open the alert' : `Alert ${i + 1}`}
          </Link>
        ))}
        {movedTo && (
          <a className="underline" href={`#${movedTo}`}>
            The message that carries it now
          </a>
        )}
      </p>
    </div>
  )
}
