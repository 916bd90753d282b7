'use client'

import Link from 'next/link'
import { useState } from 'react'
import { useAddress } from '#components/query/use-address.ts'
import { useNow } from '#components/time/use-now.ts'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { ScheduleView, Shift } from '#lib/notifications/contract.ts'
import { Loaded, Skeleton } from '../shared/loaded.tsx'
import { EditorHead } from '../shared/page-head.tsx'
import { settingsHref } from '../shared/settings-address.ts'
import type { usePeople } from '../shared/use-people.ts'
import type { Rights } from '../shared/use-rights.ts'
import { weeksFrom } from './calendar.ts'
import { CalendarHead } from './calendar-head.tsx'
import { OnCallLine } from './on-call-line.tsx'
import { OverrideForm } from './override-form.tsx'
import { OverrideList } from './override-list.tsx'
import { rotationSentence } from './rotation-sentence.ts'
import { ShiftCalendar } from './shift-calendar.tsx'
import { useShifts } from './use-shifts.ts'
import { dayOf, mondayOf } from './zone-time.ts'

type Props = {
  schedule: ScheduleView
  rights: Rights
  people: ReturnType<typeof usePeople>
  scoped: string | null
}

/** One schedule: who is on call, the calendar, and times that are taken or handed over. */
export function ScheduleDetail(props: Props) {
  const { schedule, rights, people, scoped } = props
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1">
          <EditorHead
            back={{ label: 'Schedules', href: settingsHref('schedules', scoped) }}
            title={schedule.name}
          />
        </div>
        <Link
          className={buttonClass('quiet')}
          href={settingsHref('schedules', scoped, { edit: schedule.scheduleId })}
        >
          {rights.mayWriteForAll ? 'Edit rotations' : 'View rotations'}
        </Link>
      </div>
      <div className="flex items-start gap-2 text-sm">
        <StatusGlyph className="mt-0.5" token={schedule.onCall ? 'ok' : 'crit'} />
        <OnCallLine schedule={schedule} />
      </div>
      <ul className="flex flex-col gap-0.5 text-text-2 text-ui">
        {schedule.rotations.map((rotation) => (
          <li key={`${rotation.name}-${rotation.startsLocal}`}>
            <span className="font-medium text-text">{rotation.name}:</span>{' '}
            {rotationSentence(rotation, people.nameOf)}
          </li>
        ))}
      </ul>
      <Calendar {...props} />
    </div>
  )
}

function Calendar({ schedule, rights, people }: Props) {
  const now = useNow()
  if (now === null) return <Skeleton rows={3} />
  return <CalendarOf now={now} people={people} rights={rights} schedule={schedule} />
}

function CalendarOf({ schedule, rights, people, now }: Omit<Props, 'scoped'> & { now: number }) {
  const [query, change] = useAddress()
  const [chosen, setChosen] = useState<Shift | null>(null)
  const zone = schedule.timeZone
  const count = query.get('weeks') === '4' ? 4 : 2
  const monday = /^\d{4}-\d{2}-\d{2}$/.test(query.get('from') ?? '')
    ? mondayOf(query.get('from') ?? '')
    : mondayOf(dayOf(now, zone))
  const weeks = weeksFrom(monday, count, zone)
  const [from, to] = [weeks[0]?.from ?? now, weeks.at(-1)?.to ?? now]
  const shifts = useShifts(schedule.scheduleId, from, to)
  const set = (name: string, value: string | null) =>
    change((next) => (value === null ? next.delete(name) : next.set(name, value)))
  return (
    <>
      <section aria-label="Calendar" className="flex flex-col gap-3">
        <CalendarHead
          count={count}
          monday={monday}
          onCount={(next) => set('weeks', next === 2 ? null : String(next))}
          onMove={(day) => set('from', day)}
          weeks={weeks}
          zone={zone}
        />
        <Loaded query={shifts} rows={count}>
          {(told) => (
            <ShiftCalendar
              chosen={chosen}
              gaps={told.gaps}
              now={now}
              onChoose={setChosen}
              shifts={told.shifts}
              weeks={weeks}
              zone={zone}
            />
          )}
        </Loaded>
      </section>
      {shifts.data && (
        <OverrideList
          meId={rights.me.id}
          mayChange={rights.mayOverride}
          now={now}
          shifts={shifts.data.shifts}
          zone={zone}
        />
      )}
      <OverrideForm
        chosen={chosen}
        // Another shift is another question: the form starts from it.
        key={chosen ? `${chosen.from}-${chosen.memberId}` : 'none'}
        now={now}
        people={people}
        rights={rights}
        schedule={schedule}
        shifts={shifts.data?.shifts ?? []}
      />
      {chosen && (
        <div>
          <Button look="bare" onClick={() => setChosen(null)}>
            Choose no shift
          </Button>
        </div>
      )}
    </>
  )
}
