'use client'

import { clsx } from 'clsx'
import { formatMoment } from '#components/time/format-time.ts'
import { useZone } from '#components/time/use-zone.ts'
import type { Shift } from '#lib/notifications/contract.ts'
import { dayNames } from '../shared/span-words.ts'
import { type Bar, barsIn, joinShifts, placeIn, type Span, type Week } from './calendar.ts'
import { GapBar, ShiftBar } from './shift-bar.tsx'
import { ShiftTable } from './shift-table.tsx'
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
  const joined = joinShifts(shifts)
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
      <ShiftTable gaps={gaps} shifts={joined} zone={zone} />
    </div>
  )
}

function WeekRow({
  week,
  shifts,
  gaps,
  today,
  now,
  zone,
  title,
  chosen,
  onChoose,
}: {
  week: Week
  shifts: Bar<Shift>[]
  gaps: Bar<Span>[]
  today: string
  now: number
  zone: string
  title: (span: Span) => string
  chosen: Shift | null
  onChoose: (shift: Shift | null) => void
}) {
  const lanes = [...new Map(shifts.map(({ of }) => [of.memberId, of.memberName])).entries()]
  const isNow = now >= week.from && now < week.to
  return (
    <div className="rounded-lg border border-border bg-surface">
      <ol className="grid grid-cols-7 border-border border-b text-center text-2xs sm:text-xs">
        {week.days.map(({ day, weekday }) => (
          <li
            className={clsx(
              'border-border border-l py-1 first:border-l-0',
              day === today ? 'font-semibold text-text' : 'text-text-2',
            )}
            key={day}
          >
            {dayNames[weekday - 1]} <span className="block sm:inline">{Number(day.slice(8, 10))}</span>
            {day === today && <span className="sr-only"> (today)</span>}
          </li>
        ))}
      </ol>
      <div className="relative py-1.5">
        <DayLines />
        {lanes.map(([memberId, name]) => (
          <Lane key={memberId} name={name}>
            {shifts
              .filter(({ of }) => of.memberId === memberId)
              .map((bar) => (
                <ShiftBar
                  bar={bar}
                  isChosen={chosen?.from === bar.of.from && chosen.memberId === memberId}
                  key={bar.of.from}
                  onChoose={onChoose}
                  title={title(bar.of)}
                  zone={zone}
                />
              ))}
          </Lane>
        ))}
        {gaps.length > 0 && (
          <Lane name="Nobody">
            {gaps.map((bar) => (
              <GapBar bar={bar} key={bar.of.from} title={title(bar.of)} />
            ))}
          </Lane>
        )}
        {isNow && (
          <span
            aria-hidden="true"
            className="pointer-events-none absolute inset-y-0 w-0.5 bg-focus"
            style={{ left: `${placeIn(week, now) * 100}%` }}
          />
        )}
      </div>
    </div>
  )
}

function DayLines() {
  return (
    <div aria-hidden="true" className="absolute inset-0 grid grid-cols-7">
      {dayNames.map((name) => (
        <span className="border-border border-l first:border-l-0" key={name} />
      ))}
    </div>
  )
}

/** One person's week. The name stands above its bars, so that a short bar needs no words inside. */
function Lane({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="relative">
      <p
        className={clsx(
          'truncate px-2 text-2xs leading-4',
          name === 'Nobody' ? 'font-semibold text-crit-fg' : 'text-text-2',
        )}
      >
        {name}
      </p>
      <div className="relative h-8 pointer-coarse:h-11">{children}</div>
    </div>
  )
}
