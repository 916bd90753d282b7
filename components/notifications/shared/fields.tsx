'use client'

import { Controller, useFormContext } from 'react-hook-form'
import { FieldFrame, type FieldProps, inputClass } from './field-frame.tsx'

type TextProps = FieldProps & {
  type?: 'text' | 'password' | 'time' | 'datetime-local' | 'url'
  placeholder?: string
  /** id of a datalist */
  list?: string
  /** an empty field is "not given" instead of an empty text */
  emptyIsNone?: boolean
}

export function TextField({ type = 'text', placeholder, list, emptyIsNone, ...frame }: TextProps) {
  const { register } = useFormContext()
  const isSecret = type === 'password'
  return (
    <FieldFrame {...frame}>
      {(props) => (
        <input
          {...props}
          {...register(frame.path, {
            setValueAs: (value: unknown) => (emptyIsNone && value === '' ? undefined : value),
          })}
          autoComplete={isSecret ? 'new-password' : 'off'}
          className={inputClass}
          list={list}
          placeholder={placeholder}
          spellCheck={false}
          type={type}
        />
      )}
    </FieldFrame>
  )
}

export type Option = { value: string; label: string }

/** `none` is the word for "nothing chosen", which is stored as null. */
export function SelectField({
  options,
  none,
  disabled,
  ...frame
}: FieldProps & { options: readonly Option[]; none?: string; disabled?: boolean }) {
  return (
    <FieldFrame {...frame}>
      {(props) => (
        <Controller
          name={frame.path}
          render={({ field }) => (
            <select
              {...props}
              className={inputClass}
              disabled={disabled}
              onBlur={field.onBlur}
              onChange={(event) => field.onChange(event.currentTarget.value || null)}
              ref={field.ref}
              value={field.value ?? ''}
            >
              {none !== undefined && <option value="">{none}</option>}
              {options.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          )}
        />
      )}
    </FieldFrame>
  )
}

export function NumberField({ unit, ...frame }: FieldProps & { unit?: string }) {
  const { register } = useFormContext()
  return (
    <FieldFrame {...frame}>
      {(props) => (
        <span className="flex items-center gap-2">
          <input
            {...props}
            {...register(frame.path, { valueAsNumber: true })}
            className={`${inputClass} max-w-28`}
            inputMode="numeric"
            type="number"
          />
          {unit && <span className="text-text-2 text-ui">{unit}</span>}
        </span>
      )}
    </FieldFrame>
  )
}

/** A switch with its sentence beside it. */
export function CheckField({ path, label, hint }: FieldProps) {
  const { register } = useFormContext()
  return (
    <label className="flex min-h-8 cursor-pointer items-start gap-2.5 py-1 text-ui">
      <input {...register(path)} className="mt-0.5 size-4 shrink-0 accent-(--accent)" type="checkbox" />
      <span className="min-w-0">
        <span className="font-medium">{label}</span>
        {hint && <span className="block text-text-2 text-xs">{hint}</span>}
      </span>
    </label>
  )
}
