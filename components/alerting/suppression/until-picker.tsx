'use client'

import { fromLocalText, toLocalText } from '#components/search/local-time.ts'
import { inputClass } from '#components/settings/field.tsx'
import { formatDuration } from '#components/time/format-time.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { useNow } from '#components/time/use-now.ts'
import { useZone } from '#components/time/use-zone.ts'
import { Button } from '#components/ui/button.tsx'
import { untilPresets } from './until.ts'

/** Until when: a usual span, or a time of the viewer's own clock. What was chosen is said in full. */
export function UntilPicker({
  value,
  startsAt,
  onChange,
}: {
  value: number
  startsAt: number | null
  onChange: (endsAt: number) => void
}) {
  const zone = useZone()
  const now = useNow()
  const from = startsAt ?? now
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {untilPresets.map(({ word, endsAt }) => (
          <Button key={word} onClick={() => onChange(endsAt(startsAt ?? Date.now()))}>
            {word}
          </Button>
        ))}
        <input
          aria-label={`End, in ${zone}`}
          className={inputClass}
          onChange={(event) => onChange(fromLocalText(event.currentTarget.value) ?? 0)}
          type="datetime-local"
          value={value > 0 ? toLocalText(value) : ''}
        />
      </div>
      {value > 0 && (
        <p className="text-ui text-text-2">
          Ends by itself <AbsoluteTime at={value} className="font-medium text-text" show="moment" />
          {from !== null && value > from && <>, {formatDuration(value - from)} after it begins</>}.
        </p>
      )}
    </div>
  )
}
