'use client'

import { type ReactNode, useState } from 'react'
import type { TimeView } from '#components/charts/time-view.ts'
import { LinkSession } from '#components/incidents/open/link-session.tsx'
import { formatDuration } from '#components/time/format-time.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { bandStatus } from '#components/ui/band.tsx'
import { SimulatedChip } from '#components/ui/chip.tsx'
import { StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { ParticipantView, SessionView } from '#lib/sessions/contract.ts'
import { ExportMenu } from './export-menu.tsx'
import { PainMinutes } from './pain-minutes.tsx'
import { PersonName } from './person-name.tsx'
import { PinButton } from './pin-button.tsx'
import { RunningFor } from './server-clock.tsx'
import { ShareButton } from './share-button.tsx'

type Props = {
  session: SessionView
  participants: readonly ParticipantView[]
  now: number
  view: TimeView
}

/** Which call this is, how it is scored, and what one can do with it. */
export function SessionHeader({ session, participants, now, view }: Props) {
  const title = session.name?.trim() || session.externalId
  return (
    <header className="flex flex-col gap-2">
      <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <h1 className="line-clamp-2 text-title font-semibold wrap-anywhere" dir="auto" title={title}>
            {title}
          </h1>
          <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-ui text-text-2">
            <PersonName className="max-w-full" name={session.customerName} />
            <span aria-hidden="true">·</span>
            <PersonName className="max-w-full" name={session.appName} />
            {session.simulated && <SimulatedChip />}
          </p>
        </div>
        <ScoreBlock session={session} />
        <div className="no-print flex flex-wrap items-center gap-2">
          <ShareButton view={view} />
          <PinButton session={session} />
          <LinkSession customerId={session.customerId} sessionId={session.sessionId} />
          <ExportMenu sessionId={session.sessionId} />
        </div>
      </div>
      <Facts now={now} participants={participants} session={session} />
    </header>
  )
}

function ScoreBlock({ session }: { session: SessionView }) {
  const { score } = session
  return (
    <div className="flex items-center gap-2.5">
      <StatusGlyph size={24} token={bandStatus[session.band].token} />
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-title font-semibold">{score === null ? '–' : score.toFixed(1)}</span>
        <span className="text-ui font-medium">{bandStatus[session.band].word}</span>
        <span className="text-2xs text-text-3" title={`Model ${session.model}`}>
          {score === null ? 'not scored' : 'estimated, of 4.5'}
        </span>
      </p>
    </div>
  )
}

function Facts({ session, participants, now }: Omit<Props, 'view'>) {
  const live = session.state === 'live'
  const end = session.endedAt ?? session.lastReportAt ?? now
  const most = Math.max(session.participantsPeak, live ? 0 : Math.min(participants.length, 1))
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-ui text-text-2">
      <StateChip session={session} />
      <span>
        started <AbsoluteTime at={session.startedAt} show="short" />
      </span>
      <span>
        {live ? (
          <>
            for <RunningFor from={session.startedAt} />
          </>
        ) : (
          `lasted ${formatDuration(end - session.startedAt)}`
        )}
      </span>
      <span>
        {live ? `${session.participantsNow} in the call, ` : ''}
        {most} at most
      </span>
      <PainMinutes minutes={session.painMinutes} />
      {session.pinned && <span title={session.pinned.reason}>evidence kept</span>}
      {live && <LastData lastReportAt={session.lastReportAt} now={now} />}
    </p>
  )
}

function StateChip({ session }: { session: SessionView }) {
  if (session.source === 'imported') {
    const oneEnd = session.participantsPeak <= 1 ? ': one end only' : ''
    return (
      <Outlined>
        Imported{session.importedFrom ? ` from ${session.importedFrom}` : ''}
        {oneEnd}
      </Outlined>
    )
  }
  if (session.state === 'ended')
    return <Outlined>Ended{session.endReason === 'lost' ? ' (lost)' : ''}</Outlined>
  return (
    <span className="inline-flex items-center gap-1.5 rounded-full bg-accent px-2 py-0.5 text-xs font-semibold text-accent-on">
      <span aria-hidden="true" className="size-2 rounded-full bg-accent-on" />
      Live
    </span>
  )
}

function Outlined({ children }: { children: ReactNode }) {
  return (
    <span className="rounded-full border border-border-strong px-2 py-0.5 text-xs font-semibold">
      {children}
    </span>
  )
}

function LastData({ lastReportAt, now }: { lastReportAt: number | null; now: number }) {
  const [first] = useState(now)
  if (lastReportAt === null) return <span>{now - first > 30_000 ? 'still no data' : 'no data yet'}</span>
  const age = now - lastReportAt
  return (
    <span className={age > 10_000 ? 'font-semibold text-text' : undefined}>
      last data {formatDuration(age)} ago
    </span>
  )
}
