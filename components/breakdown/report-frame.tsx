'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { AbsoluteTime } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format-count.ts'
import type { Ground } from '#lib/sessions/breakdown/contract.ts'

/** A report while it comes, when it does not, when it is about nobody, and what it rests on when it is there. */
export function ReportFrame<Report extends { ground: Ground }>({
  report,
  onSimulated,
  children,
}: {
  report: UseQueryResult<Report>
  onSimulated: () => void
  children: (report: Report) => React.ReactNode
}) {
  if (report.isPending) return <Waiting />
  if (report.data === undefined)
    return (
      <div className="hatched rounded-lg border border-border-strong p-4 text-ui">
        <p className="mb-2">{report.error?.message ?? 'The report could not be read.'}</p>
        <Button onClick={() => void report.refetch()}>Try again</Button>
      </div>
    )
  const { ground } = report.data
  if (ground.people === 0) return <Nobody ground={ground} onSimulated={onSimulated} />
  return (
    <div aria-busy={report.isPlaceholderData} className="flex flex-col gap-3">
      <GroundLine ground={ground} />
      {report.isError && (
        <p className="text-xs text-major-fg" role="status">
          These are older figures: {report.error.message}
        </p>
      )}
      {children(report.data)}
    </div>
  )
}

function GroundLine({ ground }: { ground: Ground }) {
  const left = [
    ground.importedCalls > 0 && `${formatCount(ground.importedCalls)} imported left out`,
    ground.simulatedCalls > 0 &&
      `${formatCount(ground.simulatedCalls)} simulated ${ground.simulatedIncluded ? 'counted' : 'left out'}`,
  ].filter((part) => part !== false)
  return (
    <p className="text-xs text-text-2" role="status">
      {formatCount(ground.people)} {ground.people === 1 ? 'person' : 'people'} in {formatCount(ground.calls)}{' '}
      {ground.calls === 1 ? 'call' : 'calls'}
      {left.length > 0 && ` · ${left.join(' · ')}`}
      {ground.capped && ground.oldestAt !== null && (
        <>
          {' '}
          · only the newest calls of this time, back to <AbsoluteTime at={ground.oldestAt} show="short" />
        </>
      )}
    </p>
  )
}

function Nobody({ ground, onSimulated }: { ground: Ground; onSimulated: () => void }) {
  const hidden = !ground.simulatedIncluded && ground.simulatedCalls > 0
  return (
    <div className="flex flex-col items-center gap-3 rounded-lg border border-border bg-surface p-8 text-center text-sm text-text-2">
      <p>
        {hidden
          ? `All ${formatCount(ground.simulatedCalls)} calls of this search and time are simulated, and those are left out.`
          : 'No call of this time matches the search, so there is nothing to count.'}
      </p>
      {hidden && <Button onClick={onSimulated}>Count simulated calls too</Button>}
    </div>
  )
}

function Waiting() {
  return (
    <div aria-busy="true" className="flex flex-col gap-2">
      <p className="sr-only">Counting</p>
      {[0, 1, 2, 3, 4, 5, 6, 7].map((row) => (
        <div className="skeleton h-9" key={row} />
      ))}
    </div>
  )
}
