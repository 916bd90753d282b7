'use client'

import { useState } from 'react'
import { inputClass } from '#components/settings/field.tsx'

const units = [
  { word: 's', ms: 1_000 },
  { word: 'min', ms: 60_000 },
  { word: 'h', ms: 3_600_000 },
  { word: 'd', ms: 86_400_000 },
] as const

/** A span of time in the unit that suits it. */
export function DurationField({
  value,
  onChange,
  label = 'How long',
  smallestMs = 60_000,
  disabled = false,
}: {
  value: number
  onChange: (ms: number) => void
  label?: string
  smallestMs?: number
  disabled?: boolean
}) {
  const [unitMs, setUnitMs] = useState(() => fittingUnit(value, smallestMs))
  return (
    <span className="inline-flex items-center gap-1">
      <input
        aria-label={label}
        className={`${inputClass} w-20 tabular-nums`}
        disabled={disabled}
        min={0}
        onChange={(event) => onChange(Math.round((event.currentTarget.valueAsNumber || 0) * unitMs))}
        step="any"
        type="number"
        value={Number((value / unitMs).toFixed(2))}
      />
      <select
        aria-label={`Unit of ${label.toLowerCase()}`}
        className={inputClass}
        disabled={disabled}
        onChange={(event) => {
          const next = Number(event.currentTarget.value)
          onChange(Math.round((value / unitMs) * next))
          setUnitMs(next)
        }}
        value={unitMs}
      >
        {units
          .filter(({ ms }) => ms >= smallestMs)
          .map(({ word, ms }) => (
            <option key={word} value={ms}>
              {word}
            </option>
          ))}
      </select>
    </span>
  )
}

function fittingUnit(value: number, smallestMs: number): number {
  const fitting = units.filter(({ ms }) => ms >= smallestMs && value >= ms && value % ms === 0)
  return fitting.at(-1)?.ms ?? smallestMs
}
