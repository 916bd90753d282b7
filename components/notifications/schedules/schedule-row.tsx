'use client'

import Link from 'next/link'
import { useZone } from '#components/time/use-zone.ts'
import { buttonClass } from '#components/ui/button.tsx'
import { StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { ScheduleView } from '#lib/notifications/contract.ts'
import { settingsHref } from '../shared/settings-address.ts'
import { OnCallLine } from './on-call-line.tsx'

export function ScheduleRow({ schedule, scoped }: { schedule: ScheduleView; scoped: string | null }) {
  const viewerZone = useZone()
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 rounded-lg border border-border bg-surface p-3">
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="truncate font-semibold text-sm" dir="auto">
          {schedule.name}
        </h2>
        <p className="text-text-2 text-xs">
          {schedule.timeZone.replaceAll('_', ' ')}
          {schedule.timeZone !== viewerZone && ', other than yours'}
        </p>
        <div className="mt-1.5 flex items-start gap-2 text-ui">
          <StatusGlyph className="mt-0.5" token={schedule.onCall ? 'ok' : 'crit'} />
          <OnCallLine schedule={schedule} />
        </div>
      </div>
      <Link
        className={buttonClass('quiet', 'ml-auto')}
        href={settingsHref('schedules', scoped, { show: schedule.scheduleId })}
      >
        Open<span className="sr-only"> {schedule.name}</span>
      </Link>
    </li>
  )
}
