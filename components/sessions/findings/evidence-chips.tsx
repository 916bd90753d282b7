'use client'

import { formatClock } from '#components/time/format-time.ts'
import { useZone } from '#components/time/use-zone.ts'
import type { Finding } from '#lib/diagnosis/contract.ts'
import { tellFinding } from '#lib/diagnosis/describe.ts'
import { useJump } from '../jump.tsx'
import { chartOfMetric } from './finding-marks.ts'

/** Each measured fact as a button that leads to the chart and the moment where it stands. */
export function EvidenceChips({
  finding,
  nameOf,
  most = 12,
}: {
  finding: Finding
  nameOf: (participantId: string) => string
  most?: number
}) {
  const zone = useZone()
  const jump = useJump()
  const told = tellFinding(finding, nameOf).evidence.slice(0, most)
  if (told.length === 0) return <p className="text-xs text-text-2">No measurement was told with it.</p>
  return (
    <ul aria-label="Evidence" className="flex flex-wrap gap-1.5">
      {told.map((piece, i) => {
        const who = piece.participantId ?? finding.participantId
        const chart = chartOfMetric(finding.evidence[i]?.metric ?? '')
        const whose = who === null || who === finding.participantId ? '' : `${nameOf(who)}: `
        return (
          <li className="min-w-0 max-w-full" key={`${who} ${piece.at} ${piece.text}`}>
            <button
              className="inline-flex min-h-6 max-w-full items-center gap-1.5 rounded-md border border-border-strong bg-surface px-2 py-0.5 text-left text-xs text-text hover:bg-raised pointer-coarse:min-h-11"
              data-evidence={finding.evidence[i]?.metric}
              onClick={() => jump.toEvidence({ participantId: who, chart, at: piece.at })}
              title={`Show ${chart === null ? 'this moment' : 'the chart'} at ${formatClock(piece.at, zone, true)}`}
              type="button"
            >
              <span className="min-w-0 wrap-anywhere">
                <bdi dir="auto">{whose}</bdi>
                {piece.text}
              </span>
              <ChartArrow toChart={chart !== null} />
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function ChartArrow({ toChart }: { toChart: boolean }) {
  return (
    <svg
      aria-hidden="true"
      className="shrink-0 fill-none stroke-current text-text-2"
      height="12"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth="1.5"
      viewBox="0 0 12 12"
      width="12"
    >
      <path d={toChart ? 'M1 9.5 4 5.5 6.5 7.5 11 2M7.8 2H11v3.2' : 'M6 1v10M2.5 7.5 6 11l3.5-3.5'} />
    </svg>
  )
}
