'use client'

import { useEffect, useId, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'

/** A question in the middle of the screen, at the thumb on a phone. Esc and a click outside close it. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  title: string
  onClose: () => void
  children: React.ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal()
    // A dialog goes to its first button by itself, and that closes it.
    dialog.current?.querySelector<HTMLElement>('[data-first]')?.focus()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the key for it is Esc, which a dialog knows by itself
    <dialog
      aria-labelledby={titleId}
      className="m-auto max-h-[85dvh] w-[min(480px,100vw)] max-w-none overflow-y-auto rounded-lg border border-border-strong bg-surface p-4 text-text shadow-lg backdrop:bg-black/20 max-sm:mx-0 max-sm:mb-0 max-sm:w-full max-sm:rounded-b-none max-sm:pb-[calc(16px+env(safe-area-inset-bottom))]"
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
      onClose={onClose}
      ref={dialog}
    >
      <div className="mb-3 flex items-center justify-between gap-3">
        <h2 className="text-base font-semibold" id={titleId}>
          {title}
        </h2>
        <Button aria-label="Close" look="bare" onClick={() => dialog.current?.close()}>
          ✕
        </Button>
      </div>
      {children}
    </dialog>
  )
}
