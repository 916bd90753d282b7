import { clsx } from 'clsx'

/** Look of a text field, a select and a date field in forms. */
export const inputClass =
  'h-8 min-w-0 rounded-md border border-border-strong bg-surface px-2 text-ui text-text font-normal disabled:opacity-60 aria-invalid:border-major-fg pointer-coarse:h-11'

/** One question of a form: its name, what is filled in, a hint, and what is wrong with it, beside it. */
export function Field({
  label,
  hint,
  error,
  className,
  children,
}: {
  label: string
  hint?: React.ReactNode
  error?: string | undefined
  className?: string
  children: React.ReactNode
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the field is its child
    <label className={clsx('flex min-w-0 flex-col gap-1 text-ui', className)}>
      <span className="font-medium">{label}</span>
      {children}
      {hint && <span className="text-xs text-text-3">{hint}</span>}
      <FieldError text={error} />
    </label>
  )
}

/** Several fields that answer one question. */
export function FieldGroup({
  label,
  hint,
  error,
  children,
}: {
  label: string
  hint?: React.ReactNode
  error?: string | undefined
  children: React.ReactNode
}) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-1 text-ui">
      <legend className="mb-1 font-medium">{label}</legend>
      {children}
      {hint && <span className="text-xs text-text-3">{hint}</span>}
      <FieldError text={error} />
    </fieldset>
  )
}

export function FieldError({ text }: { text?: string | undefined }) {
  if (!text) return null
  return (
    <span className="flex items-center gap-1 text-xs font-medium text-major-fg" role="alert">
      <span aria-hidden="true">▲</span> {text}
    </span>
  )
}
