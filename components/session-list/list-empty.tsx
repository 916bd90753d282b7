'use client'

import { AbsoluteTime } from '#components/time/time.tsx'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { relativeRanges, type TimeRange } from '#lib/sessions/search/time-range.ts'

type Props = {
  range: TimeRange
  filtered: boolean
  live: boolean
  /** how far back the search got; null = all of the time was searched */
  searchedTo: number | null
  onClear: () => void
  onRange: (range: TimeRange) => void
  onFurther: () => void
}

/** Why there is nothing: because of what was asked, or because nothing was there. Each with the way on. */
export function ListEmpty(props: Props) {
  return (
    <div className="flex flex-col items-center gap-3 rounded-lg border border-border bg-surface p-8 text-center text-sm text-text-2">
      <Why {...props} />
    </div>
  )
}

function Why({ range, filtered, live, searchedTo, onClear, onRange, onFurther }: Props) {
  if (searchedTo !== null)
    return (
      <>
        <p>
          Nothing matches among the calls back to <AbsoluteTime at={searchedTo} show="short" />.
        </p>
        <Button onClick={onFurther}>Search further back</Button>
      </>
    )
  const widest = 'relative' in range && range.relative === '30d'
  const words = 'relative' in range ? `in the ${relativeRanges[range.relative].words}` : 'in this time'
  const wider = !live && !widest && <Button onClick={() => onRange({ relative: '30d' })}>Show 30 days</Button>
  if (filtered)
    return (
      <>
        <p>
          {live ? 'No call that lives now matches.' : `No call that started ${words} matches the search.`}
        </p>
        <p className="flex flex-wrap justify-center gap-2">
          <Button onClick={onClear}>Show all calls</Button>
          {wider}
        </p>
      </>
    )
  if (wider)
    return (
      <>
        <p>No call started {words}.</p>
        {wider}
      </>
    )
  return (
    <>
      <p>No call has been seen yet. As soon as an app with the SDK holds one, it appears here.</p>
      <a className={buttonClass('quiet')} href="/live">
        How to connect an app
      </a>
    </>
  )
}
