'use client'

import { useState } from 'react'
import type { TimeView } from '#components/charts/time-view.ts'
import { formatDuration } from '#components/time/format-time.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { bandStatus } from '#components/ui/band.tsx'
import { Button } from '#components/ui/button.tsx'
import { SimulatedChip } from '#components/ui/chip.tsx'
import { StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { ParticipantView, SessionView } from '#lib/sessions/contract.ts'
import { calmLine, type Finding, findingsOf } from './headline.ts'
import { PersonName } from './person-name.tsx'

type Props = {
  session: SessionView
  participants: readonly ParticipantView[]
  now: number
  view: TimeView | null
}

/** Which call this is, how it is, and what is wrong with it, in that order. */
export function SessionHeader({ session, participants, now, view }: Props) {
  const title = session.name?.trim() || session.externalId
  return (
    <header className="flex flex-col gap-3">
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
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
        <CopyLink view={view} />
      </div>
      <Facts now={now} participants={participants} session={session} />
      <WhatIsWrong participants={participants} session={session} />
    </header>
  )
}

function ScoreBlock({ session }: { session: SessionView }) {
  return (
    <div className="flex items-center gap-3">
      <StatusGlyph size={32} token={bandStatus[session.band].token} />
      <div>
        <p className="flex items-baseline gap-2">
          <span className="text-kpi font-semibold">
            {session.score === null ? '–' : session.score.toFixed(1)}
          </span>
          <BandLabel band={session.band} />
        </p>
        <p className="text-2xs text-text-3">
          {session.score === null ? 'not scored' : 'estimated, of 4.5'} · {session.model}
        </p>
      </div>
    </div>
  )
}

function BandLabel({ band }: { band: SessionView['band'] }) {
  return <span className="text-ui font-medium">{bandStatus[band].word}</span>
}

function Facts({ session, participants, now }: Omit<Props, 'view'>) {
  const live = session.state === 'live'
  const end = session.endedAt ?? session.lastReportAt ?? now
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-ui text-text-2">
      {live ? (
        <span className="inline-flex items-center gap-1.5 rounded-full bg-accent px-2 py-0.5 text-xs font-semibold text-accent-on">
          <span aria-hidden="true" className="size-2 rounded-full bg-accent-on" />
          Live
        </span>
      ) : (
        <span className="rounded-full border border-border-strong px-2 py-0.5 text-xs font-semibold">
          Ended{session.endReason === 'lost' ? ' (lost)' : ''}
        </span>
      )}
      <span>
        started <AbsoluteTime at={session.startedAt} show="short" />
      </span>
      <span>
        {live
          ? `for ${formatDuration(now - session.startedAt)}`
          : `lasted ${formatDuration(end - session.startedAt)}`}
      </span>
      <span>
        {live ? `${session.participantsNow} in the call, ` : ''}
        {Math.max(session.participantsPeak, live ? 0 : Math.min(participants.length, 1))} at most
      </span>
      {live && (
        <span className={ageMs(session, now) > 10_000 ? 'font-semibold text-text' : undefined}>
          {session.lastReportAt === null
            ? 'no data yet'
            : `last data ${formatDuration(ageMs(session, now))} ago`}
        </span>
      )}
    </p>
  )
}

function ageMs(session: SessionView, now: number) {
  return session.lastReportAt === null ? 0 : now - session.lastReportAt
}

function WhatIsWrong({ session, participants }: Pick<Props, 'session' | 'participants'>) {
  const findings = findingsOf(session, participants)
  if (findings.length === 0) return <p className="text-sm text-text-2">{calmLine(session, participants)}</p>
  const shown = findings.slice(0, 3)
  return (
    <ul
      aria-label={session.state === 'live' ? 'What is wrong now' : 'What was wrong at the end'}
      className="flex flex-col gap-1 text-sm"
    >
      {shown.map((finding) => (
        <FindingLine
          finding={finding}
          sinceWord={session.state === 'live' ? 'since' : 'from'}
          key={`${finding.who} ${finding.what}`}
        />
      ))}
      {findings.length > shown.length && (
        <li className="text-text-2">and {findings.length - shown.length} more, see the lanes below</li>
      )}
    </ul>
  )
}

function FindingLine({ finding, sinceWord }: { finding: Finding; sinceWord: string }) {
  return (
    <li className="flex min-w-0 items-start gap-2">
      <StatusGlyph className="mt-0.5" size={16} token={bandStatus[finding.band].token} />
      <span className="min-w-0">
        <bdi className="font-semibold wrap-anywhere" dir="auto">
          {shortened(finding.who)}
        </bdi>{' '}
        {finding.what}
        {finding.since !== null && (
          <>
            , {sinceWord} <AbsoluteTime at={finding.since} />
          </>
        )}
      </span>
    </li>
  )
}

const shortened = (name: string) => ([...name].length > 60 ? `${[...name].slice(0, 58).join('')}…` : name)

/** The link means the same moment later: it carries the cursor, or what is now. */
function CopyLink({ view }: { view: TimeView | null }) {
  const [said, setSaid] = useState<'ready' | 'copied' | 'refused'>('ready')
  const copy = async () => {
    const url = new URL(window.location.href)
    const at = view?.pinned() ?? view?.window().spanTo
    if (at !== undefined) url.searchParams.set('t', String(Math.round(at)))
    try {
      await navigator.clipboard.writeText(url.href)
      setSaid('copied')
    } catch {
      window.history.replaceState(null, '', url)
      setSaid('refused')
    }
    setTimeout(() => setSaid('ready'), 4_000)
  }
  const words = { ready: 'Copy link', copied: 'Copied', refused: 'Link is in the address bar' }
  return (
    <Button className="no-print" onClick={copy} title="A link to this moment of this call">
      <span role="status">{words[said]}</span>
    </Button>
  )
}
