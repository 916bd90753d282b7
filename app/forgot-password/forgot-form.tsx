'use client'

import Link from 'next/link'
import { OpenFault, OpenField } from '#components/access/open-fields.tsx'
import { openPost } from '#components/access/open-post.ts'
import { textOf, useOpenForm } from '#components/access/use-open-form.ts'
import { Button, buttonClass } from '#components/ui/button.tsx'

/** Asks for the mail. What it says afterwards is the same for every address. */
export function ForgotForm() {
  const { isBusy, isDone, fault, submit } = useOpenForm((form) =>
    openPost('/api/password-reset', { email: textOf(form, 'email') }),
  )
  if (isDone) return <Sent />
  return (
    <form aria-busy={isBusy} className="mt-6 flex flex-col gap-4" onSubmit={submit}>
      <OpenField
        autoCapitalize="none"
        autoComplete="username"
        inputMode="email"
        label="E-mail"
        maxLength={254}
        name="email"
        required
        spellCheck={false}
        type="email"
      />
      <OpenFault text={fault} />
      <Button
        className="h-10 w-full text-sm pointer-coarse:h-12"
        disabled={isBusy}
        look="primary"
        type="submit"
      >
        {isBusy ? 'Asking …' : 'Send the mail'}
      </Button>
      <Link className={buttonClass('bare', 'self-start')} href="/sign-in">
        Back to signing in
      </Link>
    </form>
  )
}

function Sent() {
  return (
    <div className="mt-6 flex flex-col gap-4" role="status">
      <p className="rounded-md border border-border bg-raised px-3 py-2 text-ui">
        If this address has an account, a mail is on its way. Its link works once, for an hour.
      </p>
      <p className="text-xs text-text-3">Nothing came? Look among the spam, or ask an administrator.</p>
      <Link className={buttonClass('quiet', 'self-start')} href="/sign-in">
        Back to signing in
      </Link>
    </div>
  )
}
