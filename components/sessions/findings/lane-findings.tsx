'use client'

import { clsx } from 'clsx'
import { type KeyboardEvent, useMemo } from 'react'
import { formatClock, formatDuration } from '#components/time/format-time.ts'
import type { Finding, Severity } from '#lib/diagnosis/contract.ts'
import { tellFinding } from '#lib/diagnosis/describe.ts'
import { useJump } from '../jump.tsx'
import type { LaneScale } from '../lane-picture.tsx'
import { severityStatus } from './finding-words.ts'
import { type Bar, packBars } from './pack-bars.ts'
import { SeverityGlyph } from './severity-word.tsx'

export const barHeight = 24

const looks: Record<Severity, string> = {
  critical: 'bg-crit-soft border-crit',
  major: 'bg-major-soft border-major',
  minor: 'bg-minor-soft border-minor-fg',
  info: 'bg-raised border-border-strong',
}

type Props = {
  findings: readonly Finding[]
  nameOf: (participantId: string) => string
  scale: LaneScale
  zone: string
  selected: string | null
  top: number
  /** how many rows of bars the lane has room for */
  rows: number
}

/** Findings as bars on the axis of the lane they belong to. One tab stop; arrows walk from bar to bar. */
export function LaneFindings({ findings, nameOf, scale, zone, selected, top, rows }: Props) {
  const { bars, left } = packBars(findings, scale, rows)
  if (bars.length === 0) return null
  const first = bars.find(({ finding }) => finding.findingId === selected) ?? bars[0]
  return (
    <div className="pointer-events-none absolute inset-x-0 z-20" style={{ top }}>
      {bars.map((bar) => (
        <FindingBar
          bar={bar}
          key={bar.finding.findingId}
          nameOf={nameOf}
          selected={bar.finding.findingId === selected}
          tabIndex={bar === first ? 0 : -1}
          zone={zone}
        />
      ))}
      {left > 0 && (
        <span
          className="absolute right-0 rounded-sm bg-surface px-1 text-2xs text-text-2"
          style={{ top: (rows - 1) * barHeight }}
        >
          +{left} more
        </span>
      )}
    </div>
  )
}

function FindingBar({
  bar,
  nameOf,
  selected,
  tabIndex,
  zone,
}: {
  bar: Bar
  nameOf: Props['nameOf']
  selected: boolean
  tabIndex: number
  zone: string
}) {
  const { finding, x, width, row } = bar
  const jump = useJump()
  const words = useMemo(() => barWords(finding, nameOf, zone), [finding, nameOf, zone])
  return (
    <button
      aria-label={words}
      className={clsx(
        'pointer-events-auto absolute flex items-center gap-1 overflow-hidden rounded-sm border text-[10px] leading-none text-text',
        looks[finding.severity],
        finding.clearedAt === null && 'border-e-0 rounded-e-none',
        finding.explainedBy !== null && 'border-dashed',
        selected && 'outline-2 outline-text',
      )}
      data-finding-bar={finding.findingId}
      onClick={() => jump.toFinding(finding.findingId)}
      onKeyDown={walk}
      style={{ left: x, width, top: row * barHeight, height: barHeight - 2 }}
      tabIndex={tabIndex}
      title={words}
      type="button"
    >
      <SeverityGlyph severity={finding.severity} size={12} />
      {width > 60 && <span className="truncate">{tellFinding(finding, nameOf).title}</span>}
    </button>
  )
}

function barWords(finding: Finding, nameOf: Props['nameOf'], zone: string): string {
  const { title, notice } = tellFinding(finding, nameOf)
  const { openedAt, clearedAt } = finding
  const when =
    clearedAt === null
      ? `since ${formatClock(openedAt, zone)}`
      : `${formatClock(openedAt, zone)}, for ${formatDuration(clearedAt - openedAt)}`
  return `${severityStatus[finding.severity].word}: ${title}, ${when}. ${notice}`
}

/** Left and right walk over the bars of a lane. */
function walk(event: KeyboardEvent<HTMLButtonElement>) {
  if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return
  const bars = [
    ...(event.currentTarget.parentElement?.querySelectorAll<HTMLElement>('[data-finding-bar]') ?? []),
  ]
  const next = bars[bars.indexOf(event.currentTarget) + (event.key === 'ArrowRight' ? 1 : -1)]
  if (!next) return
  event.preventDefault()
  next.focus()
}
