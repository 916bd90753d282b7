'use client'

import { useState } from 'react'
import { Controller } from 'react-hook-form'
import { FieldFrame, type FieldProps, type InputProps, inputClass } from './field-frame.tsx'

const units = [
  { ms: 1000, word: 'seconds' },
  { ms: 60_000, word: 'minutes' },
  { ms: 3_600_000, word: 'hours' },
  { ms: 86_400_000, word: 'days' },
] as const

/** The largest unit in which the span is a whole number; minutes for none at all. */
const unitOf = (ms: number): number =>
  ms === 0 ? 60_000 : (units.findLast((unit) => ms % unit.ms === 0)?.ms ?? 1000)

export function DurationField(frame: FieldProps) {
  return (
    <FieldFrame {...frame}>
      {(props) => (
        <Controller
          name={frame.path}
          render={({ field }) => (
            <DurationInput label={frame.label} onChange={field.onChange} props={props} value={field.value} />
          )}
        />
      )}
    </FieldFrame>
  )
}

/** A number and its unit; kept in milliseconds. */
function DurationInput({
  value,
  onChange,
  label,
  props,
}: {
  value: number
  onChange: (ms: number) => void
  label: string
  props: InputProps
}) {
  const [unit, setUnit] = useState(() => unitOf(Number.isFinite(value) ? value : 0))
  const shown = Number.isFinite(value) ? String(value / unit) : ''
  return (
    <span className="flex gap-2">
      <input
        {...props}
        className={`${inputClass} max-w-24`}
        inputMode="decimal"
        min={0}
        onChange={(event) => onChange(Math.round(event.currentTarget.valueAsNumber * unit))}
        step="any"
        type="number"
        value={shown}
      />
      <select
        aria-label={`${label}: unit`}
        className={`${inputClass} max-w-32`}
        onChange={(event) => {
          const next = Number(event.currentTarget.value)
          setUnit(next)
          onChange(Math.round((value / unit) * next))
        }}
        value={unit}
      >
        {units.map(({ ms, word }) => (
          <option key={ms} value={ms}>
            {word}
          </option>
        ))}
      </select>
    </span>
  )
}
