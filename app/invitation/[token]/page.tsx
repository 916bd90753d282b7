import type { Metadata } from 'next'
import Link from 'next/link'
import { OpenFrame } from '#components/access/open-frame.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import { readAskedInvite } from '#lib/access/invitations/accept.server.ts'
import type { AskedInvite } from '#lib/access/invitations/contract.ts'
import { isCustomerRole } from '#lib/access/member.ts'
import { oidcSettings } from '#lib/access/oidc/settings.ts'
import { roleWords } from '#lib/access/role-words.ts'
import { env } from '#lib/env.server.ts'
import { AcceptForm } from './accept-form.tsx'

export const metadata: Metadata = {
  title: 'Invitation',
  robots: { index: false },
  // the token in the address goes nowhere else
  referrer: 'same-origin',
}

/** Where the link of an invitation leads. Opening it changes nothing: scanners of mail open every link. */
export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const token = decodeURIComponent((await params).token)
  const asked = await readAskedInvite(token, new Date())
  if (!asked) return <Over />
  return (
    <OpenFrame about={<About asked={asked} />} title="You are invited">
      <AcceptForm
        email={asked.email}
        name={asked.name}
        oidcLabel={oidcSettings(env())?.label ?? null}
        token={token}
      />
    </OpenFrame>
  )
}

function About({ asked: { invitedName, role, customerNames } }: { asked: AskedInvite }) {
  const { name, means } = roleWords[role]
  const whom = isCustomerRole(role) ? `the status page of ${customerNames[0] ?? 'a customer'}` : 'Earshot'
  return (
    <>
      <p>
        <span className="font-medium text-text">{invitedName}</span> invites you to {whom}.
      </p>
      <p className="mt-2">
        You will be <span className="font-medium text-text">{name}</span>: {means}.
        {!isCustomerRole(role) && customerNames.length > 0 && ` Customers: ${customerNames.join(', ')}.`}
      </p>
    </>
  )
}

function Over() {
  return (
    <OpenFrame
      about="Invitations work once, for seven days, and not after a newer one was sent. Ask whoever invited you for a new one."
      title="This invitation does not work any more"
    >
      <Link className={buttonClass('quiet', 'mt-6 min-h-11')} href="/sign-in">
        I have an account: sign in
      </Link>
    </OpenFrame>
  )
}
