'use client'

import { clsx } from 'clsx'
import { exactTitle } from '#components/time/time.tsx'
import { useNow } from '#components/time/use-now.ts'
import { useZone } from '#components/time/use-zone.ts'
import { StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { IncidentView } from '#lib/incidents/api-contract.ts'
import { dueOf } from './clocks.ts'

/** The clock of the next update; a broken promise stands out in ink and with a glyph. */
export function DueWord({ incident }: { incident: IncidentView }) {
  const now = useNow()
  const zone = useZone()
  if (now === null) return null
  const due = dueOf(incident, now)
  if (due === null) return null
  const { nextUpdateDueAt } = incident
  return (
    <time
      className={clsx(
        'inline-flex items-center gap-1 whitespace-nowrap',
        due.state === 'overdue' && 'rounded bg-accent px-1.5 font-semibold text-accent-on',
        due.state === 'soon' && 'font-semibold text-text',
        due.state === 'unset' && 'text-text-3',
      )}
      dateTime={nextUpdateDueAt === null ? undefined : new Date(nextUpdateDueAt).toISOString()}
      title={nextUpdateDueAt === null ? undefined : exactTitle(nextUpdateDueAt, zone)}
    >
      {due.state === 'overdue' && <StatusGlyph size={12} token="major" />}
      {due.text}
    </time>
  )
}
