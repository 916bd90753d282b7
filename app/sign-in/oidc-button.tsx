'use client'

import { OpenFault } from '#components/access/open-fields.tsx'
import { useOpenForm } from '#components/access/use-open-form.ts'
import { Button } from '#components/ui/button.tsx'
import { startOidc } from './start-oidc.ts'

/** Leaves for the organisation's own sign-in. */
export function OidcButton({ label, next }: { label: string; next: string | null }) {
  const { isBusy, fault, submit } = useOpenForm(() => startOidc(next))
  return (
    <form
      aria-busy={isBusy}
      className="mt-6 flex flex-col gap-4 border-t border-border pt-6"
      onSubmit={submit}
    >
      <OpenFault text={fault} />
      <Button className="h-10 w-full text-sm pointer-coarse:h-12" disabled={isBusy} type="submit">
        {isBusy ? 'Going there …' : `Sign in with ${label}`}
      </Button>
    </form>
  )
}
