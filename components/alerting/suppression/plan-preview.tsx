'use client'

import { useDeferredValue } from 'react'
import { useNow } from '#components/time/use-now.ts'
import { maintenancePlanSchema } from '#lib/alerting/suppression/contract.ts'
import { occurrencesFrom } from '#lib/alerting/suppression/occurrences.ts'
import { OccurrenceList } from './occurrence-list.tsx'
import { describePlan } from './plan-words.ts'

/** The plan as a sentence and its next occurrences, while it is being written. */
export function PlanPreview({ plan }: { plan: Record<string, unknown> }) {
  const { startsLocal, timeZone, durationMs, recurrence, untilAt } = useDeferredValue(plan)
  const parsed = maintenancePlanSchema.safeParse({ startsLocal, timeZone, durationMs, recurrence, untilAt })
  const now = useNow()
  if (!parsed.success || now === null)
    return (
      <p className="text-ui text-text-2">When it would be on is shown here once the times can be read.</p>
    )
  const next = occurrencesFrom({ ...parsed.data, endedAt: null }, now, 6)
  return (
    <div className="flex flex-col gap-2 rounded-md bg-raised px-3 py-2 text-ui">
      <p>
        <strong className="font-medium">{describePlan(parsed.data)}</strong>
        {next.length === 0 && ': it would be over already.'}
      </p>
      <OccurrenceList now={now} occurrences={next} timeZone={parsed.data.timeZone} />
    </div>
  )
}
