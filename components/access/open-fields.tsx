'use client'

import { useId, useState } from 'react'
import { maxPasswordLength, minPasswordLength } from '#lib/access/contract.ts'

const look =
  'mt-1.5 block h-10 w-full rounded-md border border-border-strong bg-surface px-3 text-base text-text aria-invalid:border-crit-fg pointer-coarse:h-12 sm:text-sm'

/** A line to fill in on a page that nobody is signed in for. */
export function OpenField({
  label,
  hint,
  ...input
}: { label: string; hint?: string } & React.ComponentProps<'input'>) {
  const id = useId()
  return (
    <div>
      <label className="text-ui font-medium" htmlFor={id}>
        {label}
      </label>
      <input aria-describedby={hint ? `${id}-hint` : undefined} className={look} id={id} {...input} />
      {hint && (
        <p className="mt-1 text-xs text-text-3" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

/** A new password: pasting, password managers and looking at it all work; length is what counts. */
export function NewPasswordField() {
  const id = useId()
  const [shown, setShown] = useState(false)
  return (
    <div>
      <div className="flex items-baseline justify-between">
        <label className="text-ui font-medium" htmlFor={id}>
          New password
        </label>
        <button
          aria-controls={id}
          aria-pressed={shown}
          className="-my-1 rounded px-1 py-1 text-xs text-text-2 underline underline-offset-2 hover:text-text pointer-coarse:py-3"
          onClick={() => setShown(!shown)}
          type="button"
        >
          {shown ? 'Hide password' : 'Show password'}
        </button>
      </div>
      <input
        aria-describedby={`${id}-hint`}
        autoComplete="new-password"
        className={look}
        id={id}
        maxLength={maxPasswordLength}
        minLength={minPasswordLength}
        name="password"
        required
        type={shown ? 'text' : 'password'}
      />
      <p className="mt-1 text-xs text-text-3" id={`${id}-hint`}>
        At least {minPasswordLength} characters. Several words that belong only together are good.
      </p>
    </div>
  )
}

export function OpenFault({ text }: { text: string | null }) {
  return (
    <div aria-atomic="true" role="alert">
      {text && (
        <p className="rounded-md border border-crit-fg/40 bg-crit-soft px-3 py-2 text-ui text-crit-fg">
          <span aria-hidden="true">▲</span> {text}
        </p>
      )}
    </div>
  )
}
