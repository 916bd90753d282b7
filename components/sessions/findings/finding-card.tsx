'use client'

import { clsx } from 'clsx'
import { memo, type ReactNode } from 'react'
import { formatDuration } from '#components/time/format-time.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { entryOf } from '#lib/diagnosis/catalogue.ts'
import type { Finding } from '#lib/diagnosis/contract.ts'
import { type Told, tellFinding } from '#lib/diagnosis/describe.ts'
import { Period } from '../period.tsx'
import { RunningFor } from '../server-clock.tsx'
import { EvidenceChips } from './evidence-chips.tsx'
import { closeWords, confidenceWords, ownerWords } from './finding-words.ts'
import { OpinionButtons } from './opinion-buttons.tsx'
import { SeverityGlyph, SeverityWord, SideWord } from './severity-word.tsx'
import type { Opinions } from './use-opinions.ts'

type Props = {
  finding: Finding
  nameOf: (participantId: string) => string
  expanded: boolean
  selected: boolean
  onToggle: (findingId: string) => void
  opinions: Opinions
  live: boolean
  /** hints and folded findings are quieter */
  quiet?: boolean
  children?: ReactNode
}

/** One finding: a line to scan, and behind it what the user notices, the cause, the evidence and what to do. */
export const FindingCard = memo(function FindingCard(props: Props) {
  const { finding, nameOf, expanded, selected, onToggle, quiet = false } = props
  const told = tellFinding(finding, nameOf)
  const bodyId = `finding-${finding.findingId}`
  return (
    <li
      className={clsx(
        'min-w-0 scroll-mt-28 border-s-2 border-b border-b-border ps-2 last:border-b-0',
        selected ? 'border-s-text bg-raised' : 'border-s-transparent',
      )}
      data-finding={finding.findingId}
    >
      <button
        aria-controls={bodyId}
        aria-expanded={expanded}
        className="flex w-full min-w-0 items-start gap-2 py-2 pe-1 text-left hover:bg-raised"
        data-finding-row=""
        onClick={() => onToggle(finding.findingId)}
        type="button"
      >
        <span className="mt-0.5">
          <SeverityGlyph severity={finding.severity} />
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-baseline gap-x-2">
            <span className={clsx('text-ui', quiet ? 'font-medium text-text-2' : 'font-semibold')}>
              {told.title}
            </span>
            <RankWord loud={finding.clearedAt === null || !props.live} rank={finding.rank} />
          </span>
          <span className="flex min-w-0 flex-wrap items-center gap-x-2 text-xs text-text-2">
            <SeverityWord severity={finding.severity} />
            <SideWord finding={finding} nameOf={nameOf} />
          </span>
          <span className="block text-xs text-text-2">
            <When finding={finding} />
          </span>
        </span>
        <Chevron open={expanded} />
      </button>
      {expanded && (
        <div className="pe-1 pb-3 ps-6" id={bodyId}>
          <Body {...props} told={told} />
        </div>
      )}
    </li>
  )
})

/** In a live call what is over speaks more softly. */
function RankWord({ rank, loud }: { rank: number | null; loud: boolean }) {
  if (rank === null) return null
  return (
    <span
      className={clsx(
        'rounded-sm px-1 text-2xs',
        rank === 1 && loud ? 'bg-text font-semibold text-surface' : 'border border-border-strong text-text-2',
      )}
    >
      {rank === 1 ? 'Root cause' : 'Contributing'}
    </span>
  )
}

/** "since 14:03 CET · 12 min", or "14:03 CET – 14:11 CET · 8 min". */
export function When({ finding: { openedAt, clearedAt } }: { finding: Finding }) {
  if (clearedAt === null)
    return (
      <>
        since <AbsoluteTime at={openedAt} /> · <RunningFor from={openedAt} />
      </>
    )
  return (
    <>
      <Period from={openedAt} to={clearedAt} /> · {formatDuration(clearedAt - openedAt)}
    </>
  )
}

function Chevron({ open }: { open: boolean }) {
  return (
    <svg
      aria-hidden="true"
      className={clsx('mt-1 shrink-0 fill-none stroke-current text-text-3', open && 'rotate-180')}
      height="12"
      strokeWidth="1.6"
      viewBox="0 0 12 12"
      width="12"
    >
      <path d="M2 4.2 6 8.2l4-4" />
    </svg>
  )
}

function Body({ finding, nameOf, opinions, told, children }: Props & { told: Told }) {
  const names = finding.affected.map(nameOf)
  return (
    <div className="flex flex-col gap-2 text-ui">
      <Line word="Noticed">
        <bdi dir="auto">{told.notice}</bdi>
      </Line>
      <Line word="Cause">
        <bdi dir="auto">{upperFirst(told.cause)}.</bdi>{' '}
        <span className="text-text-2">{confidenceWords[finding.confidence]}.</span>
      </Line>
      <Line word="Evidence">
        <EvidenceChips finding={finding} nameOf={nameOf} />
      </Line>
      <Line word="Do">
        <bdi dir="auto">{told.remedy}</bdi>{' '}
        <span className="text-text-2">Can act: {ownerWords[finding.owner]}.</span>
      </Line>
      {names.length > 0 && (
        <Line word="Affected">
          <bdi dir="auto" title={names.join(', ')}>
            {names.length > 6
              ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more`
              : names.join(', ')}
          </bdi>
        </Line>
      )}
      <OpinionButtons findingId={finding.findingId} opinions={opinions} title={told.title} />
      <Details finding={finding} />
      {children}
    </div>
  )
}

function Line({ word, children }: { word: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[4.25rem_minmax(0,1fr)] gap-x-2">
      <span className="text-xs leading-5 text-text-3">{word}</span>
      <div className="min-w-0 wrap-anywhere">{children}</div>
    </div>
  )
}

function Details({ finding }: { finding: Finding }) {
  const entry = entryOf(finding.kind)
  return (
    <details className="text-xs text-text-2">
      <summary className="min-h-6 py-0.5 pointer-coarse:min-h-11">How this was found</summary>
      <dl className="mt-1 grid grid-cols-[4.25rem_minmax(0,1fr)] gap-x-2 gap-y-0.5">
        <dt className="text-text-3">Kind</dt>
        <dd className="font-mono text-2xs leading-4">{finding.kind}</dd>
        <dt className="text-text-3">Raised</dt>
        <dd>
          <AbsoluteTime at={finding.raisedAt} show="clock-seconds" />
          {entry.raise && `, when ${entry.raise}`}
        </dd>
        <dt className="text-text-3">Clears</dt>
        <dd>{finding.closeReason === null ? entry.clear || 'not told' : closeWords[finding.closeReason]}</dd>
        <dt className="text-text-3">Source</dt>
        <dd>{entry.source || 'not told'}</dd>
        <dt className="text-text-3">Model</dt>
        <dd>{finding.model}</dd>
      </dl>
    </details>
  )
}

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
