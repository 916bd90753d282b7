'use client'

import { type FormEvent, useId, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { sendCredentials } from './send-credentials.ts'

const field =
  'mt-1.5 block h-10 w-full rounded-md border border-border-strong bg-surface px-3 text-base text-text aria-invalid:border-crit-fg pointer-coarse:h-12 sm:text-sm'

/** E-mail and password. Pasting, password managers and showing the password all work. */
export function SignInForm({ next }: { next: string | null }) {
  const id = useId()
  const passwordField = useRef<HTMLInputElement>(null)
  const [shown, setShown] = useState(false)
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (busy) return
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setFault(null)
    const outcome = await sendCredentials(String(form.get('email') ?? ''), String(form.get('password') ?? ''))
    if (outcome === null) return window.location.assign(next ?? '/')
    setBusy(false)
    setFault(outcome)
    passwordField.current?.select()
  }

  return (
    <form
      action="/api/auth/callback/credentials"
      aria-busy={busy}
      className="mt-6 flex flex-col gap-4"
      method="post"
      noValidate={false}
      onSubmit={submit}
    >
      <div>
        <label className="text-ui font-medium" htmlFor={`${id}-email`}>
          E-mail
        </label>
        <input
          aria-describedby={fault ? `${id}-fault` : undefined}
          aria-invalid={fault !== null}
          autoCapitalize="none"
          autoComplete="username"
          className={field}
          id={`${id}-email`}
          inputMode="email"
          maxLength={254}
          name="email"
          required
          spellCheck={false}
          type="email"
        />
      </div>
      <div>
        <div className="flex items-baseline justify-between">
          <label className="text-ui font-medium" htmlFor={`${id}-password`}>
            Password
          </label>
          <button
            aria-controls={`${id}-password`}
            aria-pressed={shown}
            className="-my-1 rounded px-1 py-1 text-xs text-text-2 underline underline-offset-2 hover:text-text pointer-coarse:py-3"
            onClick={() => setShown(!shown)}
            type="button"
          >
            {shown ? 'Hide password' : 'Show password'}
          </button>
        </div>
        <input
          aria-describedby={fault ? `${id}-fault` : undefined}
          aria-invalid={fault !== null}
          autoComplete="current-password"
          className={field}
          id={`${id}-password`}
          maxLength={256}
          name="password"
          ref={passwordField}
          required
          type={shown ? 'text' : 'password'}
        />
      </div>
      <div aria-atomic="true" id={`${id}-fault`} role="alert">
        {fault && (
          <p className="rounded-md border border-crit-fg/40 bg-crit-soft px-3 py-2 text-ui text-crit-fg">
            {fault}
          </p>
        )}
      </div>
      <Button
        className="h-10 w-full text-sm pointer-coarse:h-12"
        disabled={busy}
        look="primary"
        type="submit"
      >
        {busy ? 'Signing in …' : 'Sign in'}
      </Button>
    </form>
  )
}
