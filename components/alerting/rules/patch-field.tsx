'use client'

import { FieldGroup } from '#components/settings/field.tsx'
import { spanText } from '#lib/alerting/units.ts'
import { DurationField } from '../suppression/duration-field.tsx'
import { NumberPart } from './part-inputs.tsx'
import type { Patchable } from './patchable.ts'

/** One number that may differ from the pack: ticked it has its own, else it follows. */
export function PatchField({
  field: { label, pack, unit, per, isSpan },
  value,
  error,
  onChange,
}: {
  field: Patchable
  value: number | undefined
  error: string | undefined
  onChange: (value: number | undefined) => void
}) {
  const packText = isSpan ? spanText(pack) : `${Number((pack * per).toPrecision(6))} ${unit}`.trim()
  return (
    <FieldGroup error={error} label={label}>
      <span className="flex min-h-8 flex-wrap items-center gap-2">
        <label className="flex items-center gap-1.5 text-text-2">
          <input
            checked={value !== undefined}
            className="size-4 accent-(--accent)"
            onChange={(event) => onChange(event.currentTarget.checked ? pack : undefined)}
            type="checkbox"
          />
          {value === undefined ? `as the pack (${packText})` : 'its own:'}
        </label>
        {value !== undefined &&
          (isSpan ? (
            <DurationField label={label} onChange={onChange} smallestMs={1_000} value={value} />
          ) : (
            <NumberPart
              disabled={false}
              invalid={error !== undefined}
              label={label}
              onChange={onChange}
              per={per}
              unit={unit}
              value={value}
            />
          ))}
      </span>
    </FieldGroup>
  )
}
