'use client'

import { SpanField } from './span-field.tsx'

/** A span that may be left out; `none` says what that means. */
export function OptionalSpan({
  label,
  none,
  value,
  start,
  onChange,
}: {
  label: string
  none: string
  value: number | null
  start: number
  onChange: (ms: number | null) => void
}) {
  return (
    <div className="flex flex-col gap-1">
      <label className="flex min-h-8 cursor-pointer items-start gap-2.5 py-1 text-ui">
        <input
          checked={value !== null}
          className="mt-0.5 size-4 shrink-0 accent-(--accent)"
          onChange={(event) => onChange(event.currentTarget.checked ? start : null)}
          type="checkbox"
        />
        <span>
          <span className="font-medium">{label}</span>
          {value === null && <span className="block text-text-2 text-xs">{none}</span>}
        </span>
      </label>
      {value !== null && <SpanField label="After" onChange={onChange} value={value} />}
    </div>
  )
}
