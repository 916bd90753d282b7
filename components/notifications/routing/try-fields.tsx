'use client'

import { useId } from 'react'
import { inputClass } from '../shared/field-frame.tsx'

/** The two fields of the try box; they are no form that is saved. */
export function Pick({
  label,
  value,
  options,
  none,
  className,
  onChange,
}: {
  label: string
  value: string
  options: readonly (readonly [value: string, label: string])[]
  none?: string
  className?: string
  onChange: (value: string) => void
}) {
  const id = useId()
  return (
    <div className={className}>
      <label className="mb-1 block text-text-2 text-xs" htmlFor={id}>
        {label}
      </label>
      <select
        className={inputClass}
        id={id}
        onChange={(event) => onChange(event.currentTarget.value)}
        value={value}
      >
        {none !== undefined && <option value="">{none}</option>}
        {options.map(([one, word]) => (
          <option key={one} value={one}>
            {word}
          </option>
        ))}
      </select>
    </div>
  )
}

export function Text({
  label,
  value,
  placeholder,
  onChange,
}: {
  label: string
  value: string
  placeholder?: string
  onChange: (value: string) => void
}) {
  const id = useId()
  return (
    <div>
      <label className="mb-1 block text-text-2 text-xs" htmlFor={id}>
        {label}
      </label>
      <input
        className={inputClass}
        id={id}
        onChange={(event) => onChange(event.currentTarget.value)}
        placeholder={placeholder ?? 'any'}
        value={value}
      />
    </div>
  )
}
