'use client'

import { clsx } from 'clsx'
import Link from 'next/link'
import { memo } from 'react'
import { PersonName } from '#components/sessions/person-name.tsx'
import { formatDuration } from '#components/time/format-time.ts'
import { Ago } from '#components/time/time.tsx'
import { useNow } from '#components/time/use-now.ts'
import { bandStatus } from '#components/ui/band.tsx'
import { CauseChip } from '#components/ui/cause-chip.tsx'
import { SimulatedChip } from '#components/ui/chip.tsx'
import { StatusGlyph, statusText } from '#components/ui/status-glyph.tsx'
import type { SessionView } from '#lib/sessions/contract.ts'
import { useRowKeys } from './use-row-keys.ts'

const heads: { word: string; width: string; title?: string }[] = [
  { word: 'State', width: 'w-19' },
  { word: 'Quality', width: 'w-26' },
  { word: 'Call', width: '' },
  { word: 'Root cause', width: 'w-[23%]' },
  {
    word: 'Pain',
    width: 'w-20',
    title: 'Minutes of people in bad, and half of those in poor, over the whole call',
  },
  { word: 'Started', width: 'w-28' },
  { word: 'Duration', width: 'w-22' },
  { word: 'People', width: 'w-16', title: 'Most people at once' },
]

/** The calls as a table; on a phone as cards. A live call's duration grows with the clock. */
export function SessionTable({ sessions }: { sessions: readonly SessionView[] }) {
  const rows = useRowKeys<HTMLTableSectionElement>()
  const now = useNow()
  return (
    <table className="block w-full border-collapse text-ui md:table md:table-fixed">
      <thead className="hidden text-left text-xs text-text-3 md:table-header-group">
        <tr>
          {heads.map(({ word, width, title }) => (
            <th className={clsx('px-2 py-1.5 font-normal', width)} key={word} scope="col" title={title}>
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="flex flex-col gap-2 md:table-row-group" ref={rows}>
        {sessions.map((session) => (
          <Row duration={durationOf(session, now)} key={session.sessionId} session={session} />
        ))}
      </tbody>
    </table>
  )
}

function durationOf({ state, startedAt, endedAt, lastReportAt }: SessionView, now: number | null): string {
  const end = state === 'live' ? now : endedAt
  return formatDuration((end ?? lastReportAt ?? startedAt) - startedAt)
}

const cell = 'md:table-cell md:px-2 md:py-1.5 md:align-middle'

const Row = memo(function Row({ session, duration }: { session: SessionView; duration: string }) {
  const name = session.name?.trim() || session.externalId
  return (
    <tr className="relative flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-border bg-surface p-3 focus-within:border-text hover:bg-raised md:table-row md:rounded-none md:border-0 md:border-t md:border-border">
      <td className={clsx(cell, 'order-2')}>
        <State session={session} />
      </td>
      <td className={clsx(cell, 'order-2')}>
        <Quality session={session} />
      </td>
      <td className={clsx(cell, 'order-1 min-w-0 basis-full md:basis-auto')}>
        <Link
          className="block min-w-0 font-medium after:absolute after:inset-0"
          data-row={session.sessionId}
          href={`/sessions/${session.sessionId}`}
          prefetch={false}
        >
          <PersonName className="block text-left" name={name} />
        </Link>
        <span className="flex min-w-0 items-center gap-1 text-xs text-text-2">
          <PersonName name={session.customerName} />
          <span aria-hidden="true">·</span>
          <PersonName name={session.appName} />
          {session.simulated && <SimulatedChip />}
          {session.source === 'imported' && <SimulatedChip text="imported" />}
          {session.pinned && <SimulatedChip text="pinned" />}
        </span>
      </td>
      <td className={clsx(cell, 'order-3 min-w-0', session.cause === null && 'max-md:hidden')}>
        {session.cause === null ? (
          <span className="block truncate text-text-3" title={session.reason ?? undefined}>
            {session.reason ?? '–'}
          </span>
        ) : (
          <CauseChip kind={session.cause} />
        )}
      </td>
      <td className={clsx(cell, 'order-4 whitespace-nowrap', session.painMinutes < 0.05 && 'max-md:hidden')}>
        <Pain minutes={session.painMinutes} />
      </td>
      <td className={clsx(cell, 'order-5 whitespace-nowrap text-text-2')}>
        <span className="md:hidden">started </span>
        <Ago at={session.startedAt} />
      </td>
      <td className={clsx(cell, 'order-5 whitespace-nowrap text-text-2')}>
        <span className="md:hidden">{session.state === 'live' ? 'for ' : 'lasted '}</span>
        {duration}
      </td>
      <td className={clsx(cell, 'order-5 text-text-2')}>
        {session.participantsPeak}
        <span className="md:sr-only"> {session.participantsPeak === 1 ? 'person' : 'people'}</span>
      </td>
    </tr>
  )
})

function State({ session: { state } }: { session: SessionView }) {
  if (state === 'ended') return <span className="text-text-2">Ended</span>
  return <span className="rounded-full bg-accent px-2 py-0.5 text-xs font-semibold text-accent-on">Live</span>
}

function Quality({ session: { band, score } }: { session: SessionView }) {
  const { token, word } = bandStatus[band]
  return (
    <span
      className={clsx('inline-flex items-center gap-1.5 whitespace-nowrap font-medium', statusText[token])}
    >
      <StatusGlyph size={16} token={token} />
      {word}
      <span className="text-text">{score === null ? '' : score.toFixed(1)}</span>
    </span>
  )
}

function Pain({ minutes }: { minutes: number }) {
  if (minutes < 0.05) return <span className="text-text-3">–</span>
  return (
    <>
      {minutes < 10 ? minutes.toFixed(1) : Math.round(minutes)}
      {'\u2009'}min<span className="md:sr-only"> of pain</span>
    </>
  )
}
