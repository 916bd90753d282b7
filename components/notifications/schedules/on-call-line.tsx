'use client'

import { formatMoment } from '#components/time/format-time.ts'
import { useZone } from '#components/time/use-zone.ts'
import type { ScheduleView } from '#lib/notifications/contract.ts'
import { onCallSentence } from './rotation-sentence.ts'
import { whenWords } from './when-words.ts'

/** Who is on call now and next, in the schedule's zone; the viewer's own on hover. */
export function OnCallLine({ schedule }: { schedule: ScheduleView }) {
  const viewerZone = useZone()
  const { onCall, next, timeZone } = schedule
  const moments = [onCall?.to, next?.from].filter((at) => at !== undefined)
  const title = moments.map((at) => formatMoment(at, viewerZone)).join(' · ')
  return (
    <p className={onCall ? '' : 'font-medium text-crit-fg'} title={title ? `For you: ${title}` : undefined}>
      {onCallSentence(schedule, (at) => whenWords(at, timeZone))}
    </p>
  )
}
