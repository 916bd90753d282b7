'use client'

import { useState } from 'react'
import { NotStored } from '#components/settings/page-parts.tsx'
import { formatDuration } from '#components/time/format-time.ts'
import { AbsoluteTime, Ago } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import { describeMatchers } from '#lib/alerting/describe-matchers.ts'
import type { SilenceView } from '#lib/alerting/suppression/contract.ts'
import { MuteWord } from './mute-word.tsx'
import { MutedCounts } from './muted-counts.tsx'
import { SilenceForm } from './silence-form.tsx'
import { useNameOf } from './use-label-names.ts'
import { useChangeSilence, useExpireSilence } from './use-suppressions.ts'

const hour = 3_600_000

/** One silence: what, until when, by whom and why, and how much it keeps quiet. */
export function SilenceRow({
  silence,
  now,
  mayWrite,
  isAdmin,
}: {
  silence: SilenceView
  now: number
  mayWrite: boolean
  isAdmin: boolean
}) {
  const [editing, setEditing] = useState(false)
  const nameOf = useNameOf(silence.customerId)
  if (editing) return <SilenceForm isAdmin={isAdmin} onDone={() => setEditing(false)} was={silence} />
  const writable = mayWrite && silence.state !== 'expired' && (silence.customerId !== null || isAdmin)
  return (
    <article className="flex flex-col gap-1.5 rounded-lg border border-border bg-surface p-3 text-ui">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <MuteWord state={silence.state} />
        <h3 className="min-w-0 font-medium">
          <bdi>{describeMatchers(silence.matchers, nameOf)}</bdi>
          <span className="font-normal text-text-2"> of {silence.customerName ?? 'every customer'}</span>
        </h3>
        <Times now={now} silence={silence} />
      </div>
      <p className="text-text-2">
        <bdi className="text-text" dir="auto">
          “{silence.comment}”
        </bdi>{' '}
        – {silence.createdName}, <Ago at={silence.createdAt} now={now} />
        {silence.replaces && ', in place of an earlier one'}
      </p>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <MutedCounts isOn={silence.state === 'active'} muted={silence}>
          {silence.debtMs > 0 && (
            <span title="This silence and every other that mutes exactly the same, in the last 90 days">
              muted for {formatDuration(silence.debtMs)} in all
            </span>
          )}
        </MutedCounts>
        {writable && <Acts onEdit={() => setEditing(true)} silence={silence} />}
      </div>
    </article>
  )
}

function Times({ silence: { state, startsAt, endsAt }, now }: { silence: SilenceView; now: number }) {
  return (
    <span className="text-text-2">
      {state === 'pending' && (
        <>
          from <AbsoluteTime at={startsAt} show="short" />{' '}
        </>
      )}
      {state === 'expired' ? 'ended ' : 'until '}
      <AbsoluteTime at={endsAt} className="text-text" show="short" />
      {state === 'active' && <> ({formatDuration(endsAt - now)} left)</>}
    </span>
  )
}

function Acts({ silence, onEdit }: { silence: SilenceView; onEdit: () => void }) {
  const expire = useExpireSilence(silence.silenceId)
  const change = useChangeSilence(silence.silenceId)
  const busy = expire.isPending || change.isPending
  return (
    <div className="flex flex-wrap items-center gap-2">
      <NotStored problem={expire.error ?? change.error} />
      <Button disabled={busy} onClick={() => change.mutate({ endsAt: silence.endsAt + hour })}>
        1 h longer
      </Button>
      <Button disabled={busy} onClick={onEdit}>
        Change
      </Button>
      <Button disabled={busy} onClick={() => expire.mutate()}>
        End now
      </Button>
    </div>
  )
}
