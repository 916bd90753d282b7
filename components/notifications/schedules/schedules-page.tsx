'use client'

import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import { useCollection } from '../shared/collection.ts'
import { schedules } from '../shared/collections.ts'
import { EmptyNote, Loaded, ReasonNote, Skeleton } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { settingsHref } from '../shared/settings-address.ts'
import { usePeople } from '../shared/use-people.ts'
import { useRights, whyNot } from '../shared/use-rights.ts'
import { ScheduleDetail } from './schedule-detail.tsx'
import { ScheduleEditor } from './schedule-editor.tsx'
import { ScheduleRow } from './schedule-row.tsx'

/** Who is on call. One address for the list, each calendar and each editor. */
export function SchedulesPage() {
  const query = useSearchParams()
  const [shown, edited] = [query.get('show'), query.get('edit')]
  const scoped = useScopedCustomer()
  const rights = useRights()
  const people = usePeople()
  const list = useCollection(schedules, 60_000)
  if (shown === null && edited === null) return <ScheduleList />
  if (!rights || people.isPending) return <Skeleton rows={4} />
  return (
    <Loaded query={list} rows={4}>
      {(all) => {
        const id = shown ?? edited
        const schedule = all.find(({ scheduleId }) => scheduleId === id) ?? null
        if (!schedule && edited !== 'new')
          return <EmptyNote title="No such schedule">It was removed.</EmptyNote>
        if (edited !== null)
          return (
            <ScheduleEditor key={edited} people={people} rights={rights} scoped={scoped} stored={schedule} />
          )
        return (
          schedule && (
            <ScheduleDetail
              key={schedule.scheduleId}
              people={people}
              rights={rights}
              schedule={schedule}
              scoped={scoped}
            />
          )
        )
      }}
    </Loaded>
  )
}

function ScheduleList() {
  const scoped = useScopedCustomer()
  const rights = useRights()
  const list = useCollection(schedules, 60_000)
  const reason = rights ? whyNot(rights, true) : null
  const add = settingsHref('schedules', scoped, { edit: 'new' })
  return (
    <div className="flex flex-col gap-4">
      <PageHead
        action={rights?.mayWriteForAll ? { label: 'Add a schedule', href: add } : null}
        title="Schedules"
      >
        Who is on call, for all customers. Policies tell whoever is on call at that moment.
      </PageHead>
      {reason && (
        <ReasonNote>
          People serve all customers, so only administrators change schedules. Taking over or handing over a
          time is for everybody: open a schedule.
        </ReasonNote>
      )}
      <Loaded query={list}>
        {(all) =>
          all.length === 0 ? (
            <EmptyNote
              action={
                rights?.mayWriteForAll && (
                  <Link className={buttonClass('primary')} href={add}>
                    Add a schedule
                  </Link>
                )
              }
              title="No schedule yet"
            >
              With a schedule, a policy needs no names: it tells whoever is on call. Start with one rotation
              of one week, handed over on Mondays.
            </EmptyNote>
          ) : (
            <ul aria-label="Schedules" className="flex flex-col gap-2">
              {all.map((schedule) => (
                <ScheduleRow key={schedule.scheduleId} schedule={schedule} scoped={scoped} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  )
}
