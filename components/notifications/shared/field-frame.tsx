'use client'

import { clsx } from 'clsx'
import { useId } from 'react'
import { get, useFormContext } from 'react-hook-form'

export const inputClass =
  'h-9 w-full min-w-0 rounded-md border border-border-strong bg-surface px-2.5 text-ui text-text placeholder:text-text-3 disabled:bg-raised disabled:text-text-2 aria-invalid:border-crit-fg pointer-coarse:h-11'

export type FieldProps = { path: string; label: string; hint?: React.ReactNode; className?: string }
export type InputProps = {
  id: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}

/** What is wrong with a field, in words; of a list the first thing that is wrong. */
export function useFieldProblem(path: string): string | null {
  const { formState } = useFormContext()
  return problemIn(get(formState.errors, path))
}

function problemIn(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null
  if ('message' in error && typeof error.message === 'string' && error.message !== '') return error.message
  const parts = Array.isArray(error) ? error : 'root' in error ? [error.root] : []
  return parts.map(problemIn).find((text) => text !== null) ?? null
}

/** Label, input, hint and what is wrong with it, tied together for screen readers. */
export function FieldFrame({
  path,
  label,
  hint,
  className,
  children,
}: FieldProps & { children: (props: InputProps) => React.ReactNode }) {
  const id = useId()
  const problem = useFieldProblem(path)
  const describedBy = [hint ? `${id}-hint` : null, problem ? `${id}-problem` : null].filter(Boolean).join(' ')
  return (
    <div className={clsx('flex min-w-0 flex-col gap-1', className)}>
      <label className="font-medium text-ui" htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': problem ? true : undefined,
      })}
      {hint && (
        <p className="text-text-2 text-xs" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <Problem id={`${id}-problem`}>{problem}</Problem>
    </div>
  )
}

/** The same around several inputs. */
export function GroupFrame({
  path,
  label,
  hint,
  className,
  children,
}: FieldProps & { children: React.ReactNode }) {
  const id = useId()
  const problem = useFieldProblem(path)
  return (
    <fieldset
      aria-describedby={problem ? `${id}-problem` : undefined}
      className={clsx('flex min-w-0 flex-col gap-1', className)}
    >
      <legend className="mb-1 font-medium text-ui">{label}</legend>
      {hint && <p className="-mt-1 mb-1 text-text-2 text-xs">{hint}</p>}
      {children}
      <Problem id={`${id}-problem`}>{problem}</Problem>
    </fieldset>
  )
}

export function Problem({ id, children }: { id?: string; children: string | null }) {
  if (!children) return null
  return (
    <p className="text-crit-fg text-xs" id={id} role="alert">
      {children.slice(0, 1).toUpperCase()}
      {children.slice(1)}
    </p>
  )
}
