import type { Metadata } from 'next'
import { OpenFrame } from '#components/access/open-frame.tsx'
import { ForgotForm } from './forgot-form.tsx'

export const metadata: Metadata = { title: 'Forgot your password?', robots: { index: false } }

export default function ForgotPasswordPage() {
  return (
    <OpenFrame
      about="Say which address you sign in with. A mail with a link to set a new password goes there."
      title="Forgot your password?"
    >
      <ForgotForm />
    </OpenFrame>
  )
}
