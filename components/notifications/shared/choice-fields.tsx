'use client'

import { Controller } from 'react-hook-form'
import { type FieldProps, GroupFrame } from './field-frame.tsx'
import type { Option } from './fields.tsx'
import { dayNames, longDayNames } from './span-words.ts'

const chip =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded-md border border-border bg-surface px-2.5 text-ui hover:bg-raised has-checked:border-text has-checked:bg-raised has-focus-visible:outline-2 has-focus-visible:outline-focus has-disabled:cursor-not-allowed pointer-coarse:min-h-11'

/** Any number of options, kept as a list of their values in the order of the options. */
export function ChoicesField({
  options,
  empty,
  ...frame
}: FieldProps & { options: readonly Option[]; empty?: React.ReactNode }) {
  return (
    <GroupFrame {...frame}>
      <Controller
        name={frame.path}
        render={({ field }) => (
          <span className="flex flex-wrap gap-2">
            {options.length === 0 && <span className="text-text-2 text-ui">{empty}</span>}
            {options.map(({ value, label }) => (
              <label className={chip} key={value}>
                <input
                  checked={field.value.includes(value)}
                  className="size-4 accent-(--accent)"
                  onChange={() => field.onChange(toggled(options, field.value, value))}
                  type="checkbox"
                />
                {label}
              </label>
            ))}
          </span>
        )}
      />
    </GroupFrame>
  )
}

function toggled(options: readonly Option[], chosen: readonly string[], value: string): string[] {
  const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]
  return options.map((option) => option.value).filter((one) => next.includes(one))
}

/** Days of the week, 1 = Monday. */
export function DaysField(frame: FieldProps) {
  return (
    <GroupFrame {...frame}>
      <Controller
        name={frame.path}
        render={({ field }) => (
          <span className="flex flex-wrap gap-1">
            {dayNames.map((name, i) => (
              <label className={chip} key={name} title={longDayNames[i]}>
                <input
                  aria-label={longDayNames[i]}
                  checked={field.value.includes(i + 1)}
                  className="size-4 accent-(--accent)"
                  onChange={() => field.onChange(toggledDay(field.value, i + 1))}
                  type="checkbox"
                />
                {name}
              </label>
            ))}
          </span>
        )}
      />
    </GroupFrame>
  )
}

const toggledDay = (days: readonly number[], day: number): number[] =>
  (days.includes(day) ? days.filter((one) => one !== day) : [...days, day]).sort((a, b) => a - b)
