'use client'

import { clsx } from 'clsx'
import { useState } from 'react'
import { DurationField } from '../suppression/duration-field.tsx'

/** What each piece of the sentence is edited with, small enough to stand in a line of text. */
export const partClass =
  'h-7 rounded-sm border-b-2 border-border-strong bg-raised px-1 leading-6 font-medium text-text outline-offset-1 hover:border-text focus-visible:border-text disabled:opacity-100 aria-invalid:border-major-fg aria-invalid:text-major-fg pointer-coarse:h-10'

export type PartProps<T> = {
  label: string
  value: T
  onChange: (value: T) => void
  disabled: boolean
  invalid: boolean
}

export function SelectPart<T extends string>({
  label,
  value,
  onChange,
  disabled,
  invalid,
  options,
}: PartProps<T> & { options: readonly (readonly [value: T, word: string])[] }) {
  return (
    <select
      aria-invalid={invalid}
      aria-label={label}
      className={clsx(partClass, 'max-w-full cursor-pointer')}
      disabled={disabled}
      onChange={(event) => {
        const chosen = options.find(([one]) => one === event.currentTarget.value)
        if (chosen) onChange(chosen[0])
      }}
      value={value}
    >
      {options.map(([one, word]) => (
        <option key={one} value={one}>
          {word}
        </option>
      ))}
    </select>
  )
}

/** A number with its unit behind it. `per` = how many of what is typed make one of what is stored: 100 for per cent. */
export function NumberPart({
  label,
  value,
  onChange,
  disabled,
  invalid,
  unit,
  per = 1,
}: PartProps<number> & { unit: string; per?: number }) {
  const shown = Number.isFinite(value) ? String(Number((value * per).toPrecision(6))) : ''
  const [typed, setTyped] = useState<string | null>(null)
  const commit = (text: string) => onChange(text.trim() === '' ? Number.NaN : Number(text) / per)
  return (
    <span className="whitespace-nowrap">
      <input
        aria-invalid={invalid}
        aria-label={unit ? `${label}, in ${unit}` : label}
        className={clsx(partClass, 'field-sizing-content min-w-8 text-right tabular-nums')}
        disabled={disabled}
        inputMode="decimal"
        onBlur={() => {
          if (typed !== null) commit(typed)
          setTyped(null)
        }}
        onChange={(event) => {
          const text = event.currentTarget.value.replace(',', '.')
          setTyped(text)
          // zero would take the piece out of the sentence while it is being typed
          if (Number(text) !== 0) commit(text)
        }}
        size={Math.max(2, (typed ?? shown).length)}
        value={typed ?? shown}
      />
      {unit && ` ${unit}`}
    </span>
  )
}

export function DurationPart({ label, value, onChange, disabled }: PartProps<number>) {
  return (
    <DurationField
      disabled={disabled}
      inputLook={partClass}
      label={label}
      onChange={onChange}
      smallestMs={1_000}
      value={value}
    />
  )
}

/** Words that open what is too large for a line of text. */
export function OpenPart({
  label,
  text,
  invalid,
  isOpen,
  onToggle,
}: {
  label: string
  text: string
  invalid: boolean
  isOpen: boolean
  onToggle: () => void
}) {
  return (
    <button
      aria-expanded={isOpen}
      aria-invalid={invalid}
      aria-label={`${label}: ${text}`}
      className={clsx(partClass, 'h-auto! min-h-7 max-w-full text-left', isOpen && 'border-text')}
      onClick={onToggle}
      type="button"
    >
      {text} <span aria-hidden="true">{isOpen ? '▴' : '▾'}</span>
    </button>
  )
}

/** Several of a list; none = all. */
export function ManyOf({
  values,
  options,
  onChange,
  disabled,
  none,
}: {
  values: readonly string[]
  options: readonly { value: string; name: string; part?: string }[]
  onChange: (values: string[]) => void
  disabled: boolean
  none: string
}) {
  const parts = Map.groupBy(options, ({ part }) => part ?? '')
  return (
    <div className="flex flex-col gap-2">
      <p className="text-xs text-text-2">{values.length === 0 ? none : `${values.length} chosen`}</p>
      {[...parts].map(([part, of]) => (
        <fieldset className="flex flex-wrap gap-x-4 gap-y-1" key={part}>
          {part && <legend className="text-xs font-medium text-text-3">{part}</legend>}
          {of.map(({ value, name }) => (
            <label className="flex items-center gap-1.5 pointer-coarse:min-h-11" key={value}>
              <input
                checked={values.includes(value)}
                className="accent-(--accent)"
                disabled={disabled}
                onChange={({ currentTarget: { checked } }) =>
                  onChange(checked ? [...values, value] : values.filter((one) => one !== value))
                }
                type="checkbox"
              />
              {name}
            </label>
          ))}
        </fieldset>
      ))}
    </div>
  )
}
