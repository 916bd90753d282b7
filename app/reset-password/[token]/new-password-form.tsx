'use client'

import Link from 'next/link'
import { NewPasswordField, OpenFault } from '#components/access/open-fields.tsx'
import { openPost } from '#components/access/open-post.ts'
import { textOf, useOpenForm } from '#components/access/use-open-form.ts'
import { Button, buttonClass } from '#components/ui/button.tsx'

/** The new password, and then the way to sign in with it. */
export function NewPasswordForm({ token }: { token: string }) {
  const { isBusy, isDone, fault, submit } = useOpenForm((form) =>
    openPost('/api/new-password', { token, password: textOf(form, 'password') }),
  )
  if (isDone)
    return (
      <div className="mt-6 flex flex-col gap-4" role="status">
        <p className="rounded-md border border-border bg-raised px-3 py-2 text-ui">
          ✓ Your new password is set.
        </p>
        <Link className={buttonClass('primary', 'h-10')} href="/sign-in">
          Sign in with it
        </Link>
      </div>
    )
  return (
    <form aria-busy={isBusy} className="mt-6 flex flex-col gap-4" onSubmit={submit}>
      <NewPasswordField />
      <OpenFault text={fault} />
      <Button
        className="h-10 w-full text-sm pointer-coarse:h-12"
        disabled={isBusy}
        look="primary"
        type="submit"
      >
        {isBusy ? 'Setting it …' : 'Set the password'}
      </Button>
    </form>
  )
}
