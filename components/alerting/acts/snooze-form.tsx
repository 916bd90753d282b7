'use client'

import { type FormEvent, useEffect, useId, useState } from 'react'
import { formatClockOrMoment } from '#components/time/format-time.ts'
import { useZone } from '#components/time/use-zone.ts'
import { Button } from '#components/ui/button.tsx'
import { type FormProps, useAlertActs } from './acts-context.ts'

// The calendar arithmetic is only needed by who snoozes.
type Times = typeof import('./snooze-times.ts')

/** Until when it sleeps; each choice says the moment and the zone. */
export function SnoozeForm({ alerts, onAct }: FormProps) {
  const zone = useZone()
  const [now] = useState(() => Date.now())
  const [times, setTimes] = useState<Times | null>(null)
  const { cannot } = useAlertActs()
  useEffect(() => void import('./snooze-times.ts').then(setTimes), [])
  if (!times) return <div aria-hidden="true" className="skeleton h-48" />
  return (
    <div className="flex flex-col gap-2">
      {cannot !== null && <p className="text-xs font-medium">{cannot}</p>}
      {alerts.some(({ state }) => state === 'open') && (
        <p className="text-xs text-text-2">Snoozing takes it, too: you are its owner until it wakes.</p>
      )}
      <ul className="flex flex-col gap-1">
        {times.snoozeChoices(now, zone).map(({ words, until }, i) => (
          <li key={words}>
            <button
              // biome-ignore lint/a11y/noAutofocus: the form was opened to choose here
              autoFocus={i === 0}
              className="flex min-h-11 w-full items-center justify-between gap-3 rounded-md border border-border px-3 text-ui hover:bg-raised disabled:opacity-50"
              disabled={cannot !== null}
              onClick={() => onAct({ verb: 'snooze', until })}
              type="button"
            >
              <span className="font-medium">{words}</span>
              <span className="text-text-2">{formatClockOrMoment(until, now, zone)}</span>
            </button>
          </li>
        ))}
      </ul>
      <Custom now={now} onUntil={(until) => onAct({ verb: 'snooze', until })} times={times} zone={zone} />
      <p className="text-xs text-text-2">It wakes earlier if it gets worse, and when it is over.</p>
    </div>
  )
}

function Custom({
  times,
  now,
  zone,
  onUntil,
}: {
  times: Times
  now: number
  zone: string
  onUntil: (until: number) => void
}) {
  const id = useId()
  const [local, setLocal] = useState(() => times.localInput(now + 4 * 3_600_000, zone))
  const until = times.customUntil(local, now, zone)
  const { cannot } = useAlertActs()
  const snooze = (event: FormEvent) => {
    event.preventDefault()
    if (until !== null) onUntil(until)
  }
  return (
    <form className="flex flex-col gap-1 border-t border-border pt-2" onSubmit={snooze}>
      <label className="text-ui font-medium" htmlFor={id}>
        Another time, {zone}
      </label>
      <div className="flex flex-wrap gap-2">
        <input
          aria-describedby={`${id}-until`}
          aria-invalid={until === null}
          className="h-11 min-w-0 flex-1 rounded-md border border-border-strong bg-surface px-2 text-ui"
          id={id}
          onChange={(event) => setLocal(event.currentTarget.value)}
          type="datetime-local"
          value={local}
        />
        <Button className="h-11" disabled={until === null || cannot !== null} type="submit">
          Snooze
        </Button>
      </div>
      <p className="text-xs text-text-2" id={`${id}-until`} role="status">
        {until === null
          ? 'A time from now on, at most 30 days away.'
          : `Until ${formatClockOrMoment(until, now, zone)}`}
      </p>
    </form>
  )
}
