'use client'

import { formatMoment } from '#components/time/format-time.ts'
import { useZone } from '#components/time/use-zone.ts'
import type { Shift } from '#lib/notifications/contract.ts'
import { barsIn, joinShifts, type Span, type Week } from './calendar.ts'
import { ShiftTable } from './shift-table.tsx'
import { WeekRow } from './week-row.tsx'
import { spanOfWords } from './when-words.ts'
import { dayOf } from './zone-time.ts'

/** Weeks as rows, a lane for each person in them; who is missing has a lane of its own, and a loud one. */
export function ShiftCalendar({
  weeks,
  shifts,
  gaps,
  zone,
  now,
  chosen,
  onChoose,
}: {
  weeks: readonly Week[]
  shifts: readonly Shift[]
  gaps: readonly Span[]
  zone: string
  now: number
  chosen: Shift | null
  onChoose: (shift: Shift | null) => void
}) {
  const [from, to] = [weeks[0]?.from ?? now, weeks.at(-1)?.to ?? now]
  const isShown = (span: Span) => span.to > from && span.from < to
  const joined = joinShifts(shifts).filter(isShown)
  const viewerZone = useZone()
  const title = ({ from, to }: Span) =>
    viewerZone === zone
      ? spanOfWords(from, to, zone)
      : `${spanOfWords(from, to, zone)}\nFor you: ${formatMoment(from, viewerZone)} – ${formatMoment(to, viewerZone)}`
  return (
    <div className="flex flex-col gap-3">
      {weeks.map((week) => (
        <WeekRow
          chosen={chosen}
          gaps={barsIn(week, gaps)}
          key={week.from}
          now={now}
          onChoose={onChoose}
          shifts={barsIn(week, joined)}
          title={title}
          today={dayOf(now, zone)}
          week={week}
          zone={zone}
        />
      ))}
      <ShiftTable gaps={gaps.filter(isShown)} shifts={joined} zone={zone} />
    </div>
  )
}
