'use client'

import { NotStored } from '#components/settings/page-parts.tsx'
import { formatDuration } from '#components/time/format-time.ts'
import { Ago } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import { describeMatchers } from '#lib/alerting/describe-matchers.ts'
import type { MaintenanceView } from '#lib/alerting/suppression/contract.ts'
import { MuteWord } from './mute-word.tsx'
import { MutedCounts } from './muted-counts.tsx'
import { OccurrenceList } from './occurrence-list.tsx'
import { describePlan } from './plan-words.ts'
import { useNameOf } from './use-label-names.ts'
import { useEndMaintenance } from './use-suppressions.ts'

/** One plan: what, when, by whom, and how much it keeps quiet. */
export function MaintenanceRow({
  plan,
  now,
  mayWrite,
}: {
  plan: MaintenanceView
  now: number
  mayWrite: boolean
}) {
  const nameOf = useNameOf(plan.customerId)
  const [next] = plan.next
  return (
    <article className="flex flex-col gap-1.5 rounded-lg border border-border bg-surface p-3 text-ui">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <MuteWord state={plan.state} />
        <h3 className="min-w-0 font-medium">
          <bdi>{plan.name}</bdi>
          <span className="font-normal text-text-2"> of {plan.customerName ?? 'every customer'}</span>
        </h3>
        {next && (
          <span className="text-text-2">
            {plan.state === 'running'
              ? `${formatDuration(next.endsAt - now)} left`
              : `in ${formatDuration(next.startsAt - now)}`}
          </span>
        )}
      </div>
      <p className="text-text-2">
        {describePlan(plan)} · mutes <bdi>{describeMatchers(plan.matchers, nameOf)}</bdi>
        {plan.excusesBudget ? ' · spends no error budget' : ' · spends error budget'}
      </p>
      <p className="text-text-2">
        {plan.comment && (
          <bdi className="text-text" dir="auto">
            “{plan.comment}” –{' '}
          </bdi>
        )}
        {plan.createdName}, <Ago at={plan.createdAt} now={now} />
        {plan.endedAt !== null && (
          <>
            ; ended by hand <Ago at={plan.endedAt} now={now} />
          </>
        )}
      </p>
      {plan.next.length > 0 && <OccurrenceList now={now} occurrences={plan.next} timeZone={plan.timeZone} />}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <MutedCounts isOn={plan.state === 'running'} muted={plan} />
        {mayWrite && next && <Acts plan={plan} />}
      </div>
    </article>
  )
}

function Acts({ plan }: { plan: MaintenanceView }) {
  const end = useEndMaintenance(plan.maintenanceId)
  const running = plan.state === 'running'
  return (
    <div className="flex flex-wrap items-center gap-2">
      <NotStored problem={end.error} />
      {plan.next.length > 1 && (
        <Button disabled={end.isPending} onClick={() => end.mutate('this')}>
          {running ? 'End this time' : 'Leave out the next'}
        </Button>
      )}
      <Button disabled={end.isPending} onClick={() => end.mutate('all')}>
        {running ? 'End now' : 'Cancel'}
        {plan.next.length > 1 && ', for good'}
      </Button>
    </div>
  )
}
