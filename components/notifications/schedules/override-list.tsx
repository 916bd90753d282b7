'use client'

import { Button } from '#components/ui/button.tsx'
import type { Shift } from '#lib/notifications/contract.ts'
import { joinShifts } from './calendar.ts'
import { useOverrides } from './use-overrides.ts'
import { spanOfWords } from './when-words.ts'

/** Times in the shown weeks that somebody took or handed over, and the way back. */
export function OverrideList({
  shifts,
  zone,
  now,
  meId,
  mayChange,
}: {
  shifts: readonly Shift[]
  zone: string
  now: number
  meId: string
  mayChange: boolean
}) {
  const { remove } = useOverrides(null)
  const overrides = joinShifts(shifts.filter(({ overrideId }) => overrideId !== null))
  if (overrides.length === 0) return null
  return (
    <section className="flex flex-col gap-1">
      <h2 className="font-semibold text-sm">Overrides in these weeks</h2>
      <ul className="flex flex-col">
        {overrides.map((shift) => (
          <li
            className="flex flex-wrap items-center gap-x-3 border-border border-t py-1 text-ui"
            key={`${shift.overrideId}-${shift.from}`}
          >
            <span className="min-w-0 flex-1">
              <span className="font-medium">{shift.memberId === meId ? 'You' : shift.memberName}</span>{' '}
              <span className="text-text-2">{spanOfWords(shift.from, shift.to, zone)}</span>
            </span>
            {mayChange && shift.to > now && (
              <Button
                aria-label={`Remove the override of ${shift.memberName}`}
                disabled={remove.isPending}
                onClick={() => shift.overrideId && remove.mutate(shift.overrideId)}
              >
                Give back to the rotation
              </Button>
            )}
          </li>
        ))}
      </ul>
      {remove.isError && <p className="text-crit-fg text-ui">Not removed: {remove.error.message}</p>}
    </section>
  )
}
