'use client'

import { useId } from 'react'
import { fromLocalText, toLocalText } from '#components/search/local-time.ts'
import { inputClass } from '#components/settings/field.tsx'
import { formatMoment } from '#components/time/format-time.ts'
import { useZone } from '#components/time/use-zone.ts'

/** A moment of the viewer's own clock, with the zone and the full moment said. Null while none is chosen. */
export function MomentField({
  label,
  value,
  onChange,
  first = false,
}: {
  label: string
  value: number | null
  onChange: (at: number | null) => void
  first?: boolean
}) {
  const id = useId()
  const zone = useZone()
  return (
    <div className="flex min-w-0 flex-col gap-1 text-ui">
      <label className="font-medium" htmlFor={id}>
        {label}, {zone}
      </label>
      <input
        aria-describedby={`${id}-exact`}
        className={`${inputClass} self-start`}
        data-first={first ? '' : undefined}
        id={id}
        onChange={(event) => onChange(fromLocalText(event.currentTarget.value))}
        step={60}
        type="datetime-local"
        value={value === null ? '' : toLocalText(value)}
      />
      <span className="text-xs text-text-3" id={`${id}-exact`}>
        {value === null ? 'not chosen' : formatMoment(value, zone)}
      </span>
    </div>
  )
}
