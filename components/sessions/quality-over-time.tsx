'use client'

import { useMemo } from 'react'
import { BandBars } from '#components/charts/band-bars.tsx'
import { type BandCounts, bandsOverTime, bucketFor } from '#components/charts/minute-bands.ts'
import { ErrorBoundary } from '#components/ui/error-boundary.tsx'
import type { Lane } from '#lib/sessions/lanes.ts'

/** How many people were well or not, stretch by stretch, once a call has ended. */
export function QualityOverTime({
  lanes,
  start,
  end,
  zone,
}: {
  lanes: readonly Lane[]
  start: number
  end: number
  zone: string
}) {
  const bucketMs = bucketFor(end - start, 60)
  const data = useMemo(
    () =>
      bandsOverTime(
        lanes.map((lane) => lane.quality),
        start,
        end,
        bucketMs,
      ),
    [lanes, start, end, bucketMs],
  )
  const sentence = distributionText(data)
  return (
    <section aria-labelledby="bands-title" className="rounded-lg border border-border bg-surface p-3">
      <h2 className="text-base font-semibold" id="bands-title">
        Participants by quality over time
      </h2>
      <p className="mb-2 text-xs text-text-2">{sentence}</p>
      <ErrorBoundary what="This chart">
        <BandBars bucketMs={bucketMs} data={data} label={sentence} people={lanes.length} zone={zone} />
      </ErrorBoundary>
    </section>
  )
}

/** Only what was scored may be called well. */
function distributionText(data: readonly BandCounts[]): string {
  const scored = data.filter((each) => each.good + each.fair + each.poor + each.bad > 0)
  const bad = scored.filter((each) => each.bad + each.poor > 0)
  if (scored.length === 0) return 'Nothing could be scored.'
  if (bad.length === 0) return 'Nobody was poor or bad while scored.'
  return `Somebody was poor or bad in ${bad.length} of ${data.length} stretches.`
}
