import type { Metadata } from 'next'
import Link from 'next/link'
import { OpenFrame } from '#components/access/open-frame.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import { isResetOpen } from '#lib/access/password-reset/set.server.ts'
import { NewPasswordForm } from './new-password-form.tsx'

export const metadata: Metadata = {
  title: 'Set a new password',
  robots: { index: false },
  // the token in the address goes nowhere else
  referrer: 'same-origin',
}

/** Where the link of the mail leads. Opening it changes nothing: scanners of mail open every link. */
export default async function ResetPasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const isOpen = await isResetOpen(decodeURIComponent(token), new Date())
  if (!isOpen)
    return (
      <OpenFrame
        about="Links to set a new password work once, for an hour. Ask for a new one."
        title="This link does not work any more"
      >
        <Link className={buttonClass('primary', 'mt-6 min-h-11')} href="/forgot-password">
          Ask for a new link
        </Link>
      </OpenFrame>
    )
  return (
    <OpenFrame
      about="Every browser that is signed in with your account is signed out by this."
      title="Set a new password"
    >
      <NewPasswordForm token={decodeURIComponent(token)} />
    </OpenFrame>
  )
}
