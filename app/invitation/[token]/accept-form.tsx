'use client'

import { NewPasswordField, OpenFault, OpenField } from '#components/access/open-fields.tsx'
import { openPost } from '#components/access/open-post.ts'
import { textOf, useOpenForm } from '#components/access/use-open-form.ts'
import { Button } from '#components/ui/button.tsx'
import { sendCredentials } from '../../sign-in/send-credentials.ts'
import { startOidc } from '../../sign-in/start-oidc.ts'

type Props = { token: string; email: string; name: string; oidcLabel: string | null }

/** One's own name and a password, or the organisation's own sign-in instead of one. Then one is in. */
export function AcceptForm({ token, email, name, oidcLabel }: Props) {
  const { isBusy, fault, submit } = useOpenForm(async (form) => {
    const password = textOf(form, 'password')
    const refused = await openPost('/api/invitation', { token, name: textOf(form, 'name'), password })
    if (refused !== null) return refused
    await sendCredentials(email, password)
    window.location.assign('/')
    return null
  })
  const withOidc = useOpenForm(async (form) => {
    const given = { token, name: textOf(form, 'name'), password: null }
    return (await openPost('/api/invitation', given)) ?? startOidc(null)
  })
  return (
    <>
      <form aria-busy={isBusy} className="mt-6 flex flex-col gap-4" onSubmit={submit}>
        <OpenField autoComplete="username" label="E-mail" name="email" readOnly value={email} />
        <NameField name={name} />
        <NewPasswordField />
        <OpenFault text={fault} />
        <Button
          className="h-10 w-full text-sm pointer-coarse:h-12"
          disabled={isBusy}
          look="primary"
          type="submit"
        >
          {isBusy ? 'Coming in …' : 'Accept and sign in'}
        </Button>
      </form>
      {oidcLabel !== null && (
        <form
          aria-busy={withOidc.isBusy}
          className="mt-8 flex flex-col gap-4 border-t border-border pt-6"
          onSubmit={withOidc.submit}
        >
          <NameField name={name} />
          <OpenFault text={withOidc.fault} />
          <Button
            className="h-10 w-full text-sm pointer-coarse:h-12"
            disabled={withOidc.isBusy}
            type="submit"
          >
            Accept with {oidcLabel}, without a password
          </Button>
        </form>
      )}
    </>
  )
}

function NameField({ name }: { name: string }) {
  return (
    <OpenField
      autoComplete="name"
      defaultValue={name}
      hint="Colleagues see it beside what you do."
      label="Your name"
      maxLength={120}
      name="name"
      required
    />
  )
}
