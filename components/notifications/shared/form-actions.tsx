'use client'

import Link from 'next/link'
import { Button, buttonClass } from '#components/ui/button.tsx'

/** What saving says and the way out; stays in sight while a long form scrolls. */
export function FormActions({
  saving,
  problem,
  cancelHref,
  disabled,
  label = 'Save',
  children,
}: {
  saving: boolean
  problem: string | null
  cancelHref: string
  disabled: boolean
  label?: string
  children?: React.ReactNode
}) {
  return (
    <div className="sticky bottom-14 z-10 -mx-1 flex flex-wrap items-center gap-2 border-border border-t bg-bg px-1 py-3 md:bottom-0">
      {!disabled && (
        <Button disabled={saving} look="primary" type="submit">
          {saving ? 'Saving …' : label}
        </Button>
      )}
      <Link className={buttonClass('quiet')} href={cancelHref}>
        {disabled ? 'Back' : 'Cancel'}
      </Link>
      {children}
      <p aria-live="polite" className="min-w-0 flex-1 basis-60 text-crit-fg text-ui">
        {problem && `Not saved: ${problem}`}
      </p>
    </div>
  )
}
