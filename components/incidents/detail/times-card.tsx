'use client'

import { type FormEvent, useState } from 'react'
import { inputClass } from '#components/settings/field.tsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import type { IncidentView } from '#lib/incidents/api-contract.ts'
import { type IncidentTime, incidentTimes } from '#lib/incidents/contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { useIncidentAct } from '../acts/use-incident-act.ts'
import { NotStoredHere, useMeanwhile } from '../acts/use-meanwhile.tsx'
import { Card } from '../card.tsx'
import { MomentField } from '../moment-field.tsx'
import { timeWords } from '../words.ts'
import { outOfOrder } from './time-order.ts'

/** When what happened. Each time can be put right, with a reason; what it was before stays in the timeline. */
export function TimesCard({ incident }: { incident: IncidentView }) {
  const [editing, setEditing] = useState<IncidentTime | null>(null)
  const { cannot } = useIncidentActs()
  const wrong = outOfOrder(incident.times)
  return (
    <Card title="Times">
      <dl className="flex flex-col">
        {incidentTimes.map((time) => {
          const at = incident.times[time] ?? null
          return (
            <div
              className="flex min-h-9 flex-wrap items-center gap-x-3 border-b border-border py-1 last:border-b-0"
              key={time}
            >
              <dt className="flex-1 basis-28 text-text-2">{timeWords[time]}</dt>
              <dd className={at === null ? 'text-text-3' : 'font-medium'}>
                {at === null ? 'unknown' : <AbsoluteTime at={at} show="moment" />}
              </dd>
              <dd>
                <Button
                  aria-expanded={editing === time}
                  aria-label={`Change: ${timeWords[time]}`}
                  disabled={cannot !== null}
                  look="bare"
                  onClick={() => setEditing(editing === time ? null : time)}
                  title={cannot ?? undefined}
                >
                  Edit
                </Button>
              </dd>
              {editing === time && (
                <dd className="basis-full">
                  <TimeForm incident={incident} onDone={() => setEditing(null)} time={time} />
                </dd>
              )}
            </div>
          )
        })}
      </dl>
      {wrong !== null && (
        <p className="mt-2 text-xs font-medium">
          {timeWords[wrong.later]} is before {timeWords[wrong.earlier].toLowerCase()}: one of them is wrong.
        </p>
      )}
    </Card>
  )
}

function TimeForm({
  incident,
  time,
  onDone,
}: {
  incident: IncidentView
  time: IncidentTime
  onDone: () => void
}) {
  const [at, setAt] = useState<number | null>(incident.times[time] ?? null)
  const [reason, setReason] = useState('')
  const act = useIncidentAct(incident)
  const { mayStore, told } = useMeanwhile(incident.times[time])
  const store = (event: FormEvent) => {
    event.preventDefault()
    if (!mayStore(act.error)) return
    const why = reason.trim()
    act.mutate(
      {
        method: 'PUT',
        path: `/times/${time}`,
        body: { version: incident.version, at, ...(why === '' ? {} : { reason: why }) },
      },
      { onSuccess: onDone },
    )
  }
  return (
    <form className="flex flex-col gap-2 rounded-md bg-raised p-2" onSubmit={store}>
      <MomentField label={timeWords[time]} onChange={setAt} value={at} />
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setAt(Date.now())}>Now</Button>
        {time !== 'declared' && <Button onClick={() => setAt(null)}>Unknown</Button>}
      </div>
      <label className="flex flex-col gap-1">
        <span className="font-medium">Why (may stay empty)</span>
        <input
          className={inputClass}
          maxLength={2_000}
          onChange={(event) => setReason(event.currentTarget.value)}
          placeholder="The first bad call was earlier"
          value={reason}
        />
      </label>
      <NotStoredHere problem={act.error} told={told} />
      <div className="flex gap-2">
        <Button disabled={act.isPending || (at === null && time === 'declared')} look="primary" type="submit">
          Save
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  )
}
