'use client'

import { clsx } from 'clsx'
import { useId } from 'react'
import { formatClock } from '#components/time/format-time.ts'
import { useNow } from '#components/time/use-now.ts'
import { useZone } from '#components/time/use-zone.ts'
import { Button } from '#components/ui/button.tsx'
import type { Waiting } from '../tab/tab-mark.ts'
import { SoundIcon } from './sound-icon.tsx'
import { type Alarm, muteMs, useAlarm } from './use-alarm.ts'

/** Sound of this screen: off until somebody arms it, and never silently blocked. */
export function SoundButton({ waiting }: { waiting: Waiting }) {
  const menuId = useId()
  const zone = useZone()
  const now = useNow()
  const alarm = useAlarm(waiting)
  const muted = alarm.mutedUntil !== null && now !== null && alarm.mutedUntil > now
  const state = stateOf(alarm, muted, (at) => formatClock(at, zone))
  return (
    <>
      <button
        aria-label={`Alert sound: ${state.words}`}
        className={clsx(
          'flex h-7 shrink-0 items-center gap-1.5 rounded-md px-1.5 text-xs pointer-coarse:h-11 pointer-coarse:min-w-9 pointer-coarse:justify-center',
          alarm.blocked
            ? 'border border-crit font-semibold text-crit-fg'
            : 'text-text-2 hover:bg-raised hover:text-text',
        )}
        popoverTarget={menuId}
        title={`Alert sound: ${state.words}`}
        type="button"
      >
        <SoundIcon off={!alarm.armed || muted || alarm.blocked} />
        {state.short !== null && <span className="max-sm:sr-only">{state.short}</span>}
      </button>
      <div
        className="fixed inset-auto top-13 right-3 m-0 w-72 rounded-lg border border-border bg-surface p-3 text-text shadow-lg"
        id={menuId}
        popover="auto"
      >
        <p className="text-ui font-medium">Alert sound on this screen</p>
        <p className="mt-1 text-xs text-text-2" role="status">
          {state.long}
        </p>
        <div className="mt-3 flex flex-wrap gap-2">
          <Button
            aria-pressed={alarm.armed}
            look={alarm.armed ? 'quiet' : 'primary'}
            onClick={() => alarm.arm(!alarm.armed)}
          >
            {alarm.armed ? 'Switch off' : 'Switch on'}
          </Button>
          <Button onClick={() => void alarm.test()}>Test tone</Button>
          {alarm.armed && (
            <Button onClick={() => alarm.mute(muted ? null : Date.now() + muteMs)}>
              {muted ? 'Sound again' : 'Mute 15 min'}
            </Button>
          )}
        </div>
        <p className="mt-3 text-xs text-text-3">
          A short tone when an alert waits for somebody, its rhythm by how grave it is. It comes back after 15
          s, 30 s, 1, 2 and then every 5 minutes until it is acknowledged.
        </p>
      </div>
    </>
  )
}

type Said = { words: string; short: string | null; long: string }

function stateOf({ armed, blocked, mutedUntil }: Alarm, muted: boolean, clock: (at: number) => string): Said {
  if (!armed)
    return {
      words: 'off',
      short: null,
      long: 'Off. Only this screen is meant; others have their own switch.',
    }
  if (blocked)
    return {
      words: 'blocked by the browser',
      short: 'Sound blocked',
      long: 'The browser blocks it until this page is clicked. Press “Test tone”: if you hear it, it works.',
    }
  if (muted && mutedUntil !== null)
    return {
      words: `muted until ${clock(mutedUntil)}`,
      short: `Muted to ${clock(mutedUntil)}`,
      long: `Muted until ${clock(mutedUntil)}.`,
    }
  return { words: 'on', short: null, long: 'On: this screen sounds while an alert waits for somebody.' }
}
