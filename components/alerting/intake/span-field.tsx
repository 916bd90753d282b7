'use client'

import { useState } from 'react'
import { Field, inputClass } from '#components/settings/field.tsx'

const units = [
  ['d', 86_400_000, 'days'],
  ['h', 3_600_000, 'hours'],
  ['min', 60_000, 'minutes'],
  ['s', 1_000, 'seconds'],
] as const

/** A span as a number and its unit. */
export function SpanField({
  label,
  hint,
  value,
  onChange,
}: {
  label: string
  hint?: string
  value: number
  onChange: (ms: number) => void
}) {
  const [unitMs, setUnitMs] = useState<number>(
    () => units.find(([, ms]) => value > 0 && value % ms === 0)?.[1] ?? 60_000,
  )
  return (
    <Field hint={hint} label={label}>
      <span className="flex gap-2">
        <input
          className={`${inputClass} w-24`}
          inputMode="decimal"
          min={0}
          onChange={(event) => onChange(Math.round(event.currentTarget.valueAsNumber * unitMs) || 0)}
          step="any"
          type="number"
          value={value / unitMs}
        />
        <select
          aria-label={`${label}: unit`}
          className={inputClass}
          onChange={(event) => {
            const next = Number(event.currentTarget.value)
            onChange((value / unitMs) * next)
            setUnitMs(next)
          }}
          value={unitMs}
        >
          {units.map(([key, ms, word]) => (
            <option key={key} value={ms}>
              {word}
            </option>
          ))}
        </select>
      </span>
    </Field>
  )
}
