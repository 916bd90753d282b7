'use client'

import { memo, useMemo, useRef, useSyncExternalStore } from 'react'
import { bucketFor } from '#components/charts/minute-bands.ts'
import type { TimeView } from '#components/charts/time-view.ts'
import { formatDuration } from '#components/time/format-time.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { BandWord } from '#components/ui/band.tsx'
import { ErrorBoundary } from '#components/ui/error-boundary.tsx'
import { chatTimeline } from '#lib/sessions/chat-timeline.ts'
import type { ChatView, EventView, ParticipantView } from '#lib/sessions/contract.ts'
import { ChatPicture, chatHeight } from './chat-picture.tsx'
import { channelsText, figuresText } from './chat-words.ts'
import { nameOf } from './headline.ts'
import { PersonName } from './person-name.tsx'
import { useWidth } from './use-width.ts'

type Props = {
  participants: readonly ParticipantView[]
  events: readonly EventView[]
  view: TimeView
  /** right edge of what can be known */
  end: number
}
type Chatter = ParticipantView & { chat: ChatView }

const hasChat = (person: ParticipantView): person is Chatter => person.chat !== null

/** Messages and data channels of who has any, on the time axis of the lanes; nothing where nobody has. */
export function ChatPanel({ participants, ...rest }: Props) {
  const people = participants.filter(hasChat)
  if (people.length === 0) return null
  const chats = people.some(({ chat }) => chat.used)
  return (
    <section aria-labelledby="chat-title" className="rounded-lg border border-border bg-surface p-3">
      <h2 className="scroll-mt-28 text-base font-semibold" id="chat-title" tabIndex={-1}>
        {chats ? 'Chat' : 'Data channels'}
      </h2>
      {chats && (
        <p className="mb-2 text-xs text-text-2">
          Bars: messages per stretch, sent (filled), received (outlined), failed (at the foot). Dots: the
          usual time to confirmation, with a line up to the slow ones. Scores are estimated.
        </p>
      )}
      <ErrorBoundary what="The chat">
        <ul className="flex flex-col">
          {people.map((person) => (
            <ChatRow key={person.participantId} person={person} {...rest} />
          ))}
        </ul>
      </ErrorBoundary>
    </section>
  )
}

function ChatRow({ person, events, view, end }: Omit<Props, 'participants'> & { person: Chatter }) {
  const { chat } = person
  const channels = channelsText(chat)
  return (
    <li className="border-t border-border py-2 first:border-t-0 md:grid md:grid-cols-[200px_minmax(0,1fr)]">
      <div className="min-w-0 pb-1 text-xs text-text-2 md:pr-3">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 text-ui font-medium text-text">
          <PersonName name={nameOf(person)} />
          {chat.used && <ChatVerdict chat={chat} />}
        </p>
        {chat.downSince !== null && (
          <p className="font-semibold text-text">
            disconnected since <AbsoluteTime at={chat.downSince} />
          </p>
        )}
        {chat.used && chat.recent !== null && <p>Last minute: {figuresText(chat.recent)}</p>}
        {chat.used && <p>Whole stay: {figuresText(chat.whole)}</p>}
        {channels !== null && <p>Channels: {channels}</p>}
      </div>
      {chat.used && <Picture end={end} events={events} participantId={person.participantId} view={view} />}
    </li>
  )
}

function ChatVerdict({ chat }: { chat: ChatView }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <BandWord band={chat.band} size={14} />
      {chat.score !== null && <span>{chat.score.toFixed(1)}</span>}
      {chat.reason !== null && <span className="font-normal text-text-2">{chat.reason}</span>}
    </span>
  )
}

const Picture = memo(function Picture({
  participantId,
  events,
  view,
  end,
}: {
  participantId: string
  events: readonly EventView[]
  view: TimeView
  end: number
}) {
  const holder = useRef<HTMLDivElement>(null)
  const width = useWidth(holder)
  const window = useSyncExternalStore(view.onWindow, view.window, view.window)
  const binMs = bucketFor(window.to - window.from, Math.max(10, width / 6))
  const own = useMemo(
    () => events.filter((event) => event.participantId === participantId),
    [events, participantId],
  )
  const timeline = useMemo(
    () => chatTimeline(participantId, own, binMs, end),
    [participantId, own, binMs, end],
  )
  return (
    <div
      className="min-w-0"
      ref={holder}
      style={{ minHeight: chatHeight }}
      title={`per ${formatDuration(binMs)}`}
    >
      {width > 0 && (
        <ChatPicture binMs={binMs} scale={{ from: window.from, to: window.to, width }} timeline={timeline} />
      )}
    </div>
  )
})
