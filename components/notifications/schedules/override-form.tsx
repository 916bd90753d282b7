'use client'

import { useId, useState } from 'react'
import { useZone } from '#components/time/use-zone.ts'
import { Button } from '#components/ui/button.tsx'
import type { ScheduleView, Shift } from '#lib/notifications/contract.ts'
import { inputClass } from '../shared/field-frame.tsx'
import type { usePeople } from '../shared/use-people.ts'
import type { Rights } from '../shared/use-rights.ts'
import { overrideSentence } from './override-sentence.ts'
import { useOverrides } from './use-overrides.ts'
import { spanOfWords } from './when-words.ts'
import { localAt, momentOf } from './zone-time.ts'

/** From now on; of a time that is over, from its beginning, so that it is seen to be over. */
const startOf = (span: Shift | null, now: number): number =>
  span && span.to <= now ? span.from : Math.max(span?.from ?? now, now)

const localPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/

/** Take over a time, or hand it over: who, from, to, and what that means in one sentence. */
export function OverrideForm({
  schedule,
  shifts,
  chosen,
  rights,
  people,
  now,
}: {
  schedule: ScheduleView
  shifts: readonly Shift[]
  chosen: Shift | null
  rights: Rights
  people: ReturnType<typeof usePeople>
  now: number
}) {
  const zone = schedule.timeZone
  const viewerZone = useZone()
  const span = chosen ?? schedule.onCall
  const [who, setWho] = useState(chosen?.memberId === rights.me.id ? '' : rights.me.id)
  const [from, setFrom] = useState(() => localAt(startOf(span, now), zone))
  const [to, setTo] = useState(() => localAt(span?.to ?? now + 86_400_000, zone))
  const { add } = useOverrides(schedule.scheduleId)
  const id = useId()
  if (!rights.mayOverride) return null
  const isRead = localPattern.test(from) && localPattern.test(to)
  const times = isRead ? { from: momentOf(from, zone), to: momentOf(to, zone) } : null
  const isFit = times !== null && times.to > times.from && times.to > now && who !== ''
  const name = who === rights.me.id ? 'You' : people.nameOf(who)
  const problem =
    times !== null && times.to <= times.from
      ? 'It must end after it starts.'
      : times !== null && times.to <= now
        ? 'That time is over.'
        : null
  return (
    <form
      aria-label="Take over or hand over a time"
      className="flex flex-col gap-3 rounded-lg border border-border bg-surface p-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (isFit && times) add.mutate({ memberId: who, startsAt: times.from, endsAt: times.to })
      }}
    >
      <div>
        <h2 className="font-semibold text-base">Take over or hand over a time</h2>
        <p className="text-text-2 text-ui">
          {chosen ? 'Filled in from the chosen shift.' : 'Choose a shift in the calendar to fill this in.'}{' '}
          Times in {zone.replaceAll('_', ' ')}.
        </p>
      </div>
      <div className="grid gap-3 sm:grid-cols-3">
        <label className="flex flex-col gap-1 font-medium text-ui" htmlFor={`${id}-who`}>
          Who is on call instead
          <select
            className={inputClass}
            id={`${id}-who`}
            onChange={(event) => setWho(event.currentTarget.value)}
            value={who}
          >
            <option value="">Choose …</option>
            <option value={rights.me.id}>Me, {rights.me.name}</option>
            {people.people
              .filter(({ memberId }) => memberId !== rights.me.id)
              .map(({ memberId, name: label }) => (
                <option key={memberId} value={memberId}>
                  {label}
                </option>
              ))}
          </select>
        </label>
        <LocalField label="From" onChange={setFrom} value={from} />
        <LocalField label="To" onChange={setTo} value={to} />
      </div>
      <p className="text-sm" role="status">
        {problem ? (
          <span className="text-crit-fg">{problem}</span>
        ) : isFit && times ? (
          overrideSentence(name, who, times, shifts, zone).replace(/^You is/, 'You are')
        ) : (
          <span className="text-text-2">Choose who, from when and to when.</span>
        )}
      </p>
      {times && isFit && viewerZone !== zone && (
        <p className="-mt-2 text-text-2 text-xs">For you: {spanOfWords(times.from, times.to, viewerZone)}</p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button disabled={!isFit || add.isPending} look="primary" type="submit">
          {who === rights.me.id ? 'Take over' : 'Hand over'}
        </Button>
        {add.isError && <p className="text-crit-fg text-ui">Not done: {add.error.message}</p>}
        {add.isSuccess && <p className="text-text-2 text-ui">Done. It stands in the calendar.</p>}
      </div>
    </form>
  )
}

function LocalField({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (local: string) => void
}) {
  return (
    <label className="flex flex-col gap-1 font-medium text-ui">
      {label}
      <input
        className={inputClass}
        onChange={(event) => onChange(event.currentTarget.value)}
        type="datetime-local"
        value={value}
      />
    </label>
  )
}
